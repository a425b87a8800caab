"""What a device makes of a motion: once a second, late, noisy, in steps, with holes."""

from dataclasses import dataclass

import numpy as np

from flows.evaluation.recordings.motion import HERTZ, STAND_MPS, Motion
from flows.evaluation.recordings.noise import coloured, delayed
from flows.evaluation.recordings.script import Plan
from flows.evaluation.recordings.watch_conditions import Watch

#: Noise of the speed between two samples: white, slow, alternating (standard deviations, m/s) and of a jumping place
#: (m). Real runs at 1 Hz leave 0.26–0.42 m/s around their 15-s mean, with a correlation of −0.2 from one second to the
#: next and +0.2 over two, and a spectrum that is flat above 0.05 Hz and rises again from 0.4 Hz [M: 19 recordings].
SPEED_NOISE = {
    "footpod": (0.06, 0.06, 0.02, 0.02),
    "good": (0.09, 0.07, 0.06, 0.05),
    "watch": (0.20, 0.15, 0.14, 0.11),
    "catch_up": (0.20, 0.15, 0.14, 0.11),
    "flutter": (0.10, 0.05, 0.05, 0.05),
}
#: The best and the worst of devices of one kind, as factors of that noise.
QUALITY = (0.75, 1.25)
#: How far a device's own filter runs behind, s [J].
SPEED_LAG_S = {
    "footpod": (0.1, 0.4),
    "good": (0.2, 0.6),
    "watch": (0.3, 1.0),
    "catch_up": (0.3, 1.0),
    "flutter": (0.1, 0.4),
}
#: A phone's place errs by metres for a minute and by one for seconds; what it thinks slower than this is standing, m/s.
PHONE_SLOW_M, PHONE_FAST_M, PHONE_STILL_MPS = 4.0, 0.8, 0.5
#: One degree of latitude, m.
DEGREE_M = 111_320.0


@dataclass(frozen=True)
class Recording:
    """Samples as they lie in a file; a missing value is NaN."""

    time_s: np.ndarray
    distance_m: np.ndarray
    altitude_m: np.ndarray
    speed_mps: np.ndarray
    heartrate_bpm: np.ndarray
    cadence_spm: np.ndarray
    grade_pct: np.ndarray
    east_m: np.ndarray
    north_m: np.ndarray
    #: The device's own distance and climb at every second, kept as samples or not: laps are cut from them.
    every_second_m: np.ndarray
    climbed_m: np.ndarray


def recorded(plan: Plan, motion: Motion, watch: Watch, rng: np.random.Generator) -> Recording:
    """The recording that `watch` makes of a motion."""
    seconds = np.arange(int(motion.seconds))
    lag_s = surges(len(seconds), rng) if watch.position == "catch_up" else np.zeros(len(seconds))
    east, north = places(motion, seconds - lag_s, watch, rng)
    distance = distances(motion, seconds - lag_s, watch, rng, east, north)
    altitude = altitudes(motion, plan.is_trainer, watch, rng)
    kept = ~paused(plan, motion, watch, rng)
    # What is covered while the watch stands still is not counted.
    moved_m = np.diff(distance, prepend=0.0)
    distance = np.cumsum(np.where(kept, moved_m, 0.0))
    distance = np.floor(distance / watch.distance_step_m + 1e-6) * watch.distance_step_m
    every_second = distance if watch.has_distance else np.full(len(seconds), np.nan)
    climbed = np.cumsum(np.maximum(np.diff(altitude, prepend=altitude[0]), 0) * kept)
    if watch.sampling == "smart":
        kept &= smart(len(seconds), rng)
    kept[0] = True
    time_s, distance, altitude = seconds[kept], distance[kept], altitude[kept]
    none = np.full(len(time_s), np.nan)
    beats = np.round(motion.heartrate_bpm[::HERTZ][: len(seconds)] + coloured(rng, len(seconds), 1.0, 4))[kept]
    return Recording(
        time_s=time_s,
        distance_m=distance if watch.has_distance else none,
        altitude_m=altitude if watch.has_altitude else none,
        speed_mps=np.maximum(slope(distance, time_s, 5), 0) if watch.has_distance else none,
        heartrate_bpm=beats if watch.has_heartrate else none,
        cadence_spm=none if watch.cadence == "missing" else cadences(motion, watch, rng)[: len(seconds)][kept],
        grade_pct=grades(distance, altitude) if watch.has_distance and watch.has_altitude else none,
        east_m=east[kept] if watch.has_coordinates else none,
        north_m=north[kept] if watch.has_coordinates else none,
        every_second_m=every_second,
        climbed_m=climbed if watch.has_altitude else np.full(len(seconds), np.nan),
    )


def at(values: np.ndarray, seconds: np.ndarray) -> np.ndarray:
    """Truth at given seconds."""
    return np.asarray(np.interp(seconds * HERTZ, np.arange(len(values)), values))


def surges(n: int, rng: np.random.Generator) -> np.ndarray:
    """How many seconds the fix is behind: it stalls, then catches up all at once."""
    count = int(rng.integers(3, 10))
    begins = np.sort(rng.uniform(30, n - 30, count))
    begins = begins[np.diff(begins, prepend=-100) > 40]
    stall_s = rng.uniform(4, 10, len(begins))
    behind_s = stall_s * rng.uniform(0.4, 1.0, len(begins))
    # The surge shows 1.6 to 2.6 times the true speed: as fast as a sprint, and about as long.
    catch_s = behind_s / rng.uniform(0.6, 1.6, len(begins))
    knots = np.stack([begins, begins + stall_s, begins + stall_s + catch_s], axis=1).ravel()
    heights = np.stack([np.zeros(len(begins)), behind_s, np.zeros(len(begins))], axis=1).ravel()
    return np.interp(np.arange(n), knots, heights, left=0, right=0) if len(begins) else np.zeros(n)


def places(
    motion: Motion, seconds: np.ndarray, watch: Watch, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Where the device believes to be, m east and north of the start."""
    slow_m, fast_m = (PHONE_SLOW_M, PHONE_FAST_M) if watch.position == "phone" else (1.8, 0.3)

    def off() -> np.ndarray:
        smooth = delayed(coloured(rng, len(seconds), slow_m, 60), 3)
        return np.asarray(smooth + coloured(rng, len(seconds), fast_m, 4))

    return at(motion.east_m, seconds) + off(), at(motion.north_m, seconds) + off()


def distances(
    motion: Motion, seconds: np.ndarray, watch: Watch, rng: np.random.Generator, east: np.ndarray, north: np.ndarray
) -> np.ndarray:
    """Distance since the start, as the device counts it, before it is cut into steps."""
    if watch.position == "phone":
        step = np.hypot(np.diff(east, prepend=east[0]), np.diff(north, prepend=north[0]))
        return np.cumsum(np.where(step < PHONE_STILL_MPS, 0.0, step))
    position = watch.position if watch.has_distance else "watch"
    white, slow, alternating, jumping = SPEED_NOISE[position]
    quality = rng.uniform(*QUALITY)
    n = len(seconds)
    lag_s = rng.uniform(*SPEED_LAG_S[position])
    covered = at(delayed(motion.odometer_m, lag_s * HERTZ), seconds) * rng.uniform(0.985, 1.015)
    step = np.diff(covered, prepend=covered[0])
    noise = rng.normal(0, white, n) + coloured(rng, n, slow, 15) + np.diff(rng.normal(0, jumping, n + 1))
    noise += coloured(rng, n, alternating, 12) * np.cos(np.pi * np.arange(n))
    if position == "flutter":
        beat = np.cos(np.pi * rng.uniform(0.9, 0.99) * np.arange(n))
        noise += beat * rng.uniform(0.6, 2.0) * np.clip(step / 3, 0, 1)
    # A device knows that it stands, and its error grows with the speed.
    return np.cumsum(np.maximum(step + quality * noise * np.clip(step / 2, 0, 1.2), 0))


def altitudes(motion: Motion, is_trainer: bool, watch: Watch, rng: np.random.Generator) -> np.ndarray:
    """Altitude as the device shows it: late, drifting, in steps, with glitches."""
    n = int(motion.seconds)
    step_m = 1.0 if watch.altimeter == "barometer_1" else 0.2
    if is_trainer:
        return np.full(n, np.round(motion.altitude_m[0] / step_m) * step_m)
    truth = delayed(motion.altitude_m, watch.lag_s * HERTZ)[::HERTZ][:n]
    if watch.altimeter == "gps":
        # A receiver filters: the error is metres, but smooth from second to second.
        shown = truth + delayed(coloured(rng, n, rng.uniform(2.5, 4.5), 60) + coloured(rng, n, 1.0, 8), 3)
    else:
        shown = truth + coloured(rng, n, rng.uniform(0.5, 2.0), 600) + coloured(rng, n, 0.08, 3)
    if watch.has_glitches:
        shown = shown + glitches(n, rng)
    return np.asarray(np.round(shown / step_m) * step_m)


def glitches(n: int, rng: np.random.Generator) -> np.ndarray:
    """Square jumps of several metres that come back within twenty seconds."""
    count = int(rng.integers(1, 6))
    begins = rng.integers(0, n - 20, count)
    ends = begins + rng.integers(4, 20, count)
    heights = rng.uniform(3, 9, count) * rng.choice([-1, 1], count)
    jumps = np.zeros(n + 1)
    np.add.at(jumps, begins, heights)
    np.add.at(jumps, ends, -heights)
    return np.cumsum(jumps)[:n]


def cadences(motion: Motion, watch: Watch, rng: np.random.Generator) -> np.ndarray:
    """Steps a minute of both legs, or what becomes of them when a source is taken for another."""
    per_leg = delayed(motion.cadence[::HERTZ], rng.uniform(1, 2.5))
    noisy = np.round(np.where(per_leg > 25, per_leg + rng.normal(0, 0.8, len(per_leg)), 0.0))
    return noisy * {"per_leg": 1, "both_legs": 2, "twice": 4}[watch.cadence]


def smart(n: int, rng: np.random.Generator) -> np.ndarray:
    """Which seconds a smart recording keeps: one every three to ten."""
    gaps = rng.choice(np.arange(3, 11), n // 3 + 2, p=np.array([6, 6, 5, 4, 3, 2, 1, 1]) / 28)
    kept = np.zeros(n, dtype=bool)
    times = np.cumsum(gaps)
    kept[times[times < n]] = True
    return kept


def paused(plan: Plan, motion: Motion, watch: Watch, rng: np.random.Generator) -> np.ndarray:
    """Which seconds are missing because the watch was stopped, by itself or by hand."""
    n = int(motion.seconds)
    stopped = np.zeros(n, dtype=bool)
    if watch.pause == "auto":
        still = (np.abs(motion.velocity_mps[::HERTZ][:n]) < STAND_MPS).astype(int)
        begins, ends = np.flatnonzero(np.diff(still, prepend=0) == 1), np.flatnonzero(np.diff(still, append=0) == -1)
        spans = np.stack([begins + rng.integers(2, 6, len(begins)), ends + 1 + rng.integers(0, 3, len(ends))], axis=1)
    elif watch.pause == "manual" and len(plan.hard) > 1:
        hard = np.array(plan.hard)
        begins = motion.edges[hard[:-1] + 1] / HERTZ + rng.uniform(2, 7, len(hard) - 1)
        ends = motion.edges[hard[1:]] / HERTZ - rng.uniform(0, 5, len(hard) - 1)
        spans = np.stack([np.ceil(begins), np.ceil(ends)], axis=1).astype(int)
    else:
        return stopped
    for begin, end in spans:
        stopped[begin : min(end, n - 1)] = True
    return stopped


def slope(values: np.ndarray, time_s: np.ndarray, back: int) -> np.ndarray:
    """Strava's speed: the mean of the last few samples."""
    before = np.maximum(np.arange(len(values)) - back, 0)
    return np.asarray((values - values[before]) / np.maximum(time_s - time_s[before], 1))


def grades(distance: np.ndarray, altitude: np.ndarray) -> np.ndarray:
    """Strava's grade: two samples before to two after, per cent."""
    here = np.arange(len(distance))
    before, after = np.maximum(here - 2, 0), np.minimum(here + 2, len(here) - 1)
    run = np.maximum(distance[after] - distance[before], 2.0)
    return np.asarray(np.round(np.clip(100 * (altitude[after] - altitude[before]) / run, -50, 50), 1))

"""True motion becomes a recording: what a watch, a phone or a bike computer would have stored."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from flows.synthetic_athlete.motion import RIDE, RUN, SPRINT, STAND, WALK, Motion
from flows.synthetic_athlete.randomness import lagged, wander
from flows.synthetic_athlete.script import Script
from flows.synthetic_athlete.season import Place
from flows.synthetic_athlete.terrain import METRES_PER_DEGREE

Ints = NDArray[Any]

HR_REST, HR_MAX, HR_FLOOR_AWAKE = 48.0, 188.0, 90.0
TOP_AEROBIC_MPS = 4.95  # flat speed at which the heart rate would level out at its maximum, in 2024
HOT_C, HOT_BPM = 28.0, 7.0
STATIONARY_MPS = 0.5
BAROMETER_STEP_DM, PHONE_STEP_DM = 2, 10
INDOOR_SPEED_NOISE_MPS = {"treadmill": 0.05, "pool_watch": 0.03}
LATE_FIX_SHARE = 0.03
FILTER_SHARE = 0.3  # of the second before in a speed: receivers smooth, so a sprint starts a little late
HAS_GPS = {"watch", "smart_watch", "phone", "bike_computer"}


@dataclass(frozen=True)
class Recording:
    """Index-aligned columns as compact integers; None where the device has no such sensor."""

    time_s: NDArray[np.int32]
    distance_dm: NDArray[np.int32] | None = None
    latitude_e6: NDArray[np.int32] | None = None
    longitude_e6: NDArray[np.int32] | None = None
    altitude_dm: NDArray[np.int32] | None = None
    speed_mmps: NDArray[np.int32] | None = None
    heartrate_bpm: NDArray[np.uint8] | None = None
    cadence_rpm: NDArray[np.uint8] | None = None
    watts: NDArray[np.int16] | None = None
    temp_c: NDArray[np.int8] | None = None
    is_moving: NDArray[np.bool_] | None = None
    grade_permille: NDArray[np.int16] | None = None
    samples_before_fix: int = 0  # their position is null

    def __len__(self) -> int:
        return len(self.time_s)

    def to_json(self) -> bytes:
        """The answer of `GET /activities/{id}/streams?key_by_type=true` with every key there is."""
        columns: dict[str, Any] = {"time": self.time_s}
        if self.distance_dm is not None:
            columns["distance"] = self.distance_dm / 10
        if self.latitude_e6 is not None and self.longitude_e6 is not None:
            columns["latlng"] = self._latlng()
        if self.altitude_dm is not None:
            columns["altitude"] = self.altitude_dm / 10
        if self.speed_mmps is not None:
            columns["velocity_smooth"] = self.speed_mmps / 1000
        columns |= {"heartrate": self.heartrate_bpm, "cadence": self.cadence_rpm, "watts": self.watts}
        columns |= {"temp": self.temp_c, "moving": self.is_moving}
        if self.grade_permille is not None:
            columns["grade_smooth"] = self.grade_permille / 10
        about = {
            "series_type": "time" if self.distance_dm is None else "distance",
            "original_size": len(self),
            "resolution": "high",
        }
        streams = {key: {"data": column, **about} for key, column in columns.items() if column is not None}
        return orjson.dumps(streams, option=orjson.OPT_SERIALIZE_NUMPY)

    def _latlng(self) -> Any:
        assert self.latitude_e6 is not None  # noqa: S101 - the caller looked
        assert self.longitude_e6 is not None  # noqa: S101
        pairs = np.column_stack([self.latitude_e6, self.longitude_e6]) / 1e6
        if not self.samples_before_fix:
            return pairs
        return [*[None] * self.samples_before_fix, *pairs[self.samples_before_fix :].tolist()]


def record(script: Script, motion: Motion, place: Place, fitness: float, rng: np.random.Generator) -> Recording:
    """What the script's device stores of a motion: noisy, quantised, late, and without the paused seconds."""
    kept = _kept(script, motion, rng)
    time = np.flatnonzero(kept)
    distance = _distance_dm(script, motion, rng)[kept]
    speed = _trailing_speed_mmps(time, distance)
    has_heart = script.recorder != "phone"
    recorded: dict[str, Any] = {
        "time_s": time.astype(np.int32),
        "distance_dm": distance,
        "speed_mmps": speed,
        "is_moving": speed > 1000 * STATIONARY_MPS,
    }
    if script.recorder in HAS_GPS:
        altitude = _altitude_dm(script, motion, rng)[kept]
        latitude, longitude = _position_e6(motion, place, rng)
        recorded |= {
            "altitude_dm": altitude,
            "latitude_e6": latitude[kept],
            "longitude_e6": longitude[kept],
            "grade_permille": _smooth_grade_permille(altitude, distance),
            "samples_before_fix": int(rng.integers(3, 15)) if rng.random() < LATE_FIX_SHARE else 0,
        }
    if has_heart:
        recorded["heartrate_bpm"] = _heartrate_bpm(script, motion, fitness, rng)[kept]
        recorded["temp_c"] = _temperature_c(script.ambient_c, len(kept), rng)[kept]
        if script.recorder != "pool_watch":
            recorded["cadence_rpm"] = _cadence_rpm(motion, rng)[kept]
    if script.recorder == "bike_computer" and script.sport_type != "EBikeRide":
        recorded["watts"] = _watts(script, motion, rng)[kept]
    return Recording(**recorded)


def record_heart(seconds: int, mean_bpm: float, ambient_c: float, rng: np.random.Generator) -> Recording:
    """An indoor hour without distance: heart rate and temperature only."""
    warm_up = 1 - 0.25 * np.exp(-np.arange(seconds + 1) / 180)
    heart = mean_bpm * warm_up + wander(rng, seconds + 1, 5.0, 40)
    return Recording(
        time_s=np.arange(seconds + 1, dtype=np.int32),
        heartrate_bpm=np.clip(heart, 50, HR_MAX).astype(np.uint8),
        temp_c=_temperature_c(ambient_c, seconds + 1, rng),
    )


def _kept(script: Script, motion: Motion, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which instants have a sample: none in a pause, one in 3–10 s when the watch records smartly."""
    kept = np.concatenate([[True], ~motion.is_paused])
    if script.recorder == "smart_watch":
        sampled = np.cumsum(rng.integers(3, 11, len(kept) // 3))
        mask = np.zeros(len(kept), dtype=bool)
        mask[np.concatenate([[0], sampled[sampled < len(kept)], [len(kept) - 1]])] = True
        kept &= mask
    return kept


def _distance_dm(script: Script, motion: Motion, rng: np.random.Generator) -> Ints:
    speed = motion.speed_mps.copy()
    noise = INDOOR_SPEED_NOISE_MPS.get(script.recorder) or float(rng.uniform(0.09, 0.2))
    speed[1:] += FILTER_SHARE * (motion.speed_mps[:-1] - motion.speed_mps[1:])
    speed += wander(rng, len(speed), noise, 2.0) * (np.clip(speed / 1.5, 0, 1) + 0.1)
    if script.has_gps_catch_up and len(speed) > 900:
        slump = int(rng.integers(500, len(speed) - 100))
        lost = 0.5 * speed[slump : slump + 8]
        speed[slump : slump + 8] -= lost
        speed[slump + 8 : slump + 14] += lost.sum() / 6
    speed *= 1 + rng.normal(0, 0.004)
    speed[motion.is_paused] = 0
    decimetres: Ints = np.round(10 * np.concatenate([[0.0], np.cumsum(np.clip(speed, 0, None))])).astype(np.int32)
    return decimetres


def _trailing_speed_mmps(time: Ints, distance_dm: Ints) -> Ints:
    """Strava's velocity_smooth: the mean over the last five samples, about 2 s late."""
    before = np.maximum(np.arange(len(time)) - 5, 0)
    passed = np.maximum(time - time[before], 1)
    speed: Ints = np.round(100.0 * (distance_dm - distance_dm[before]) / passed).astype(np.int32)
    return speed


def _altitude_dm(script: Script, motion: Motion, rng: np.random.Generator) -> Ints:
    seen = motion.altitude_m
    if script.recorder == "phone":
        noisy = seen + wander(rng, len(seen), 1.5, 90)  # no barometer: from a map, at a position that wanders
        return (np.round(noisy * 10 / PHONE_STEP_DM) * PHONE_STEP_DM).astype(np.int32)
    lag = int(rng.integers(1, 4))
    late = np.concatenate([np.full(lag, seen[0]), seen[:-lag]])
    late = late + wander(rng, len(seen), 1.5, 1800) + rng.normal(0, 8)
    if rng.random() < 0.05 and len(seen) > 400:  # a gust on the port: a square glitch that comes back
        at = int(rng.integers(60, len(seen) - 60))
        late[at : at + int(rng.integers(6, 18))] += rng.choice([-1, 1]) * rng.uniform(3, 6)
    return (np.round(late * 10 / BAROMETER_STEP_DM) * BAROMETER_STEP_DM).astype(np.int32)


def _smooth_grade_permille(altitude_dm: Ints, distance_dm: Ints) -> Ints:
    """Strava's grade_smooth: the altitude difference over two samples either side, in tenths of a percent."""
    index = np.arange(len(altitude_dm))
    after, before = np.minimum(index + 2, len(index) - 1), np.maximum(index - 2, 0)
    run = (distance_dm[after] - distance_dm[before]).astype(float)
    grade = np.divide(1000.0 * (altitude_dm[after] - altitude_dm[before]), run, out=np.zeros(len(run)), where=run > 5)
    shown: Ints = np.clip(np.round(grade), -500, 500).astype(np.int16)
    return shown


def _position_e6(motion: Motion, place: Place, rng: np.random.Generator) -> tuple[Ints, Ints]:
    size = len(motion.along_m)
    north = motion.north_m + wander(rng, size, 2.5, 25)
    east = motion.east_m + wander(rng, size, 2.5, 25)
    latitude = place.latitude_deg + north / METRES_PER_DEGREE
    longitude = place.longitude_deg + east / (METRES_PER_DEGREE * np.cos(np.radians(place.latitude_deg)))
    return np.round(latitude * 1e6).astype(np.int32), np.round(longitude * 1e6).astype(np.int32)


def _heartrate_bpm(script: Script, motion: Motion, fitness: float, rng: np.random.Generator) -> Ints:
    size = len(motion.along_m)
    if script.heartrate_bpm is None:
        share = np.clip(motion.effort_mps / (TOP_AEROBIC_MPS + 0.06 * fitness), 0, 1.0)
        drift = 7 * np.arange(size - 1) / 3600 + (HOT_BPM if script.ambient_c >= HOT_C else 0)
        target = np.maximum(HR_REST + (HR_MAX - HR_REST) * share + drift, HR_FLOOR_AWAKE)
        target[: min(300, size - 1)] -= 8 * (1 - np.arange(min(300, size - 1)) / 300)
    else:
        moving = motion.speed_mps > STATIONARY_MPS
        target = np.where(moving, script.heartrate_bpm, 0.86 * script.heartrate_bpm) + wander(rng, size - 1, 3.0, 60)
    heart = lagged(np.concatenate([[92.0], target]), 28) + wander(rng, size, 1.0, 15)
    heart = np.clip(np.round(heart), 55, HR_MAX)
    if rng.random() < 0.06 and size > 600:  # a loose strap
        for at in rng.integers(60, size - 60, 3):
            heart[at : at + int(rng.integers(2, 12))] = 0
    return heart.astype(np.uint8)


def _cadence_rpm(motion: Motion, rng: np.random.Generator) -> Ints:
    kind, speed = motion.effort_kind, motion.speed_mps
    running = np.clip(80 + 4.5 * (speed - 2.6), 74, 97)
    rates = np.select(
        [kind == STAND, kind == WALK, kind == RUN, kind == SPRINT, kind == RIDE],
        [0.0, 55.0, running, np.clip(94 + 2.5 * speed, 96, 114), 82 + wander(rng, len(kind), 4.0, 20)],
    )
    rates = np.where(speed < 0.3, 0, rates + wander(rng, len(rates), 1.0, 3) * (rates > 0))
    return np.round(np.concatenate([[0.0], rates])).astype(np.uint8)


def _temperature_c(ambient_c: float, size: int, rng: np.random.Generator) -> Ints:
    """A watch starts warm from the wrist and cools within twenty minutes."""
    warm = min(12.0, max(0.0, 30 - ambient_c))
    shown: Ints = np.round(ambient_c + warm * np.exp(-np.arange(size) / 420) + 0.4 * rng.standard_normal())
    return shown.astype(np.int8)


def _watts(script: Script, motion: Motion, rng: np.random.Generator) -> Ints:
    level = 1.75 * ((script.heartrate_bpm or 120.0) - 45)
    power = np.where(motion.speed_mps > 1, level + wander(rng, len(motion.speed_mps), 25, 6), 0)
    shown: Ints = np.round(np.clip(np.concatenate([[0.0], power]), 0, 900)).astype(np.int16)
    return shown

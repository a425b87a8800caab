"""What truly happened in a recording: its reps, and the verdict that follows from the definitions."""

from dataclasses import dataclass

import numpy as np

from flows.evaluation.recordings.motion import HERTZ, STAND_MPS, WALK_MPS, Motion
from flows.evaluation.recordings.script import Plan
from flows.evaluation.recordings.watch_conditions import Watch

#: A hill sprint lasts this long, is this steep, and has this much walking or standing on one side of it; the starts of
#: a session's reps lie this far apart [M/J: domain facts].
SECONDS, STEEP_PCT, REST_S, APART_S, SESSION_REPS = (5.0, 14.0), 4.0, 20.0, (35.0, 360.0), 3
#: Within this much of a bound nobody could say on which side a recording lies: borders are good to ± 2 s and a watch's
#: grade to half a per cent.
SECONDS_MARGIN, STEEP_MARGIN_PCT, REST_MARGIN_S, APART_MARGIN_S = 0.6, 0.6, 5.0, 3.0
#: A rest lies beside a rep if it is taken within this time of it, s: one after half a minute of jogging does not [J].
BESIDE_S = 45
#: Sessions of efforts this short are lost between the samples of a smart recording.
SHORT_KINDS = ("hill_sprints", "possible_hill_sprints", "sprints", "strides")


@dataclass(frozen=True)
class Rep:
    """One hill sprint as it was run: from the first hard step to the end of the drive."""

    start_time_s: float
    duration_s: float
    grade_pct: float
    distance_m: float
    elevation_gain_m: float
    recovery_s: float | None
    recovery_kind: str | None
    is_ambiguous: bool


def reps_of(plan: Plan, motion: Motion) -> list[Rep]:
    """The reps that are hill sprints by the definition, or may be."""
    numbers = np.flatnonzero([one.is_rep for one in plan.segments])
    begins, ends = motion.edges[numbers], motion.edges[numbers + 1]
    until = np.append(begins, len(motion.velocity_mps))[1:]
    since = np.append(0, ends)[:-1]
    legs = np.abs(motion.velocity_mps)
    # A slow runner's easy run is no walk.
    afoot = np.where(motion.is_running_easy, np.maximum(legs, WALK_MPS), legs)
    reps = []
    for begin, end, before, after in zip(begins, ends, since, until, strict=True):
        seconds = (end - begin) / HERTZ
        metres = float(motion.odometer_m[end - 1] - motion.odometer_m[begin])
        gain = float(motion.altitude_m[end - 1] - motion.altitude_m[begin])
        beside = BESIDE_S * HERTZ
        rest_s = max(
            resting(afoot[max(before, begin - beside) : begin]), resting(afoot[end : min(after, end + beside)])
        )
        grade_pct = 100 * gain / metres
        surely = (
            SECONDS[0] + SECONDS_MARGIN / 2 <= seconds <= SECONDS[1] - SECONDS_MARGIN,
            grade_pct >= STEEP_PCT + STEEP_MARGIN_PCT,
            rest_s >= REST_S + REST_MARGIN_S,
        )
        never = (
            not SECONDS[0] - SECONDS_MARGIN <= seconds <= SECONDS[1] + 2 * SECONDS_MARGIN,
            grade_pct < STEEP_PCT - STEEP_MARGIN_PCT,
        )
        if any(never):
            continue
        is_last = after == len(legs)
        reps.append(
            Rep(
                start_time_s=begin / HERTZ,
                duration_s=seconds,
                grade_pct=grade_pct,
                distance_m=metres,
                elevation_gain_m=gain,
                recovery_s=None if is_last else (after - end) / HERTZ,
                recovery_kind=None if is_last else spent(legs[end:after]),
                is_ambiguous=plan.is_ambiguous or not all(surely),
            )
        )
    return reps


def resting(legs_mps: np.ndarray) -> float:
    """Seconds of walking and standing."""
    return float((legs_mps < WALK_MPS).sum()) / HERTZ


def spent(legs_mps: np.ndarray) -> str:
    """How most of a recovery was spent."""
    shares = {
        "stand": (legs_mps < STAND_MPS).mean(),
        "walk": ((legs_mps >= STAND_MPS) & (legs_mps < WALK_MPS)).mean(),
        "jog": (legs_mps >= WALK_MPS).mean(),
    }
    return max(shares, key=lambda kind: shares[kind])


def kind_of(reps: list[Rep], margin_s: float = 0.0) -> str | None:
    """The session that reps make: at least three in a row that lie neither too close nor too far apart."""
    if not reps:
        return None
    apart = np.diff([rep.start_time_s for rep in reps])
    linked = (apart >= APART_S[0] + margin_s) & (apart <= APART_S[1] - margin_s)
    breaks = np.flatnonzero(~linked)
    longest = int(np.diff(np.concatenate([[-1], breaks, [len(apart)]])).max())
    return "hill_sprints" if longest >= SESSION_REPS else "possible_hill_sprints"


def verdict(plan: Plan, reps: list[Rep], watch: Watch) -> tuple[str | None, bool]:
    """The kind that an honest reader of the recording would write down, and whether the definitions leave it open."""
    clear = [rep for rep in reps if not rep.is_ambiguous]
    kind = kind_of(reps, -APART_MARGIN_S) or plan.kind
    is_open = plan.is_ambiguous or kind != (kind_of(clear, APART_MARGIN_S) or plan.kind)
    # Three reps closer together than the definition allows are neither a session nor a few.
    is_open = is_open or (kind == "possible_hill_sprints" and len(reps) >= SESSION_REPS)
    if plan.is_trainer:
        return plan.kind, is_open
    if not (watch.has_altitude and watch.has_distance):
        if kind is None:
            return None, is_open
        # Fast stretches can be seen without an altitude; that they were uphill nobody can see, but a title may tell.
        return "unverifiable", is_open or not plan.is_telling or watch.sampling == "smart"
    if watch.sampling == "smart" and not (watch.laps == "pressed" and plan.hard):
        return "insufficient_resolution", kind not in SHORT_KINDS
    if watch.sampling == "smart":
        # Laps tell of hill sprints; whether they must tell of anything else is not written.
        is_open = is_open or kind not in ("hill_sprints", "possible_hill_sprints")
    return kind, is_open

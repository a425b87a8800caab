"""Labelled recordings: what a watch recorded beside what was truly run."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from flows.evaluation.recordings.athlete import athlete
from flows.evaluation.recordings.bands import DURATION_BANDS, GRADE_BANDS, banded
from flows.evaluation.recordings.lap_presses import lap_starts
from flows.evaluation.recordings.motion import Motion, moved
from flows.evaluation.recordings.scenarios import planned
from flows.evaluation.recordings.script import Plan
from flows.evaluation.recordings.truth import Rep, reps_of, verdict
from flows.evaluation.recordings.watch import DEGREE_M, Recording, recorded
from flows.evaluation.recordings.watch_conditions import Watch, watch
from schemas.activities import Activities
from schemas.laps import Laps
from schemas.streams import Streams

#: Every athlete runs once, so that nobody's easy running is known from another recording.
FIRST_START = datetime(2026, 3, 1, 7, tzinfo=UTC)
MOST_RECORDINGS = 100_000
#: Shorter and longer lags of an altimeter, s.
LAG_BANDS = (2.0,)

REPS_SCHEMA = {
    "activity_id": pl.Int64(),
    "rep_number": pl.Int64(),
    "start_time_s": pl.Float64(),
    "duration_s": pl.Float64(),
    "grade_pct": pl.Float64(),
    "distance_m": pl.Float64(),
    "elevation_gain_m": pl.Float64(),
    "recovery_s": pl.Float64(),
    "recovery_kind": pl.String(),
    "is_ambiguous": pl.Boolean(),
    "grade_band": pl.String(),
    "duration_band": pl.String(),
}
RECORDINGS_SCHEMA = {
    "activity_id": pl.Int64(),
    "scenario": pl.String(),
    "expected_kind": pl.String(),
    "is_ambiguous": pl.Boolean(),
    "is_resolvable": pl.Boolean(),
    "sampling": pl.String(),
    "altimeter": pl.String(),
    "glitches": pl.String(),
    "lag": pl.String(),
    "lag_s": pl.Float64(),
    "cadence": pl.String(),
    "position": pl.String(),
    "coordinates": pl.String(),
    "distance_step": pl.String(),
    "pause": pl.String(),
    "laps": pl.String(),
    "recovery": pl.String(),
    "grade_band": pl.String(),
    "duration_band": pl.String(),
    "title": pl.String(),
}


@dataclass(frozen=True)
class Labelled:
    """Recordings as the warehouse would hold them, and the truth about them.

    `reps` has one row per hill sprint truly run, from the first hard step to the end of the drive; `recordings` one row
    per recording: the kind that mart.sessions should give it (null for none), whether the definitions leave that open,
    whether the recording can answer the question at all, and the conditions it was made under.
    """

    activities: pl.DataFrame
    streams: pl.DataFrame
    laps: pl.DataFrame
    reps: pl.DataFrame
    recordings: pl.DataFrame


def labelled_recordings(count: int, seed: int, first: int = 0) -> Labelled:
    """`count` recordings of a seed, from number `first`; each is the same whatever is made beside it."""
    if not 0 < count <= MOST_RECORDINGS - first:
        raise ValueError(f"count must lie between 1 and {MOST_RECORDINGS - first}, not {count}")
    made = [_made(number, seed) for number in range(first, first + count)]
    reps = pl.DataFrame([rep for one in made for rep in one.reps], schema=REPS_SCHEMA).with_columns(_bands())
    return Labelled(
        activities=pl.DataFrame([one.activity for one in made], schema=Activities.dtypes()),
        streams=_stacked([one.samples for one in made]),
        laps=pl.DataFrame([lap for one in made for lap in one.laps], schema=Laps.dtypes()),
        reps=reps,
        recordings=_recordings([one.conditions for one in made], reps),
    )


@dataclass(frozen=True)
class _Made:
    activity: dict[str, Any]
    samples: dict[str, np.ndarray]
    laps: list[dict[str, Any]]
    reps: list[dict[str, Any]]
    conditions: dict[str, Any]


def _made(number: int, seed: int) -> _Made:
    """One recording, drawn from nothing but the seed and its number."""
    rng = np.random.default_rng([seed, number])
    who = athlete(rng)
    plan = planned(number, who, rng)
    device = watch(plan.is_trainer, rng)
    motion = moved(plan.segments, plan.hills, who, plan.rolling_pct, rng)
    reps = reps_of(plan, motion)
    record = recorded(plan, motion, device, rng)
    cuts = lap_starts(plan, motion, device, rng)
    ids = {"athlete_id": number + 1, "activity_id": seed * MOST_RECORDINGS + number + 1}
    start_at = FIRST_START + timedelta(days=number % 200)
    latitude, longitude = rng.uniform(-60, 60), rng.uniform(-170, 170)
    samples = _samples(record, latitude, longitude) | {
        name: np.full(len(record.time_s), value) for name, value in ids.items()
    }
    return _Made(
        activity=ids | _activity(plan, motion, record, start_at),
        samples=samples,
        laps=[ids | lap for lap in _laps(cuts, motion, record, device, start_at)],
        reps=[
            {"activity_id": ids["activity_id"], "rep_number": place} | asdict(rep)
            for place, rep in enumerate(reps, start=1)
        ],
        conditions=_conditions(ids["activity_id"], plan, reps, device),
    )


def _activity(plan: Plan, motion: Motion, record: Recording, start_at: datetime) -> dict[str, Any]:
    """The row of core.activities, ids aside."""
    gaps_s = np.diff(record.time_s)
    beats = record.heartrate_bpm
    return {
        "source": "strava_api",
        "name": plan.title,
        "sport_type": plan.sport_type,
        "sport_group": "run",
        "start_at": start_at,
        "local_start_at": start_at.replace(tzinfo=None),
        "local_date": start_at.date(),
        "timezone": "UTC",
        "utc_offset_s": 0,
        "distance_m": _number(record.distance_m[-1]),
        "moving_time_s": int(gaps_s[gaps_s <= 10].sum()),
        "elapsed_time_s": int(motion.seconds),
        "elevation_gain_m": _number(record.climbed_m[-1]),
        "mean_heartrate_bpm": _number(beats.mean()),
        "max_heartrate_bpm": _number(beats.max()),
        "mean_cadence": _number(record.cadence_spm.mean() / 2),
        "is_manual": False,
        "is_trainer": plan.is_trainer,
        "is_private": False,
        "visibility": "everyone",
        "has_streams": True,
        "updated_at": start_at + timedelta(hours=3),
    }


def _samples(record: Recording, latitude: float, longitude: float) -> dict[str, np.ndarray]:
    """Columns of core.streams, ids aside; a missing value is NaN."""
    return {
        "time_s": record.time_s,
        "distance_m": record.distance_m,
        "altitude_m": record.altitude_m,
        "speed_mps": record.speed_mps,
        "heartrate_bpm": record.heartrate_bpm,
        "cadence_spm": record.cadence_spm,
        "grade_pct": record.grade_pct,
        "lat": latitude + record.north_m / DEGREE_M,
        "lon": longitude + record.east_m / (DEGREE_M * np.cos(np.radians(latitude))),
    }


def _stacked(parts: list[dict[str, np.ndarray]]) -> pl.DataFrame:
    """core.streams of all recordings."""
    whole = pl.DataFrame({name: np.concatenate([part[name] for part in parts]) for name in parts[0]})
    return whole.with_columns(pl.col(pl.Float64).fill_nan(None), source=pl.lit("file")).select(
        (pl.col(name) if name in (*whole.columns, "source") else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in Streams.dtypes().items()
    )


def _laps(
    cuts: np.ndarray, motion: Motion, record: Recording, device: Watch, start_at: datetime
) -> list[dict[str, Any]]:
    """Rows of core.laps, ids aside. A device knows the distance at its button even where it keeps few samples."""
    ends = np.append(cuts[1:], int(motion.seconds))
    if device.laps == "none":
        cuts, ends = cuts[:1], ends[-1:]
    borders = np.append(cuts, ends[-1] - 1)
    metres, climbed = np.diff(record.every_second_m[borders]), np.diff(record.climbed_m[borders])
    return [
        {
            "source": "file",
            "lap_number": number,
            "name": f"Lap {number}",
            "start_at": start_at + timedelta(seconds=int(begin)),
            "start_time_s": int(begin),
            "elapsed_time_s": int(end - begin),
            "moving_time_s": int(end - begin),
            "distance_m": _number(covered),
            "elevation_gain_m": _number(gain),
            "mean_speed_mps": _number(covered / (end - begin)),
        }
        for number, (begin, end, covered, gain) in enumerate(zip(cuts, ends, metres, climbed, strict=True), start=1)
    ]


def _bands() -> list[pl.Expr]:
    """The bands that reps, or their means, lie in."""
    return [
        banded("grade_pct", GRADE_BANDS).alias("grade_band"),
        banded("duration_s", DURATION_BANDS).alias("duration_band"),
    ]


def _recordings(conditions: list[dict[str, Any]], reps: pl.DataFrame) -> pl.DataFrame:
    """One row per recording, in the bands of the mean of its reps; null where it has none."""
    means = reps.group_by("activity_id").agg(pl.col("grade_pct", "duration_s").mean())
    return (
        pl.DataFrame(conditions, schema=RECORDINGS_SCHEMA)
        .drop("grade_band", "duration_band")
        .join(means.select("activity_id", *_bands()), on="activity_id", how="left", maintain_order="left")
        .with_columns(lag=banded("lag_s", LAG_BANDS))
        .select(list(RECORDINGS_SCHEMA))
    )


def _conditions(activity_id: int, plan: Plan, reps: list[Rep], device: Watch) -> dict[str, Any]:
    """The row of a recording, without bands."""
    kind, is_ambiguous = verdict(plan, reps, device)
    return {
        "activity_id": activity_id,
        "scenario": plan.scenario,
        "expected_kind": kind,
        "is_ambiguous": is_ambiguous,
        "is_resolvable": (
            device.sampling == "1_hz" and device.has_altitude and device.has_distance and not plan.is_trainer
        ),
        "sampling": device.sampling,
        "altimeter": device.altimeter,
        "glitches": "some" if device.has_glitches else "none",
        "lag_s": device.lag_s,
        "cadence": device.cadence,
        "position": device.position,
        "coordinates": "some" if device.has_coordinates else "none",
        "distance_step": f"{device.distance_step_m:g}",
        "pause": device.pause,
        "laps": device.laps,
        "recovery": plan.recovery,
        "title": "telling" if plan.is_telling else "plain",
    }


def _number(value: float) -> float | None:
    """A float, or null for what was not recorded."""
    return None if np.isnan(value) else float(value)

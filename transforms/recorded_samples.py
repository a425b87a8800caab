"""What files recorded, second by second, lap by lap and set by set, on the clock of the activity that it is of."""

import polars as pl

from schemas.laps import Laps
from schemas.recorded_sets import RecordedSets
from schemas.streams import Streams
from transforms.json_records import whole
from transforms.rejects import keep_valid
from transforms.sample_order import in_order
from transforms.streams import POSSIBLE, possible

KEY = ["athlete_id", "activity_id"]
#: A device ends its file a little after its clock says that the activity ended [J].
SLACK_S = 10
#: How a recording is named within what was decoded.
PART = ["athlete_id", "payload_id", "part_number"]


def recorded_streams(samples: pl.DataFrame, placed: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Samples of files → `Streams`, and rejects.

    `samples` has athlete_id, payload_id, part_number, `at` and what was measured; `placed` says of which activity each
    part is, and its clock (`placed`). What lies before the start of the activity or after its end is left out: it was
    cut off at Strava. Readings that no sensor can give are null; of samples in one second the first stays.
    """
    found = (
        samples.join(placed, on=PART, maintain_order="left")
        .with_columns(time_s=_seconds("at"))
        .filter(pl.col("time_s").is_between(0, pl.col("elapsed_time_s") + SLACK_S))
        .pipe(in_order, *Streams.key())
        .filter(_is_first_of_second())
        .with_columns(cadence_spm=pl.col("cadence") * pl.when(pl.col("sport_group") == "run").then(2).otherwise(1))
        .with_columns(
            is_moving=pl.lit(None, dtype=pl.Boolean),
            grade_pct=pl.lit(None, dtype=pl.Float64),
            **{name: possible(name, *bounds) for name, bounds in POSSIBLE.items() if name != "grade_pct"},
        )
        .with_columns(heartrate_bpm=whole("heartrate_bpm"), distance_m=pl.col("distance_m") - _first_distance())
    )
    return keep_valid(Streams, found)


def _is_first_of_second() -> pl.Expr:
    """Whether no sample before it, they being in order, is of the same second."""
    return pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in Streams.key())


def _first_distance() -> pl.Expr:
    """Where a part was cut off at the beginning, what had been covered until then."""
    first = pl.col("distance_m").drop_nulls().first().over(KEY)
    return pl.when(pl.col("is_cut")).then(first).otherwise(0.0)


def _seconds(instant: str) -> pl.Expr:
    """Whole seconds from the start of the activity on the device's clock."""
    return ((pl.col(instant) - pl.col("clock_start_at")).dt.total_milliseconds() / 1000).round().cast(pl.Int64)


def recorded_laps(laps: pl.DataFrame, placed: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Laps of files → `Laps`, numbered as they come, and rejects. What is said of samples holds for them."""
    found = (
        laps.join(placed, on=PART, maintain_order="left")
        .with_columns(start_time_s=_seconds("start_at"))
        .filter(pl.col("start_time_s").is_between(0, "elapsed_time_s_right"))
        .with_columns(
            start_at=pl.col("activity_start_at") + pl.duration(seconds="start_time_s"),
            lap_number=pl.int_range(1, pl.len() + 1).over(KEY),
            elapsed_time_s=whole("elapsed_time_s"),
            moving_time_s=whole("moving_time_s"),
            mean_speed_mps=_speed(),
            mean_heartrate_bpm=possible("mean_heartrate_bpm", *POSSIBLE["heartrate_bpm"]),
        )
        .with_columns(moving_time_s=pl.coalesce("moving_time_s", "elapsed_time_s"))
    )
    return keep_valid(Laps, found, pl.format("{} lap {}", "activity_id", "lap_number"))


def _speed() -> pl.Expr:
    """Mean speed of a lap, m/s."""
    moving = pl.coalesce("moving_time_s", "elapsed_time_s")
    return pl.when(moving > 0).then(pl.col("distance_m") / moving)


def recorded_sets(sets: pl.DataFrame, placed: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Sets of files → `RecordedSets`, numbered as they come, and rejects."""
    found = sets.join(placed, on=PART, maintain_order="left").with_columns(
        set_number=pl.int_range(1, pl.len() + 1).over(KEY)
    )
    return keep_valid(RecordedSets, found, pl.format("{} set {}", "activity_id", "set_number"))


def placed(recordings: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """Of which activity each recording is, and when that began on the recording's own clock.

    `recordings` is core.recordings, `activities` core.activities. Columns: athlete_id, payload_id, part_number,
    activity_id, source, sport_group, activity_start_at, elapsed_time_s, clock_start_at and is_cut (the activity begins
    later than the recording). An activity as long as its recording begins with it, whatever the two clocks say: the
    start was corrected at Strava, or a file begins with its first fix. So does one that shares no second with it. Any
    other was cut at Strava, and its samples are those in between.
    """
    told = activities.select(*KEY, "sport_group", "elapsed_time_s", activity_start_at="start_at")
    own_s = pl.col("own_elapsed_s")
    is_as_long = (own_s - pl.col("elapsed_time_s")).abs() <= SLACK_S
    is_apart = (pl.col("start_at") + pl.duration(seconds="own_elapsed_s") < pl.col("activity_start_at")) | (
        pl.col("activity_start_at") + pl.duration(seconds="elapsed_time_s") < pl.col("start_at")
    )
    return (
        recordings.select(*PART, "activity_id", "source", "start_at", own_elapsed_s="elapsed_time_s")
        .join(told, on=KEY)
        .with_columns(clock_start_at=pl.when(is_as_long | is_apart).then("start_at").otherwise("activity_start_at"))
        .with_columns(is_cut=pl.col("clock_start_at") > pl.col("start_at"))
        .drop("start_at", "own_elapsed_s")
    )

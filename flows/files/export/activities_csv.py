"""Strava's bulk export: its list of activities, in any account language."""

import polars as pl

from flows.files.decoded import LISTED, TOLD_WEATHER, ExportList
from flows.files.export.cells import number, starts, whole
from flows.files.export.columns import Columns, columns_of
from flows.files.export.table import cells
from flows.files.export.words import SPORT_TYPES, plain
from schemas.bounds import EARLIEST, FASTEST_MPS, LATEST
from schemas.kept_rules import or_null
from schemas.recordings import Recordings
from schemas.weather import Weather
from transforms.filled import filled

_KM_M, _MILE_M = 1000.0, 1609.344
#: Fields that are words; all others are numbers.
_WORDS = ("part_number", "id", "date", "name", "sport", "description", "file")


def read_export_csv(data: bytes) -> ExportList:
    """What an export's `activities.csv` tells of each activity; raises `UnreadableFile`.

    Times are UTC, as the list has them. Of two rows of one activity the last counts. A number that is none, or that
    cannot be, is null. Distances are the list's second ones, in metres; else its first, in kilometres or, where the
    two stand in that relation, miles.
    """
    table = cells(data)
    columns = columns_of(table)
    rows = table[1:].select(columns.texts()).with_row_index("part_number", offset=1)
    read = _read(rows.filter(~pl.all_horizontal(pl.exclude("part_number").is_null())), columns)
    rejected = read.select("part_number", _broken().alias("broken")).unnest("broken").drop_nulls()
    good = read.join(rejected, on="part_number", how="anti").sort("part_number")
    good = good.unique("named_activity_id", keep="last", maintain_order=True)
    weather = [name for name in TOLD_WEATHER if name != "part_number"]
    return ExportList(
        recordings=filled(good, LISTED),
        weather=good.select(TOLD_WEATHER.names())
        .cast(TOLD_WEATHER)
        .filter(pl.any_horizontal(pl.col(weather).is_not_null())),
        notes=tuple(rejected.rows()),
    )


def _read(rows: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """Every row's fields in their types and units, null where a cell tells none or what cannot be."""
    numbers = rows.with_columns(
        number(name, comma_parts_thousands=columns.comma_parts_thousands).alias(name)
        for name in rows.columns
        if name not in _WORDS
    ).hstack(starts(rows["date"], is_day_first=columns.is_day_first))
    sport = pl.col("sport").str.strip_chars()
    humidity_unit = pl.when(pl.col("humidity").max() <= 1).then(100).otherwise(1)
    fields = {
        "named_activity_id": whole("id"),
        "sport_type": pl.coalesce(plain(sport).replace_strict(SPORT_TYPES, default=None), sport),
        "distance_m": pl.coalesce("distance", _first_distance_m(numbers)),
        "moving_time_s": pl.col("moving").round(),
        "elapsed_time_s": pl.coalesce("elapsed", "first elapsed", "moving").round(),
        "elevation_gain_m": pl.col("gain"),
        "mean_heartrate_bpm": pl.col("mean_heartrate"),
        "max_heartrate_bpm": pl.coalesce("max_heartrate", "first max_heartrate"),
        "mean_cadence": pl.col("cadence"),
        "mean_watts": pl.col("watts"),
        "mean_temp_c": pl.col("temp"),
        "perceived_exertion": pl.col("exertion"),
        "file_name": _file_name(),
        "temp_c": pl.col("weather_temp"),
        "apparent_temp_c": pl.col("apparent_temp"),
        "humidity_pct": pl.col("humidity") * humidity_unit,
        "wind_mps": pl.col("wind"),
    }
    read = numbers.with_columns(**fields).with_columns(
        expression
        for table in (Recordings, Weather)
        for expression in or_null(table, *(name for name in fields if name in table.columns()))
    )
    return read.with_columns(
        distance_source=pl.when(pl.col("distance_m").is_not_null()).then(pl.lit("recorded")),
    )


def _first_distance_m(numbers: pl.DataFrame) -> pl.Expr:
    """The distance before the file's name in metres: the only one in lists of 2019, and in kilometres for most."""
    both = numbers.filter((pl.col("distance") > 0) & (pl.col("first distance") > 0))
    relation = both.select((pl.col("distance") / pl.col("first distance")).median()).item()
    is_miles = relation is not None and abs(relation / _MILE_M - 1) < 0.01
    first = pl.col("first distance")
    metres = first * (_MILE_M if is_miles else _KM_M)
    # Of swims it is in metres: a pool's 1,500 would be 1,500 km in half an hour.
    return pl.when(metres > FASTEST_MPS * pl.coalesce("elapsed", "first elapsed")).then(first).otherwise(metres)


def _file_name() -> pl.Expr:
    """The file's name, comparable: forward slashes, lower case, without the ending of a packed file."""
    name = pl.col("file").str.strip_chars().str.replace_all("\\", "/", literal=True)
    return name.str.to_lowercase().str.strip_suffix(".gz")


def _broken() -> pl.Expr:
    """Why a row is left out, as `rule` and `reason`; null for a good one."""
    row, date = pl.col("part_number"), pl.col("date").fill_null("").str.slice(0, 40)

    def says(rule: str, words: str, *values: pl.Expr) -> pl.Expr:
        return pl.struct(rule=pl.lit(f"list: {rule}"), reason=pl.format(f"Row {{}} of the list {words}.", row, *values))

    return (
        pl.when(pl.col("named_activity_id").is_null())
        .then(says("activity id", "names no activity: its id is '{}'", pl.col("id").fill_null("").str.slice(0, 40)))
        .when("is_ambiguous")
        .then(says("day and month", "begins on '{}', where the day cannot be told from the month", date))
        .when(pl.col("start_at").is_null())
        .then(says("date", "does not tell when it began: its date is '{}'", date))
        .when(~pl.col("start_at").is_between(EARLIEST, LATEST, closed="left"))
        .then(says("date", "begins on '{}', which cannot be", date))
        .when(pl.col("elapsed_time_s").is_null())
        .then(says("elapsed time", "does not tell how long it took"))
    )

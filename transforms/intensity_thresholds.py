"""mart.intensity_thresholds: by which heart rate and which power an athlete's intensity is judged, and when."""

import polars as pl

from schemas.bounds import EARLIEST
from schemas.intensity_thresholds import IntensityThresholds
from transforms.believable_heart_rate import LOWEST_BPM
from transforms.valid_from import day_before, is_first

#: First threshold as a share of the highest heart rate seen in the field; 82 % of a maximum from the laboratory, which
#: is higher than what the field shows.
FIRST_THRESHOLD_OF_FIELD_MAXIMUM = 0.77
FIRST_THRESHOLD_OF_LABORATORY_MAXIMUM = 0.82
#: Zone at whose upper end the first threshold lies in the usual five-zone scale.
EASY_ZONES = 2

#: What the athlete says in plan.toml: a value from a day on, until the next.
OWN_HEART_RATE = {
    "valid_from": pl.Date,
    "first_threshold_bpm": pl.Float64,
    "maximum_bpm": pl.Float64,
    "source": pl.String,
}
OWN_POWER = {"valid_from": pl.Date, "threshold_power_w": pl.Float64}


def intensity_thresholds(
    athletes: pl.DataFrame,
    maximum: pl.DataFrame,
    zones: pl.DataFrame,
    powers: pl.DataFrame,
    own_heart_rate: pl.DataFrame,
    own_power: pl.DataFrame,
) -> pl.DataFrame:
    """What holds when for each of `athletes` (athlete_id).

    `maximum` is `transforms.heart_rate.field_maximum`, `zones` core.heart_rate_zones, `powers` core.threshold_power.
    The athlete's own word (`OWN_HEART_RATE`, `OWN_POWER`; source 'field' or 'laboratory', null for a first threshold)
    comes first, then the top of the second zone or Strava's FTP, then 77 % of the highest heart rate seen in the field.
    The highest heart rate has no date: a higher one later tells about the heart, not about a change in it.
    """
    ids = athletes.select("athlete_id").unique()
    easy = (pl.col("zone_number") == EASY_ZONES) & (pl.col("max_bpm") >= LOWEST_BPM)
    set_zones = zones.filter(easy).select(
        "athlete_id", "valid_from", "valid_until", zone_bpm=pl.col("max_bpm").cast(pl.Float64)
    )
    set_power = powers.select("athlete_id", "valid_from", "valid_until", strava_w="threshold_power_w")
    own_hearts = ids.join(_until_next(own_heart_rate.rename({"first_threshold_bpm": "own_bpm"})), how="cross")
    own_powers = ids.join(_until_next(own_power.rename({"threshold_power_w": "own_w"})), how="cross")
    sources = (set_zones, set_power, own_hearts, own_powers)
    days = _days(ids, *sources)
    for source in sources:
        days = _in_force(days, source)
    held = days.join(maximum, on="athlete_id", how="left", maintain_order="left").select(
        "athlete_id", "valid_from", *_first_threshold(), *_threshold_power()
    )
    what = pl.struct(pl.exclude("athlete_id", "valid_from"))
    is_new = held.select(is_first() | what.ne_missing(what.shift().over("athlete_id"))).to_series()
    return (
        held.filter(is_new)
        .with_columns(valid_until=day_before(pl.col("valid_from").shift(-1).over("athlete_id")))
        .select(IntensityThresholds.columns())
    )


def _first_threshold() -> list[pl.Expr]:
    """The first threshold of those known, the surest first, and where it comes from."""
    of_own = (
        pl.when(pl.col("source") == "laboratory")
        .then(FIRST_THRESHOLD_OF_LABORATORY_MAXIMUM)
        .otherwise(FIRST_THRESHOLD_OF_FIELD_MAXIMUM)
    )
    of_seen = pl.lit(FIRST_THRESHOLD_OF_FIELD_MAXIMUM)
    own_maximum, seen = _whole("maximum_bpm"), _whole("field_maximum_bpm")
    ranked = (
        (pl.col("own_bpm"), pl.lit("the first threshold in plan.toml")),
        (
            pl.col("maximum_bpm") * of_own,
            pl.format("{} % of {} bpm, the {} maximum in plan.toml", _percent(of_own), own_maximum, "source"),
        ),
        (pl.col("zone_bpm"), pl.lit("the top of zone 2")),
        (pl.col("field_maximum_bpm") * of_seen, pl.format("{} % of {} bpm, the highest seen", _percent(of_seen), seen)),
    )
    return _first_known("first_threshold_bpm", "first_threshold_source", ranked)


def _threshold_power() -> list[pl.Expr]:
    """The athlete's own threshold power, else Strava's, and whose it is."""
    ranked = ((pl.col("own_w"), pl.lit("plan.toml")), (pl.col("strava_w"), pl.lit("Strava")))
    return _first_known("threshold_power_w", "threshold_power_source", ranked)


def _first_known(value: str, source: str, ranked: tuple[tuple[pl.Expr, pl.Expr], ...]) -> list[pl.Expr]:
    """The first of some values that is not null, and what is said of that one."""
    said = [pl.when(known.is_not_null()).then(words) for known, words in ranked]
    return [pl.coalesce(known for known, _ in ranked).alias(value), pl.coalesce(said).alias(source)]


def _until_next(own: pl.DataFrame) -> pl.DataFrame:
    """With `valid_until`: each value holds until the next."""
    return own.sort("valid_from").with_columns(valid_until=day_before(pl.col("valid_from").shift(-1)))


def _days(ids: pl.DataFrame, *sources: pl.DataFrame) -> pl.DataFrame:
    """Every day on which something may change, and the first of all."""
    begin = [source.select("athlete_id", "valid_from") for source in sources]
    end = [
        source.select("athlete_id", valid_from=pl.col("valid_until").dt.offset_by("1d")).drop_nulls()
        for source in sources
    ]
    first = ids.select("athlete_id", valid_from=pl.lit(EARLIEST.date()))
    return (
        pl.concat([first, *begin, *end])
        .unique()
        .join(ids, on="athlete_id", how="semi")
        .sort("athlete_id", "valid_from")
    )


def _in_force(days: pl.DataFrame, source: pl.DataFrame) -> pl.DataFrame:
    """Add what `source` says on each day; null where it says nothing."""
    values = [name for name in source.columns if name not in ("athlete_id", "valid_from", "valid_until")]
    found = days.join_asof(
        source.sort("athlete_id", "valid_from"), on="valid_from", by="athlete_id", check_sortedness=False
    )
    is_over = (pl.col("valid_until") < pl.col("valid_from")).fill_null(value=False)
    return found.with_columns(pl.when(~is_over).then(name).alias(name) for name in values).drop("valid_until")


def _percent(share: pl.Expr) -> pl.Expr:
    return (share * 100).round().cast(pl.Int64)


def _whole(name: str) -> pl.Expr:
    return pl.col(name).round().cast(pl.Int64)

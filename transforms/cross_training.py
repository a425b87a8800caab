"""Cross-training sessions: hours of low impact at low intensity."""

from collections.abc import Mapping

import polars as pl

from schemas.sessions import Sessions
from transforms.heart_rate import share_below, zone_shares
from transforms.pool_run import is_slow_swim
from transforms.session_rows import said, session_rows
from transforms.sport_group import CROSS_TRAINING_KINDS, E_BIKES, RIDES, is_pool_run

#: So much of the time under the first threshold makes an easy session.
EASY_SHARE = 0.80
#: From less time with a heart rate than this share of the motion, the share says little [J].
LEAST_HEARTRATE_COVERAGE = 0.5
#: Power up to this share of the threshold power is easy.
EASY_POWER = 0.75
#: A rating of exertion up to here is easy.
EASY_EXERTION = 4.0
#: The heart beats slower in water and on a bicycle than on foot at the same effort: the bound moves down (cycling 5–8).
WATER_BPM, CYCLING_BPM = 10.0, 6.0
#: Sports of low impact that are no cross-training unless the athlete's plan gives them a weight.
OPTIONAL_KINDS = {"Walk": "walk", "Hike": "hike"}
KINDS = CROSS_TRAINING_KINDS | OPTIONAL_KINDS
#: How much of an hour counts. A motor does half of the work.
WEIGHTS = dict.fromkeys(E_BIKES, 0.5) | dict.fromkeys(OPTIONAL_KINDS, 0.0)
#: Machines in a room; Rowing may also be on a lake, which then has samples.
INDOOR_SPORTS = ("Elliptical", "StairStepper", "VirtualRow", "VirtualRide", "Rowing")

KEY = ["athlete_id", "activity_id"]


def cross_training_sessions(
    activities: pl.DataFrame,
    samples: pl.DataFrame,
    thresholds: pl.DataFrame,
    zones: pl.DataFrame,
    weights: Mapping[str, float] = WEIGHTS,
) -> pl.DataFrame:
    """core.activities, .activity_samples, .heart_rate_zones and mart.intensity_thresholds → rows of mart.sessions.

    Dose in hours: moving time for rides and whatever moves outdoors, elapsed time in the pool and indoors without
    samples, times the weight of the sport (1 for those that `weights` does not name; 0 leaves a sport out). A session
    counts if it was easy by the first of these that is known: the share of time under the first threshold, the mean
    heart rate, measured power against the athlete's threshold power, the athlete's rating; thresholds are those of its
    day. If nothing is known it counts, flagged. Too hard: the same kind, not counting. Duplicates are left out. The
    zones decide nothing here: the evidence tells the share of the time in each.
    """
    words = is_pool_run(*(pl.col(name) for name in ("sport_type", "name", "description", "distance_m")))
    trained = activities.filter(pl.col("duplicate_of").is_null()).with_columns(is_told_pool_run=words)
    trained = trained.filter(pl.col("sport_type").is_in(list(KINDS)) | pl.col("is_told_pool_run"))
    if trained.is_empty():
        return Sessions.none()
    known = (
        with_kind_and_dose(trained, weights)
        .filter(pl.col("weight") > 0)
        .sort("athlete_id", "local_date")
        .join_asof(
            thresholds.drop("valid_until").sort("athlete_id", "valid_from"),
            left_on="local_date", right_on="valid_from", by="athlete_id", check_sortedness=False,
        )
        .with_columns(bound_bpm=_bound())
    )  # fmt: skip
    shares = share_below(samples.join(known.select(*KEY, "bound_bpm"), on=KEY), "bound_bpm")
    known = known.join(
        shares.select(*KEY, "share_below", coverage=pl.col("heartrate_time_s") / pl.col("moving_time_s")),
        on=KEY,
        how="left",
    ).join(zone_shares(samples, known, zones), on=KEY, how="left")
    return session_rows(judged(known), "cross_training", "hours")


def with_kind_and_dose(activities: pl.DataFrame, weights: Mapping[str, float]) -> pl.DataFrame:
    """Add `kind, hours, weight, dose` (hours × weight), `is_in_water` and `is_slow_swim`."""
    measures = (pl.col(name) for name in ("sport_type", "distance_m", "moving_time_s", "elapsed_time_s"))
    slow_swim = is_slow_swim(*measures) & ~pl.col("is_told_pool_run")
    kind = (
        pl.when(pl.col("is_told_pool_run") | slow_swim)
        .then(pl.lit("pool_run"))
        .otherwise(pl.col("sport_type").replace_strict(KINDS, default=None, return_dtype=pl.String))
    )
    is_indoor = pl.col("sport_type").is_in(INDOOR_SPORTS) | pl.col("is_trainer")
    by_elapsed = pl.col("kind").is_in(["pool_run", "swim"]) | (is_indoor & ~pl.col("has_streams"))
    seconds = pl.when(by_elapsed).then("elapsed_time_s").otherwise("moving_time_s")
    of_sport = pl.col("sport_type").replace_strict(weights, default=1.0, return_dtype=pl.Float64)
    weight = pl.when(pl.col("kind") == "pool_run").then(1.0).otherwise(of_sport)
    return (
        activities.with_columns(kind=kind, is_slow_swim=slow_swim)
        .with_columns(is_in_water=pl.col("kind").is_in(["pool_run", "swim"]), hours=seconds / 3600, weight=weight)
        .with_columns(dose=pl.col("hours") * pl.col("weight"))
    )


def _bound() -> pl.Expr:
    """The first threshold moved to the sport."""
    is_ride = pl.col("sport_type").is_in([*RIDES, *E_BIKES])
    lower = pl.when("is_in_water").then(WATER_BPM).when(is_ride).then(CYCLING_BPM).otherwise(0.0)
    return pl.col("first_threshold_bpm") - lower


def judged(known: pl.DataFrame) -> pl.DataFrame:
    """Easy or not, by the first witness there is; with the reason."""
    easy_power_w = EASY_POWER * pl.col("threshold_power_w")
    by_share = pl.when(pl.col("coverage") >= LEAST_HEARTRATE_COVERAGE).then(pl.col("share_below") >= EASY_SHARE)
    by_mean = pl.col("mean_heartrate_bpm") <= pl.col("bound_bpm")
    # What Strava estimates from speed and slope knows neither wind nor draughting.
    is_measured = pl.col("has_power_meter").fill_null(True)
    by_power = pl.when(is_measured).then(pl.col("mean_watts") <= easy_power_w)
    by_rating = pl.col("perceived_exertion") <= EASY_EXERTION
    verdicts = {"heart-rate samples": by_share, "mean heart rate": by_mean, "power": by_power, "rating": by_rating}
    witness = pl.coalesce(pl.when(easy.is_not_null()).then(pl.lit(name)) for name, easy in verdicts.items())
    bound = pl.format("{} bpm ({})", said(pl.col("bound_bpm")), pl.col("first_threshold_source"))
    time = pl.format("{} h", said(pl.col("hours"), 2))
    told = (
        pl.when(witness == "heart-rate samples")
        .then(pl.format("{} % of it under {}", said(pl.col("share_below") * 100), bound))
        .when(witness == "mean heart rate")
        .then(pl.format("mean heart rate {} against {}", said(pl.col("mean_heartrate_bpm")), bound))
        .when(witness == "power")
        .then(pl.format("mean power {} W against {} W", said(pl.col("mean_watts")), said(easy_power_w)))
        .when(witness == "rating")
        .then(pl.format("rated {} of 10", said(pl.col("perceived_exertion"), 1)))
    )  # fmt: skip
    is_easy = pl.coalesce(*verdicts.values())
    kind = pl.col("kind").str.replace("_", " ")
    sure = pl.coalesce(
        witness.replace_strict(
            {"heart-rate samples": 0.95, "mean heart rate": 0.8, "power": 0.8, "rating": 0.7}, default=None
        ),
        pl.lit(0.5),
    )
    return known.with_columns(
        counts=is_easy.fill_null(True),
        confidence=pl.when("is_slow_swim").then(pl.min_horizontal(sure, pl.lit(0.6))).otherwise(sure),
        reason=pl.when(is_easy)
        .then(pl.format("{} of {}, {}: easy.", time, kind, told))
        .when(~is_easy)
        .then(pl.format("{} of {}, {}: too hard to count.", time, kind, told))
        .otherwise(pl.format("{} of {}, and nothing tells how hard: it counts, flagged.", time, kind)),
        evidence=pl.struct(
            "hours", "weight", "first_threshold_bpm", "bound_bpm", "first_threshold_source", "share_below", "coverage",
            "zone_shares", "mean_heartrate_bpm", "mean_watts", "has_power_meter", "threshold_power_w",
            "threshold_power_source", "perceived_exertion", witness=witness,
        ),
    )  # fmt: skip

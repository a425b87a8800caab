"""Which group a sport belongs to: only 'run' counts toward running volume."""

import polars as pl

from transforms.heat_text import names_heat
from transforms.pool_run import names_pool_run, tells_pool_run
from transforms.sport_words import STRENGTH_LOG_PATTERN, STRENGTH_WORDS
from transforms.text import folded, keyword_pattern

RUNS = ("Run", "TrailRun", "VirtualRun")
RIDES = ("Ride", "GravelRide", "MountainBikeRide", "VirtualRide", "Handcycle", "Velomobile")
E_BIKES = ("EBikeRide", "EMountainBikeRide")
#: Sports of low impact that count as cross-training, and the kind that stands in mart.sessions.
CROSS_TRAINING_KINDS = {
    **dict.fromkeys(RIDES, "ride"),
    **dict.fromkeys(E_BIKES, "e_bike"),
    "Elliptical": "elliptical",
    "StairStepper": "stair_stepper",
    "Rowing": "row",
    "VirtualRow": "row",
    "Swim": "swim",
    "NordicSki": "ski",
    "BackcountrySki": "ski",
    "RollerSki": "ski",
    "InlineSkate": "skate",
    "Snowshoe": "snowshoe",
    "Canoeing": "paddle",
    "Kayaking": "paddle",
}
STRENGTH = ("WeightTraining", "Crossfit")
RECOVERY = ("Yoga", "Pilates", "PhysicalTherapy")
#: Known to Strava, and none of the above.
OTHERS = (
    *("AlpineSki", "Badminton", "Basketball", "Cricket", "Dance", "Golf", "HighIntensityIntervalTraining", "Hike"),
    *("IceSkate", "Kitesurf", "Padel", "Pickleball", "Racquetball", "RockClimbing", "Sail", "Skateboard", "Snowboard"),
    *("Soccer", "Squash", "StandUpPaddling", "Surfing", "TableTennis", "Tennis", "Volleyball", "Walk", "Wheelchair"),
    "Windsurf",
)
#: Catch-all of Strava: only words tell what it was.
WORKOUT = "Workout"
#: Sports in which a pool run may hide.
POOL_RUN_DISGUISES = ("Swim", WORKOUT, *RUNS)
KNOWN = (*RUNS, *CROSS_TRAINING_KINDS, *STRENGTH, *RECOVERY, *OTHERS, WORKOUT)

_STRENGTH = keyword_pattern(STRENGTH_WORDS)


def is_pool_run(sport_type: pl.Expr, name: pl.Expr, description: pl.Expr, distance_m: pl.Expr) -> pl.Expr:
    """Whether a swim, workout or run was running in water, by its words. Title and description may be null.

    A sport unknown to Strava counts as one by its own name ("AquaJogging").
    """
    told = tells_pool_run(name, description, sport_type.is_in(RUNS), distance_m)
    is_unknown = ~sport_type.is_in(KNOWN)
    by_sport = names_pool_run(_spaced(sport_type))
    return (sport_type.is_in(POOL_RUN_DISGUISES) & told) | (is_unknown & (by_sport | names_pool_run(name)))


def sport_group(sport_type: pl.Expr, name: pl.Expr, description: pl.Expr, distance_m: pl.Expr | None = None) -> pl.Expr:
    """The group of a sport: 'run', 'cross_training', 'strength', 'recovery' or 'other'.

    Runs are Run, TrailRun and VirtualRun, treadmill included. Running in water is cross-training, whatever it was
    recorded as. A plain Workout and a sport that Strava did not know when this was written go by their words. Walks
    and hikes are 'other'. `name`, `description` and `distance_m` may be null.
    """
    distance = pl.lit(None, dtype=pl.Float64) if distance_m is None else distance_m
    words = pl.concat_str(
        [pl.when(sport_type != WORKOUT).then(_spaced(sport_type)).fill_null(""), name.fill_null("")], separator=" "
    )
    is_open = ~sport_type.is_in([sport for sport in KNOWN if sport != WORKOUT])
    is_lift = folded(words).str.contains(_STRENGTH)
    return (
        pl.when(is_pool_run(sport_type, name, description, distance))
        .then(pl.lit("cross_training"))
        .when(sport_type.is_in(RUNS))
        .then(pl.lit("run"))
        .when(sport_type.is_in(list(CROSS_TRAINING_KINDS)))
        .then(pl.lit("cross_training"))
        .when(sport_type.is_in(STRENGTH))
        .then(pl.lit("strength"))
        .when(sport_type.is_in(RECOVERY))
        .then(pl.lit("recovery"))
        .when(is_open & is_lift)
        .then(pl.lit("strength"))
        .when(is_open & names_heat(words))
        .then(pl.lit("recovery"))
        .when((sport_type == WORKOUT) & description.fill_null("").str.contains(STRENGTH_LOG_PATTERN))
        .then(pl.lit("strength"))
        .otherwise(pl.lit("other"))
    )


def _spaced(sport_type: pl.Expr) -> pl.Expr:
    """`AquaJogging` → `Aqua Jogging`."""
    return sport_type.str.replace_all(r"(\p{Ll})(\p{Lu})", "$1 $2")

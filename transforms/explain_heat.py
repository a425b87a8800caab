"""Why an activity was, or was not, a heat session: each condition of the rules beside what was found."""

from collections.abc import Mapping

import polars as pl

from transforms.air import with_air
from transforms.criteria import Criterion, criterion_rows
from transforms.explain_same_workout import IS_KEPT
from transforms.heat import (
    ACTIVE_LEAST_C,
    ACTIVE_SHORTEST_MIN,
    FURTHEST_M,
    KEY,
    LONGEST_MIN,
    SHORTEST_MIN,
    clauses_of,
    is_run,
    told_per_activity,
    weighed,
)
from transforms.session_rows import minutes, shortened

INTERVENTION = "heat"
HAS_WORD = pl.col("clause").is_not_null()
IS_OWN = pl.col("is_own").fill_null(value=False)
IS_NOTE = ~IS_OWN & (pl.col("stated_min").is_not_null() | pl.col("is_noted").fill_null(value=False))

WORDS = (
    Criterion(
        "a word for heat in title or description",
        HAS_WORD,
        shown=pl.when(HAS_WORD).then(pl.format("“{}”", shortened(pl.col("clause")))).otherwise(pl.lit("none")),
        wanted="one",
    ),
    IS_KEPT,
)
MEANING = (
    Criterion("said as done: no denial, comparison or other day", pl.col("is_affirmed").fill_null(value=False)),
    Criterion(
        "a session of its own, or a note of one",
        IS_OWN | IS_NOTE,
        shown=pl.when(IS_OWN).then(pl.lit("its own")).when(IS_NOTE).then(pl.lit("a note")).otherwise(pl.lit("neither")),
        wanted="either",
    ),
    Criterion(
        "way covered, sitting",
        pl.col("distance_m").fill_null(0.0),
        below=FURTHEST_M,
        unit="m",
        decimals=0,
        excuse=~IS_OWN,
        excuse_said="not asked of a note",
    ),
    Criterion(
        "minutes",
        pl.col("dose"),
        least=SHORTEST_MIN,
        most=LONGEST_MIN,
        unit="min",
        decimals=0,
        excuse=~IS_OWN & pl.col("dose").is_null(),
        excuse_said="a note without minutes",
    ),
)
#: Runs in the heat are shown where they were long and warm enough; they never count.
ACTIVE = (
    Criterion("passive heat, no run", pl.lit(value=False), shown=pl.lit("a run"), wanted="passive"),
    Criterion("warm enough to be shown", pl.col("temp_c"), least=ACTIVE_LEAST_C, unit="°C", shown=pl.col("air_said")),
    Criterion("long enough to be shown", pl.col("moving_min"), least=ACTIVE_SHORTEST_MIN, unit="min", decimals=0),
)


def explain_heat(
    activities: pl.DataFrame, samples: pl.DataFrame, weather: pl.DataFrame, words: Mapping[str, tuple[str, ...]]
) -> pl.DataFrame:
    """Rows for each of core.activities; `samples` is core.activity_samples, `weather` core.weather, `words` by kind.

    Of a run whose words tell of no heat it is said how warm it was, where weather or watch say that it was warm.
    """
    clauses = clauses_of(activities, words)
    told = weighed(told_per_activity(clauses), activities).drop("sport_type")
    known = activities.select(*KEY, "duplicate_of", "duplicate_reason", "sport_type", "moving_time_s").join(
        told, on=KEY, how="left"
    )
    is_told = HAS_WORD
    silent_runs = activities.filter(is_run() & pl.col("duplicate_of").is_null()).join(
        known.filter(is_told), on=KEY, how="anti"
    )
    active = (
        with_air(silent_runs, samples, weather)
        .filter(pl.max_horizontal("temp_c", "watch_c") >= ACTIVE_LEAST_C)
        .with_columns(moving_min=minutes(pl.col("moving_time_s")))
    )
    return pl.concat(
        [
            criterion_rows(known.filter(is_told), (*WORDS, *MEANING), INTERVENTION, pl.lit("session")),
            criterion_rows(
                known.filter(~is_told).join(active, on=KEY, how="anti"), WORDS, INTERVENTION, pl.lit("session")
            ),
            criterion_rows(active, ACTIVE, INTERVENTION, pl.lit("session")),
        ]
    )

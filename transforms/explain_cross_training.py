"""Why an activity was, or was not, cross-training: each condition of the rules beside what was found."""

import polars as pl

from transforms.criteria import Criterion, criterion_rows
from transforms.cross_training import EASY_EXERTION, EASY_POWER, EASY_SHARE, KEY
from transforms.explain_same_workout import IS_KEPT

INTERVENTION = "cross_training"
#: What mart.sessions keeps of the verdict.
EVIDENCE = pl.Struct(
    {
        "witness": pl.String,
        "share_below": pl.Float64,
        "bound_bpm": pl.Float64,
        "mean_heartrate_bpm": pl.Float64,
        "mean_watts": pl.Float64,
        "threshold_power_w": pl.Float64,
        "perceived_exertion": pl.Float64,
    }
)
SPORT = (
    Criterion(
        "a sport of low impact that counts",
        pl.col("has_row") | (pl.col("sport_group") == "cross_training"),
        shown=pl.col("sport_type"),
        wanted="such as Ride, Swim, Elliptical",
    ),
    IS_KEPT,
)
#: One of these decides, the first of which anything is known.
BY_WITNESS = {
    "heart-rate samples": Criterion(
        "easy, by time under the first threshold",
        100 * pl.col("share_below"),
        least=100 * EASY_SHARE,
        unit="%",
        decimals=0,
    ),
    "mean heart rate": Criterion(
        "easy, by mean heart rate", pl.col("mean_heartrate_bpm"), most=pl.col("bound_bpm"), unit="bpm", decimals=0
    ),
    "power": Criterion(
        "easy, by mean power",
        pl.col("mean_watts"),
        most=EASY_POWER * pl.col("threshold_power_w"),
        unit="W",
        decimals=0,
    ),
    "rating": Criterion("easy, by your rating", pl.col("perceived_exertion"), most=EASY_EXERTION, unit="of 10"),
}
UNKNOWN = Criterion(
    "easy",
    pl.lit(value=True),
    shown=pl.lit("nothing tells how hard: it counts, flagged"),
    wanted="not known to be hard",
)


def explain_cross_training(activities: pl.DataFrame, sessions: pl.DataFrame) -> pl.DataFrame:
    """Rows for each of core.activities; `sessions` are their cross-training rows of mart.sessions."""
    judged = sessions.select(*KEY, pl.col("evidence").str.json_decode(EVIDENCE), has_row=pl.lit(value=True)).unnest(
        "evidence"
    )
    known = activities.select(*KEY, "sport_type", "sport_group", "duplicate_of", "duplicate_reason").join(
        judged, on=KEY, how="left"
    )
    known = known.with_columns(pl.col("has_row").fill_null(value=False))
    is_sport = pl.col("has_row") | (pl.col("sport_group") == "cross_training")
    by_witness = [
        criterion_rows(
            known.filter(pl.col("has_row") & (pl.col("witness") == witness)),
            [criterion],
            INTERVENTION,
            pl.lit("session"),
        )
        for witness, criterion in BY_WITNESS.items()
    ]
    return pl.concat(
        [
            criterion_rows(known.filter(is_sport), SPORT, INTERVENTION, pl.lit("session")),
            criterion_rows(known.filter(~is_sport), SPORT[:1], INTERVENTION, pl.lit("session")),
            *by_witness,
            criterion_rows(
                known.filter(pl.col("has_row") & pl.col("witness").is_null()),
                [UNKNOWN],
                INTERVENTION,
                pl.lit("session"),
            ),
        ]
    )

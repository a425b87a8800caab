"""The main lifts, by whatever name, and what they say about strength."""

import polars as pl

from transforms.exact_sum import PLACES
from transforms.strength_lines import ACTIVITY
from transforms.text import folded, keyword_pattern

#: Lift → its names. Variants that are loaded quite differently are taken out by `_VARIANTS`.
MAIN_LIFTS: dict[str, tuple[str, ...]] = {
    "squat": (
        "squat*", "kniebeuge*", "sentadilla*", "agachamento*", "knäböj*", "knebøy*", "kyykky*", "przysiad*",
        "присед*", "スクワット",
    ),
    "deadlift": (
        "deadlift*", "kreuzheben", "soulevé de terre", "souleve*", "peso muerto", "stacco", "stacchi",
        "levantamento terra", "marklyft", "markløft*", "maastaveto*", "martwy ciąg", "становая*", "デッドリフト",
    ),
    "bench press": (
        "bench", "bench press*", "bankdrücken", "développé couché", "press banca", "press de banca", "panca piana",
        "supino", "bänkpress", "benkpress", "penkkipunnerrus", "жим лежа", "жим лёжа", "ベンチプレス",
    ),
    "overhead press": (
        "overhead press*", "overhead barbell press", "ohp", "shoulder press*", "military press*",
        "strict press*", "schulterdrücken",
        "développé militaire", "press militar", "axelpress", "militärpress", "pystypunnerrus", "жим стоя",
    ),
}  # fmt: skip
_VARIANTS = keyword_pattern(
    (
        "romanian", "rdl", "stiff leg*", "straight leg*", "split", "bulgarian", "goblet", "pistol", "single leg*",
        "one leg*", "jump",
        "hack", "belt", "sissy", "bodyweight", "air", "dumbbell", "db", "kettlebell", "kb", "bench pull",
        "bench row", "step up", "dips", "bench dip*", "smith",
    )
)  # fmt: skip


def main_lift(exercise: pl.Expr) -> pl.Expr:
    """The main lift that an exercise is, null for all others."""
    name = folded(exercise)
    lift = pl.coalesce(
        pl.when(name.str.contains(keyword_pattern(names))).then(pl.lit(lift)) for lift, names in MAIN_LIFTS.items()
    )
    return pl.when(~name.str.contains(_VARIANTS)).then(lift)


def estimated_maximum_kg(weight_kg: pl.Expr, reps: pl.Expr) -> pl.Expr:
    """The load that could be lifted once, after Epley (1985): w(1 + r/30)."""
    return (weight_kg * (30 + reps) / 30).round(PLACES)


def best_lifts(sets: pl.DataFrame) -> pl.DataFrame:
    """`athlete_id, activity_id, e1rm`: of each activity the highest estimate of each main lift, a list of structs.

    `sets` is mart.strength_sets; warm-ups and sets without load are left out.
    """
    return (
        sets.filter(~pl.col("is_warmup") & (pl.col("weight_kg") > 0) & (pl.col("reps") > 0))
        .with_columns(lift=main_lift(pl.col("exercise")), kg=estimated_maximum_kg(pl.col("weight_kg"), pl.col("reps")))
        .drop_nulls("lift")
        .group_by(*ACTIVITY, "lift")
        .agg(pl.col("kg").max().round(1))
        .sort(*ACTIVITY, "lift")
        .group_by(ACTIVITY, maintain_order=True)
        .agg(e1rm=pl.struct("lift", "kg"))
    )

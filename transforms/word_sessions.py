"""The athlete's word on sessions: what was logged by hand, and labels, which outrank every rule."""

from collections.abc import Mapping

import polars as pl

from schemas.sessions import Sessions
from transforms.cross_training import WEIGHTS, with_kind_and_dose
from transforms.heat import LONGEST_MIN, SHORTEST_MIN, clauses_of, possible
from transforms.heat_words import HEAT_WORDS
from transforms.rules import RULE_VERSION
from transforms.session_rows import minutes, said
from transforms.sport_group import is_pool_run

KEY = ["athlete_id", "activity_id"]
DOSE_UNITS = {"hill_sprints": "reps", "heat": "minutes", "cross_training": "hours", "strength": "minutes"}
#: The athlete was there. Only how hard a ride was may be left unsaid; then a rule would be no surer either.
SURE, UNSAID = 1.0, 0.5
#: How the reason of a logged session begins.
LOGGED = "Logged by the athlete: "


def as_labelled(activities: pl.DataFrame, labels: pl.DataFrame) -> pl.DataFrame:
    """core.activities with those labelled as strength (core.labels) in that group, so that their sets are read."""
    lifted = labels.filter(pl.col("interventions").list.contains("strength")).select(*KEY, is_lift=True)
    return (
        activities.join(lifted, on=KEY, how="left", maintain_order="left")
        .with_columns(sport_group=pl.when("is_lift").then(pl.lit("strength")).otherwise("sport_group"))
        .drop("is_lift")
    )


def with_logs(
    judged: pl.DataFrame, activities: pl.DataFrame, logged: pl.DataFrame, weights: Mapping[str, float] = WEIGHTS
) -> pl.DataFrame:
    """Rows of mart.sessions with those of core.logged_sessions in the place of what rules made of these.

    A heat session counts if it lasted as long as one does, cross-training unless it was hard, and strength as the rule
    saw it by its sets: so an app's log of the same hour counts once. `weights` are those of cross-training by sport.
    """
    if logged.is_empty():
        return judged
    seen = judged.select(
        *KEY, "intervention", "reason", "evidence", seen_kind="kind", seen_counts="counts"
    ).filter(pl.col("intervention") == "strength")  # fmt: skip
    is_heat, is_strength, is_cross = (pl.col("intervention") == name for name in ("heat", "strength", "cross_training"))
    hours = pl.col("minutes") / 60
    effort = pl.when("is_easy").then(pl.lit("easy")).when(~pl.col("is_easy")).then(pl.lit("hard: too hard to count"))
    kind = pl.col("kind").str.replace("passive_other", "passive heat").str.replace("_", " ")
    rows = (
        logged.join(activities.select(*KEY, "local_date", "sport_type"), on=KEY)
        .join(seen, on=[*KEY, "intervention"], how="left")
        .with_columns(
            weight=pl.col("sport_type").replace_strict(weights, default=1.0, return_dtype=pl.Float64),
        )
        .with_columns(
            dose=pl.when(is_cross).then(hours * pl.col("weight")).otherwise("minutes"),
            counts=pl.when(is_heat).then(possible(pl.col("minutes"))).when(is_strength)
            .then(pl.col("seen_counts").fill_null(value=True))
            .otherwise(pl.col("is_easy").fill_null(value=True) & (pl.col("weight") > 0)),
            confidence=pl.when(is_cross & pl.col("is_easy").is_null())
            .then(UNSAID).otherwise(SURE),
            told=pl.when(is_heat).then(pl.format("{} min of {}", said(pl.col("minutes")), kind))
            .when(is_strength).then(pl.format("{} min of strength", said(pl.col("minutes"))))
            .otherwise(
                pl.format("{} h of {}, {}", said(hours, 2), kind,
                          effort.fill_null("and how hard was not said: it counts, flagged"))
            ),
        )
        .with_columns(
            reason=pl.format(
                "{}{}.{}", pl.lit(LOGGED), "told",
                pl.when(is_heat & ~pl.col("counts"))
                .then(pl.lit(f" Between {SHORTEST_MIN:g} and {LONGEST_MIN:g} min make a session."))
                .when(is_cross & (pl.col("weight") == 0))
                .then(pl.lit(" plan.toml gives its sport the weight 0, so it does not count."))
                .when(is_strength & pl.col("reason").is_not_null()).then(pl.format(" {}", "reason"))
                .otherwise(pl.lit("")),
            ),
            kind=pl.when(is_strength).then(pl.col("seen_kind").fill_null("unknown")).otherwise("kind"),
            evidence=pl.coalesce("evidence", pl.struct("minutes", "is_easy").struct.json_encode()),
            decided_by=pl.lit("log"),
        )
    )  # fmt: skip
    return pl.concat([judged.join(logged, on=KEY, how="anti"), _completed(rows)]).sort(Sessions.key())


def with_labels(
    sessions: pl.DataFrame,
    activities: pl.DataFrame,
    labels: pl.DataFrame,
    reps: pl.DataFrame,
    words: Mapping[str, tuple[str, ...]] = HEAT_WORDS,
    weights: Mapping[str, float] = WEIGHTS,
) -> pl.DataFrame:
    """Rows of mart.sessions after the athlete's labels (core.labels), which say completely what an activity counts for.

    What had a row keeps its kind, dose and evidence, and its reason is quoted. What had none gets a row: dose from
    `reps` (mart.hill_sprint_reps) or from the time, and the kind of heat that the text names by `words`, if any.
    Hours have the weight of their sport (`weights`), full for one that is left out: the label takes it in.
    """
    labelled = labels.filter(pl.col("interventions").is_not_null()).select(*KEY, "interventions")
    if labelled.is_empty():
        return sessions
    label = pl.col("interventions").list.sort().list.join(" and ").str.replace_all("_", " ")
    told = labelled.with_columns(label=label).join(activities, on=KEY)
    found = told.select(*KEY, "interventions", "label", "sport_group").join(sessions, on=KEY)
    missing = (
        _as_told(told, reps, words, weights)
        .explode("interventions")
        .rename({"interventions": "intervention"})
        .drop_nulls("intervention")
        .join(sessions, on=[*KEY, "intervention"], how="anti")
    )
    return pl.concat(
        [sessions.join(labelled, on=KEY, how="anti"), _overruled(found), _made(missing)]
    ).sort(Sessions.key())  # fmt: skip


def _overruled(found: pl.DataFrame) -> pl.DataFrame:
    """Rows that were there, as the label has it."""
    is_named = pl.col("interventions").list.contains(pl.col("intervention"))
    said_by = pl.when(pl.col("decided_by") == "log").then(pl.lit("log")).otherwise(pl.lit("rule"))
    before = pl.format("(the {} said: {})", said_by, pl.col("reason").str.strip_prefix(LOGGED).str.strip_suffix("."))
    # Only the label lets the text of such an activity be read for sets: no rule had said anything.
    was_unseen = (pl.col("intervention") == "strength") & (pl.col("sport_group") != "strength")
    label = (
        pl.when(pl.col("interventions").list.len() == 0)
        .then(pl.lit("nothing that counts"))
        .when(is_named)
        .then("label")
        .otherwise(pl.format("{} only", "label"))
    )
    kind = (
        pl.when(pl.col("intervention") == "hill_sprints")
        .then(pl.lit("hill_sprints"))
        .when(pl.col("kind") == "active_heat")
        .then(pl.lit("passive_other"))
        .otherwise("kind")
    )
    return _completed(
        found.with_columns(
            kind=pl.when(is_named).then(kind).otherwise("kind"),
            counts=is_named,
            confidence=pl.lit(SURE),
            reason=pl.format(
                "Labelled by the athlete as {}{}.",
                label,
                pl.when(was_unseen).then(pl.lit("")).otherwise(pl.format(" {}", before)),
            ),
            decided_by=pl.lit("label"),
        )
    )


def _as_told(
    told: pl.DataFrame, reps: pl.DataFrame, words: Mapping[str, tuple[str, ...]], weights: Mapping[str, float]
) -> pl.DataFrame:
    """Labelled activities with `reps` found, `heat_kind` named, `cross_kind` and `cross_hours`; null where none is."""
    heat = clauses_of(told, words).drop_nulls("kind")
    pool = is_pool_run(*(pl.col(name) for name in ("sport_type", "name", "description", "distance_m")))
    return (
        with_kind_and_dose(
            told.with_columns(is_told_pool_run=pool), {sport: w for sport, w in weights.items() if w > 0}
        )
        .rename({"kind": "cross_kind", "dose": "cross_hours"})
        .join(heat.group_by(KEY, maintain_order=True).agg(heat_kind=pl.col("kind").first()), on=KEY, how="left")
        .join(reps.group_by(KEY).agg(reps=pl.len().cast(pl.Int64)), on=KEY, how="left")
    )


def _made(missing: pl.DataFrame) -> pl.DataFrame:
    """Rows for what no rule saw."""
    which, elapsed_min = pl.col("intervention"), minutes(pl.col("elapsed_time_s"))
    return _completed(
        missing.with_columns(
            kind=pl.when(which == "hill_sprints").then(pl.lit("hill_sprints"))
            .when(which == "heat").then(pl.col("heat_kind").fill_null("passive_other"))
            .when(which == "cross_training").then(pl.col("cross_kind").fill_null("other"))
            .otherwise(pl.lit("unknown")),
            dose=pl.when(which == "hill_sprints").then(pl.col("reps").cast(pl.Float64))
            .when(which == "cross_training").then("cross_hours").otherwise(elapsed_min),
            counts=pl.lit(True),
            confidence=pl.lit(SURE),
            reason=pl.format("Labelled by the athlete as {} (no rule had seen it).", "label"),
            evidence=pl.struct("sport_type", "reps", elapsed_min=elapsed_min).struct.json_encode(),
            decided_by=pl.lit("label"),
        )
    )  # fmt: skip


def _completed(rows: pl.DataFrame) -> pl.DataFrame:
    """With the columns that every row of mart.sessions has, in their order and types."""
    return rows.with_columns(
        dose_unit=pl.col("intervention").replace_strict(DOSE_UNITS, default=None, return_dtype=pl.String),
        rule_version=pl.lit(RULE_VERSION),
    ).select(pl.col(name).cast(dtype) for name, dtype in Sessions.dtypes().items())

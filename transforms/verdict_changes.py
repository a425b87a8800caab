"""Two versions of mart.sessions become what changed from one to the other."""

from datetime import datetime

import polars as pl

from schemas.changes import Changes
from transforms.rules import RULE_VERSION
from transforms.session_rows import said

ACTIVITY = ["athlete_id", "activity_id"]
KEY = [*ACTIVITY, "intervention"]
#: What a verdict says. Confidence, reason and evidence are how it came about.
VERDICT = ["kind", "dose", "dose_unit", "counts", "decided_by", "rule_version"]
#: Doses are told and compared with so many decimals: a hundredth of an hour is half a minute.
DOSE_PLACES = 2
#: In ops.changes a verdict is the field `verdict:` and its intervention.
FIELD = "verdict:"


def verdict_changes(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """What differs in kind, dose, `counts` or who decided between two frames of mart.sessions.

    One row per activity and intervention, by day: the key, `local_date`, `change` (what about it is new: 'appears',
    'vanishes', 'counts', 'counts no longer', 'kind', 'dose' or 'decided by', the first that fits), and structs `before`
    and `after` of the columns `VERDICT`, null where there is no verdict.
    """
    old, new = (
        frame.select(
            *KEY, "local_date", pl.col("dose").round(DOSE_PLACES).alias("told"), pl.struct(VERDICT).alias(side)
        )
        for frame, side in ((before, "before"), (after, "after"))
    )

    def differs(name: str) -> pl.Expr:
        return pl.col("before").struct.field(name).ne_missing(pl.col("after").struct.field(name))

    does_count = pl.col("after").struct.field("counts")
    return (
        old.join(new, on=KEY, how="full", coalesce=True)
        .with_columns(
            pl.coalesce("local_date_right", "local_date").alias("local_date"),
            change=pl.when(pl.col("before").is_null()).then(pl.lit("appears"))
            .when(pl.col("after").is_null()).then(pl.lit("vanishes"))
            .when(differs("counts") & does_count).then(pl.lit("counts"))
            .when(differs("counts")).then(pl.lit("counts no longer"))
            .when(differs("kind")).then(pl.lit("kind"))
            .when(pl.col("told").ne_missing(pl.col("told_right"))).then(pl.lit("dose"))
            .when(differs("decided_by")).then(pl.lit("decided by")),
        )
        .drop_nulls("change")
        .select(*KEY, "local_date", "change", "before", "after")
        .sort("local_date", *KEY)
    )  # fmt: skip


def verdict_said(side: str) -> pl.Expr:
    """A verdict (`VERDICT`) in a few words: `6 reps hill_sprints, counts (2026.1)`; null where there is none."""
    verdict = pl.col(side).struct
    is_rules = verdict.field("decided_by") == "rule"
    return pl.format(
        "{} {} {}, {}{} ({})",
        said(verdict.field("dose"), DOSE_PLACES),
        verdict.field("dose_unit"),
        verdict.field("kind"),
        pl.when(verdict.field("counts")).then(pl.lit("counts")).otherwise(pl.lit("does not count")),
        pl.when(is_rules).then(pl.lit("")).otherwise(pl.format(", by {}", verdict.field("decided_by"))),
        verdict.field("rule_version"),
    )


def rule_changes(
    before: pl.DataFrame,
    after: pl.DataFrame,
    activities: pl.DataFrame,
    touched: pl.DataFrame,
    changed_at: datetime,
    run_id: str,
) -> pl.DataFrame:
    """Rows of ops.changes for verdicts that another version of the rules changed, with both versions in the values.

    `before` and `after` are mart.sessions, `activities` is core.activities and `touched` names (athlete_id,
    activity_id) those about which something landed since `before` was made. Where both verdicts are by the same rules,
    the plan or the athlete changed it. It is not the rules' doing either where the athlete decided before or after, a
    verdict appears for an activity that was touched, or vanishes with its activity. Without any verdict before, an
    athlete had no version either.
    """
    versions = before.group_by("athlete_id").agg(version=pl.col("rule_version").max())
    found = verdict_changes(before, after).join(versions, on="athlete_id")
    news = touched.select(ACTIVITY).unique()
    return (
        pl.concat(
            [
                found.filter(pl.col("change") == "appears").join(news, on=ACTIVITY, how="anti"),
                found.filter(pl.col("change") == "vanishes").join(activities, on=ACTIVITY, how="semi"),
                found.filter(~pl.col("change").is_in(["appears", "vanishes"])),
            ]
        )
        .filter(
            *(pl.col(side).struct.field("decided_by").fill_null("rule") == "rule" for side in ("before", "after")),
            pl.coalesce(pl.col("before").struct.field("rule_version"), "version")
            != pl.coalesce(pl.col("after").struct.field("rule_version"), pl.lit(RULE_VERSION)),
        )
        .select(
            *ACTIVITY,
            field=pl.lit(FIELD) + pl.col("intervention"),
            old_value=pl.coalesce(verdict_said("before"), pl.format("none ({})", "version")),
            new_value=pl.coalesce(verdict_said("after"), pl.lit(f"none ({RULE_VERSION})")),
            changed_at=pl.lit(changed_at, dtype=pl.Datetime("us", "UTC")),
            run_id=pl.lit(run_id),
        )
        .select(Changes.columns())
        .sort(Changes.key())
    )

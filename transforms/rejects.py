"""Records that a table does not take, and why: what `ops.quarantine` holds, without the time of the run."""

import polars as pl

from schemas.split import split
from schemas.table import Table

#: Columns and types of a frame of rejects.
REJECT = pl.Schema(
    {
        "athlete_id": pl.Int64(),
        "payload_id": pl.Int64(),
        "table_name": pl.String(),
        "record_id": pl.String(),
        "rule": pl.String(),
        "reason": pl.String(),
    }
)

#: How most records are named: by their activity.
ACTIVITY = pl.col("activity_id").cast(pl.String)


def rejects(
    frame: pl.DataFrame, table: type[Table], rule: str | pl.Expr, reason: str | pl.Expr, record_id: pl.Expr = ACTIVITY
) -> pl.DataFrame:
    """Rows of `frame` (with athlete_id and payload_id) as rejects of `table`, one per record and rule."""
    return (
        frame.select(
            "athlete_id",
            "payload_id",
            table_name=pl.lit(table.full_name()),
            record_id=record_id,
            rule=pl.lit(rule) if isinstance(rule, str) else rule,
            reason=pl.lit(reason) if isinstance(reason, str) else reason,
        )
        .cast(REJECT)
        .unique(["athlete_id", "payload_id", "record_id", "rule"], keep="first", maintain_order=True)
    )


def keep_valid(
    table: type[Table], candidates: pl.DataFrame, record_id: pl.Expr = ACTIVITY
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of `candidates` (the table's columns and payload_id) that keep its rules, and rejects of the rest."""
    good, failures = split(table, candidates.select(table.columns()))
    if failures.is_empty():
        return good.sort(table.key()), pl.DataFrame(schema=REJECT)
    broken = candidates.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64)).join(failures, on="row")
    return good.sort(table.key()), rejects(broken, table, pl.col("rule"), pl.col("reason"), record_id)


def well_typed(
    typed: pl.DataFrame, table: type[Table], record_id: pl.Expr = ACTIVITY
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows that `read_fields` found no `wrong_fields` in, and rejects of the rest, which name them."""
    is_wrong = pl.col("wrong_fields").list.len() > 0
    reason = pl.col("wrong_fields").list.join("; ")
    return typed.filter(~is_wrong), rejects(typed.filter(is_wrong), table, "field: type", reason, record_id)

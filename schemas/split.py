"""Rows that keep a table's rules, and rows that do not, with the rule each one broke."""

import pandera.polars as pa
import polars as pl

from schemas.kept_rules import keeps_rules
from schemas.table import Table

#: What `split` says about a broken rule.
FAILURE = {"row": pl.Int64, "rule": pl.String, "reason": pl.String}

#: pandera's names of checks, in words; the braces stand for what the check compares with.
WORDS = {
    "greater_than_or_equal_to": "{} or more",
    "greater_than": "more than {}",
    "less_than_or_equal_to": "{} or less",
    "less_than": "less than {}",
    "isin": "one of {}",
}


def split(table: type[Table], frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Validate `frame` row by row.

    Returns the rows that keep every rule, and a frame of failures: `row` (its number in `frame`, from 0), `rule`
    (column and check) and `reason` (a sentence). Of rows that share a key only the first is good.
    Raises pandera's `SchemaErrors` if columns or types are wrong: that is a defect of ours, not of the data.
    """
    if keeps_rules(table, frame):
        return frame, pl.DataFrame(schema=FAILURE)
    numbered = frame.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    is_first = pl.struct(table.key()).is_first_distinct()
    repeated = numbered.filter(~is_first).select(
        "row", rule=pl.lit("key: unique"), reason=pl.lit(f"another record has the same {', '.join(table.key())}")
    )
    candidates = numbered.filter(is_first)
    try:
        table.validate(candidates.drop("row"), lazy=True)
        broken = pl.DataFrame(schema=FAILURE)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        if cases["index"].null_count():
            raise
        value = pl.col("failure_case").str.slice(0, 40).str.replace(r"\.0$|\.000000\+00:00$", "")
        broken = cases.select(
            row=candidates["row"].gather(cases["index"].cast(pl.Int64)),
            rule=pl.format("{}: {}", "column", "check"),
            reason=pl.when(pl.col("check") == "not_nullable")
            .then(pl.format("{} is missing", "column"))
            .otherwise(pl.format("{} is {}, but must be {}", "column", value, in_words())),
        )
    failures = pl.concat([broken, repeated.cast(FAILURE)]).unique(["row", "rule"]).sort("row", "rule")  # type: ignore[arg-type]
    return frame.filter(~numbered["row"].is_in(failures["row"].implode())), failures


def in_words(check: str | pl.Expr = "check") -> pl.Expr:
    """What a check demands, in words: `greater_than(0)` is "more than 0"."""
    check = pl.col(check) if isinstance(check, str) else check
    words = check.str.extract(r"^(\w+)\(").replace_strict(WORDS, default=None)
    bound = check.str.extract(r"^\w+\((.*)\)$").str.replace_all(r"[\[\]']| 00:00:00\+00:00", "")
    return pl.coalesce(words.str.replace("{}", bound, literal=True), pl.format("such that {}", check))


def rule_in_words(rule: pl.Expr) -> pl.Expr:
    """A rule as a sentence: `distance_m: greater_than(0)` is "distance_m must be more than 0".

    A rule that is no check of a column stays as it is.
    """
    column, check = rule.str.extract(r"^(\w+): "), rule.str.extract(r"^\w+: (.*)$")
    return (
        pl.when(check == "not_nullable")
        .then(pl.format("{} is missing", column))
        .when(check.str.contains(r"^\w+\("))
        .then(pl.format("{} must be {}", column, in_words(check)))
        .otherwise(rule)
    )

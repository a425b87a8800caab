"""Answers of which the newest used to be true become periods: what held on which day."""

import polars as pl

from schemas.bounds import EARLIEST

#: One answer.
ANSWER = ["athlete_id", "payload_id"]


def periods(answers: pl.DataFrame, rows: pl.DataFrame, bad: pl.DataFrame) -> pl.DataFrame:
    """`athlete_id, payload_id, valid_from, valid_until` of those answers that brought something new, in their order.

    `answers` are all of some athletes (athlete_id, payload_id, fetched_at), in any order; `rows` what they say (with
    payload_id), `bad` their rejects. The first answer stands for everything before it, as nothing older is known; of
    several on one day (UTC) the last holds. One that was rejected without giving a row changes nothing, one that says
    the same again begins no new period, and one that says nothing ends what was said before.
    """
    said = pl.exclude(*ANSWER, "valid_from", "valid_until")
    what = rows.sort(*ANSWER).group_by(ANSWER, maintain_order=True).agg(said=pl.struct(said))
    return (
        useful(answers, rows, bad)
        .join(what, on=ANSWER, how="left")
        .sort(ANSWER)
        .with_columns(valid_from=pl.col("fetched_at").dt.date().cum_max().over("athlete_id"))
        .unique(["athlete_id", "valid_from"], keep="last", maintain_order=True)
        .filter(pl.col("said").ne_missing(pl.col("said").shift().over("athlete_id")) | is_first())
        .with_columns(valid_from=pl.when(is_first()).then(EARLIEST.date()).otherwise("valid_from"))
        .select(*ANSWER, "valid_from", valid_until=day_before(pl.col("valid_from").shift(-1).over("athlete_id")))
    )


def useful(answers: pl.DataFrame, rows: pl.DataFrame, bad: pl.DataFrame) -> pl.DataFrame:
    """Those of `answers` that were not rejected altogether."""
    useless = answers.join(rows, on=ANSWER, how="anti").join(bad, on=ANSWER, how="semi")
    return answers.join(useless, on=ANSWER, how="anti")


def unmended(answers: pl.DataFrame, rows: pl.DataFrame, bad: pl.DataFrame) -> pl.DataFrame:
    """Rejects that no later answer of use has mended."""
    newest = useful(answers, rows, bad).group_by("athlete_id").agg(newest_id=pl.col("payload_id").max())
    return (
        bad.join(newest, on="athlete_id", how="left", maintain_order="left")
        .filter(pl.col("newest_id").is_null() | (pl.col("payload_id") >= pl.col("newest_id")))
        .drop("newest_id")
    )


def is_first() -> pl.Expr:
    """Whether a row is the first of its athlete."""
    return pl.col("athlete_id").is_first_distinct()


def day_before(day: pl.Expr) -> pl.Expr:
    """The day before; null of null."""
    return day.dt.offset_by("-1d")

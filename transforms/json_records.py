"""JSON text becomes typed columns, record by record; a value of the wrong type is named, not guessed at."""

from dataclasses import dataclass
from typing import Any

import polars as pl


@dataclass(frozen=True)
class JsonField:
    """Where a column stands in a JSON record, and its type."""

    path: str
    dtype: Any

    def text(self) -> pl.Expr:
        """The value as text; null where it is absent or null."""
        return pl.col("body").str.json_path_match(self.path)

    def value(self, text: pl.Expr | None = None) -> pl.Expr:
        """The value in its type; null where it does not fit. `text` is for when it has been read already."""
        text = self.text() if text is None else text
        if self.dtype == pl.Datetime:
            return text.str.to_datetime("%+", time_unit="us", time_zone="UTC", strict=False)
        if self.dtype == pl.Boolean:
            return text.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)
        if self.dtype == pl.String:
            return text
        number = text.cast(pl.Float64, strict=False)
        finite = pl.when(number.is_finite()).then(number)
        # A whole number may come as 12.0; ids exceed what a float holds, so whole texts are read as they stand.
        return (
            pl.coalesce(text.cast(pl.Int64, strict=False), finite.round().cast(pl.Int64, strict=False))
            if (self.dtype == pl.Int64)
            else finite
        )

    def mismatch(self) -> str:
        """What a value is that is not of the type, for a sentence."""
        return {pl.Datetime: "no date and time", pl.Boolean: "neither true nor false"}.get(self.dtype, "no number")


def read_fields(records: pl.DataFrame, fields: dict[str, JsonField]) -> pl.DataFrame:
    """Add a column per field to `records` (which have a JSON text column `body`), and `wrong_fields`.

    `wrong_fields` lists "name is 'value', which is no number" for each value that is there and does not fit its type.
    """
    # The texts are read once: each reading walks through the whole record again.
    texts = {name: pl.col(f"text of {name}") for name in fields}
    wrong = [
        pl.when(text.is_not_null() & pl.col(name).is_null()).then(
            pl.format("{} is '{}', which is {}", pl.lit(name), text.str.slice(0, 40), pl.lit(fields[name].mismatch()))
        )
        for name, text in texts.items()
    ]
    return (
        records.with_columns(field.text().alias(f"text of {name}") for name, field in fields.items())
        .with_columns(**{name: field.value(texts[name]) for name, field in fields.items()})
        .with_columns(wrong_fields=pl.concat_list(wrong).list.drop_nulls())
        .drop(f"text of {name}" for name in fields)
    )


def whole(name: str) -> pl.Expr:
    """A number rounded to a whole one; null where 64 bits do not hold it."""
    return pl.col(name).round().cast(pl.Int64, strict=False)


def decode(records: pl.DataFrame, dtype: Any) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Decode the JSON text column `body` into a column `decoded` of `dtype`; return what fits and what does not."""
    if records.is_empty():
        return records.with_columns(decoded=pl.lit(None, dtype=dtype)), records
    try:
        return records.with_columns(decoded=pl.col("body").str.json_decode(dtype)), records.clear()
    except (pl.exceptions.ComputeError, pl.exceptions.ShapeError):
        # One wrong value, or an empty text, fails the whole column: halve until the records that hold one stand alone.
        if records.height == 1:
            return records.clear().with_columns(decoded=pl.lit(None, dtype=dtype)), records
        middle = records.height // 2
        (left, bad_left), (right, bad_right) = decode(records[:middle], dtype), decode(records[middle:], dtype)
        return pl.concat([left, right]), pl.concat([bad_left, bad_right])

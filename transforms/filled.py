"""Frames that tell less than a table has columns for."""

from collections.abc import Mapping

import polars as pl


def filled(frame: pl.DataFrame, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """The columns of `schema`, in its order and of its types; null throughout where the frame lacks one."""
    untold = {name: pl.lit(None, dtype) for name, dtype in schema.items() if name not in frame.columns}
    return frame.with_columns(**untold).select(schema.keys()).cast(pl.Schema(schema))

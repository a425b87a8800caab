"""The base of every table class: a pandera model that also knows its warehouse name, its key and its columns."""

import pandera.polars as pa
import polars as pl

from schemas.kept_rules import keeps_rules
from schemas.told import Told, told


class Table(pa.DataFrameModel):
    """One warehouse table. The class is the only place where a column is written down.

    A subclass sets `Config.name` (`schema.table`) and `Config.unique` (the primary key). Its docstring says what a row
    is, what would mislead a newcomer, and how to ask (`schemas.told`).
    `Config.metadata = {"private": True}` keeps a table out of the published copy, as does
    `metadata={"gps": True}` on a column unless the athlete asked for coordinates.
    """

    class Config:
        strict = True
        ordered = True

    @classmethod
    def validate(cls, check_obj: pl.DataFrame, *, lazy: bool = False) -> pl.DataFrame:  # type: ignore[override]
        """`check_obj`, if it keeps every rule.

        Raises pandera's `SchemaError` for the first that is broken, or where `lazy` its `SchemaErrors` for all.
        """
        return check_obj if keeps_rules(cls, check_obj) else cls.to_schema().validate(check_obj, lazy=lazy)

    @classmethod
    def full_name(cls) -> str:
        """`schema.table`, as people type it in SQL."""
        return str(cls.to_schema().name)

    @classmethod
    def layer(cls) -> str:
        """`raw`, `core`, `mart` or `ops`."""
        return cls.full_name().split(".")[0]

    @classmethod
    def stem(cls) -> str:
        """The name without its layer; also the name of the modules that declare, make and test it."""
        return cls.full_name().split(".")[1]

    @classmethod
    def told(cls) -> Told:
        """What the docstring tells people, in its parts."""
        return told(cls.__doc__ or "")

    @classmethod
    def key(cls) -> list[str]:
        """Primary key columns."""
        return list(cls.to_schema().unique or [])

    @classmethod
    def dtypes(cls) -> dict[str, pl.DataType]:
        """Polars type of each column, in order."""
        return {name: column.dtype.type for name, column in cls.to_schema().columns.items()}

    @classmethod
    def columns(cls) -> list[str]:
        """Column names, in order."""
        return list(cls.dtypes())

    @classmethod
    def none(cls) -> pl.DataFrame:
        """A frame of this table without a row."""
        return pl.DataFrame(schema=cls.dtypes())

    @classmethod
    def stays_private(cls) -> bool:
        """Whether the table stays out of the published copy."""
        return cls.layer() == "raw" or bool(cls.__config__ and (cls.__config__.metadata or {}).get("private"))

    @classmethod
    def gps_columns(cls) -> list[str]:
        """Columns that hold coordinates."""
        return [name for name, column in cls.to_schema().columns.items() if (column.metadata or {}).get("gps")]

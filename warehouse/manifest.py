"""What a version holds, told in two files: `manifest.json`, and `datapackage.json` for whoever reads the Parquet."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from warehouse.database import Warehouse
from warehouse.durable import to_disk
from warehouse.versions import VERSIONS, Draft

MANIFEST, DATA_PACKAGE = "manifest.json", "datapackage.json"
#: Data Package 2.0: https://datapackage.org/standard/data-package/
PROFILE = "https://datapackage.org/profiles/2.0"
#: Field types of a Data Package by those of DuckDB, other than lists.
FIELD_TYPES = {
    "BIGINT": "integer",
    "DOUBLE": "number",
    "VARCHAR": "string",
    "DATE": "date",
    "BOOLEAN": "boolean",
    "TIMESTAMP": "datetime",
    "TIMESTAMP WITH TIME ZONE": "datetime",
}
#: All columns of tables and views, in order.
COLUMNS = """
SELECT schema_name || '.' || table_name AS name, column_name, data_type, is_nullable, comment
FROM duckdb_columns() WHERE NOT internal ORDER BY name, column_index
"""
TABLES = """
SELECT t.schema_name || '.' || t.table_name AS name, t.comment, k.constraint_column_names AS key
FROM duckdb_tables() t JOIN duckdb_constraints() k USING (table_oid)
WHERE k.constraint_type = 'PRIMARY KEY' ORDER BY name
"""
FRESHNESS = """
SELECT athlete_id, last_outcome, last_success_at, stale_after, newest_activity_at
FROM ops.freshness ORDER BY athlete_id
"""


def describe(draft: Draft, copy: Warehouse, content_sha256: str, carried: list[Path], not_drawn: list[str]) -> None:
    """Write both files into a version that is otherwise whole; `copy` is its copy, opened.

    `carried` are the files that are those of the version before, whose hashes are known from there; `not_drawn` the
    pages that it should have. Raises OSError.
    """
    known = files_told(draft.before) if draft.before else {}
    carried_names = {str(file.relative_to(draft.path)) for file in carried}
    files = {
        name: known[name] if name in carried_names & known.keys() else told(draft.path / name)
        for name in sorted(str(one.relative_to(draft.path)) for one in draft.path.rglob("*") if one.is_file())
    }
    tables, columns = copy.query(TABLES), copy.query(COLUMNS)
    made_at = datetime.now(UTC)
    package = write_json(draft.path / DATA_PACKAGE, data_package(tables, columns, files, made_at))
    rows = row_counts(copy, tables["name"].to_list())
    rules = copy.query("SELECT max(rule_version) FROM mart.sessions").item()
    write_json(
        draft.path / MANIFEST,
        {
            "version": draft.name,
            "folder": f"{VERSIONS}/{draft.name}",
            "made_at": made_at,
            "published_at": copy.query("SELECT max(published_at) FROM ops.freshness").item(),
            "content_sha256": content_sha256,
            "schema_version": schema_version(tables, columns),
            "rule_version": rules,
            "freshness": copy.query(FRESHNESS).to_dicts(),
            "tables": {name: {"rows": count} for name, count in rows.items()},
            "files": files | {DATA_PACKAGE: package},
            "not_drawn": not_drawn,
        },
    )


def files_told(version: Path) -> dict[str, dict[str, Any]]:
    """Bytes and hash of each file, as the manifest of a version tells them; empty for one without a manifest."""
    with suppress(OSError, orjson.JSONDecodeError):
        return dict(orjson.loads((version / MANIFEST).read_bytes())["files"])
    return {}


def told(file: Path) -> dict[str, Any]:
    """Bytes and hash of a file."""
    with file.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    return {"bytes": file.stat().st_size, "sha256": sha256}


def write_json(file: Path, value: object) -> dict[str, Any]:
    """Write a JSON file, all of it on disk when this returns; its bytes and hash. Raises OSError."""
    file.write_bytes(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    to_disk(file)
    return told(file)


def row_counts(copy: Warehouse, tables: list[str]) -> dict[str, int]:
    """Rows of each table."""
    counted = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables)
    return dict(copy.query(counted).rows())


def schema_version(tables: pl.DataFrame, columns: pl.DataFrame) -> str:
    """Equal for copies of which a query that runs on one runs on the other: same tables, views, columns, types, keys.

    What the descriptions say is not in it.
    """
    declared = (tables.drop("comment").rows(), columns.drop("comment").rows())
    return hashlib.sha256(repr(declared).encode()).hexdigest()[:12]


def data_package(
    tables: pl.DataFrame, columns: pl.DataFrame, files: Mapping[str, Mapping[str, Any]], made_at: datetime
) -> dict[str, Any]:
    """The Parquet files as a Data Package: a resource for each table, with its fields and its key."""
    declared = columns.filter(pl.col("name").is_in(tables["name"].implode()))
    fields = {name[0]: list(map(field, one.iter_rows(named=True))) for name, one in declared.group_by("name")}
    paths = {name: f"parquet/{name.replace('.', '/')}.parquet" for name in tables["name"]}
    return {
        "$schema": f"{PROFILE}/datapackage.json",
        "name": "fivefold",
        "title": "fivefold: training, and the plan, kept or not",
        "created": made_at,
        "resources": [
            {
                "name": name,
                "type": "table",
                "path": paths[name],
                "description": comment,
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "bytes": files[paths[name]]["bytes"],
                "hash": f"sha256:{files[paths[name]]['sha256']}",
                "schema": {
                    "$schema": f"{PROFILE}/tableschema.json",
                    "fields": fields[name],
                    "primaryKey": key,
                },
            }
            for name, comment, key in tables.rows()
            if paths[name] in files
        ],
    }


def field(column: Mapping[str, Any]) -> dict[str, Any]:
    """A column as a field of a Data Package. Raises KeyError for a type that `FIELD_TYPES` does not know."""
    dtype = column["data_type"]
    return {
        "name": column["column_name"],
        "type": "array" if dtype.endswith("[]") else FIELD_TYPES[dtype],
        "description": column["comment"],
        "constraints": {"required": not column["is_nullable"]},
    }

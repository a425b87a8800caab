"""The private file, written anew: DuckDB leaves the bytes of deleted rows in free blocks, a fresh file has none."""

import duckdb

from schemas.tables import TABLES
from warehouse.database import CONFIG, Warehouse, remove_database
from warehouse.ddl import create_table, literal
from warehouse.durable import draft_of, put_in_place
from warehouse.errors import WarehouseUnavailable


def rewrite(warehouse: Warehouse) -> None:
    """Put a fresh file with the same rows in the same order in place of the private one; its log is gone then.

    Whatever ends this leaves the old file or the new one, whole. The connection is to the old one: close it now. Until
    then no other process can have written into either, since this one holds the old. Raises `WarehouseUnavailable`.
    """
    draft = draft_of(warehouse.path)
    try:
        remove_database(draft)
        duckdb.connect(str(draft), config=CONFIG).close()
        draft.chmod(0o600)
        warehouse.execute(f"ATTACH {literal(str(draft))} AS fresh")
        try:
            # Each statement on its own would wait for the disk; each table on its own keeps the log short.
            with warehouse.transaction():
                for table in TABLES:
                    warehouse.execute(";\n".join(create_table(table, "fresh")))
            for table in TABLES:
                columns, name = ", ".join(table.columns()), table.full_name()
                warehouse.execute(f"INSERT INTO fresh.{name} ({columns}) SELECT {columns} FROM {name}")
            warehouse.execute("CHECKPOINT fresh")
        finally:
            warehouse.execute("DETACH fresh")
        # The log of the old file must not lie beside the new one.
        warehouse.execute("CHECKPOINT")
        put_in_place(draft, warehouse.path)
    except OSError as error:
        raise WarehouseUnavailable(
            f"The warehouse {warehouse.path} cannot be written anew; check the folder's permissions and free space."
        ) from error
    finally:
        remove_database(draft)

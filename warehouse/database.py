"""The private DuckDB file: open it, keep its tables as the classes say, move frames in and out."""

import fcntl
import os
import re
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import polars as pl
import polars.selectors as cs

from schemas.table import Table
from schemas.tables import TABLES
from warehouse.ddl import create_table, sql_type
from warehouse.durable import draft_of, put_in_place, to_disk
from warehouse.errors import QueryError, WarehouseUnavailable

#: Storage 1.2 is the first that compresses long texts: the verbatim bodies take a quarter of the room.
STORAGE_VERSION = "v1.2.0"
#: Size of the write-ahead log at which its content moves into the file. Each move packs the bodies around it anew; at
#: DuckDB's 16 MB, landing three years took four times as long and left a file twice as large.
CHECKPOINT_AT = "256MB"
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": STORAGE_VERSION,
    "checkpoint_threshold": CHECKPOINT_AT,
}
#: How DuckDB says from which byte on its log is not what it wrote.
TORN_LOG = re.compile(r"replaying WAL.*Corrupt WAL.*at byte position (\d+)", re.DOTALL)


class Warehouse:
    """One connection to a warehouse file.

    Frames go in and out through Arrow. The session's time zone is UTC, so that instants come back as `UTC`.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def query(self, sql: str, parameters: dict[str, object] | None = None, **frames: pl.DataFrame) -> pl.DataFrame:
        """The rows of a query; `frames` are visible in it under their names."""
        with self._visible(frames):
            relation = self.connection.sql(sql, params=parameters or {})
            answer = pl.from_arrow(relation.to_arrow_table()) if relation is not None else pl.DataFrame()
        return answer if isinstance(answer, pl.DataFrame) else answer.to_frame()

    def batches(self, sql: str, rows: int, **frames: pl.DataFrame) -> Generator[pl.DataFrame]:
        """The rows of a query, so many at a time; `frames` are visible in it under their names."""
        with self._visible(frames):
            for batch in self.connection.sql(sql).to_arrow_reader(rows):
                yield pl.DataFrame(pl.from_arrow(batch))

    def ask(self, sql: str) -> pl.DataFrame:
        """The rows of a query that somebody typed. Raises `QueryError` if it cannot be answered.

        Decimals, which DuckDB makes of sums of whole numbers too, come back as whole numbers or floats.
        """
        try:
            answer = self.query(sql)
            return answer.with_columns(plain_number(answer[name]) for name in answer.select(cs.decimal()).columns)
        except duckdb.Error as error:
            raise QueryError(str(error).strip().split("\n")[0]) from error
        except pl.exceptions.DuplicateError as error:
            raise QueryError("Two columns of the answer have one name: rename one with AS.") from error
        except pl.exceptions.PolarsError as error:
            raise QueryError("A column of the answer is of a type that cannot be shown: cast it, ::VARCHAR.") from error

    def execute(self, sql: str, parameters: dict[str, object] | None = None, **frames: pl.DataFrame) -> None:
        """Run a statement that answers nothing; `frames` are visible in it under their names."""
        with self._visible(frames):
            self.connection.execute(sql, parameters or {})

    @contextmanager
    def _visible(self, frames: dict[str, pl.DataFrame]) -> Iterator[None]:
        try:
            for name, frame in frames.items():
                self.connection.register(name, frame.to_arrow())
            yield
        finally:
            for name in frames:
                # After an error inside a transaction DuckDB 2.0 refuses all but the rollback, which forgets them.
                with suppress(duckdb.TransactionException):
                    self.connection.unregister(name)

    def read(
        self, table: type[Table], where: str = "TRUE", parameters: dict[str, object] | None = None
    ) -> pl.DataFrame:
        """All rows of a table that satisfy `where`, in the order of its key."""
        columns, order = ", ".join(table.columns()), ", ".join(table.key())
        return self.query(f"SELECT {columns} FROM {table.full_name()} WHERE {where} ORDER BY {order}", parameters)

    def read_published(
        self, table: type[Table], where: str = "TRUE", parameters: dict[str, object] | None = None
    ) -> pl.DataFrame:
        """The same as `read`, from a copy too: coordinates that stayed at home are null.

        A table that is younger than the copy is empty.
        """
        if not self.has(table):
            return table.none()
        found = self.query(
            f"SELECT * FROM {table.full_name()} WHERE {where} ORDER BY {', '.join(table.key())}", parameters
        )
        absent = {name: pl.lit(None, dtype) for name, dtype in table.dtypes().items() if name not in found.columns}
        return found.with_columns(**absent).select(table.columns())

    def has(self, table: type[Table]) -> bool:
        """Whether the table is in the file: a copy may have been made by an older version."""
        return not self.query(
            "SELECT 1 FROM information_schema.tables WHERE table_schema || '.' || table_name = $name",
            {"name": table.full_name()},
        ).is_empty()

    def read_scope(self, table: type[Table], scope: pl.DataFrame) -> pl.DataFrame:
        """The rows of a table that share the columns of `scope` with one of its rows, in the order of its key."""
        columns, order = ", ".join(f"t.{name}" for name in table.columns()), ", ".join(table.key())
        return self.query(
            f"SELECT {columns} FROM {table.full_name()} t SEMI JOIN scope USING ({', '.join(scope.columns)})"
            f" ORDER BY {order}",
            scope=scope,
        )

    def scan_scope(self, table: type[Table], scope: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
        """Some columns of the rows that `read_scope` reads, as they lie; to sort samples costs more than to read.

        Read by one thread they come in the order in which they were written, and in one piece.
        """
        names = ", ".join(f"t.{name}" for name in columns)
        before = self.query("SELECT current_setting('threads')").item()
        self.execute("SET threads = 1")
        try:
            return self.query(
                f"SELECT {names} FROM {table.full_name()} t SEMI JOIN scope USING ({', '.join(scope.columns)})",
                scope=scope,
            )
        finally:
            self.execute(f"SET threads = {before}")

    def append(self, table: type[Table], frame: pl.DataFrame) -> None:
        """Add rows. Raises `duckdb.ConstraintException` if a key is there already."""
        if not frame.is_empty():
            self.execute(f"INSERT INTO {table.full_name()} BY NAME SELECT * FROM frame", frame=frame)

    def upsert(self, table: type[Table], frame: pl.DataFrame) -> None:
        """Add rows, replacing those with the same key."""
        if not frame.is_empty():
            self.execute(f"INSERT OR REPLACE INTO {table.full_name()} BY NAME SELECT * FROM frame", frame=frame)

    def replace(self, table: type[Table], frame: pl.DataFrame, scope: pl.DataFrame | None = None) -> None:
        """Make the table hold `frame`: all of it, or only what shares the columns of `scope` with one of its rows."""
        if scope is None:
            self.execute(f"DELETE FROM {table.full_name()}")
        else:
            columns = ", ".join(scope.columns)
            self.execute(
                f"DELETE FROM {table.full_name()} WHERE ({columns}) IN (SELECT ({columns}) FROM scope)", scope=scope
            )
        self.append(table, frame)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that happens inside is kept, or nothing."""
        self.connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            # A database that DuckDB has given up refuses this too; what people must hear of came before.
            with suppress(duckdb.Error):
                self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")


@contextmanager
def open_warehouse(path: Path) -> Iterator[Warehouse]:
    """Open a warehouse file for writing, making or mending its tables first.

    Raises `WarehouseUnavailable` if another process holds it, it cannot be written, or it is not a warehouse.
    """
    if "?" in str(path):
        raise WarehouseUnavailable(
            f"The path {path} has a question mark, which DuckDB reads as options: choose another."
        )
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_file(path)
        connection = connected(path)
    except (duckdb.Error, OSError) as error:
        raise WarehouseUnavailable(explain(path, error)) from error
    try:
        connection.execute("SET TimeZone='UTC'")
        warehouse = Warehouse(connection, path)
        with warehouse.transaction():
            ensure_tables(warehouse)
        yield warehouse
    except duckdb.Error as error:
        if not is_about_the_disk(error):
            raise
        raise WarehouseUnavailable(
            f"The warehouse {path} cannot be written any further; check the free space. What was kept before stands."
        ) from error
    finally:
        connection.close()


def connected(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection for writing, after cutting off what a power cut has left half written in the log.

    A transaction counts as kept once its entries are on disk. So an entry that is not whole was not kept yet, and
    neither was anything after it; the log as it was stays beside it, as `.torn`. Raises duckdb.Error or OSError.
    """
    log = log_of(path)
    is_cut = False
    while True:
        try:
            return duckdb.connect(str(path), config=CONFIG)
        except duckdb.IOException as error:
            torn = TORN_LOG.search(str(error))
            if not torn or int(torn[1]) >= log.stat().st_size:
                raise
            if not is_cut:
                shutil.copyfile(log, log.with_name(f"{log.name}.torn"))
            os.truncate(log, int(torn[1]))
            to_disk(log)
            is_cut = True


def log_of(file: Path) -> Path:
    """Where DuckDB writes first what it moves into a file later."""
    return file.with_name(f"{file.name}.wal")


def make_file(path: Path) -> None:
    """Make an empty warehouse file, unless there is one.

    It is put in place when it is whole: half of one, left by a full disk or a kill, would be no warehouse any more.
    """
    if path.exists():
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # Of two that begin at once, the second must not put an empty file over that of the first. Some network drives
        # lock no folder.
        with suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX)
        if path.exists():
            return
        draft = draft_of(path)
        remove_database(draft)
        duckdb.connect(str(draft), config=CONFIG).close()
        draft.chmod(0o600)  # where an athlete has been is nobody else's to read, whatever the umask
        put_in_place(draft, path)
    finally:
        os.close(folder)


def remove_database(file: Path) -> None:
    """Delete a DuckDB file that may be there, and the log that may lie beside it."""
    for one in (file, log_of(file)):
        one.unlink(missing_ok=True)


def is_about_the_disk(error: duckdb.Error) -> bool:
    """Whether an error means that a file could not be written or read, and not that a statement was wrong.

    On a full disk DuckDB fails to write (`IOException`) or to commit (`TransactionException`, whose text names the
    file), and where that was in the middle of a checkpoint it then refuses everything (`FatalException`).
    """
    return isinstance(error, duckdb.IOException | duckdb.FatalException) or "Could not write" in str(error)


@contextmanager
def open_published(path: Path) -> Iterator[Warehouse]:
    """Open the published copy to read it, and nothing else: a query typed here reads and writes no other file.

    Raises `WarehouseUnavailable` if there is none or it cannot be read.
    """
    if not path.exists():
        raise WarehouseUnavailable(f"There is no published copy at {path} yet.")
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except (duckdb.Error, OSError) as error:
        raise WarehouseUnavailable(explain(path, error)) from error
    try:
        connection.execute("SET TimeZone='UTC'; SET enable_external_access = false; SET lock_configuration = true")
        yield Warehouse(connection, path)
    finally:
        connection.close()


def explain(path: Path, error: Exception) -> str:
    """One sentence for people about why a file could not be opened."""
    text = str(error)
    if "replaying WAL" in text:
        return f"The log {log_of(path)} is damaged; move it away. What only it held comes back with: fivefold sync."
    if "Conflicting lock" in text or "Could not set lock" in text:
        holder = re.search(r"PID (\d+)", text)
        who = f"another process (number {holder[1]})" if holder else "another process"
        return f"The warehouse {path} is in use by {who}; wait for it to end."
    if "not a valid DuckDB" in text or "Corrupt" in text or "Serialization" in text:
        return f"The file {path} is not a DuckDB warehouse; move it away."
    return f"The warehouse {path} cannot be opened; check the folder's permissions and free space."


def ensure_tables(warehouse: Warehouse) -> None:
    """Make missing tables, and mend those whose columns are no longer those of their class.

    core and mart are made anew: they are derived, and `ops.derivation` is told so that the next run fills them.
    raw and ops get their new columns, and nothing is lost.
    """
    stored = {
        name: dict(zip(columns, types, strict=True))
        for name, columns, types in warehouse.connection.execute(
            "SELECT table_schema || '.' || table_name, list(column_name ORDER BY ordinal_position),"
            " list(data_type ORDER BY ordinal_position) FROM information_schema.columns GROUP BY 1"
        ).fetchall()
    }
    outdated = False
    for table in TABLES:
        declared = {name: SPELLED.get(sql_type(dtype), sql_type(dtype)) for name, dtype in table.dtypes().items()}
        found = stored.get(table.full_name())
        if found == declared:
            continue
        if table.layer() in ("core", "mart"):
            warehouse.execute(f"DROP TABLE IF EXISTS {table.full_name()} CASCADE")
            outdated = True
        elif found:
            for name, dtype in table.dtypes().items():
                if name not in found:
                    warehouse.execute(f"ALTER TABLE {table.full_name()} ADD COLUMN {name} {sql_type(dtype)}")
            continue
        warehouse.execute(";\n".join(create_table(table)))
    if outdated:
        forget_derivation(warehouse)


def forget_derivation(warehouse: Warehouse) -> None:
    """Let the next derivation start from the first payload, and make all that follows from it anew.

    What the marts were last made from stays noted: with the old verdicts, which stand until new ones replace them, it
    tells what a new version of the rules changes.
    """
    warehouse.execute("DELETE FROM ops.derivation WHERE stage = 'core'; UPDATE ops.derivation SET inputs_sha256 = NULL")


def forget_marts(warehouse: Warehouse) -> None:
    """Let the next derivation make all marts anew, whatever they were made from."""
    warehouse.execute("UPDATE ops.derivation SET inputs_sha256 = NULL WHERE stage IN ('verdicts', 'calendar')")


def plain_number(decimals: pl.Series) -> pl.Series:
    """Decimals as whole numbers where all are whole and fit, else as floats."""
    floats = decimals.cast(pl.Float64)
    whole = decimals.cast(pl.Int64, strict=False)
    return whole if whole.cast(pl.Float64).equals(floats) else floats


#: How DuckDB's catalogue spells a type that DDL spells shorter.
SPELLED = {"TIMESTAMPTZ": "TIMESTAMP WITH TIME ZONE"}

"""Looking for secrets, in whatever form they may have slipped in: as they are, URL-encoded, escaped, in base64."""

import base64
import logging
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from io import StringIO
from pathlib import Path
from urllib.parse import quote, quote_plus

import duckdb
import orjson
import polars as pl

from tests.homes import connected


class Searched:
    """Secrets that are looked for together, however many there are, in one pass over a text."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self.forms = {form: secret for secret in secrets for form in forms(secret)}

    def found_in(self, texts: pl.Series) -> list[str]:
        """The secrets that some of these texts hold."""
        held = texts.drop_nulls().filter(texts.drop_nulls().str.contains_any(list(self.forms)))
        return sorted({secret for form, secret in self.forms.items() for text in held if form in text})

    def in_text(self, text: str) -> list[str]:
        """The secrets in one text."""
        return self.found_in(pl.Series([text], dtype=pl.String))

    def in_files(self, folder: Path) -> dict[str, list[str]]:
        """The secrets in each file below a folder that holds one, as bytes."""
        files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
        found = {file.name: self.in_text(file.read_bytes().decode("latin-1")) for file in files}
        return {name: secrets for name, secrets in found.items() if secrets}

    def in_duckdb(self, file: Path) -> dict[str, list[str]]:
        """The secrets in each column of text: compressed columns hide bytes from a search in the file."""
        with connected(file) as connection:
            return self._in_columns(connection, text_columns(connection))

    def in_parquet(self, folder: Path) -> dict[str, list[str]]:
        """The secrets in each column of text of the Parquet files below a folder."""
        with duckdb.connect() as connection:
            for file in folder.rglob("*.parquet"):
                connection.execute(f"CREATE VIEW {file.parent.name}_{file.stem} AS FROM '{file}'")
            return self._in_columns(connection, text_columns(connection))

    def in_sqlite(self, file: Path) -> dict[str, list[str]]:
        """The secrets in each column: a long text is cut where a page of the file ends."""
        found = {}
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            connection.text_factory = lambda text: text.decode("latin-1")
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in names:
                rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()
                cells = [str(cell) for row in rows for cell in row if cell is not None]
                if secrets := self.found_in(pl.Series(cells, dtype=pl.String)):
                    found[name] = secrets
        return found

    def _in_columns(
        self, connection: duckdb.DuckDBPyConnection, columns: list[tuple[str, str]]
    ) -> dict[str, list[str]]:
        assert len(columns) > 40
        found = {}
        for table, column in columns:
            texts = connection.execute(f'SELECT "{column}"::VARCHAR AS text FROM {table}').pl()["text"]
            if secrets := self.found_in(texts):
                found[f"{table}.{column}"] = secrets
        return found


def text_columns(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Every column that holds text, alone or in lists."""
    return connection.execute(
        "SELECT table_schema || '.' || table_name, column_name FROM information_schema.columns"
        " WHERE data_type LIKE '%VARCHAR%' AND table_schema IN ('raw', 'core', 'mart', 'ops', 'main')"
    ).fetchall()


def forms(secret: str) -> set[str]:
    """A secret as it may stand in a text: plain, in a URL, in JSON, or within a longer text in base64."""
    plain = {secret, quote(secret, safe=""), quote_plus(secret), orjson.dumps(secret).decode()[1:-1]}
    return plain | set(in_base64(secret.encode()))


def in_base64(secret: bytes) -> Iterator[str]:
    """What a secret leaves in the base64 of a text around it, wherever it begins: the digits that it alone decides."""
    for before in range(3):
        first, last = -(-before * 8 // 6), (before + len(secret)) * 8 // 6
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            yield encode(b"\0" * before + secret).decode()[first:last]


@contextmanager
def everything_logged(but_threads: str, but_loggers: str) -> Iterator[StringIO]:
    """What any logger of this process says at any level, but for threads and loggers whose names begin like these.

    A test's browser and its server are in this process too.
    """
    said = StringIO()
    handler = logging.StreamHandler(said)
    handler.addFilter(
        lambda record: not (record.threadName or "").startswith(but_threads) and not record.name.startswith(but_loggers)
    )
    known = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    before = [(logger, logger.level) for logger in (logging.root, *known)]
    for logger, _ in before:
        logger.setLevel(logging.DEBUG)
        if logger is logging.root or not logger.propagate:
            logger.addHandler(handler)
    try:
        yield said
    finally:
        for logger, level in before:
            logger.setLevel(level)
            logger.removeHandler(handler)

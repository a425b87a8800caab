"""The bundle that Superset imports: the YAML beside this module, with where the tables are put into it."""

import re
import uuid
import zipfile
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import orjson

from warehouse.durable import drafted

FOLDER = Path(__file__).parent / "fivefold"
#: What Superset writes where a password was, and takes for "ask for it".
MASK = "X" * 10
#: To read, and nothing else: neither the copy nor any other file of the machine is for those who type SQL in Superset.
READ_ONLY = "access_mode=read_only&enable_external_access=false"
UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
URI = re.compile(r"^sqlalchemy_uri: .*$", re.MULTILINE)
NAMES = re.compile(r"^(database_name|dashboard_title): fivefold$", re.MULTILINE)
SLUG = re.compile(r"^slug: fivefold$", re.MULTILINE)
TABLE = re.compile(r"^schema: (\w+)\nsql: null$", re.MULTILINE)
TABLE_NAME = re.compile(r"^table_name: (\w+)$", re.MULTILINE)
ENGINE = re.compile(r"engine_params: \{\}$", re.MULTILINE)
#: A chart's days and months begin where the tables' do, whatever time zone PostgreSQL is set to.
IN_UTC = 'engine_params: {connect_args: {options: "-c timezone=UTC"}}'


def over_copy(copy: Path) -> dict[str, str]:
    """Each file of the bundle that reads a published copy, by its path."""
    # SQLAlchemy takes the path as it is, without undoing percent signs.
    return located(f"duckdb:///{copy}?{READ_ONLY}")


def over_postgres(url: str) -> dict[str, str]:
    """Each file of the bundle that reads PostgreSQL, by its path.

    All in it has other ids and names than the bundle over the copy: one Superset may hold both. The password is not in
    it: where the URL has one, Superset asks for it. Raises `ValueError` for what is no URL of PostgreSQL's.
    """
    texts = located(without_password(url)).items()
    return {path: named_apart(ENGINE.sub(IN_UTC, text)) for path, text in texts}


def located(uri: str) -> dict[str, str]:
    """Each file of the bundle, with `uri` as the database's."""
    found = {file.relative_to(FOLDER).as_posix(): file.read_text("utf-8") for file in sorted(FOLDER.rglob("*.yaml"))}
    # JSON's notation of a text is also YAML's.
    line = f"sqlalchemy_uri: {orjson.dumps(uri).decode()}"
    return {path: URI.sub(lambda _: line, text) for path, text in found.items()}


def named_apart(text: str) -> str:
    """The text with another id in place of each, the same wherever it stands, and with names of its own.

    Where Superset keeps its own books in SQLite, two datasets cannot have one name. So those that stand for a table
    become queries, which may be named as one likes.
    """
    text = UUID.sub(lambda found: str(uuid.uuid5(uuid.UUID(found[0]), "postgresql")), text)
    if named := TABLE_NAME.search(text):
        text = TABLE.sub(rf"schema: \1\nsql: SELECT * FROM \1.{named[1]}", text)
        text = TABLE_NAME.sub(r"table_name: \1 (PostgreSQL)", text)
    return NAMES.sub(r"\1: fivefold (PostgreSQL)", SLUG.sub("slug: fivefold-postgresql", text))


def without_password(url: str) -> str:
    """A URL as SQLAlchemy takes it, the password masked. Raises `ValueError`, which does not show the URL."""
    try:
        parts = urlsplit(url)
        is_whole = (parts.port or 1) > 0 and "@" not in parts.path + parts.query + parts.fragment
    except ValueError:
        is_whole = False
    # Part of a password with a slash or a question mark in it would be taken for something else.
    if not is_whole or parts.scheme not in ("postgresql", "postgres"):
        raise ValueError("not a URL of PostgreSQL's")
    login, at, place = parts.netloc.rpartition("@")
    user, colon, _ = login.partition(":")
    asked = parse_qsl(parts.query)
    query = urlencode([(name, value) for name, value in asked if name != "password"])
    masked = f":{MASK}" if colon or len(query) < len(urlencode(asked)) else ""
    return f"postgresql+psycopg2://{user}{masked}{at}{place}{parts.path}{'?' if query else ''}{query}"


def write(files: dict[str, str], to: Path) -> None:
    """Write the bundle as a ZIP file, whole or not at all. Raises OSError."""
    with drafted(to) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path, text in files.items():
            bundle.writestr(f"{FOLDER.name}/{path}", text)

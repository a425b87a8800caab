"""A connection to PostgreSQL, and what may be wrong with it in words that never repeat the address.

Of a mistyped URL any part may be the password, so no part of it is in any sentence, and neither is what libpq says.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import conninfo_to_dict

from warehouse.errors import PostgresUnavailable

OLDEST = 15
#: How long a server may take to answer, s; the URL may say another.
CONNECT_TIMEOUT_S = "10"
#: How long one statement waits for what another session holds.
LOCK_TIMEOUT = "30s"
#: One publish at a time in a database: "fivefold", as a number.
ADVISORY_KEY = int.from_bytes(b"fivefold", "big")

#: What libpq or the server says in English, and what it means. Whatever is in no line is told in general terms.
MEANINGS = (
    ("no password supplied", "asks for a password: put it into the URL, PGPASSWORD or ~/.pgpass"),
    ("password authentication failed", "refuses this user or password"),
    ("does not exist", "knows no such database or user"),
    ("pg_hba.conf", "does not let this user in from this machine (pg_hba.conf)"),
    ("permission denied for database", "does not let this user into the database"),
    ("too many c", "has no connection left"),
    ("timeout expired", "does not answer in time"),
    ("resolve", "cannot be found: no such host"),
    ("translate host name", "cannot be found: no such host"),
    ("Connection refused", "does not answer at that address"),
    ("No such file or directory", "does not answer at that socket"),
    ("certificate", "and this machine do not agree on a certificate (sslmode, sslrootcert)"),
    ("SSL", "and this machine do not agree on encryption (sslmode)"),
    ("starting up", "is still starting up"),
)
SESSION = """
SET LOCAL lock_timeout = '{lock_timeout}'; SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL client_min_messages = warning;
SET LOCAL tcp_keepalives_idle = 60; SET LOCAL tcp_keepalives_interval = 10; SET LOCAL tcp_keepalives_count = 3
"""


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    """A connection that commits when told to. What is not in `url` comes from libpq's variables and ~/.pgpass.

    Raises `PostgresUnavailable` where none is to be had, and for whatever the server refuses inside.
    """
    try:
        options = {"connect_timeout": CONNECT_TIMEOUT_S, "fallback_application_name": "fivefold"} | conninfo_to_dict(
            url
        )
        # Poolers that share sessions know no prepared statements.
        connection = psycopg.connect(**options, autocommit=True, prepare_threshold=None)  # type: ignore[arg-type]
    except psycopg.ProgrammingError:
        raise PostgresUnavailable(
            "The address of PostgreSQL cannot be read; characters like @, / and % in a password are written %40, %2F "
            "and %25."
        ) from None
    except psycopg.OperationalError as error:
        raise PostgresUnavailable(f"PostgreSQL {why_not(error)}.") from None
    connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
    connection.read_only = False
    try:
        yield connection
    except psycopg.Error as error:
        raise PostgresUnavailable(refusal(error)) from None
    finally:
        connection.close()


def why_not(error: psycopg.OperationalError) -> str:
    """What went wrong while connecting."""
    found = [meaning for said, meaning in MEANINGS if said in str(error)]
    return found[0] if found else "cannot be reached, or refuses the connection"


def refusal(error: psycopg.Error) -> str:
    """What went wrong once connected. The error's own text may hold rows, so it is not repeated."""
    before = "It shows what it showed before."
    match error:
        case psycopg.errors.InsufficientPrivilege():
            return (
                f"PostgreSQL does not let this user keep the tables. {before} Its owner can allow it: "
                "GRANT CREATE ON DATABASE … TO …"
            )
        case psycopg.errors.DependentObjectsStillExist():
            return (
                f"Something of yours in PostgreSQL depends on a table whose columns are new: "
                f"{error.diag.message_detail}. {before} Drop that, and make it again after the next publish."
            )
        case psycopg.errors.LockNotAvailable() | psycopg.errors.DeadlockDetected():
            return (
                f"Another session in PostgreSQL holds a table, or publishes too, and did not end within "
                f"{LOCK_TIMEOUT}. {before} See which with: SELECT * FROM pg_stat_activity"
            )
        case psycopg.errors.DiskFull():
            return f"PostgreSQL's disk is full. {before}"
        case psycopg.errors.ReadOnlySqlTransaction():
            return f"This PostgreSQL only takes readers: give the address of its primary server. {before}"
        case psycopg.OperationalError() if error.sqlstate is None or error.sqlstate.startswith(("57", "08")):
            return f"The connection to PostgreSQL was lost. {before}"
    return f"PostgreSQL refused the publish ({type(error).__name__}, SQLSTATE {error.sqlstate}). {before}"


def begin_publish(connection: psycopg.Connection) -> None:
    """Inside a transaction: check the server, and be the only publisher until it ends.

    Raises `PostgresUnavailable` for a server that is too old or cannot hold every text.
    """
    execute(connection, SESSION.format(lock_timeout=LOCK_TIMEOUT))
    version, encoding = connection.execute(
        "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')"
    ).fetchall()[0]
    if version < OLDEST * 10_000:
        raise PostgresUnavailable(
            f"This PostgreSQL is version {version // 10_000}; fivefold needs {OLDEST} or newer. Upgrade the server."
        )
    if encoding != "UTF8":
        raise PostgresUnavailable(
            f"This database's encoding is {encoding}, which cannot hold every title. Make one with: "
            "CREATE DATABASE fivefold ENCODING 'UTF8' TEMPLATE template0"
        )
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_KEY])


def execute(connection: psycopg.Connection, statements: str) -> None:
    """Run statements that answer nothing and take no parameters."""
    if statements:
        connection.execute(statements.encode())

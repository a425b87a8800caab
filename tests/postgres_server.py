"""Debian's PostgreSQL, started for a test run on a free port of this machine and thrown away with it."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

#: What a URL has to escape, so that the password is found wherever it slips in unescaped or escaped.
PASSWORD = "pg/p@ss w%rd"
SUPERUSER = "admin"


@dataclass(frozen=True)
class Postgres:
    """A running server, and who may do what in it."""

    folder: Path
    """Its data and its log."""
    port: int
    numbers: Iterator[int] = field(default_factory=lambda: count(1), repr=False)

    def url(self, database: str = "postgres", user: str = SUPERUSER, password: str = PASSWORD) -> str:
        return f"postgresql://{user}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres", user: str = SUPERUSER) -> psycopg.Connection:
        """A connection that commits each statement."""
        return psycopg.connect(self.url(database, user), autocommit=True)

    def database(self) -> str:
        """A new database that belongs to the user `fivefold`, who may make roles no more than databases."""
        name = f"fivefold_{next(self.numbers)}"
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER fivefold TEMPLATE template0".encode())
        return name

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """Start a server; skip the test where none is installed. It refuses to run as root, so it runs as somebody else."""
    programs = newest_programs()
    folder = Path(tempfile.mkdtemp(prefix="fivefold-postgres-"))
    whose = {}
    if os.geteuid() == 0:
        somebody = pwd.getpwnam("nobody")
        os.chown(folder, somebody.pw_uid, somebody.pw_gid)
        whose = {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}
    try:
        (folder / "password").write_text(PASSWORD)
        subprocess.run(
            [programs / "initdb", "-D", folder / "data", "-U", SUPERUSER, "-A", "scram-sha-256", "-E", "UTF8",
             "--locale", "C.UTF-8", "--no-sync", "--wal-segsize", "1", "--pwfile", folder / "password"],
            check=True, capture_output=True, cwd=folder, **whose,
        )  # fmt: skip
        (folder / "password").unlink()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = {
            "port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": folder, "log_statement": "all",
            "fsync": "off", "full_page_writes": "off", "autovacuum": "off", "timezone": "UTC",
        }  # fmt: skip
        options = [f"--{name}={value}" for name, value in settings.items()]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", *options], stdout=log, stderr=log, cwd=folder, **whose
            )
        try:
            yield made_ready(Postgres(folder, port))
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nobody will read what it has not written yet
            server.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def made_ready(server: Postgres) -> Postgres:
    """Wait until it answers, and let it know the user who publishes, as the README tells its owner to."""
    for _ in range(1200):
        with suppress(psycopg.OperationalError), server.connect() as connection:
            connection.execute(f"CREATE ROLE fivefold LOGIN PASSWORD '{PASSWORD}'".encode())
            return server
        time.sleep(0.05)
    raise AssertionError(server.log)


def newest_programs() -> Path:
    """Where Debian and others put the server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.skip("no PostgreSQL server is installed (Debian: apt install postgresql)")
    return found[-1].parent if found else Path(str(on_path)).parent

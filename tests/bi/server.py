"""A real Superset on this machine, with all that it keeps in a folder, and what is asked of it."""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import requests

from flows.prefect_server import LOOPBACK, free_port

#: Where `make bi-test` has installed it.
PROGRAMS = Path(os.environ.get("BI_VENV", ".bi-venv")).absolute() / "bin"
ADMIN, PASSWORD = "admin", "only for an hour"
STARTS_WITHIN_S = 300
#: Superset's own protections against the open internet need more servers (Redis, TLS); nothing here leaves the machine.
CONFIG = """
SECRET_KEY = {secret!r}
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
RATELIMIT_ENABLED = False
"""


@dataclass
class Superset:
    """A running Superset."""

    folder: Path
    url: str
    environment: dict[str, str] = field(repr=False)
    session: requests.Session = field(default_factory=requests.Session, repr=False)

    def run(self, *arguments: str) -> None:
        """`superset …` as people type it."""
        ended = subprocess.run(
            [PROGRAMS / "superset", *arguments], env=self.environment, cwd=self.folder, capture_output=True, text=True
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr

    def log_in(self) -> None:
        login = {"username": ADMIN, "password": PASSWORD, "provider": "db", "refresh": True}
        answer = self.session.post(f"{self.url}/api/v1/security/login", json=login).json()
        # Else Superset takes us for a browser, which is shown a picture where something goes wrong.
        self.session.headers["Accept"] = "application/json"
        self.session.headers["Authorization"] = f"Bearer {answer['access_token']}"

    def get(self, path: str) -> dict[str, Any]:
        return self.answer(self.session.get(f"{self.url}/api/v1/{path}"))

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        return self.answer(self.session.post(f"{self.url}/api/v1/{path}", json=body))

    @staticmethod
    def answer(response: requests.Response) -> dict[str, Any]:
        assert response.status_code == 200, f"{response.url}: {response.status_code} {response.text[:2000]}"
        return dict(response.json())

    def upload(self, bundle: Path) -> requests.Response:
        """Import a bundle as the page of dashboards does, without a password."""
        with bundle.open("rb") as file:
            return self.session.post(f"{self.url}/api/v1/dashboard/import/", files={"formData": (bundle.name, file)})

    def charts(self, dashboard: str) -> dict[str, dict[str, Any]]:
        """The charts of a dashboard by name, each with its number and its saved query."""
        listed = self.get(f"dashboard/{dashboard}/charts")["result"]
        return {
            chart["slice_name"]: {
                "id": chart["id"],
                "query": orjson.loads(self.get(f"chart/{chart['id']}")["result"]["query_context"]),
            }
            for chart in listed
        }


@contextmanager
def superset_server(folder: Path, **environment: str) -> Iterator[Superset]:
    """Set one up and start it, as its documentation says, with eight threads in one process."""
    (folder / "superset_config.py").write_text(CONFIG.format(folder=folder, secret=os.urandom(32).hex()))
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    port = free_port()
    server = Superset(
        folder,
        f"http://{LOOPBACK}:{port}",
        kept
        | {"SUPERSET_HOME": str(folder), "SUPERSET_CONFIG_PATH": str(folder / "superset_config.py")}
        | {"FLASK_APP": "superset.app:create_app()"}
        | environment,
    )
    server.run("db", "upgrade")
    names = ("--firstname", "A", "--lastname", "B", "--email", "admin@example.org")
    server.run("fab", "create-admin", "--username", ADMIN, "--password", PASSWORD, *names)
    server.run("init")
    with (folder / "superset.log").open("wb") as log:
        gunicorn = [PROGRAMS / "gunicorn", "--worker-class", "gthread", "--threads", "8", "--timeout", "300"]
        process = subprocess.Popen(
            [*gunicorn, "--bind", f"{LOOPBACK}:{port}", "superset.app:create_app()"],
            env=server.environment, cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            wait_for(server, process)
            server.log_in()
            yield server
        finally:
            process.terminate()
            process.wait(timeout=60)


def wait_for(server: Superset, process: subprocess.Popen[bytes]) -> None:
    """Return when it answers."""
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        try:
            if requests.get(f"{server.url}/health", timeout=5).ok:
                return
        except requests.RequestException:
            time.sleep(0.5)
    raise AssertionError((server.folder / "superset.log").read_text()[-5000:])

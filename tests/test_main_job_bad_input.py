"""What is wrong around the main job has its answer: one sentence, one exit code, nothing lost."""

import subprocess
import sys
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from flows.strava.login import SCOPES
from tests.homes import NOWHERE, Ended, ask, differing, home_at, layers, life_of, serving
from tests.strava_session import answering

pytestmark = [pytest.mark.prefect, pytest.mark.slow]


@pytest.fixture(scope="module")
def life():
    """The last twenty activities of somebody."""
    whole = life_of(5, 0.3)
    return replace(whole, activities=whole.activities[-20:])


@pytest.fixture
def server(life):
    with serving(life) as server:
        yield server


@pytest.fixture
def home(server, without_prefect, folder):
    return home_at(folder, server)


@pytest.fixture
def stranger(server, without_prefect, folder):
    """A home where nobody has logged in."""
    return home_at(folder, server, is_logged_in=False)


def refused(ended: Ended, code: int, *words: str) -> None:
    """One sentence or two on standard error, which say what to type next; and no traceback anywhere."""
    assert ended.code == code, ended
    assert ended.err.strip(), ended
    assert len(ended.err.strip().split("\n")) == 1, ended.err
    assert "Traceback" not in ended.err + ended.out
    for word in words:
        assert word in ended.err, ended.err


def outcome(home) -> str:
    return str(ask(home.warehouse, "SELECT outcome FROM ops.sync_runs ORDER BY started_at DESC LIMIT 1").item())


def activities(home) -> int:
    return int(ask(home.warehouse, "SELECT count(*) FROM core.activities").item())


# The login


def test_without_a_login(stranger):
    refused(stranger.run("sync"), 10, "Nobody is logged in", "fivefold login")
    assert outcome(stranger) == "not_logged_in"


@pytest.mark.parametrize("command", ["sync", "login"])
def test_without_the_application_s_credentials(stranger, command):
    without = {"STRAVA_CLIENT_ID": "", "STRAVA_CLIENT_SECRET": "", "STRAVA_REFRESH_TOKEN": "something"}
    refused(
        stranger.run(command, **without),
        10,
        "STRAVA_CLIENT_ID and STRAVA_CLIENT_SECRET are not both set",
        "fivefold login",
    )


def test_with_wrong_credentials(home, server):
    server.admin.expire_access_tokens()
    ended = home.run("sync", STRAVA_CLIENT_SECRET="not-the-secret")
    refused(ended, 10, "does not know this STRAVA_CLIENT_ID", "fivefold login")
    assert "not-the-secret" not in ended.err


def test_with_a_login_that_the_athlete_revoked(home, server):
    assert home.run("sync").code == 0
    server.admin.expire_access_tokens()
    server.admin.revoke_grants()
    before = layers(home.warehouse, "raw", "core", "mart")
    refused(home.run("sync"), 10, "revoked", "fivefold login")
    assert outcome(home) == "not_logged_in"
    assert differing(before, layers(home.warehouse, "raw", "core", "mart")) == []


def test_with_a_grant_that_does_not_allow_to_read_activities(stranger, server):
    grant = server.admin.grant("read")
    refused(
        stranger.run("sync", STRAVA_REFRESH_TOKEN=grant["refresh_token"]),
        10,
        "activity:read_permission",
        "fivefold login",
    )


def test_with_a_token_file_that_is_none(home):
    (home.folder / "token.json").write_text("[]")
    refused(home.run("sync"), 10, "token.json", "fivefold login")


def consent(home, granted):
    """`fivefold login --no-browser` with an athlete who ticks these boxes."""
    with home.start("login", "--no-browser") as login:
        url = next(line for line in login.stderr if line.startswith("http")).strip()
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        answer = requests.post(
            url.partition("?")[0],
            data={**asked, "decision": "authorize", "granted": granted},
            timeout=5,
            allow_redirects=False,
        )
        out, err = login.communicate(answer.headers["location"] + "\n", timeout=60)
        return Ended(login.returncode, out, err.removeprefix("Address:").strip())


def test_refused_scopes(stranger):
    refused(consent(stranger, ["read"]), 10, "activity:read_all", "fivefold login")
    assert not (stranger.folder / "token.json").exists()


def test_logging_in_and_syncing(stranger):
    ended = consent(stranger, list(SCOPES))
    assert (ended.code, ended.err) == (0, "")
    assert "fivefold sync" in ended.out
    assert stranger.run("sync").code == 0
    assert activities(stranger) == 20


# Strava and the network


def test_with_an_inactive_application(home, server):
    server.admin.switches(inactive_app=True)
    refused(home.run("sync"), 11, "subscription", "fivefold sync")
    assert outcome(home) == "app_inactive"


@pytest.fixture(scope="module")
def outages(life, prefect, without_prefect, tmp_path_factory):
    """How `fivefold sync` ended in each outage: one in full, with all its pauses, and the others without."""
    folder = tmp_path_factory.mktemp("outages")
    with (
        serving(life) as failing,
        serving(life) as breaking,
        answering(200, b"<html>Back soon</html>") as page,
    ):
        failing.admin.faults({"kind": "listing", "action": "status", "status": 503})
        breaking.admin.faults({"kind": "any", "action": "reset", "from_nth": 12})
        homes = {
            "page": (home_at(folder / "page", failing), {"FIVEFOLD_STRAVA_API_URL": page}),
            "failing": (home_at(folder / "failing", failing), {}),
            "breaking": (home_at(folder / "breaking", breaking), {}),
        }
        refused = home_at(folder / "refused", failing, prefect)
        yield {
            "refused": (refused, refused.process("sync", FIVEFOLD_STRAVA_API_URL=NOWHERE)),
            **{name: (home, home.run("sync", **changes)) for name, (home, changes) in homes.items()},
            "server": breaking,
        }


@pytest.mark.parametrize(
    ("outage", "words"),
    [
        ("refused", "connection was refused"),
        ("page", "web page"),
        ("failing", "answered 503"),
        ("breaking", "broke off"),
    ],
)
def test_an_outage_ends_the_run_after_a_few_attempts(outages, outage, words):
    home, ended = outages[outage]
    refused(ended, 12, words, "fivefold sync")
    assert outcome(home) == "unreachable"


def test_an_outage_in_the_middle_loses_nothing_that_had_arrived(outages):
    home, _ = outages["breaking"]
    assert activities(home) == 20
    fetched = "SELECT count(*) FROM raw.payloads WHERE kind IN ('activity', 'streams')"
    assert 0 < ask(home.warehouse, fetched).item() < 20
    outages["server"].admin.faults()
    ended = home.run("sync")
    assert ended.code == 0, ended
    assert ask(home.published, "SELECT activities, activities_pending FROM ops.freshness").row(0) == (20, 0)


def test_a_spent_day_is_no_failure_and_says_when_it_resumes(home, server):
    server.admin.switches(read_per_day=25)
    ended = home.run("sync")
    assert ended.code == 0, ended
    assert "limit per day is used up. Carry on from" in ended.out
    assert "still to be fetched" in ended.out
    assert outcome(home) == "budget_spent"
    assert server.admin.traffic()["rate_limited"] == 0
    assert ask(home.published, "SELECT count(*) FROM core.activities").item() == 20
    said = home.run("status")
    assert (said.code, said.err) == (0, "")
    assert "still to fetch" in said.out


def test_a_day_spent_by_other_programs_is_noticed(home, server):
    server.admin.switches(read_per_day=1000)
    server.admin.use_up(read_day=998)
    ended = home.run("sync")
    assert ended.code == 0, ended
    assert "limit per day" in ended.out


def test_without_prefect_s_server(home):
    ended = home.process("sync", PREFECT_API_URL=f"{NOWHERE}/api")
    refused(ended, 1, "Prefect", "PREFECT_API_URL", "fivefold sync")


# Files


@pytest.mark.parametrize("command", [["sync"], ["rebuild"], ["publish"], ["status"]])
def test_with_a_warehouse_that_is_none(home, command):
    home.warehouse.write_bytes(b"not a database " * 1000)
    refused(home.run(*command), 15, str(home.warehouse), "not a DuckDB warehouse", "fivefold ")
    assert home.warehouse.read_bytes() == b"not a database " * 1000


def test_with_a_folder_where_the_warehouse_belongs(home):
    home.warehouse.mkdir()
    refused(home.run("sync"), 15, str(home.warehouse), "fivefold ")


def test_with_a_published_copy_that_is_none(home):
    home.published.parent.mkdir()
    home.published.write_bytes(b"not a database " * 1000)
    refused(home.run("sql", "SELECT 1"), 15, str(home.published), "fivefold ")
    assert home.run("sync").code == 0
    assert home.run("sql", "SELECT count(*) FROM core.activities", "--csv").out == "count_star()\n20\n"


def test_with_a_warehouse_that_another_process_holds(home):
    assert home.run("sync").code == 0
    hold = f"import duckdb; c = duckdb.connect({str(home.warehouse)!r}); print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        holder.stdout.readline()
        for command in (["sync"], ["rebuild"], ["publish"], ["quarantine", "show", "1"]):
            refused(home.run(*command), 15, "in use by another process", "fivefold ")
        # Questions are answered from the published copy all the same.
        assert home.run("status").code == 0
        assert home.run("sql", "SELECT 1").code == 0
        holder.communicate("\n")
    assert home.run("sync").code == 0


@pytest.mark.parametrize("command", [["sync"], ["rebuild"], ["publish"]])
def test_with_a_home_where_nothing_can_be_written(home, command):
    # Where not even root can make a folder.
    refused(home.run(*command, FIVEFOLD_HOME="/proc/fivefold"), 15, "/proc/fivefold", "fivefold ")


@pytest.mark.parametrize("command", [["sync"], ["status"]])
def test_with_a_file_for_a_home(home, command, tmp_path):
    (tmp_path / "file").write_text("")
    refused(home.run(*command, FIVEFOLD_HOME=str(tmp_path / "file")), 2, str(tmp_path / "file"))


def test_where_the_copy_cannot_be_published(home):
    (home.folder / "published").write_text("")
    refused(home.run("sync"), 15, "published", "fivefold ")
    assert activities(home) == 20
    (home.folder / "published").unlink()
    assert home.run("sync").code == 0
    assert ask(home.published, "SELECT count(*) FROM core.activities").item() == 20


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[heat]\nmin = ", "not valid TOML"),
        ("[heat]\nmin = 'two'\nmax = 3\n", "[heat] min must be a number"),
        ("[heat]\nmin = 4\nmax = 3\n", "must not be above max"),
        ("[sauna]\nmin = 1\nmax = 2\n", "sauna"),
    ],
)
def test_with_a_broken_plan(home, text, words):
    (home.folder / "plan.toml").write_text(text)
    for command in (["plan", "check"], ["plan", "show"]):
        refused(home.run(*command), 2, "plan.toml", words, "fivefold plan check")
    refused(home.run("sync"), 2, "plan.toml", words, "fivefold plan check")
    assert (home.folder / "plan.toml").read_text() == text
    # What had been pulled is there when the plan is mended.
    assert activities(home) == 20
    (home.folder / "plan.toml").unlink()
    assert home.run("sync").code == 0
    assert ask(home.published, "SELECT count(*) FROM core.activities").item() == 20


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("FIVEFOLD_PUBLISH_GPS", "not valid TOML"),
        ("FIVEFOLD_COLOUR = 'blue'", "FIVEFOLD_COLOUR"),
        ("FIVEFOLD_MAX_REJECTED_SHARE = 'all of them'", "a number from 0 to 1"),
    ],
)
@pytest.mark.parametrize("command", [["sync"], ["status"], ["plan", "show"], ["sql", "SELECT 1"], ["rebuild"]])
def test_with_a_broken_settings_file(home, command, text, words):
    (home.folder / "fivefold.toml").write_text(text)
    refused(home.run(*command), 2, "fivefold.toml", words)


def test_with_a_wrong_query(home):
    assert home.run("sync").code == 0
    refused(home.run("sql", "SELEC 1"), 2, "SELEC", "fivefold sql")
    refused(home.run("sql", "SELECT * FROM core.nothing"), 2, "nothing", "fivefold sql")
    refused(home.run("sql", "DROP TABLE core.activities"), 2, "fivefold sql")


@pytest.mark.parametrize("command", [["sql", "SELECT 1"], ["quarantine", "list"]])
def test_before_the_first_sync(stranger, command):
    refused(stranger.run(*command), 15, "yet", "fivefold sync")


def test_a_command_that_does_not_exist_is_a_usage_error(stranger):
    ended = stranger.run("fly")
    assert ended.code == 2
    assert "No such command" in ended.err
    assert "Traceback" not in ended.err

"""Secrets stay where they belong: in the environment, in token.json, and nowhere else."""

import orjson
import pytest

from flows.emulator.emulator import DEMO_CLIENT_SECRET
from tests.homes import ask, copy_of, serving

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

OURS = ("token.json",)


def secrets_of(folder):
    """The tokens in a home, and the application's secret."""
    tokens = orjson.loads((folder / "token.json").read_bytes())
    return [tokens["access_token"], tokens["refresh_token"], DEMO_CLIENT_SECRET]


def holding(folder, secrets):
    """Files below a folder that hold one of these texts."""
    return [
        file.name
        for file in folder.rglob("*")
        if file.is_file() and any(secret.encode() in file.read_bytes() for secret in secrets)
    ]


@pytest.fixture(scope="module")
def troubled(season, prefect, tmp_path_factory):
    """A home after refreshed tokens, a wrong secret and an outage, with all that was said about them."""
    folder = tmp_path_factory.mktemp("troubled")
    said, secrets = [], []
    with serving(season.life) as server:
        home = copy_of(season.home, folder, server)
        secrets += secrets_of(folder)
        changed = season.life.activities[-1].activity_id
        said.append(home.process("sync", PREFECT_LOGGING_LEVEL="DEBUG"))
        stored = orjson.loads((folder / "token.json").read_bytes())
        (folder / "token.json").write_bytes(orjson.dumps(stored | {"expires_at": 0}))
        server.admin.expire_access_tokens()
        server.admin.edit(changed, name="Something new")
        said.append(home.process("sync", PREFECT_LOGGING_LEVEL="DEBUG"))
        secrets += secrets_of(folder)
        stored = orjson.loads((folder / "token.json").read_bytes())
        (folder / "token.json").write_bytes(orjson.dumps(stored | {"expires_at": 0}))
        said.append(home.process("sync", STRAVA_CLIENT_SECRET="a-wrong-secret", PREFECT_LOGGING_LEVEL="DEBUG"))
        said.append(home.process("status", "--settings"))
    assert [end.code for end in said] == [0, 0, 10, 0]
    assert len(set(secrets)) == 5  # both tokens were renewed
    return home, said, [*secrets, "a-wrong-secret"]


def test_no_log_and_no_output_holds_a_secret(troubled):
    _, said, secrets = troubled
    text = "".join(end.out + end.err for end in said)
    assert "nightly" in text  # Prefect's log is there
    assert not [secret for secret in secrets if secret in text]


def test_no_file_of_the_home_but_the_tokens_own_holds_a_secret(troubled):
    home, _, secrets = troubled
    assert holding(home.folder, secrets) == ["token.json"]


def test_no_text_in_any_table_holds_a_secret(troubled):
    """Compressed columns hide bytes from a search in the file, so the rows are searched as well."""
    home, _, secrets = troubled
    texts = ask(
        home.warehouse,
        "SELECT table_schema || '.' || table_name, column_name FROM information_schema.columns"
        " WHERE data_type = 'VARCHAR' AND table_schema IN ('raw', 'core', 'mart', 'ops')",
    ).rows()
    assert len(texts) > 40
    for table, column in texts:
        for secret in secrets:
            found = f"SELECT count(*) FROM {table} WHERE contains({column}, '{secret}')"
            assert ask(home.warehouse, found).item() == 0, (table, column)


def test_prefect_s_database_and_artifacts_hold_no_secret(troubled, prefect):
    _, _, secrets = troubled
    assert list(prefect.folder.rglob("*.db*"))
    assert holding(prefect.folder, secrets) == []


def test_tokens_can_be_read_by_their_owner_alone(troubled):
    home, _, _ = troubled
    assert (home.folder / "token.json").stat().st_mode & 0o777 == 0o600

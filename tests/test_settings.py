"""Settings: the environment wins over fivefold.toml, and a mistake is one sentence that names its place."""

import os
import stat
from pathlib import Path

import pytest

from flows.errors import UsageError
from flows.settings import load_settings

NAMES = ("FIVEFOLD_", "STRAVA_")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith(NAMES)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FIVEFOLD_HOME", str(tmp_path))
    return tmp_path


def toml(home: Path, text: str) -> None:
    (home / "fivefold.toml").write_text(text, encoding="utf-8")


def origin(settings, name):
    return next(setting.source for setting in settings.sources() if setting.name == name)


def test_without_anything_the_defaults_of_the_contract_hold(home):
    settings = load_settings()
    assert settings.strava_api_url == "https://www.strava.com/api/v3"
    assert settings.strava_oauth_url == "https://www.strava.com/oauth"
    assert settings.strava_client_id is None
    assert settings.publish_gps is False
    assert settings.api_retention_days is None
    assert settings.max_rejected_share == 0.05
    assert settings.max_deleted_share == 0.10
    assert settings.warehouse_path == home / "warehouse.duckdb"
    assert settings.token_path == home / "token.json"
    assert settings.plan_path == home / "plan.toml"
    assert settings.published_path == home / "published"


def test_without_a_home_it_is_the_platforms_data_folder(monkeypatch):
    monkeypatch.delenv("FIVEFOLD_HOME")
    settings = load_settings()
    assert settings.home.name == "fivefold"
    assert origin(settings, "FIVEFOLD_HOME") == "default"


def test_other_programs_variables_are_not_ours(monkeypatch):
    monkeypatch.setenv("HOME", "/elsewhere")
    monkeypatch.setenv("PUBLISH_GPS", "true")
    monkeypatch.setenv("STRAVA_API_URL", "https://elsewhere.example")
    settings = load_settings()
    assert settings.home != Path("/elsewhere")
    assert settings.publish_gps is False
    assert settings.strava_api_url == "https://www.strava.com/api/v3"


def test_a_relative_home_becomes_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FIVEFOLD_HOME", "here")
    assert load_settings().home == tmp_path / "here"


def test_the_file_is_read_and_its_names_may_be_lower_case(home):
    toml(home, 'fivefold_publish_gps = true\nSTRAVA_CLIENT_ID = 42\nSTRAVA_CLIENT_SECRET = "s3cret"\n')
    settings = load_settings()
    assert settings.publish_gps is True
    assert settings.strava_client_id == 42
    assert settings.strava_client_secret.get_secret_value() == "s3cret"
    assert origin(settings, "FIVEFOLD_PUBLISH_GPS") == "fivefold.toml"


def test_the_environment_wins_over_the_file(home, monkeypatch):
    toml(home, "FIVEFOLD_MAX_REJECTED_SHARE = 0.2\n")
    monkeypatch.setenv("FIVEFOLD_MAX_REJECTED_SHARE", "0.3")
    settings = load_settings()
    assert settings.max_rejected_share == 0.3
    assert origin(settings, "FIVEFOLD_MAX_REJECTED_SHARE") == "environment"


def test_an_empty_environment_variable_is_not_set(home, monkeypatch):
    toml(home, "FIVEFOLD_API_RETENTION_DAYS = 7\n")
    monkeypatch.setenv("FIVEFOLD_API_RETENTION_DAYS", "")
    assert load_settings().api_retention_days == 7


def test_what_the_command_says_wins_over_everything(monkeypatch):
    monkeypatch.setenv("FIVEFOLD_STRAVA_API_URL", "http://environment")
    settings = load_settings(strava_api_url="http://127.0.0.1:8765/api/v3")
    assert settings.strava_api_url == "http://127.0.0.1:8765/api/v3"
    assert origin(settings, "FIVEFOLD_STRAVA_API_URL") == "command"


def test_a_home_given_by_the_command_has_its_own_file(home, tmp_path):
    toml(home, "FIVEFOLD_PUBLISH_GPS = true\n")
    other = tmp_path / "demo"
    assert load_settings(home=other).publish_gps is False
    assert load_settings(home=other).home == other


def test_a_base_url_loses_its_closing_slash():
    assert load_settings(strava_api_url="https://api-v3.strava.com/").strava_api_url == "https://api-v3.strava.com"


def test_secrets_are_shown_masked(monkeypatch):
    monkeypatch.setenv("STRAVA_CLIENT_SECRET", "s3cret")
    monkeypatch.setenv("STRAVA_REFRESH_TOKEN", "t0ken")
    settings = load_settings()
    text = repr(settings) + str(settings.sources())
    assert "s3cret" not in text
    assert "t0ken" not in text
    assert origin(settings, "STRAVA_CLIENT_SECRET") == "environment"


def test_every_setting_is_listed_once():
    names = [setting.name for setting in load_settings().sources()]
    assert len(names) == len(set(names)) == 14
    assert "FIVEFOLD_MAX_DELETED_SHARE" in names


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("STRAVA_CLIENT_ID", "abc", "Client ID"),
        ("STRAVA_CLIENT_ID", "0", "Client ID"),
        ("FIVEFOLD_STRAVA_API_URL", "www.strava.com", "http://"),
        ("FIVEFOLD_STRAVA_API_URL", "ftp://strava.example", "http://"),
        ("FIVEFOLD_STRAVA_OAUTH_URL", "https://me:pass@strava.example", "without user name"),
        ("FIVEFOLD_STRAVA_OAUTH_URL", "https://[", "http://"),
        ("FIVEFOLD_PUBLISH_GPS", "perhaps", "true or false"),
        ("FIVEFOLD_API_RETENTION_DAYS", "0", "1 or more"),
        ("FIVEFOLD_MAX_REJECTED_SHARE", "1.5", "from 0 to 1"),
        ("FIVEFOLD_MAX_DELETED_SHARE", "nan", "from 0 to 1"),
    ],
)
def test_a_bad_value_names_the_setting_and_what_is_allowed(monkeypatch, name, value, allowed):
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=f"{name} .*environment") as caught:
        load_settings()
    assert allowed in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_bad_value_in_the_file_names_the_file_and_not_the_value(home):
    toml(home, 'STRAVA_CLIENT_ID = "s3cret"\n')
    with pytest.raises(UsageError) as caught:
        load_settings()
    assert str(home / "fivefold.toml") in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_broken_toml_names_the_file_and_the_line(home):
    toml(home, "FIVEFOLD_PUBLISH_GPS = false\nbroken =\n")
    with pytest.raises(UsageError, match=r"fivefold\.toml is not valid TOML: .*line 2"):
        load_settings()


def test_an_unknown_name_in_the_file_is_named_with_what_it_can_hold(home):
    toml(home, "FIVEFOLD_PUBLISH_PGS = true\n")
    with pytest.raises(UsageError, match=r"FIVEFOLD_PUBLISH_PGS.*FIVEFOLD_PUBLISH_GPS"):
        load_settings()


def test_the_home_cannot_be_set_in_the_file_that_lies_in_it(home):
    toml(home, 'FIVEFOLD_HOME = "/elsewhere"\n')
    with pytest.raises(UsageError, match="FIVEFOLD_HOME"):
        load_settings()


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_an_unreadable_file_is_named(home, content):
    path = home / "fivefold.toml"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(UsageError, match=r"fivefold\.toml cannot be read"):
        load_settings()


def test_loading_settings_writes_nothing(tmp_path):
    before = stat.S_IMODE(tmp_path.stat().st_mode)
    load_settings(home=tmp_path / "absent")
    assert list(tmp_path.iterdir()) == []
    assert stat.S_IMODE(tmp_path.stat().st_mode) == before


def test_the_address_of_postgresql_is_a_secret(monkeypatch):
    monkeypatch.setenv("FIVEFOLD_POSTGRES_URL", "postgresql://fivefold:a-password@localhost/fivefold")
    assert "a-password" not in repr(load_settings()) + str(load_settings().sources())


def test_the_address_of_postgresql_is_a_url(monkeypatch):
    monkeypatch.setenv("FIVEFOLD_POSTGRES_URL", "host=localhost password=a-password")
    with pytest.raises(UsageError, match=r"must be a URL that begins with postgresql://") as told:
        load_settings()
    assert "a-password" not in str(told.value)

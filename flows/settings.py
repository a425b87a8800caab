"""Every setting: its name, default and meaning, and where its value came from.

The environment wins over `fivefold.toml` in the home folder; what the command itself decides (the demo's server, say)
wins over both. The names are the same in both places; `fivefold.toml` may write them in lower case.
"""

import tomllib
from pathlib import Path
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import AfterValidator, Field, PrivateAttr, SecretStr, ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

from flows.errors import UsageError
from flows.toml_text import read_toml

FILE_NAME = "fivefold.toml"
STRAVA_API_URL = "https://www.strava.com/api/v3"
STRAVA_OAUTH_URL = "https://www.strava.com/oauth"
OPEN_METEO_URL = "https://archive-api.open-meteo.com/v1/archive"


def _base_url(value: str) -> str:
    """A base URL without its closing slash; refuses what could not be called or could carry a password."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.query:
        raise ValueError("not a base URL")
    return value.rstrip("/")


def _address(value: SecretStr) -> SecretStr:
    """An address with a scheme; which schemes there are is for Apprise to know."""
    if not urlsplit(value.get_secret_value()).scheme or "://" not in value.get_secret_value():
        raise ValueError("not an address")
    return value


def _postgres_url(value: SecretStr) -> SecretStr:
    """A URL as libpq takes it; what follows the scheme is for libpq to read, since any of it may be a password."""
    if not value.get_secret_value().startswith(("postgresql://", "postgres://")):
        raise ValueError("not a URL of PostgreSQL's")
    return value


BaseUrl = Annotated[str, AfterValidator(_base_url)]
Address = Annotated[SecretStr, AfterValidator(_address)]
PostgresUrl = Annotated[SecretStr, AfterValidator(_postgres_url)]
Share = Annotated[float, Field(ge=0, le=1)]

_URL_ALLOWED = (
    "a URL that begins with http:// or https://, without user name or query, such as https://www.strava.com/api/v3"
)
_SHARE_ALLOWED = "a number from 0 to 1, such as 0.05"


def _default_home() -> Path:
    return user_data_path("fivefold", appauthor=False)


class Setting(NamedTuple):
    """One line of `fivefold status --settings`."""

    name: str
    value: str
    """As it may be shown: secrets are masked."""
    source: str
    """`environment`, `fivefold.toml`, `command` or `default`."""


class Settings(BaseSettings):
    """The settings of one run. `description` of each field says what is allowed, in the words of its error message."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="forbid", frozen=True)

    home: Path = Field(
        default_factory=_default_home,
        validation_alias="FIVEFOLD_HOME",
        description="a folder",
    )
    strava_client_id: int | None = Field(
        None,
        gt=0,
        validation_alias="STRAVA_CLIENT_ID",
        description="the number that https://www.strava.com/settings/api shows as Client ID",
    )
    strava_client_secret: SecretStr | None = Field(
        None, min_length=1, validation_alias="STRAVA_CLIENT_SECRET", description="a text in quotes"
    )
    strava_refresh_token: SecretStr | None = Field(
        None, min_length=1, validation_alias="STRAVA_REFRESH_TOKEN", description="a text in quotes"
    )
    strava_api_url: BaseUrl = Field(
        STRAVA_API_URL, validation_alias="FIVEFOLD_STRAVA_API_URL", description=_URL_ALLOWED
    )
    strava_oauth_url: BaseUrl = Field(
        STRAVA_OAUTH_URL, validation_alias="FIVEFOLD_STRAVA_OAUTH_URL", description=_URL_ALLOWED
    )
    publish_gps: bool = Field(False, validation_alias="FIVEFOLD_PUBLISH_GPS", description="true or false")
    api_retention_days: int | None = Field(
        None, ge=1, validation_alias="FIVEFOLD_API_RETENTION_DAYS", description="a whole number of days, 1 or more"
    )
    open_meteo: bool = Field(False, validation_alias="FIVEFOLD_OPEN_METEO", description="true or false")
    open_meteo_url: BaseUrl = Field(
        OPEN_METEO_URL,
        validation_alias="FIVEFOLD_OPEN_METEO_URL",
        description=f"a URL that begins with http:// or https://, without user name or query, such as {OPEN_METEO_URL}",
    )
    max_rejected_share: Share = Field(0.05, validation_alias="FIVEFOLD_MAX_REJECTED_SHARE", description=_SHARE_ALLOWED)
    max_deleted_share: Share = Field(0.10, validation_alias="FIVEFOLD_MAX_DELETED_SHARE", description=_SHARE_ALLOWED)

    notify_url: Address | None = Field(
        None,
        validation_alias="FIVEFOLD_NOTIFY_URL",
        description="an address that Apprise knows, such as ntfys://ntfy.sh/TOPIC",
    )

    postgres_url: PostgresUrl | None = Field(
        None,
        validation_alias="FIVEFOLD_POSTGRES_URL",
        description="a URL that begins with postgresql://, such as postgresql://fivefold@localhost/fivefold",
    )

    @property
    def warehouse_path(self) -> Path:
        """The private DuckDB file."""
        return self.home / "warehouse.duckdb"

    @property
    def token_path(self) -> Path:
        """The athlete's grant, readable by its owner alone."""
        return self.home / "token.json"

    @property
    def plan_path(self) -> Path:
        """The plan that adherence is measured against."""
        return self.home / "plan.toml"

    @property
    def labels_path(self) -> Path:
        """What the athlete says of activities, beside the plan."""
        return self.home / "labels.toml"

    @property
    def published_path(self) -> Path:
        """The folder of the read-only copies."""
        return self.home / "published"

    def sources(self) -> list[Setting]:
        """Each setting with the value in force, secrets masked, and where it came from."""
        return [
            Setting(name, _shown(getattr(self, field)), self._origins.get(name, "default"))
            for field, name in _NAMES.items()
        ]

    _origins: dict[str, str] = PrivateAttr(default_factory=dict)


def load_settings(**overrides: Any) -> Settings:
    """The settings in force: `overrides` (by field name) win over the environment, the environment over the file.

    Raises `UsageError` for a file that is not TOML, a name that is no setting and a value that is not allowed.
    """
    environment = EnvSettingsSource(Settings, env_ignore_empty=True)()
    home = Path(overrides.get("home") or environment.get("FIVEFOLD_HOME") or _default_home()).expanduser().absolute()
    command = {_NAMES[field]: value for field, value in overrides.items()}
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for origin, named in (
        (FILE_NAME, _read_file(home / FILE_NAME)),
        ("environment", environment),
        ("command", command),
    ):
        values |= named
        origins |= dict.fromkeys(named, origin)
    try:
        settings = Settings(**values | {"FIVEFOLD_HOME": home})
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        place = f"in {home / FILE_NAME}" if origins[name] == FILE_NAME else f"from the {origins[name]}"
        allowed = next(field.description for field in Settings.model_fields.values() if field.validation_alias == name)
        # The value itself is not repeated: it may be a secret that was put in the wrong place.
        raise UsageError(
            f"{name} ({place}) must be {allowed}. Change it, then check with: fivefold status --settings"
        ) from None
    settings._origins.update(origins)
    return settings


def _read_file(path: Path) -> dict[str, Any]:
    """The settings in the file, by their full names; no file is the same as an empty one."""
    try:
        table = read_toml(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} cannot be read ({type(error).__name__}). Make it a readable UTF-8 text file."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}. A line reads: FIVEFOLD_PUBLISH_GPS = false") from None
    named = {name.upper(): value for name, value in table.items()}
    allowed = [name for name in _NAMES.values() if name != "FIVEFOLD_HOME"]
    if unknown := sorted(set(named) - set(allowed)):
        raise UsageError(
            f"{path} sets {', '.join(unknown)}, which is no setting that it can hold. It can hold: {', '.join(allowed)}"
        )
    return named


def _shown(value: object) -> str:
    return "not set" if value is None else str(value)  # SecretStr masks itself


_NAMES = {key: str(field.validation_alias) for key, field in Settings.model_fields.items()}

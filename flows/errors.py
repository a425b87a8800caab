"""What can go wrong for a user, one class per exit code.

Each error's text is one or two plain sentences: what happened, then what to type next. The command line prints the text
and leaves with `exit_code`; nobody sees a traceback. No text ever holds a token or a client secret.
"""

from typing import ClassVar


class FivefoldError(Exception):
    """An expected failure: the text is for people, `exit_code` and `cause` for programs."""

    exit_code: ClassVar[int] = 1
    cause: str | None = None
    """What exactly went wrong: one of `schemas.sync_runs.CAUSES`."""

    def __init__(self, *args: object, cause: str | None = None) -> None:
        super().__init__(*args)
        if cause is not None:
            self.cause = cause


class UsageError(FivefoldError):
    """A setting, an argument or a file of the user's has a value that is not allowed."""

    exit_code = 2
    cause = "usage"


class NotLoggedIn(FivefoldError):
    """There is no grant from the athlete, it was revoked or narrowed, or Strava does not know this client."""

    exit_code = 10
    cause = "no_login"


class OtherAthlete(NotLoggedIn):
    """The login is another athlete's than the one whose activities stand in the warehouse."""

    cause = "other_athlete"


class AppInactive(FivefoldError):
    """Strava has switched the API application off, which it does when its owner has no subscription."""

    exit_code = 11
    cause = "app_inactive"


class StravaUnreachable(FivefoldError):
    """Strava gave no usable answer, after retries."""

    exit_code = 12
    cause = "unexpected_answer"


class TooManyRejected(FivefoldError):
    """A run rejected a larger share of its records than the settings allow."""

    exit_code = 13
    cause = "too_many_rejected"


class MassDeletion(FivefoldError):
    """A listing lacks a larger share of the known activities than the settings allow: nothing is taken for deleted."""

    exit_code = 14
    cause = "mass_deletion"


class WarehouseUnavailable(FivefoldError):
    """The warehouse file is locked by another process or cannot be written."""

    exit_code = 15
    cause = "not_writable"


class PostgresUnavailable(WarehouseUnavailable):
    """PostgreSQL was not reached or did not take the tables; the copy on this machine is good."""


class Stale(FivefoldError):
    """The warehouse has not been brought up to date for too long."""

    exit_code = 16


class Undelivered(FivefoldError):
    """Nobody took a notice."""

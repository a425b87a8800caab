"""The nightly flow on schedule, as a Prefect deployment."""

from prefect.client.schemas.schedules import CronSchedule
from pydantic import ValidationError

from flows.errors import UsageError
from flows.nightly import nightly


def serve(cron: str, timezone: str) -> None:
    """Serve until interrupted. Raises `UsageError` for what is no cron expression or no time zone."""
    schedule = scheduled(cron, timezone)
    nightly.serve(name="nightly", cron=schedule.cron, timezone=schedule.timezone, limit=1, pause_on_shutdown=False)


def scheduled(cron: str, timezone: str) -> CronSchedule:
    """The schedule; Prefect itself judges both values."""
    try:
        return CronSchedule(cron=cron, timezone=timezone)
    except ValidationError as error:
        if error.errors()[0]["loc"] == ("timezone",):
            raise UsageError(f"{timezone!r} is no time zone: name one as Area/City, such as Europe/Zurich.") from None
        raise UsageError(
            f"{cron!r} is no cron expression: five fields, such as 0 3 * * * for every night at three."
        ) from None

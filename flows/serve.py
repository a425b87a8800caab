"""The nightly flow on schedule, as a Prefect deployment, and an eye on whether it still brings anything."""

from prefect.client.schemas.schedules import CronSchedule
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType
from pydantic import ValidationError

from flows.errors import UsageError
from flows.nightly import nightly
from flows.notices import watching
from flows.prefect_server import prefect_server
from flows.settings import load_settings
from flows.webhook.open import Webhook, open_webhook
from flows.webhook.soon import Soon, looking


def serve(cron: str, timezone: str, webhook: Webhook | None = None) -> None:
    """Serve until interrupted, with a Prefect server of its own where PREFECT_API_URL names none.

    With a `webhook`, a sync also comes soon after Strava's events. Raises `UsageError` for what is no cron expression
    or no time zone, `FivefoldError` without a server, and what `open_webhook` raises.
    """
    check(cron, timezone)
    settings = load_settings()
    with (
        open_webhook(settings, webhook) as pace,
        watching(),
        prefect_server("fivefold serve", schedules=True),
        looking(Soon(settings, pace, "nightly/nightly")),
    ):
        nightly.serve(
            name="nightly",
            schedule=Cron(cron, timezone=timezone),
            limit=1,
            pause_on_shutdown=False,
            # By module, so that it runs from any folder.
            entrypoint_type=EntrypointType.MODULE_PATH,
        )


def check(cron: str, timezone: str) -> None:
    """Let Prefect judge both values. Raises `UsageError` with what is allowed."""
    try:
        CronSchedule(cron=cron, timezone=timezone)
    except ValidationError as error:
        if error.errors()[0]["loc"] == ("timezone",):
            raise UsageError(f"{timezone!r} is no time zone: name one as Area/City, such as Europe/Zurich.") from None
        raise UsageError(
            f"{cron!r} is no cron expression: five fields, such as 0 3 * * * for every night at three."
        ) from None

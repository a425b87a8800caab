"""The published copy, in PostgreSQL too, if a setting says where."""

import warehouse.errors
from flows.errors import PostgresUnavailable
from flows.home import published_copy
from flows.progress import progress
from flows.settings import Settings
from warehouse.postgres.publish import Delivered, publish


def to_postgres(settings: Settings) -> Delivered | None:
    """Let PostgreSQL show what the published copy holds, if a setting says where; says what it was sent.

    Raises `PostgresUnavailable`; PostgreSQL then shows what it showed before, and the copy here is good.
    """
    if settings.postgres_url is None:
        return None
    try:
        with published_copy(settings) as copy, progress("Publishing to PostgreSQL") as advance:
            return publish(copy, settings.postgres_url.get_secret_value(), advance)
    except warehouse.errors.PostgresUnavailable as error:
        raise PostgresUnavailable(
            f"{error} The copy in {settings.published_path} is good. Check the address (--postgres or "
            "FIVEFOLD_POSTGRES_URL), then run: fivefold publish"
        ) from None

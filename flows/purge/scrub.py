"""What PostgreSQL keeps of deleted rows, if a setting says that it shows the published copy."""

import warehouse.errors
from flows.errors import PostgresUnavailable
from flows.home import published_copy
from flows.settings import Settings
from warehouse.postgres.scrub import scrub


def scrub_postgres(settings: Settings) -> list[str]:
    """Write our tables in PostgreSQL anew; returns those that could not be. Raises `PostgresUnavailable`."""
    if settings.postgres_url is None:
        return []
    try:
        with published_copy(settings) as copy:
            return scrub(copy, settings.postgres_url.get_secret_value())
    except warehouse.errors.PostgresUnavailable as error:
        raise PostgresUnavailable(f"{error} The copy in {settings.published_path} is good.") from None

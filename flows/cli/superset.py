"""The command that makes the bundle for Superset."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.output import AsJson, console, print_json
from flows.cli.process_list import blot_out
from flows.settings import load_settings


def superset(
    to: Annotated[Path, typer.Option(help="The ZIP file to write.", show_default=True)] = Path("fivefold-superset.zip"),
    postgres: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Read this PostgreSQL in place of the copy; a password is left out."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a bundle for Apache Superset: database, datasets, charts and one dashboard.

    Example: fivefold superset --to fivefold-superset.zip
    """
    from flows.errors import UsageError, WarehouseUnavailable
    from warehouse.superset import bundle
    from warehouse.versions import COPY

    if postgres:
        blot_out(postgres)
    copy = (load_settings().published_path / COPY).absolute()
    try:
        files = bundle.over_postgres(postgres) if postgres else bundle.over_copy(copy)
    except ValueError as error:
        raise UsageError(
            f"What --postgres names is {error}; it begins with postgresql://, "
            "such as: fivefold superset --postgres postgresql://reader@localhost/fivefold"
        ) from error
    try:
        bundle.write(files, to)
    except OSError as error:
        raise WarehouseUnavailable(
            f"{to} cannot be written ({error.strerror}). Name another file with: fivefold superset --to FILE"
        ) from error
    if as_json:
        print_json({"bundle": to.resolve(), "files": len(files)})
    else:
        console.print(f"Made {to}. Next, where Superset runs: superset import-dashboards -p {to} -u admin")

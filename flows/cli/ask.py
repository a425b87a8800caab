"""The command that answers questions in SQL."""

from typing import Annotated

import typer

from flows.cli.output import AsJson, print_csv, print_frame, print_rows
from flows.settings import load_settings


def sql(
    query: Annotated[str, typer.Argument(help="A query in DuckDB's SQL.", show_default=False)],
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ask the published copy in SQL.

    Example: fivefold sql "SELECT month, km, is_record FROM mart.running_months ORDER BY month DESC LIMIT 12"
    """
    from flows.errors import UsageError
    from flows.home import published_copy, query_of_user

    if as_csv and as_json:
        raise UsageError("Choose one of --csv and --json.")
    if not query.strip(" ;\n\t"):
        raise UsageError('Type a query, such as: fivefold sql "SHOW ALL TABLES"')
    with published_copy(load_settings()) as copy:
        answer = query_of_user(copy, query)
    if as_csv:
        print_csv(answer)
    elif as_json:
        print_rows(answer)
    else:
        print_frame(answer)

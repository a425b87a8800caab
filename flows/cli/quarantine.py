"""Commands about rejected records."""

from typing import Annotated

import typer

from flows.cli.output import AsJson, console, plain, print_frame, print_json, print_rows
from flows.settings import load_settings

app = typer.Typer(help="Rejected records and their reasons.", no_args_is_help=True)


@app.command("list")
def list_rejected(as_json: AsJson = False) -> None:
    """List rejected records with the rule that each one broke.

    Example: fivefold quarantine list
    """
    from flows.home import any_warehouse
    from schemas.quarantine import Quarantine

    with any_warehouse(load_settings()) as warehouse:
        rejected = warehouse.read(Quarantine)
    if as_json:
        print_rows(rejected)
    elif rejected.is_empty():
        console.print("No record is in quarantine.")
    else:
        print_frame(rejected.select("payload_id", "table_name", "record_id", "rule", "reason", "last_seen_at"))
        console.print("Look at one with: fivefold quarantine show PAYLOAD_ID")


@app.command()
def show(
    payload_id: Annotated[int, typer.Argument(help="The payload, as `quarantine list` names it.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Print what was rejected from one payload, and the payload as it came.

    Example: fivefold quarantine show 17
    """
    from flows.errors import UsageError
    from flows.home import private_warehouse
    from schemas.payloads import Payloads
    from schemas.quarantine import Quarantine

    with private_warehouse(load_settings()) as warehouse:
        rejected = warehouse.read(Quarantine, "payload_id = $id", {"id": payload_id})
        payload = warehouse.read(Payloads, "payload_id = $id", {"id": payload_id})
    if rejected.is_empty():
        raise UsageError(
            f"Nothing of payload {payload_id} is in quarantine. List what is with: fivefold quarantine list"
        )
    if as_json:
        print_json({"rejected": rejected.to_dicts(), "payload": payload.to_dicts()})
        return
    print_frame(rejected.select("table_name", "record_id", "rule", "reason"))
    for body in payload["body"]:
        console.print(plain(body), markup=False, soft_wrap=True)

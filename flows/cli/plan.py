"""Commands about the plan that adherence is measured against."""

from typing import Any

import typer

from flows.cli.output import AsJson, console, print_json, print_table
from flows.settings import load_settings

app = typer.Typer(help="The plan in force, with dates.", no_args_is_help=True)


@app.command()
def show(as_json: AsJson = False) -> None:
    """Print the plan in force: targets, dates and breaks.

    Example: fivefold plan show
    """
    from flows.plan.view import plan_in_force

    settings = load_settings()
    plan = plan_in_force(settings)
    if as_json:
        print_json(plan.to_dicts())
        return
    print_table(
        ["intervention", "from", "until", "target", "note"],
        (
            (
                row["intervention"].replace("_", " "),
                row["valid_from"] or "start",
                row["valid_until"] or "",
                "nothing is due" if row["is_break"] else target(row),
                row["break_reason"] or row["note"],
            )
            for row in plan.to_dicts()
        ),
        f"The plan in {settings.plan_path}",
    )


def target(row: dict[str, Any]) -> str:
    """`2–3 sessions a week`; one number where both ends are the same."""
    least, most = f"{row['target_min']:g}", f"{row['target_max']:g}"
    unit = row["unit"] if most != "1" else row["unit"].removesuffix("s")
    return f"{least if least == most else f'{least}–{most}'} {unit} {row['per']}"


@app.command()
def check(as_json: AsJson = False) -> None:
    """Say whether plan.toml can be read, and what is wrong if not.

    Example: fivefold plan check
    """
    from flows.plan.view import plan_in_force

    settings = load_settings()
    version = plan_in_force(settings)["plan_version"][0]
    if as_json:
        print_json({"path": settings.plan_path, "plan_version": version})
    else:
        console.print(f"{settings.plan_path} is fine (version {version}). Apply it with: fivefold sync")

"""README's parts that follow from the code alone: the commands, the tables, and how well the rules do."""

import inspect

import polars as pl
import typer
from typer.core import TyperCommand, TyperGroup

from flows.cli.main import app
from flows.docs.blocks import row
from flows.docs.dictionary import PAGES, of_layer, views
from flows.evaluation.floors import floors, judged
from flows.evaluation.model_card import committed_card
from flows.evaluation.report import HEADINGS, figure_rows
from schemas.tables import BY_NAME


def reference() -> dict[str, str]:
    """README's blocks by name."""
    return {"commands": commands(), "measured": measured(), "tables": tables()}


def commands() -> str:
    """Every command: what it does and how it is typed."""
    listed = [row([f"`{example(command)}`", purpose(command)]) for _, command in leaves()]
    return "\n".join([row(["type", "to"]), row(["---", "---"]), *listed])


def leaves() -> list[tuple[str, TyperCommand]]:
    """Each command by its full name (`plan show`), in the order of `fivefold --help`."""
    return below(typer.main.get_command(app))


def below(command: object, name: str = "") -> list[tuple[str, TyperCommand]]:
    """The commands of a group and of the groups in it; a command alone is itself."""
    if isinstance(command, TyperGroup):
        return [leaf for word, one in command.commands.items() for leaf in below(one, f"{name} {word}".strip())]
    return [(name, command)] if isinstance(command, TyperCommand) else []


def purpose(command: TyperCommand) -> str:
    """The first paragraph of a command's help."""
    return " ".join(inspect.cleandoc(command.help or "").split("\n\n")[0].split())


def example(command: TyperCommand) -> str:
    """The example in a command's help."""
    return inspect.cleandoc(command.help or "").rpartition("Example: ")[2].strip()


def tables() -> str:
    """Every table and view of the published copy, with what it holds."""
    lines = [row(["table", "holds"]), row(["---", "---"])]
    for layer in ("mart", "core", "ops"):
        for name, summary in of_layer(layer):
            if name in views() or not BY_NAME[name].stays_private():
                lines.append(row([f"[{name}](schemas/{PAGES}/{name}.md)", summary]))
    return "\n".join(lines)


def measured() -> str:
    """The committed figures that have a goal, as `fivefold evaluate` prints them."""
    shown = judged(committed_card(), floors()).filter(pl.col("goal").is_not_null())
    return "\n".join([row(HEADINGS), row(["---"] * len(HEADINGS)), *(row(cells) for cells in figure_rows(shown))])

"""The recipes for readers: their page with every answer of the demo, README's list, and those that README shows."""

import re
from collections.abc import Mapping

from flows.docs.blocks import row
from warehouse.cookbook import Recipe, recipes

HEAD = """\
# Recipes

Generated from the `.sql` files in this folder by `python -m flows.docs`; do not edit it. Ask your own warehouse with
`fivefold sql --recipe NAME`, as a table, `--csv` or `--json`. The answers here are the demo's (`make demo`), of a
synthetic athlete on the evening of 19 November 2025. `athlete_id` is left out where there is but one.
"""
#: A recipe's answer on the page, and a recipe that README shows.
ANSWER = re.compile(r"^## (?P<name>[a-z0-9-]+)$.*?<!-- answer -->\n(?P<answer>.*?)<!-- /answer -->", re.DOTALL | re.M)
SHOWN = re.compile(r"<!-- generated: (recipe ([a-z0-9-]+)) -->")


def page(answers: Mapping[str, str]) -> str:
    """The whole of `warehouse/recipes/README.md`, with the answers by recipe."""
    return "\n".join([HEAD, contents(""), "", *(section(one, answers.get(one.name, "")) for one in recipes().values())])


def contents(path: str) -> str:
    """Every recipe's question, with a link into the page at `path`."""
    listed = [row([f"[{one.name}]({path}#{one.name})", one.question]) for one in recipes().values()]
    return "\n".join([row(["recipe", "answers"]), row(["---", "---"]), *listed])


def answers(text: str) -> dict[str, str]:
    """The answers on a page of recipes, by the recipe's name."""
    return {found["name"]: found["answer"] for found in ANSWER.finditer(text)}


def section(recipe: Recipe, answer: str) -> str:
    """A recipe: question, how to read the answer, SQL, answer."""
    return (
        f"## {recipe.name}\n\n**{recipe.question}** {recipe.reading}\n\n"
        f"```sql\n{recipe.sql}\n```\n\n<!-- answer -->\n{answer}<!-- /answer -->\n"
    )


def blocks_of_readme(readme: str, answers: Mapping[str, str]) -> dict[str, str]:
    """README's blocks about recipes by name: the list, and those that it shows, with SQL and answer.

    Raises `KeyError` for a recipe that there is not.
    """
    shown = {
        block: f"```sql\n{recipes()[name].sql}\n```\n\n{answers.get(name, '').rstrip()}"
        for block, name in SHOWN.findall(readme)
    }
    return shown | {"recipes": contents("warehouse/recipes/README.md")}

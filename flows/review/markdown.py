"""The review as Markdown: the same sentences and tables as on the page, and each query with its answer."""

import re

from flows.review.review import Part, Review
from flows.review.statement import Told
from flows.review.table import cells, headings, numeric

#: Letters that Markdown, HTML in it, or a table may take for more than letters.
SPECIAL = re.compile(r"[\\`*_\[\]<>|#~$&]")
#: What some readers of Markdown make a link of, bare as it stands.
BARE_LINK = re.compile(r"(?<=:)/(?=/)|(?<=www)\.", re.IGNORECASE)


def markdown(review: Review) -> str:
    """One document, with a heading per athlete if there are several."""
    several = len(review.parts) > 1
    lines = [f"# Review of {review.year}"]
    for part in review.parts:
        lines += [f"## Athlete {part.athlete_id}"] if several else []
        lines += part_lines(part)
    lines += ["## Where each sentence comes from", APPENDIX, *(queried(one) for one in review.all_told)]
    return "\n\n".join(lines) + "\n"


APPENDIX = 'Each number in brackets is a query and its answer. Ask it yourself with: `fivefold sql "…"`'


def part_lines(part: Part) -> list[str]:
    """One athlete's year."""
    lines = sentence_lines(part.period)
    for chapter in part.chapters:
        lines += [f"## {chapter.title}", *(line for one in chapter.told for line in told_lines(one))]
    return lines


def told_lines(one: Told) -> list[str]:
    """Sentences, or a table; a figure is for pages only."""
    if one.is_figure:
        return []
    if one.caption:
        return [f"*{text(one.caption)}*{link(one)}", table(one)]
    return sentence_lines(one)


def sentence_lines(one: Told) -> list[str]:
    """A paragraph, or a list where there are several rows."""
    said = [f"{text(sentence)}{link(one)}" for sentence in one.sentences]
    return said if len(said) == 1 else ["\n".join(f"- {sentence}" for sentence in said)]


def link(one: Told) -> str:
    """To the query."""
    return f" [\\[{one.reference}\\]](#query-{one.reference})"


def queried(one: Told) -> str:
    """A query and its answer."""
    return f"### Query {one.reference}\n\n```sql\n{one.query}\n```\n\n{table(one)}"


def table(one: Told) -> str:
    """The rows as a Markdown table, numbers to the right."""
    ruler = ["---:" if is_number else "---" for is_number in numeric(one.rows)]
    lines = [map(text, headings(one.rows)), ruler, *(map(text, row) for row in cells(one.rows))]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def text(plain: str) -> str:
    """Text that is only text in Markdown: no mark, no tag, no link, no control character."""
    letters = "".join(letter if letter.isprintable() else " " for letter in plain)
    return BARE_LINK.sub(lambda found: f"\\{found[0]}", SPECIAL.sub(lambda found: f"\\{found[0]}", letters))

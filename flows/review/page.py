"""The review as a page: what it says, with charts, and behind it each query with its answer."""

from flows.pages.document import document, escaped
from flows.review.charts import CHARTS
from flows.review.review import Chapter, Part, Review
from flows.review.statement import Told
from flows.review.table import cells, headings, numeric

STYLE = """
body { max-width: 63rem; } h1 { font-size: 1.7rem; } h2 { margin-top: 2.5rem; font-size: 1.25rem; }
p, li { max-width: 70ch; } li { margin: .3rem 0; } .lead { font-size: 1.15rem; }
.pair { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 2.5rem; align-items: start; }
figure th, figure td { white-space: nowrap; } figure td.long { white-space: normal; min-width: 18rem; }
.n { text-align: right; font-variant-numeric: tabular-nums; padding-right: 1rem; }
figcaption { font-weight: 600; font-size: .9rem; margin-bottom: .4rem; color: inherit; }
.alone svg[role] { max-width: 44rem; }
.legend { font-size: .85rem; margin: .2rem 0 .8rem; } .legend span { margin-right: 1.2rem; white-space: nowrap; }
.ref { font-size: .7em; vertical-align: super; line-height: 0; text-decoration: none; color: var(--speed);
  padding: .4em .15em; white-space: nowrap; }
.ref:hover, .ref:focus { text-decoration: underline; }
pre { overflow-x: auto; font-size: .8rem; padding: .6rem .8rem; border: 1px solid var(--faint); }
summary { cursor: pointer; padding: .2rem 0; } .appendix .scroll { margin-bottom: 1rem; } .on-paper { display: none; }
:focus-visible { outline: 2px solid var(--speed); outline-offset: 2px; }
@media (max-width: 44rem) { .pair { grid-template-columns: minmax(0, 1fr); } }
@media print { html { font-size: 9.5pt; } body { font-size: 1rem; } p, li { max-width: none; }
  .appendix { display: none; } .on-paper { display: block; }
  p { margin: .5em 0; } p, li { orphans: 3; widows: 3; } h2 { margin-top: 1.3rem; } table { font-size: .85rem; }
  th, td { padding-top: .1rem; padding-bottom: .1rem; } figure { margin: .7rem 0; } .scroll { overflow: visible; }
  .pair { grid-template-columns: minmax(0, 1fr) auto; gap: 0 1rem; } figure td.long { min-width: 6cm; }
  .alone svg[role] { max-width: 12cm; }
  @page { size: A4; margin: 1.6cm; } }
"""
APPENDIX = 'Each small number is a query and its answer. Ask it yourself with: fivefold sql "…"'
#: A cell with more letters may be broken into lines.
LONG = 40
ON_PAPER = "Each small number is a query, which stands with its answer in this page on screen and in the Markdown file."


def page(review: Review) -> str:
    """One document, with a heading per athlete if there are several."""
    title = f"Review of {review.year}"
    several = len(review.parts) > 1
    parts = [f"<h1>{title}</h1>", *(part_html(part, several) for part in review.parts)]
    parts += [f'<p class="on-paper">{escaped(ON_PAPER)}</p>', appendix(review)]
    return document(title, parts, STYLE)


def part_html(part: Part, several: bool) -> str:
    """One athlete's year."""
    heading = f"<h2>Athlete {part.athlete_id}</h2>" if several else ""
    lead = f'<div class="lead">{sentences(part.period)}</div>'
    return "\n".join([heading, lead, *(chapter_html(chapter) for chapter in part.chapters)])


def chapter_html(chapter: Chapter) -> str:
    """A section."""
    told = "\n".join(figure(one) if one.caption else sentences(one) for one in chapter.told)
    return f"<section>\n<h2>{escaped(chapter.title)}</h2>\n{told}\n</section>"


def sentences(one: Told) -> str:
    """A paragraph, or a list where there are several rows."""
    said = [f"{escaped(sentence)}{link(one)}" for sentence in one.sentences]
    if len(said) == 1:
        return f"<p>{said[0]}</p>"
    return f"<ul>{''.join(f'<li>{sentence}</li>' for sentence in said)}</ul>"


def link(one: Told) -> str:
    """To the query."""
    return f'<a class="ref" href="#query-{one.reference}" aria-label="Query {one.reference}">{one.reference}</a>'


def figure(one: Told) -> str:
    """A chart, if there is one, over the table of its numbers; of a figure the chart alone."""
    draw = CHARTS.get(one.statement.name)
    drawn = f"<div>{draw(one.rows, one.caption or '')}</div>" if draw else ""
    numbers = "" if one.is_figure else table(one)
    kind = "pair" if drawn and numbers else "alone"
    caption = f"<figcaption>{escaped(one.caption)}{link(one)}</figcaption>"
    return f'<figure>{caption}\n<div class="{kind}">{drawn}\n{numbers}</div></figure>'


def table(one: Told) -> str:
    """The rows as a table, numbers to the right."""
    is_number = numeric(one.rows)
    head = "".join(
        f'<th scope="col"{of_class("n" if right else "")}>{escaped(name)}</th>'
        for name, right in zip(headings(one.rows), is_number, strict=True)
    )
    body = "".join(f"<tr>{table_row(row, is_number)}</tr>" for row in cells(one.rows))
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def table_row(row: list[str], is_number: list[bool]) -> str:
    """The cells of one row."""
    return "".join(
        f"<td{of_class('n' if right else 'long' if len(cell) > LONG else '')}>{escaped(cell)}</td>"
        for cell, right in zip(row, is_number, strict=True)
    )


def of_class(name: str) -> str:
    """The attribute, if there is a class."""
    return f' class="{name}"' if name else ""


def appendix(review: Review) -> str:
    """Every query with its answer, folded up."""
    queries = "\n".join(
        f"<details><summary>Query {one.reference}: {one.statement.name.replace('_', ' ')}</summary>"
        f'<pre id="query-{one.reference}" tabindex="0"><code>{escaped_lines(one.query)}</code></pre>'
        f"{table(one)}</details>"
        for one in review.all_told
    )
    title = "Where each sentence comes from"
    return f'<section class="appendix">\n<h2>{title}</h2>\n<p>{escaped(APPENDIX)}</p>\n{queries}\n</section>'


def escaped_lines(text: str) -> str:
    """Text of several lines that stay lines."""
    return "\n".join(escaped(line) for line in text.splitlines())

"""The command that audits a year against the plan."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.output import AsJson, console, plain, print_json, print_table
from flows.settings import load_settings

if TYPE_CHECKING:
    from flows.review.review import Part

#: Before it nobody recorded anything.
FIRST_YEAR = 1990
#: What of the year at a glance has no room in eighty columns.
IN_THE_DOCUMENT = ("asked", "not_due", "under_way")


def review(
    year: Annotated[int, typer.Argument(help="The calendar year.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Audit a year against the plan: one document, as a page and as Markdown, in which each sentence names its query.

    Example: fivefold review 2026
    """
    from flows.home import published_copy
    from flows.pages.document import write
    from flows.review.markdown import markdown
    from flows.review.page import page
    from flows.review.review import review as reviewed

    refuse_nonsense(year)
    settings = load_settings()
    with published_copy(settings) as copy:
        done = reviewed(copy, year)
    folder = settings.home / "review"
    files = {folder / f"{year}.html": page(done), folder / f"{year}.md": markdown(done)}
    for path, text in files.items():
        write(path, text)
    if as_json:
        print_json({"year": year, "files": list(files), "athletes": [told_by(part) for part in done.parts]})
        return
    for part in done.parts:
        if len(done.parts) > 1:
            console.print(f"Athlete {part.athlete_id}", style="bold")
        show(part)
    for path in files:
        console.print(f"Written: {path}", soft_wrap=True)


def refuse_nonsense(year: int) -> None:
    """Raise `UsageError` for a year that nobody can have lived through yet."""
    from flows.errors import UsageError
    from flows.strava.client import utc_now

    # A new year begins in Kiribati, 14 hours before it does in Greenwich.
    newest = (utc_now() + timedelta(hours=14)).year
    if year > newest:
        raise UsageError(f"{year} has not begun yet. Review a year that has, such as: fivefold review {newest}")
    if year < FIRST_YEAR:
        raise UsageError(f"There is nothing to review in {year}. Type a year such as: fivefold review {newest}")


def show(part: "Part") -> None:
    """The year at a glance."""
    from flows.review.table import cells, headings

    glance = part.chapters[0].told if part.chapters else ()
    for one in (part.period, *glance):
        for sentence in one.sentences:
            console.print(plain(sentence), soft_wrap=True)
    for one in glance:
        if one.statement.name == "glance":
            rows = one.rows.drop(IN_THE_DOCUMENT)
            print_table(headings(rows), cells(rows))


def told_by(part: "Part") -> dict[str, object]:
    """Everything that is said of an athlete's year, with the query and the rows behind it."""
    chapters = [("", (part.period,)), *((chapter.title, chapter.told) for chapter in part.chapters)]
    return {
        "athlete_id": part.athlete_id,
        "told": [
            {
                "section": title,
                "reference": one.reference,
                "caption": one.caption,
                "sentences": one.sentences,
                "query": one.query,
                "rows": one.rows.to_dicts(),
            }
            for title, told in chapters
            for one in told
        ],
    }

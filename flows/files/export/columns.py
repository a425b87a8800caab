"""Which column of Strava's list of activities tells what: by its header, by its place, or both."""

from dataclasses import dataclass

import polars as pl

from flows.files.decoded import UnreadableFile
from flows.files.export.cells import starts, whole
from flows.files.export.words import BEHIND_FILE, COMMA_PARTS_THOUSANDS, FIELDS, FIRST, OLD_FIELDS, plain

#: These stand in the list twice: for people before the file's name, and behind it in seconds and metres.
TWICE = ("elapsed", "distance", "max_heartrate")
#: Some exports head columns with the name of a missing translation, which ends on Strava's own name of the field.
_UNTRANSLATED = r"horton_values\.(\w+)"
#: What programs add to a header that is there already.
_REPEATED = r"[._ ]\d$"


@dataclass(frozen=True)
class Columns:
    """Where a list tells what, and how its language writes."""

    at: dict[str, int]
    """Column of each field that the list has; `first elapsed` … are what stands before the file's name."""
    comma_parts_thousands: bool = False
    """Whether 1,234 may be more than a thousand."""
    is_day_first: bool = False
    """Whether a date of numbers alone that ends on the year begins with the day, for sure."""

    def texts(self) -> list[pl.Expr]:
        """A column of text per field, null throughout where the list does not have it."""
        return [
            (pl.col(str(self.at[field])) if field in self.at else pl.lit(None, dtype=pl.String)).alias(field)
            for field in (*sorted(set(FIELDS.values())), *(f"first {field}" for field in TWICE))
        ]


def columns_of(table: pl.DataFrame) -> Columns:
    """The columns of a list, whose first row are its headers; raises `UnreadableFile` where it has no ids or dates."""
    row = pl.Series(table.row(0), dtype=pl.String)
    words = pl.lit(row.str.extract(_UNTRANSLATED).fill_null(row).str.replace(_REPEATED, ""))
    headers = pl.select(plain(words)).to_series().to_list()
    old = _found(headers, OLD_FIELDS)
    if "id" in old and "date" in old:
        return Columns({field: places[0] for field, places in old.items()})
    found = _found(headers, FIELDS)
    if "id" not in found or "date" not in found:
        return Columns(_by_place(table))
    is_of_commas = headers[found["id"][0]] in COMMA_PARTS_THOUSANDS
    return Columns(_with_places(found, len(headers), fewest=3), is_of_commas, is_day_first=not is_of_commas)


def _found(headers: list[str], fields: dict[str, str]) -> dict[str, list[int]]:
    """Where each field's headers stand."""
    found: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        if header in fields:
            found.setdefault(fields[header], []).append(place)
    return found


def _with_places(found: dict[str, list[int]], width: int, fewest: int) -> dict[str, int]:
    """One column per field; and by their places the fields whose headers are unknown.

    That is so if at least `fewest` of the known ones stand where they always stood, and none elsewhere.
    """
    file = found["file"][0] if "file" in found else None
    at = {field: places[0] for field, places in found.items() if field not in TWICE}
    for field in TWICE:
        places = found.get(field, [])
        behind = [place for place in places if place > file] if file is not None else places[1:]
        before = [place for place in places if place not in behind]
        at |= {field: behind[0]} if behind else {}
        at |= {f"first {field}": before[0]} if before else {}
    if file is None:
        return at
    places_behind = {field: file + further for field, further in BEHIND_FILE.items() if file + further < width}
    in_place = [at[field] == place for field, place in places_behind.items() if field in at]
    if not all(in_place) or len(in_place) < fewest:
        return at
    taken = set(at.values())
    return at | {field: place for field, place in places_behind.items() if place not in taken}


def _by_place(table: pl.DataFrame) -> dict[str, int]:
    """The columns of a list whose language is not known here."""
    body = table[1:]
    if table.width > max(FIRST.values()) and body.height:
        looks_right = body.select(ids=whole("0").is_not_null().mean(), dates=_are_dates(body["1"]).mean())
        if min(looks_right.row(0)) > 0.5:
            found = {field: [place] for field, place in FIRST.items()}
            names = body.select(pl.all().str.starts_with("activities/").sum()).row(0)
            if any(names):
                found["file"] = [names.index(max(names))]
            return _with_places(found, table.width, fewest=0)
    told = ", ".join(f"'{header[:40]}'" for header in table.row(0)[:3] if header)
    raise UnreadableFile(
        "list: headers",
        f"The list has no columns for activity ids and dates in a language that is known here: it begins with {told}.",
    )


def _are_dates(texts: pl.Series) -> pl.Series:
    read = starts(texts, is_day_first=False)
    return read["start_at"].is_not_null() | read["is_ambiguous"]

"""The review of a year: every statement asked, athlete by athlete."""

from dataclasses import dataclass

from flows.review.sections import PERIOD, SECTIONS, Section
from flows.review.statement import Told, told
from warehouse.database import Warehouse

ATHLETES = "SELECT DISTINCT athlete_id FROM core.activities ORDER BY athlete_id"
#: Nobody: what an empty warehouse is asked about.
NOBODY = 0


@dataclass(frozen=True)
class Chapter:
    """A section with what there is to say."""

    title: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Part:
    """The year of one athlete."""

    athlete_id: int
    period: Told
    """What is known of the year."""
    chapters: tuple[Chapter, ...]
    """Empty where nothing is known of the year: nothing is said then that could be taken for a zero."""

    @property
    def all_told(self) -> list[Told]:
        """Everything that is said, in order."""
        return [self.period, *(one for chapter in self.chapters for one in chapter.told)]


@dataclass(frozen=True)
class Review:
    """A year, of each athlete in the warehouse."""

    year: int
    parts: tuple[Part, ...]

    @property
    def all_told(self) -> list[Told]:
        """Everything that is said, in order."""
        return [one for part in self.parts for one in part.all_told]


def review(copy: Warehouse, year: int) -> Review:
    """Ask the published copy everything about a year. References are numbered from 1 through the whole document."""
    parts: list[Part] = []
    for athlete_id in copy.query(ATHLETES)["athlete_id"].to_list() or [NOBODY]:
        first = 1 + sum(len(part.all_told) for part in parts)
        parts.append(part_of(copy, year, athlete_id, first))
    return Review(year, tuple(parts))


def part_of(copy: Warehouse, year: int, athlete_id: int, first: int) -> Part:
    """The year of one athlete; `first` is the number of its first reference."""
    about = {"year": year, "athlete_id": athlete_id}
    period = told(copy, PERIOD.name, first, about)
    chapters: list[Chapter] = []
    if period.rows["is_known"].item():
        next_reference = first + 1
        for section in SECTIONS:
            chapters.append(chapter_of(copy, section, about, next_reference))
            next_reference += len(chapters[-1].told)
    return Part(athlete_id, period, tuple(chapters))


def chapter_of(copy: Warehouse, section: Section, about: dict[str, int], first: int) -> Chapter:
    """A section; a statement whose query finds no row says nothing and has no number."""
    found: list[Told] = []
    for one in section.statements:
        answer = told(copy, one.name, first + len(found), {**about, **one.parameters})
        if not answer.rows.is_empty():
            found.append(answer)
    return Chapter(section.title, tuple(found))

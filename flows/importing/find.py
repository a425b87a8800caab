"""From what somebody points at to files that may be taken: bulk exports, archives, folders, single files."""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO

from flows.errors import UsageError
from flows.importing.archive import Members, zip_at
from flows.importing.sniff import HEAD_BYTES, kind_by_name, kind_of
from flows.importing.unpack import Found, Trouble, Unusable

#: Beside each other they make a bulk export of Strava's, whatever the account's language.
LIST, PROFILE, FOLDER = "activities.csv", "profile.csv", "activities/"
#: What macOS and Windows leave in folders and archives.
NOISE = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
#: The most files in one place. Twenty years of two sessions a day, each with pictures, are fewer.
MOST_FILES = 200_000
LINK = "It is a link and was not followed: name what it leads to."


@dataclass(frozen=True)
class Bundle:
    """Files that belong together: one bulk export, or all else that lies in a folder or an archive."""

    files: Sequence[Found]
    """The list of an export first, then the newest first where names count up with time, as dates and ids do."""
    is_export: bool = False
    profile: Found | None = None
    """The export's file that says whose it is."""
    others: int = 0
    """How many files were not looked at."""


@dataclass(frozen=True)
class Place:
    """A folder, or an archive on disk."""

    size_bytes: int
    """What there is to read."""
    open: Callable[[], AbstractContextManager["list[Bundle]"]] = field(repr=False)
    """Raises `Unusable`."""
    name: str = ""
    """Of an archive, as it lies in its folder."""


@dataclass
class Search:
    """What was found so far."""

    places: list[Place] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    files: int = 0


def find(paths: Iterable[Path]) -> Search:
    """All that lies at these paths; what cannot be read is a trouble.

    A path that is a link is followed, links within a folder are not. Raises `UsageError` for a path that is not there,
    and for more files than anybody has.
    """
    search, loose = Search(), []
    for path in paths:
        try:
            mode = path.stat().st_mode
        except OSError:
            raise UsageError(f"There is nothing at {path}. Name a zip, a folder or a file that is there.") from None
        if stat.S_ISDIR(mode) or path.name == LIST:
            folder = path if stat.S_ISDIR(mode) else path.parent
            add_files(search, walk(search, folder))
        else:
            loose.append((path.name, path))
    add_files(search, iter(loose))
    return search


def add_files(search: Search, named_files: Iterator[tuple[str, Path]]) -> None:
    """Add files, each with the name to keep: archives as places of their own, all others as one."""
    found = []
    for name, path in named_files:
        search.files += 1
        if search.files > MOST_FILES:
            raise UsageError(f"There are more than {MOST_FILES:,} files. Name the folder that holds the recordings.")
        if NOISE.search(name):
            continue
        try:
            about = path.stat()
            if not stat.S_ISREG(about.st_mode):
                raise Unusable("It is no file but a device or a pipe, and is not read.")
            if is_zip(path):
                search.places.append(place(partial(archive, path), name))
                continue
        except Unusable as why:
            search.troubles.append(Trouble(name, str(why)))
            continue
        except OSError as error:
            search.troubles.append(Trouble(name, f"It cannot be read: {error.strerror}."))
            continue
        changed_at = datetime.fromtimestamp(about.st_mtime, UTC)
        found.append(Found(name, about.st_size, partial(opened, path), changed_at))
    if found:
        search.places.append(place(partial(at_hand, bundles(found))))


def place(open_it: Callable[[], AbstractContextManager[list[Bundle]]], name: str = "") -> Place:
    """A place that was opened once. Raises `Unusable` where that cannot be done, before anything is taken."""
    with open_it() as inside:
        return Place(sum(one.size_bytes for bundle in inside for one in bundle.files), open_it, name)


def walk(search: Search, folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below a folder with its path from there, in the order of names; links are told of and not followed."""

    def unreadable(error: OSError) -> None:
        search.troubles.append(Trouble(below(folder, Path(error.filename)), f"It cannot be read: {error.strerror}."))

    for place, folders, files in os.walk(folder, onerror=unreadable):
        folders.sort()
        at_hand = [Path(place, name) for name in sorted(files)]
        for link in filter(Path.is_symlink, [*at_hand, *(Path(place, name) for name in folders)]):
            search.troubles.append(Trouble(below(folder, link), LINK))
        yield from ((below(folder, path), path) for path in at_hand if not path.is_symlink())


def below(folder: Path, path: Path) -> str:
    """The path from a folder, as text that any table takes: names on disk may be no text at all."""
    return path.relative_to(folder).as_posix().encode(errors="replace").decode()


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A file on disk. Raises `Unusable`, also while it is read."""
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise Unusable(f"It cannot be read: {error.strerror}.") from None


def is_zip(path: Path) -> bool:
    """Whether a file is a zip: by its first bytes, and one whose first bytes are lost by its name."""
    with path.open("rb") as stream:
        kind = kind_of(stream.read(HEAD_BYTES))
    return kind == "zip" or (kind is None and path.suffix.lower() == ".zip")


@contextmanager
def at_hand(arranged: list[Bundle]) -> Iterator[list[Bundle]]:
    """What need not be opened."""
    yield arranged


@contextmanager
def archive(path: Path) -> Iterator[list[Bundle]]:
    """The bundles in a zip on disk; what it holds that is not taken comes as `Unusable` when it is read."""
    with zip_at(path) as inside:
        yield arranged(inside)


def arranged(inside: Members) -> list[Bundle]:
    """The bundles among the members of a zip. Raises `Unusable` for more members than anybody has."""
    if len(inside.found) > MOST_FILES:
        raise Unusable(f"It holds more than {MOST_FILES:,} files.")
    return bundles([*inside.found, *(refused(*trouble) for trouble in inside.refused)])


def refused(name: str, reason: str) -> Found:
    """A member that cannot be read, and says so once somebody tries."""

    @contextmanager
    def say_so() -> Iterator[IO[bytes]]:
        raise Unusable(reason)
        yield

    return Found(name, 0, say_so)


def bundles(found: Sequence[Found]) -> list[Bundle]:
    """The bulk exports among files, wherever they begin, and all other files as one more."""
    quiet = [one for one in found if not NOISE.search(one.name)]
    roots = sorted(
        {one.name.removesuffix(LIST) for one in quiet if one.name == LIST or one.name.endswith(f"/{LIST}")},
        key=len,
        reverse=True,
    )
    of_root: dict[str, list[Found]] = {root: [] for root in roots}
    plain: list[Found] = []
    for one in quiet:
        root = next((root for root in roots if one.name.startswith(root)), None)
        (plain if root is None else of_root[root]).append(one)
    exports = [export(root, inside) for root, inside in sorted(of_root.items())]
    return exports + ([Bundle(newest_first(plain))] if plain else [])


def export(root: str, found: Sequence[Found]) -> Bundle:
    """A bulk export. Its recordings lie in one folder; in others are pictures, and routes that nobody has run yet."""
    inside = [Found(one.name.removeprefix(root), one.size_bytes, one.open, one.changed_at) for one in found]
    by_name = {one.name: one for one in inside}
    recordings = [one for one in inside if one.name.startswith(FOLDER)]
    return Bundle(
        [by_name[LIST], *newest_first(recordings)],
        is_export=True,
        profile=by_name.get(PROFILE),
        others=len(inside) - len(recordings) - 1,
    )


def newest_first(found: Iterable[Found]) -> list[Found]:
    """Backwards by name, numbers by their value."""
    return sorted(found, key=lambda one: re.sub(r"\d+", lambda number: number[0].zfill(20), one.name), reverse=True)


def may_hold_any(search: Search) -> bool:
    """Whether anything at hand may be a recording, a list or an archive of such; looks no further than the first."""
    for place in search.places:
        with place.open() as inside:
            if any(may_be_one(one) for bundle in inside for one in bundle.files):
                return True
    return False


def may_be_one(found: Found) -> bool:
    """Whether a file may be a recording, a list of activities, or packed."""
    if found.name == LIST or kind_by_name(found.name):
        return True
    try:
        with found.open() as stream:
            return kind_of(stream.read(HEAD_BYTES)) is not None
    except Unusable:
        return False

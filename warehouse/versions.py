"""Versions of the published folder: each a whole set of files that never changes, and a link to the one in place.

versions/000042/        a version: the copy, the Parquet files, pages, manifest.json, datapackage.json
current                 a link to the version in place; its replacement, one rename, is what publishes
fivefold.duckdb, …      each file by a name that stays: a link through `current`
"""

import math
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path

from warehouse.durable import draft_of, folder_to_disk, to_disk

VERSIONS, CURRENT = "versions", "current"
#: The copy's name in a version.
COPY = "fivefold.duckdb"
#: What an earlier fivefold, which replaced one file after the other, left where it was broken off.
UNFINISHED = ".unfinished"
#: For how long a version stays after it was replaced. Whoever has looked up `current` opens its files within seconds,
#: and what is open can be read for ever; a script that opens one file after the other has these minutes.
KEPT_S = 15 * 60
AT_ONCE = -math.inf
#: What a version is called. Nothing that is called otherwise is ours: it is neither read nor removed.
NUMBER = "[0-9]" * 6


@dataclass(frozen=True)
class Draft:
    """A version that is being made."""

    path: Path
    """Where its files are to be written."""
    name: str
    """What it will be called, such as `000042`."""
    before: Path | None
    """The version that it replaces, if there is one."""


def current_version(folder: Path) -> Path | None:
    """The folder of the version in place: all that is read in it is of one night. None before the first publish."""
    link = folder / CURRENT
    version = folder / link.readlink() if link.is_symlink() else folder
    is_ours = version.parent == folder / VERSIONS and fnmatch(version.name, NUMBER)
    return version if is_ours and version.is_dir() else None


@contextmanager
def new_version(folder: Path) -> Iterator[Draft]:
    """Where to make the next version, which is put in place at the end.

    Whatever goes wrong before leaves the version in place, and nothing behind; what a kill leaves goes with the next.
    Raises OSError.
    """
    (folder / VERSIONS).mkdir(parents=True, exist_ok=True)
    sweep(folder)
    take_over(folder)
    before = current_version(folder)
    target = folder / VERSIONS / f"{int(before.name) + 1 if before else 1:06}"
    draft_of(target).mkdir()
    try:
        yield Draft(draft_of(target), target.name, before)
        put_version_in_place(folder, target)
    finally:
        with suppress(OSError):
            sweep(folder)


def put_version_in_place(folder: Path, target: Path) -> None:
    """Make the finished draft of `target` the current version.

    A power cut leaves the version before or this one, for all of it is on disk before `current` leads to it.
    """
    draft = draft_of(target)
    for names in (draft, *(one for one in draft.rglob("*") if one.is_dir())):
        folder_to_disk(names)
    draft.replace(target)
    for names in (target.parent, folder):
        folder_to_disk(names)
    put_link(folder / CURRENT, Path(VERSIONS, target.name))
    folder_to_disk(folder)
    link_names(folder, target)


def link_names(folder: Path, version: Path) -> None:
    """Let every file of the version be found in the folder itself, and no name lead nowhere.

    Nothing changes where that is so already. A plain file that lies in the place of a link is replaced in one rename.
    """
    renewed: set[Path] = set()
    files = [file.relative_to(version) for file in version.rglob("*") if file.is_file()]
    # Backwards, so that the copy, by whose name a first publish is known, comes after the Parquet files.
    for name in sorted(files, reverse=True):
        place, leads_to = folder / name, Path(*[".."] * (len(name.parts) - 1), CURRENT, name)
        if not (place.is_symlink() and place.readlink() == leads_to):
            place.parent.mkdir(parents=True, exist_ok=True)
            put_link(place, leads_to)
            renewed.update(folder / above for above in name.parents)
    for place in (*folder.iterdir(), *folder.glob("parquet/*/*")):
        if place.is_symlink() and CURRENT in place.readlink().parts and not place.exists():
            place.unlink()
            renewed.add(place.parent)
    for names in renewed:
        folder_to_disk(names)


def put_link(place: Path, leads_to: Path) -> None:
    """Put a link in place of the one, or the file, before; whoever reads meanwhile finds one or the other."""
    draft = draft_of(place)
    draft.unlink(missing_ok=True)
    draft.symlink_to(leads_to)
    draft.replace(place)


def sweep(folder: Path, kept_s: float = KEPT_S) -> None:
    """Remove versions that were broken off, and those that were replaced more than `kept_s` ago.

    What cannot be removed, as a network drive keeps what is still open somewhere, stays for another night to try.
    """
    for draft in (folder / VERSIONS).glob(f".{NUMBER}.new"):
        shutil.rmtree(draft, ignore_errors=True)
    place, versions = current_version(folder), sorted((folder / VERSIONS).glob(NUMBER))
    broken_off = [one for one in versions if place is None or one.name > place.name]
    # A version was replaced when the next was made.
    outlived = [one for one, successor in pairwise(versions) if time.time() - successor.stat().st_mtime > kept_s]
    for one in {*broken_off, *outlived} - {place}:
        # A name without a dot is a whole version, also where this is broken off.
        shutil.rmtree(one.rename(draft_of(one)), ignore_errors=True)


def take_over(folder: Path) -> None:
    """Make a version of what an earlier fivefold put here as plain files, and links of these.

    A folder copied by a program that follows links looks so, too. The content stays what it was, so that no reader
    sees a difference, whatever stops this. Files of which only some may be in place are of no one night: they stay
    until links replace them.
    """
    copy, place = folder / COPY, current_version(folder)
    if (folder / CURRENT).is_dir() and not (folder / CURRENT).is_symlink():
        shutil.rmtree(folder / CURRENT)
    if copy.is_symlink() or not copy.exists() or (folder / UNFINISHED).exists():
        return
    if place:  # this was broken off
        link_names(folder, place)
        return
    target = folder / VERSIONS / f"{1:06}"
    for file in (copy, *folder.glob("parquet/*/*.parquet")):
        link_or_copy(file, draft_of(target) / file.relative_to(folder))
    put_version_in_place(folder, target)
    # Half of a copy, and its log, as a kill left them.
    for left in folder.glob(f"{draft_of(copy).name}*"):
        left.unlink()


def link_or_copy(file: Path, target: Path) -> None:
    """The same file under another name too; a copy of it on a file system that does not know this. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)
        to_disk(target)

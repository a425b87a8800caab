"""Files that are whole after anything: finished aside, on disk, and only then put in place."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def draft_of(target: Path) -> Path:
    """Where a file is made before it is put in place of `target`: beside it, so that a rename is all that is left."""
    return target.with_name(f".{target.name}.new")


def put_in_place(draft: Path, target: Path) -> None:
    """Rename a finished file to `target`, which a power cut then leaves as it was or as it shall be, never half.

    First its content goes to disk, then the rename, then the folder, which holds the name; what happens after this
    returns comes after it on disk too. Raises OSError.
    """
    to_disk(draft)
    draft.replace(target)
    folder_to_disk(target.parent)


def write_text(path: Path, text: str) -> None:
    """Put a whole text file in place of the one before; whoever reads meanwhile sees one or the other.

    Where the name is a link, into a folder of settings say, what it leads to is replaced. Raises OSError.
    """
    target = path.resolve()
    with drafted(target) as draft:
        draft.write_text(text, encoding="utf-8", newline="\n")
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o777)


def write_private(path: Path, content: bytes) -> None:
    """Put a whole file that its owner alone can read in place of the one before, with its folder. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with drafted(path) as draft:
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """Where to write what is put in place of `target` at the end; what goes wrong before leaves nothing behind."""
    draft = draft_of(target)
    try:
        yield draft
        put_in_place(draft, target)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def to_disk(path: Path) -> None:
    """Return when the content of a file, or the names in a folder, are on disk. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def folder_to_disk(folder: Path) -> None:
    """Return when the names in a folder are on disk, as far as the file system lets one ask for it. Raises OSError."""
    try:
        to_disk(folder)
    except OSError as error:
        # Some network drives know of no such thing.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise

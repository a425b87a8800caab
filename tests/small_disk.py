"""A disk of a few megabytes, to be filled or made read-only. Used by the tests of crashes."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

REMOUNT, READ_ONLY, BIND, DETACH = 32, 1, 4096, 2
FILLER = "filler"


@dataclass(frozen=True)
class SmallDisk:
    """A file system in memory, mounted in a folder."""

    path: Path

    def fill(self, but_for: int = 0) -> None:
        """Leave room for so many bytes."""
        disk = os.statvfs(self.path)
        with (self.path / FILLER).open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, disk.f_bavail * disk.f_frsize - but_for)

    def empty(self) -> None:
        """Make room again."""
        (self.path / FILLER).unlink()

    def resize(self, size: int) -> None:
        """Make it as large."""
        mount("tmpfs", self.path, "tmpfs", REMOUNT, f"size={size}")

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Nothing of it can be written meanwhile, not even by root."""
        mount("tmpfs", self.path, "tmpfs", REMOUNT | READ_ONLY)
        try:
            yield
        finally:
            mount("tmpfs", self.path, "tmpfs", REMOUNT)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[SmallDisk]:
    """A disk of so many bytes; skips the test where this process may not mount any."""
    folder.mkdir()
    try:
        mount("tmpfs", folder, "tmpfs", 0, f"size={size}")
    except OSError as error:
        pytest.skip(f"a small disk needs the right to mount one ({error.strerror})")
    try:
        yield SmallDisk(folder)
    finally:
        unmount(folder)


@contextmanager
def read_only_folder(folder: Path) -> Iterator[None]:
    """Nothing in one folder of a disk can be written meanwhile."""
    mount(str(folder), folder, "", BIND)
    try:
        mount(str(folder), folder, "", BIND | REMOUNT | READ_ONLY)
        yield
    finally:
        unmount(folder)


def mount(source: str, target: Path, kind: str, flags: int, options: str = "") -> None:
    call(
        "mount",
        source.encode(),
        bytes(target),
        kind.encode(),
        ctypes.c_ulong(flags),
        options.encode() or None,
    )


def unmount(target: Path) -> None:
    call("umount2", bytes(target), DETACH)


def call(name: str, *arguments: object) -> None:
    """A function of the C library. Raises OSError where it fails or is not there."""
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        raise OSError(0, "not on this system")
    if function(*arguments):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

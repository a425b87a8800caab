"""What other users of this machine can read of a command: its arguments."""

from contextlib import suppress
from pathlib import Path

#: Where `/proc/self/stat` says that the arguments begin and end, counted from behind the program's name.
ARG_START, ARG_END = 45, 46


def blot_out(secret: str) -> None:
    """Put x in the place of a text wherever it stands in this process's arguments, as `ps` shows them.

    Only Linux lets a process do so; elsewhere it stays.
    """
    with suppress(OSError):
        told = Path("/proc/self/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        start, end = int(told[ARG_START]), int(told[ARG_END])
        with Path("/proc/self/mem").open("r+b", buffering=0) as memory:
            memory.seek(start)
            arguments = memory.read(end - start)
            memory.seek(start)
            memory.write(arguments.replace(secret.encode(), b"x" * len(secret.encode())))

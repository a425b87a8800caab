"""Stand-in until the reader is merged."""

from flows.files.decoded import Decoded, UnreadableFile


def read_tcx(data: bytes) -> Decoded:
    """Nothing yet."""
    raise UnreadableFile("file: format", "no reader yet")

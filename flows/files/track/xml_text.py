"""XML from strangers: parsed without entities, DTD or network, within bounds, and mended where its end is missing."""

from itertools import islice

from lxml import etree

from flows.files.decoded import UnreadableFile

BOM = b"\xef\xbb\xbf"
BLANKS = b" \t\r\n"
#: A day of a point a second in Garmin's TCX, and more than twice what Strava takes. Reading takes 17 times as much in
#: memory (measured: 1.1 GB for this).
LARGEST_BYTES = 64_000_000
LOCAL_NAME = etree.XPath("local-name()")
#: Said of a file of which only a part is there.
CUT = ("file: whole", "the file is cut short or damaged: what comes before is read, the rest is lost")


def parsed(data: bytes) -> tuple[etree._Element, tuple[tuple[str, str], ...]]:
    """The root element, and a note if the file is not whole.

    Blanks before the XML declaration, as in Strava's TCX files, and a wrong declared encoding are forgiven.

    Raises:
        UnreadableFile: It is no XML, absurdly large, or has a document type, which could define entities without end.
    """
    if len(data) > LARGEST_BYTES:
        raise UnreadableFile(
            "file: size",
            f"the file has {len(data) / 1e6:.0f} MB, more than the {LARGEST_BYTES / 1e6:.0f} MB that are read",
        )
    text = data.lstrip(BLANKS).removeprefix(BOM).lstrip(BLANKS)
    if not text:
        raise UnreadableFile("file: xml", "the file is empty")
    # What is valid UTF-8 is UTF-8, whatever it declares to be.
    root = attempt(text, encoding="utf-8") if is_utf8(text) else None
    if root is None:
        root = attempt(text)
    notes = () if root is not None else (CUT,)
    if root is None:
        # A number that is cut in the middle is another number: nothing after the last whole tag counts.
        root = attempt(text[: text.rfind(b">") + 1], is_broken=True)
    if root is None:
        raise UnreadableFile("file: xml", "the file is not XML")
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile("file: doctype", "the file has a document type (<!DOCTYPE …>), which no recording has")
    return root, notes


def is_utf8(text: bytes) -> bool:
    """Whether bytes are valid UTF-8."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def attempt(text: bytes, encoding: str | None = None, is_broken: bool = False) -> etree._Element | None:
    """The root element, None where the text cannot be parsed so. With `is_broken` what is good of a broken text.

    A prefix without a namespace, as in the files of COROS, breaks nothing: it stays in the name.
    """
    parser = etree.XMLParser(
        encoding=encoding,
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError:
        return None
    is_whole = all(error.level < etree.ErrorLevels.FATAL for error in parser.error_log)
    return root if is_whole or is_broken else None


def text_at(element: etree._Element, path: str) -> str | None:
    """The text of the first element at a path of local names (`Creator/Name`), None where it is missing or blank."""
    found = element.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    return None if found is None else "".join(found.itertext()).strip() or None


def number_at(element: etree._Element, path: str) -> float | None:
    """The number at a path, None where there is none."""
    try:
        return float(text_at(element, path) or "")
    except ValueError:
        return None


def local_name(element: etree._Element) -> str:
    """The name without its namespace."""
    return str(LOCAL_NAME(element))


def refuse_more(root: etree._Element, name: str, most: int) -> None:
    """Raise `UnreadableFile` where more than `most` elements are called `name`: each costs far more than its bytes."""
    if sum(1 for _ in islice(root.iter(f"{{*}}{name}"), most + 1)) > most:
        raise UnreadableFile("file: size", f"the file has more than {most:,} elements <{name}>, as no recording has")

"""The messages of a FIT file, decoded: as fitfast tells them, and where it does not as fitdecode does."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeVar

import fitdecode
import fitfast
import numpy as np
import polars as pl

from flows.files.decoded import UnreadableFile
from flows.files.fit.survey import Body, Survey, survey

#: Name of a message → the messages of that name in the order of the file. Values have their units; what FIT marks as
#: "none" is not there; times are seconds since 1970, places semicircles, words those of the profile where it has them.
Messages = dict[str, list[dict[Any, Any]]]
#: Name of a field that any record has → its values as floats, one per record in the order of the file; NaN is "none".
#: Units are those of `Messages`.
Columns = dict[str, np.ndarray]
#: fitdecode reads some 250,000 messages and fields in a second: it is asked only for what takes seconds.
_MOST_SLOWLY = 1_000_000
_EPOCH_S = 631_065_600
#: Speed and distance in three bytes, by watches until some 2012: fitfast does not unpack them.
_COMPRESSED_SPEED_DISTANCE = 8
#: The base type of bytes that have no other meaning.
_BYTES = 0x0D
#: Fields of a record that become samples.
_SAMPLED = {
    *("timestamp", "position_lat", "position_long", "distance", "altitude", "enhanced_altitude", "speed"),
    *("enhanced_speed", "heart_rate", "cadence", "fractional_cadence", "power", "temperature"),
}
_T = TypeVar("_T")


@dataclass(frozen=True)
class FitContent:
    """What a FIT file holds."""

    messages: Messages
    """What is read beside the records; of messages that nobody asks for there may be some, or none."""
    records: Columns
    damage: str | None
    """A sentence on what is wrong with the file."""


def read_content(data: bytes) -> FitContent:
    """What a file holds, or what is left of it: a watch whose battery ran empty leaves a file without its end.

    The samples, which are nearly all of a file, are decoded into columns; the rest of it, cut out and sealed anew,
    into messages. Raises UnreadableFile where nothing can be read.
    """
    layout = survey(data)
    whole, damage = data, None
    if layout.breaks_off_at is not None:
        whole = _mended(data, layout)
        damage = f"The file is damaged: what follows the first {layout.breaks_off_at} of {len(data)} bytes is not FIT."
    if layout.unknown_types:
        data = _with_known_types(data, layout)
        layout = survey(data)
        whole = _mended(data, layout)
        damage = damage or "The file has fields of a type that FIT does not know: what they hold was left out."
    try:
        messages = _asked(fitfast.parse, b"".join(_sealed(_beside_records(data, body)) for body in layout.bodies))
        if _misreads(layout, messages):
            return by_fitdecode(whole, damage)
        try:
            columns = _asked(fitfast.records, whole, degrees=False)
        except ValueError:
            # A header may tell no checksum of its own; fitfast then takes that of the whole file for wrong.
            if damage is None and not all(_has_right_checksum(data, body) for body in layout.bodies):
                damage = "The file is damaged: its checksum is wrong. What it holds was read all the same."
            columns = _asked(fitfast.records, _mended(data, layout), degrees=False)
    except ValueError:
        return _slowly(whole, layout, damage)
    return FitContent(messages, columns, damage)


def _slowly(data: bytes, layout: Survey, damage: str | None) -> FitContent:
    """What fitdecode makes of what fitfast does not take. Raises UnreadableFile for what would take long."""
    if layout.parts > _MOST_SLOWLY:
        raise UnreadableFile("file: whole", "The file is damaged, and too large to be read by what reads damaged ones.")
    return by_fitdecode(data, damage)


def by_fitdecode(data: bytes, damage: str | None = None) -> FitContent:
    """What a file holds as fitdecode tells it, up to where that gives up, whatever its checksums."""
    messages: Messages = {}
    reader = fitdecode.FitReader(
        data,
        processor=_SecondsSince1970(),
        check_crc=fitdecode.CrcCheck.DISABLED,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    )
    try:
        for frame in reader:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                messages.setdefault(frame.name, []).append(_told(frame))
    except Exception as error:  # its own errors, and whatever broken bytes make of its assumptions
        damage = damage or f"The file is damaged: {error}."
    rows = messages.pop("record", [])
    names = sorted({name for row in rows for name in row if isinstance(name, str)})
    columns = {name: pl.Series([row.get(name) for row in rows], dtype=pl.Float64, strict=False) for name in names}
    return FitContent(messages, {name: column.to_numpy() for name, column in columns.items()}, damage)


def _asked(decode: Callable[..., _T], data: bytes, **how: bool) -> _T:
    """What fitfast makes of a file. Raises ValueError for whatever it does not take, also where it breaks down."""
    try:
        return decode(data, **how)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of its Rust code is no Exception
        raise ValueError(str(error)) from None


def _misreads(layout: Survey, messages: Messages) -> bool:
    """Whether fitfast misses something here that fitdecode, given a few seconds, does not.

    fitfast gives a developer's field that is named as one of FIT's the place of that.
    """
    developers = {str(described.get("field_name")) for described in messages.get("field_description", [])}
    is_misread = _COMPRESSED_SPEED_DISTANCE in layout.record_fields or bool(developers & _SAMPLED)
    return is_misread and layout.parts <= _MOST_SLOWLY


class _SecondsSince1970(fitdecode.DataProcessorBase):  # type: ignore[misc]
    """Times as fitfast tells them."""

    def process_type_date_time(self, _reader: Any, field: Any) -> None:
        """Seconds since 1989 → since 1970."""
        if field.value is not None:
            field.value += _EPOCH_S

    process_type_local_date_time = process_type_date_time


def _told(frame: Any) -> dict[Any, Any]:
    """Fields that tell something, by the names that fitfast has for them; FIT's own before a developer's."""
    told: dict[Any, Any] = {}
    for field in frame.fields:
        is_renamed = field.parent_field is not None
        value = field.raw_value if is_renamed else field.value
        if value is not None:
            told.setdefault(field.parent_field.name if is_renamed else field.name, value)
    return told


def _beside_records(data: bytes, body: Body) -> bytes:
    """All that is read beside the records; everything where a message's time hangs on that of a record."""
    return data[body.start : body.end] if body.has_compressed_times else b"".join(body.kept)


def _with_known_types(data: bytes, layout: Survey) -> bytes:
    """The file with bytes of no meaning in place of fields of an unknown type."""
    mended = bytearray(data)
    for place in layout.unknown_types:
        mended[place] = _BYTES
    return bytes(mended)


def _mended(data: bytes, layout: Survey) -> bytes:
    """A file of the whole messages alone, with headers and checksums that are right."""
    return b"".join(_sealed(data[body.start : body.end]) for body in layout.bodies)


def _sealed(messages: bytes) -> bytes:
    """Header, messages, checksum."""
    whole = bytes([12, 0x20, 0, 0]) + len(messages).to_bytes(4, "little") + b".FIT" + messages
    return whole + _checksum(whole).to_bytes(2, "little")


def _has_right_checksum(data: bytes, body: Body) -> bool:
    return _checksum(data[body.header_at : body.end]) == int.from_bytes(data[body.end : body.end + 2], "little")


def _checksum(data: bytes) -> int:
    """CRC-16/ARC."""
    return reduce(lambda crc, byte: (crc >> 8) ^ _CRC_TABLE[(crc ^ byte) & 0xFF], data, 0)


_CRC_TABLE = [reduce(lambda crc, _: (crc >> 1) ^ (0xA001 if crc & 1 else 0), range(8), byte) for byte in range(256)]

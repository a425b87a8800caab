"""The time zone of a place, offline."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tzfpy import get_tz


def zone_at(lat: float | None, lon: float | None) -> str | None:
    """The IANA time zone at a place (degrees, WGS 84); None where there is no place."""
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    return get_tz(lon, lat) or None


def offset_s(zone: str | None, at: datetime) -> int | None:
    """Local time minus UTC in a zone at an instant, s; None without a zone that is known here."""
    if zone is None:
        return None
    try:
        offset = at.astimezone(ZoneInfo(zone)).utcoffset()
    except ZoneInfoNotFoundError:
        return None
    return None if offset is None else round(offset.total_seconds())

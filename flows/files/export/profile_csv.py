"""Strava's bulk export: whose it is."""

from flows.files.decoded import UnreadableFile
from flows.files.export.cells import whole
from flows.files.export.table import cells


def athlete_of_profile(data: bytes) -> int | None:
    """Strava's athlete id in an export's `profile.csv`, the first cell below the headers; None where it names none."""
    try:
        table = cells(data)
    except UnreadableFile:
        return None
    athlete_id = table[1:2].select(whole("0")).to_series().to_list()
    return athlete_id[0] if athlete_id else None

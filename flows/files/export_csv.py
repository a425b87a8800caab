"""Strava's bulk export: its list of activities, in any account language."""

from flows.files.decoded import ExportList


def read_export_csv(data: bytes) -> ExportList:
    """What an export's `activities.csv` tells of each activity; raises `UnreadableFile`."""
    raise NotImplementedError(len(data))


def athlete_of_profile(data: bytes) -> int | None:
    """Strava's athlete id in an export's `profile.csv`; None where it names none."""
    raise NotImplementedError(len(data))

"""GPX 1.0 and 1.1, with the extensions of those who write recordings."""

import re

import polars as pl
from lxml import etree

from flows.files.decoded import SAMPLED, Decoded, UnreadableFile
from flows.files.track.recorded import as_recorded, left_out
from flows.files.track.sport_names import is_indoors, strava_sport
from flows.files.track.track_points import track_points
from flows.files.track.xml_text import local_name, parsed, refuse_more, text_at
from transforms.track_distance import track_distance
from transforms.track_samples import told_by_samples, track_samples

#: Tracks of one file, at most: ids of recordings have room for no more, and 600,000 took a minute (measured).
MOST_TRACKS = 1000
#: A track that begins so soon after another of the same sport ends is the same activity, s: old devices begin a track
#: whenever they are switched on or find satellites again.
SAME_ACTIVITY_S = 600
#: Creators that are devices. All others are services and programs ("Garmin Connect", "StravaGPX").
DEVICE = re.compile(
    r"(garmin )?(forerunner|f[eē]nix|edge|etrex|gpsmap|oregon|dakota|montana|instinct|venu|v[ií]vo|epix|enduro"
    r"|tactix|marq|approach|descent|swim|foretrex).*"
    r"|coros (pace|apex|vertix|dura).*"
    r"|suunto (\d|ambit|spartan|race|vertical|ocean|traverse|run).*"
    r"|polar (vantage|grit|pacer|ignite|unite|[mv]\d|rc).*"
    r"|(wahoo )?elemnt.*|(hammerhead )?karoo.*|bryton rider.*|apple watch.*|amazfit .*",
    re.IGNORECASE,
)


def read_gpx(data: bytes) -> Decoded:
    """The recordings of a GPX file (unpacked bytes).

    Segments of a track are one activity with pauses. Tracks are activities of their own, unless they are of one sport
    and follow each other within ten minutes. A point without a time is left out.

    Raises:
        UnreadableFile: No GPX, or no track with times: routes, waypoints and planned tracks are no recordings.
    """
    root, notes = parsed(data)
    if local_name(root) != "gpx":
        raise UnreadableFile("file: format", "the file is XML, but not GPX")
    refuse_more(root, "trk", MOST_TRACKS)
    points = track_points(root)
    if points.is_empty():
        raise UnreadableFile("file: activity", nothing_in(root))
    if points["at"].null_count() == len(points):
        raise UnreadableFile("file: activity", "no point of the track has a time: it is a plan, not a recording")
    of_tracks = track_samples(points, ["activity"])
    if of_tracks.is_empty():
        year = points.select(pl.col("at").min().dt.year()).item()
        raise UnreadableFile("start_at: possible", f"the track is of {year}, which cannot be")
    parts = activities(of_tracks, told_by_tracks(root))
    samples = track_distance(of_tracks.join(parts, on="activity"), ["part_number"])
    told = told_by_samples(samples, ["part_number"]).join(
        parts.unique("part_number", keep="first", maintain_order=True), on="part_number"
    )
    recordings = told.with_columns(
        elapsed_time_s=(pl.col("end_at") - pl.col("start_at")).dt.total_microseconds() / 1e6,
        device_name=pl.lit(device(root.get("creator")), pl.String),
    )
    lost = left_out(points["activity"].n_unique() - of_tracks["activity"].n_unique())
    return Decoded(as_recorded(recordings), samples.select(SAMPLED.names()), notes=(*notes, *lost))


def nothing_in(root: etree._Element) -> str:
    """Why a file has no track points."""
    if root.find("{*}trk") is None:
        return "the file has no track: routes and waypoints are no recording"
    return "the track has no points, as of a treadmill or a pool: GPX cannot say more of it"


def told_by_tracks(root: etree._Element) -> pl.DataFrame:
    """One row per track, numbered from 1 (`activity`): name, description, sport_type, is_trainer."""
    of_file = text_at(root, "metadata/name") or text_at(root, "name")
    return pl.DataFrame(
        [
            (
                *(number, text_at(track, "name") or of_file, text_at(track, "desc")),
                *(strava_sport(text_at(track, "type")), is_indoors(text_at(track, "type"))),
            )
            for number, track in enumerate(root.iterfind("{*}trk"), start=1)
        ],
        schema={
            **{"activity": pl.Int64, "name": pl.String, "description": pl.String},
            **{"sport_type": pl.String, "is_trainer": pl.Boolean},
        },
        orient="row",
    )


def activities(of_tracks: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Which activity (`part_number`) each track is of, with what the track tells, in the order of time."""
    tracks = of_tracks.group_by("activity").agg(begins=pl.col("at").min(), ends=pl.col("at").max())
    gap_s = (pl.col("begins") - pl.col("ends").cum_max().shift()).dt.total_seconds()
    is_same = gap_s.is_between(0, SAME_ACTIVITY_S) & pl.col("sport_type").eq_missing(pl.col("sport_type").shift())
    return (
        tracks.join(told, on="activity")
        .sort("begins", "activity")
        .select(told.columns, part_number=(~is_same.fill_null(False)).cast(pl.Int64).cum_sum())
    )


def device(creator: str | None) -> str | None:
    """The recording device, where the creator of a file is one."""
    name = (creator or "").strip()
    return name if DEVICE.fullmatch(name) else None

"""Which activity each recording is of: a source never makes a second activity of one that another knows."""

import numpy as np
import polars as pl

from schemas.recordings import Recordings
from transforms.merged_activities import rank_of_format
from transforms.sport_group import sport_group

KEY = ["athlete_id", "activity_id"]
RECORDING = ["athlete_id", "recording_id"]
#: Two sources tell of one start within so many seconds: a file begins with the first fix, Strava where it cut [J].
SAME_START_S = 30
#: And share at least this much of the longer one's time: exporters end at the last sample or at the button [J].
SAME_TIME_SHARE = 0.9
#: Two that begin and end within so many seconds of each other are one, whatever sport each says: one was corrected.
SAME_EDGES_S = 2
#: A group of sports that says little: a plain workout may be any.
UNTOLD = "other"

#: What is known of activities at Strava, by its answers.
KNOWN = pl.Schema(
    {
        "athlete_id": pl.Int64(),
        "activity_id": pl.Int64(),
        "start_at": pl.Datetime("us", "UTC"),
        "elapsed_time_s": pl.Int64(),
        "sport_type": pl.String(),
        "upload_id": pl.Int64(),
        "utc_offset_s": pl.Int64(),
        "is_gone": pl.Boolean(),
    }
)
NO_UPLOAD = pl.lit(None, dtype=pl.Int64)


def same_activity(recordings: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """core.recordings with `activity_id` and `used_utc_offset_s` of today's knowledge, whatever they were.

    `known` (of `KNOWN`) are the activities that Strava's API tells of, those that are gone among them: what the athlete
    deleted does not come back with a file of it. In this order a recording is of

    1. the activity whose id its row of a bulk export's list names;
    2. the activity of the row that names its file, or whose upload is the number in the name of an export's file; of
       several (a multisport file) the one that began nearest to it;
    3. an activity at Strava that began within 30 s of it, shares 90 % of the longer one's time and is of its group of
       sports, or one of the two says of none, or both begin and end within 2 s; or that of a file of 2. which does, as
       files tell what Strava cut or moved as it was;
    4. itself, together with every other recording that matches it in the same way: then its id is that of the best.

    The order in which anything came plays no part.
    """
    if recordings.is_empty():
        return recordings
    rows, files = (recordings.filter(is_row) for is_row in (pl.col("format") == "csv", pl.col("format") != "csv"))
    strava = _at_strava(rows, known)
    by_list = rows.filter(pl.col("named_activity_id").is_not_null()).select(*RECORDING, found="named_activity_id")
    by_name = _by_name(files, rows, known)
    rest = files.join(by_name, on=RECORDING, how="anti")
    as_recorded = files.join(by_name, on=RECORDING).with_columns(
        activity_id="found", upload_id=NO_UPLOAD, is_gone=pl.lit(False)
    )
    by_time = _by_time(rest, pl.concat([strava, as_recorded.select(KNOWN.names())]))
    alone = rest.join(by_time, on=RECORDING, how="anti")
    found = pl.concat([by_list, by_name, by_time, _together(alone)])
    return (
        recordings.drop("activity_id", "used_utc_offset_s")
        .join(found, on=RECORDING, how="left", maintain_order="left")
        .with_columns(activity_id=pl.coalesce("found", "recording_id"))
        .pipe(_with_offset, known)
        .select(Recordings.columns())
    )


def _at_strava(rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Activities that Strava knows, of `KNOWN`: as its API tells them, else as the newest list does."""
    listed = (
        rows.filter(pl.col("named_activity_id").is_not_null())
        .sort("listed_until", "recording_id", descending=[True, False])
        .unique(["athlete_id", "named_activity_id"], keep="first", maintain_order=True)
        .with_columns(activity_id="named_activity_id", upload_id=NO_UPLOAD, is_gone=pl.lit(False))
        .select(KNOWN.names())
        .join(known, on=KEY, how="anti")
    )
    return pl.concat([known.select(KNOWN.names()), listed])


def _by_name(files: pl.DataFrame, rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Files of bulk exports that a row of a list names, or that are called by the number of an upload."""
    of_exports = files.filter(pl.col("source") == "strava_export").select(
        *RECORDING, "start_at", file=_file_key(), upload_id=pl.col("file_name").str.extract(r"(\d{1,18})\.[^/]*$")
    )
    named = rows.filter(pl.col("named_activity_id").is_not_null(), pl.col("file_name").is_not_null())
    listed = of_exports.join(
        named.select("athlete_id", "named_activity_id", file=_file_key(), known_at="start_at"),
        on=["athlete_id", "file"],
    ).select(*RECORDING, "start_at", "known_at", found="named_activity_id", rank=pl.lit(0))
    uploaded = (
        of_exports.with_columns(pl.col("upload_id").cast(pl.Int64, strict=False))
        .join(
            known.select("athlete_id", "upload_id", "activity_id", known_at="start_at"), on=["athlete_id", "upload_id"]
        )
        .select(*RECORDING, "start_at", "known_at", found="activity_id", rank=pl.lit(1))
    )
    return _nearest(pl.concat([listed, uploaded]))


def _by_time(files: pl.DataFrame, strava: pl.DataFrame) -> pl.DataFrame:
    """Files whose time an activity at Strava shares."""
    pairs = _pairs(_timed(files, "recording_id"), _timed(strava, "activity_id", "is_gone"))
    found = pairs.rename({"id": "recording_id", "start_at_other": "known_at", "id_other": "found"})
    # Who deleted an activity and uploaded it anew has the new one.
    return _nearest(found.with_columns(rank=pl.col("is_gone").cast(pl.Int32)))


def _nearest(candidates: pl.DataFrame) -> pl.DataFrame:
    """Of several activities for a recording the one of the lowest rank, then nearest in time, then of the lowest id."""
    return (
        candidates.with_columns(apart=(pl.col("start_at") - pl.col("known_at")).abs())
        .sort("rank", "apart", "found")
        .unique(RECORDING, keep="first", maintain_order=True)
        .select(*RECORDING, "found")
    )


def _together(files: pl.DataFrame) -> pl.DataFrame:
    """Files of activities that Strava does not know: those that match have the id of the best among them.

    What matches is followed from one to the next, until nothing more is reached.
    """
    nodes = files.with_columns(rank=rank_of_format()).sort("athlete_id", "rank", "recording_id").with_row_index("place")
    timed = _timed(nodes, "place")
    pairs = _pairs(timed, timed).filter(pl.col("id") != pl.col("id_other"))
    best = np.arange(nodes.height)
    left, right = pairs["id"].to_numpy(), pairs["id_other"].to_numpy()
    while True:
        before = best.copy()
        np.minimum.at(best, left, best[right])
        best = best[best]
        if np.array_equal(best, before):
            break
    return nodes.select(*RECORDING, found=nodes["recording_id"].gather(best))


def _timed(frame: pl.DataFrame, name: str, *more: str) -> pl.DataFrame:
    """Rows that last, with the columns that `_pairs` compares; `name` is their id."""
    nothing = pl.lit(None, dtype=pl.String)
    sports = frame.select("sport_type").unique().with_columns(group=sport_group(pl.col("sport_type"), nothing, nothing))
    lasting = frame.filter(pl.col("elapsed_time_s") > 0).join(sports, on="sport_type", how="left", nulls_equal=True)
    return lasting.select(
        "athlete_id",
        "start_at",
        *more,
        group=pl.when(pl.col("sport_type").is_not_null()).then("group"),
        id=pl.col(name).cast(pl.Int64),
        begin_s=pl.col("start_at").dt.epoch("s"),
        end_s=pl.col("start_at").dt.epoch("s") + pl.col("elapsed_time_s"),
    )


def _pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """What matches, by start, time and group of sports; the columns of the right end in `_other`."""
    shared_s = pl.min_horizontal("end_s", "end_s_other") - pl.max_horizontal("begin_s", "begin_s_other")
    longer_s = pl.max_horizontal(pl.col("end_s") - pl.col("begin_s"), pl.col("end_s_other") - pl.col("begin_s_other"))
    group, other = pl.col("group"), pl.col("group_other")
    is_same_sport = (group == other) | group.is_null() | other.is_null() | (group == UNTOLD) | (other == UNTOLD)
    edges = [(pl.col(edge) - pl.col(f"{edge}_other")).abs() <= SAME_EDGES_S for edge in ("begin_s", "end_s")]
    # A start lies in its own slot of 30 s or in one beside that of the other.
    slots = left.with_columns(slot=pl.col("begin_s") // SAME_START_S)
    near = right.with_columns(
        slot=pl.concat_list(*(pl.col("begin_s") // SAME_START_S + step for step in (-1, 0, 1)))
    ).explode("slot")
    return slots.join(near, on=["athlete_id", "slot"], suffix="_other").filter(
        (pl.col("begin_s") - pl.col("begin_s_other")).abs() <= SAME_START_S,
        shared_s >= SAME_TIME_SHARE * longer_s,
        is_same_sport.fill_null(value=False) | pl.all_horizontal(edges),
    )


def _file_key() -> pl.Expr:
    """A file's name as lists and archives have in common: without case and without the ending of a packed one."""
    return pl.col("file_name").str.replace_all("\\", "/", literal=True).str.to_lowercase().str.strip_suffix(".gz")


def _with_offset(recordings: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """With `used_utc_offset_s`: the recording's own, else that of what is nearest in time and has one, else 0."""
    told = (
        pl.concat(
            [
                known.select("athlete_id", "start_at", nearest_s="utc_offset_s"),
                recordings.select("athlete_id", "start_at", nearest_s="utc_offset_s"),
            ]
        )
        .drop_nulls()
        .sort("athlete_id", "start_at", "nearest_s")
        .unique(["athlete_id", "start_at"], keep="first", maintain_order=True)
        .sort("start_at")
    )
    return (
        recordings.with_row_index("row")
        .sort("start_at")
        .join_asof(told, on="start_at", by="athlete_id", strategy="nearest", check_sortedness=False)
        .with_columns(used_utc_offset_s=pl.coalesce("utc_offset_s", "nearest_s", pl.lit(0)))
        .sort("row")
    )

"""What the warehouse must hold, worked out from the server's own records, without our transforms."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

import orjson
import polars as pl

from flows.emulator.store import Entry, Store
from schemas.activities import Activities
from schemas.changes import Changes
from schemas.laps import Laps
from schemas.streams import Streams

Frames = Mapping[str, pl.DataFrame]

RUNS = {"Run", "TrailRun", "VirtualRun"}
#: Column of core.activities, and the field of Strava's record that it holds as it stands there.
AS_SENT = {
    "name": "name",
    "description": "description",
    "sport_type": "sport_type",
    "moving_time_s": "moving_time",
    "elapsed_time_s": "elapsed_time",
    "distance_m": "distance",
    "elevation_gain_m": "total_elevation_gain",
    "mean_heartrate_bpm": "average_heartrate",
    "max_heartrate_bpm": "max_heartrate",
    "mean_cadence": "average_cadence",
    "mean_watts": "average_watts",
    "mean_temp_c": "average_temp",
    "is_manual": "manual",
    "is_trainer": "trainer",
    "is_private": "private",
    "visibility": "visibility",
    "gear_id": "gear_id",
    "device_name": "device_name",
    "perceived_exertion": "perceived_exertion",
    "utc_offset_s": "utc_offset",
}
ONLY_IN_THE_DETAIL = {"description", "perceived_exertion"}
#: Stream of Strava's, and its column.
SENSORS = {
    "distance": "distance_m",
    "altitude": "altitude_m",
    "velocity_smooth": "speed_mps",
    "heartrate": "heartrate_bpm",
    "cadence": "cadence_spm",
    "watts": "watts",
    "temp": "temp_c",
    "moving": "is_moving",
    "grade_smooth": "grade_pct",
}


def is_broken(entry: Entry) -> bool:
    """Whether its record breaks a rule of core.activities, as the world breaks records."""
    return not isinstance(entry.recorded.detail.get("distance"), int | float)


def streams_of(entry: Entry) -> dict[str, list[Any]]:
    """Its arrays by key; nothing if they do not fit each other."""
    if entry.recorded.streams_json is None:
        return {}
    arrays = {key: stream["data"] for key, stream in orjson.loads(entry.recorded.streams_json).items()}
    return arrays if len({len(array) for array in arrays.values()}) == 1 else {}


def good(store: Store) -> list[Entry]:
    """The activities that core must have, by id."""
    return sorted(
        (entry for entry in store.newest_first() if not is_broken(entry)), key=lambda entry: entry.activity_id
    )


def activity(entry: Entry) -> dict[str, Any]:
    """What its row of core.activities must say."""
    record = entry.recorded.detail
    local = datetime.fromisoformat(record["start_date_local"]).replace(tzinfo=None)
    return {
        "activity_id": record["id"],
        "start_at": datetime.fromisoformat(record["start_date"]),
        "local_start_at": local,
        "local_date": local.date(),
        "timezone": record["timezone"].partition(") ")[2],
        "has_streams": bool(streams_of(entry)),
        "source": "strava_api",
        **{column: record.get(field) for column, field in AS_SENT.items()},
    }


def samples(entries: Iterable[Entry], athlete_id: int) -> pl.DataFrame:
    """What core.streams must hold of these activities."""
    frames = [Streams.none()]
    for entry in entries:
        arrays = streams_of(entry)
        if not arrays:
            continue
        legs = 2 if entry.recorded.detail["sport_type"] in RUNS else 1
        columns: dict[str, Any] = {column: arrays.get(key) for key, column in SENSORS.items()}
        columns["heartrate_bpm"] = [bpm or None for bpm in columns["heartrate_bpm"]]
        columns["cadence_spm"] = [steps if steps is None else steps * legs for steps in columns["cadence_spm"]]
        columns["lat"], columns["lon"] = zip(*arrays["latlng"], strict=True)
        length = len(arrays["time"])
        frames.append(
            pl.DataFrame(
                {
                    "athlete_id": [athlete_id] * length,
                    "activity_id": [entry.activity_id] * length,
                    "time_s": arrays["time"],
                    "source": ["strava_api"] * length,
                    **{name: array or [None] * length for name, array in columns.items()},
                },
                schema=Streams.dtypes(),
                strict=False,
            )
        )
    return pl.concat(frames).sort(Streams.key())


def laps(entries: Iterable[Entry], athlete_id: int) -> pl.DataFrame:
    """What core.laps must hold of these activities."""
    rows = []
    for entry in entries:
        record = entry.recorded.detail
        start = datetime.fromisoformat(record["start_date"])
        for number, lap in enumerate(record["laps"], start=1):
            began = datetime.fromisoformat(lap["start_date"])
            rows.append(
                {
                    "athlete_id": athlete_id,
                    "activity_id": entry.activity_id,
                    "source": "strava_api",
                    "lap_number": number,
                    "name": lap["name"],
                    "start_at": began,
                    "start_time_s": int((began - start).total_seconds()),
                    "elapsed_time_s": lap["elapsed_time"],
                    "moving_time_s": lap["moving_time"],
                    "distance_m": lap["distance"],
                    "elevation_gain_m": lap["total_elevation_gain"],
                    "mean_speed_mps": lap["average_speed"],
                    "mean_heartrate_bpm": lap.get("average_heartrate"),
                }
            )
    return pl.DataFrame(rows, schema=Laps.dtypes(), strict=False, orient="row").sort(Laps.key())


def check_server(store: Store, athlete_id: int, core: Frames, unseen: Collection[int] = ()) -> None:
    """core holds what the server has, to the last sample, and nothing else but what was logged by hand.

    Of activities in `unseen`, what only the detail says may be older: it was edited when they were not read any more.
    """
    entries = good(store)
    strava = pl.col("activity_id") > 0
    rows = core["core.activities"].filter(strava)
    assert rows["activity_id"].to_list() == [entry.activity_id for entry in entries]
    for entry, row in zip(entries, rows.rows(named=True), strict=True):
        expected = activity(entry)
        if entry.activity_id in unseen:
            expected = {name: value for name, value in expected.items() if name not in ONLY_IN_THE_DETAIL}
        assert {name: row[name] for name in expected} == expected
    same(core["core.streams"].filter(strava), samples(entries, athlete_id))
    same(core["core.laps"].filter(strava), laps(entries, athlete_id))


def same(held: pl.DataFrame, due: pl.DataFrame) -> None:
    """The same rows in the same order; what differs is shown."""
    with pl.Config(tbl_cols=-1, tbl_rows=6, tbl_width_chars=300):
        lacking = due.join(held, on=due.columns, how="anti", nulls_equal=True)
        excess = held.join(due, on=due.columns, how="anti", nulls_equal=True)
        assert held.equals(due), f"lacking: {lacking}\nexcess: {excess}"


def check_quarantine(store: Store, quarantine: pl.DataFrame) -> None:
    """What is broken over there stands in quarantine with a reason, and nothing else does."""
    broken = {str(entry.activity_id) for entry in store.newest_first() if is_broken(entry)}
    lame = {
        str(entry.activity_id)
        for entry in store.newest_first()
        if entry.recorded.streams_json is not None and not is_broken(entry) and not streams_of(entry)
    }
    named = {
        (table, record_id.split(" ")[0]) for table, record_id in quarantine.select("table_name", "record_id").rows()
    }
    due = {("core.activities", one) for one in broken} | {("core.streams", one) for one in lame}
    assert named == due, (named ^ due, quarantine["reason"].to_list())
    assert all(re.search(r"\w+ \w+", reason) for reason in quarantine["reason"])


def check_monthly_volume(core: Frames, volume: pl.DataFrame) -> None:
    """Each month of running adds up to the runs that count, and no month is missing."""
    metres: dict[Any, float] = defaultdict(float)
    runs: dict[Any, int] = defaultdict(int)
    for row in core["core.activities"].rows(named=True):
        if row["sport_group"] == "run" and row["duplicate_of"] is None:
            month = row["local_date"].replace(day=1)
            metres[month] += row["distance_m"] or 0
            runs[month] += 1
    told = {row["month"]: row for row in volume.rows(named=True) if row["sport_group"] == "run"}
    assert metres.keys() <= told.keys()
    for month, row in told.items():
        assert abs(row["distance_m"] - metres[month]) < 0.01
        assert row["activities"] == runs[month]


def check_changes(before: pl.DataFrame, after: pl.DataFrame, changes: pl.DataFrame) -> None:
    """ops.changes leads from one state of core.activities to the other, field by field.

    `changes` are those noted in between, in their order.
    """
    fields = [
        name
        for name in Activities.columns()
        if name not in ("athlete_id", "activity_id", "updated_at", "has_streams", "duplicate_of", "duplicate_reason")
    ]
    old, new = (
        {row["activity_id"]: row for row in frame.with_columns(pl.col(fields).cast(pl.String)).rows(named=True)}
        for frame in (before, after)
    )
    came_and_went = set()
    for row in changes.select(Changes.columns()).rows(named=True):
        if row["field"] == "activity":
            came_and_went.add(row["activity_id"])
        elif row["activity_id"] in old and not row["field"].startswith("verdict:"):
            old[row["activity_id"]][row["field"]] = row["new_value"]
    assert old.keys() - new.keys() <= came_and_went, "an activity vanished without a word"
    for activity_id in (old.keys() & new.keys()) - came_and_went:
        is_not_told = {
            name: (old[activity_id][name], new[activity_id][name])
            for name in fields
            if old[activity_id][name] != new[activity_id][name]
        }
        assert not is_not_told, activity_id

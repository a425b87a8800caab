"""What a purge erases, what it leaves, and that what is left is as if the rest had never come."""

from datetime import timedelta

import pytest

from flows.purge.purge import purge, tally_of
from flows.word.log import Said, log
from schemas.activities import Activities
from schemas.changes import Changes
from schemas.coverage import Coverage
from schemas.files import Files
from schemas.heart_rate_zones import HeartRateZones
from schemas.laps import Laps
from schemas.payloads import Payloads
from schemas.quarantine import Quarantine
from schemas.recordings import Recordings
from schemas.rereads import Rereads
from schemas.sessions import Sessions
from schemas.streams import Streams
from schemas.summaries import Summaries
from schemas.suspects import Suspects
from schemas.sync_runs import SyncRuns
from tests.frames import rows
from tests.imported import bring_in
from tests.landed import derive
from tests.nights import DAY, FIRST, nights, run_on
from tests.purged import ids, known_from_an_export
from tests.written.export import activities_csv
from tests.written.fit import fit_file
from tests.written.short_run import run
from warehouse.database import open_warehouse
from warehouse.erase import Order

EVERYTHING = Order("strava_api")
OLD, RETITLED, ODD, NEW = 11, 12, 13, 14


def older_than(home, days):
    return Order("strava_api", home.now() - days * DAY)


KNOWN = [run_on(3, OLD), run_on(2, RETITLED), run_on(1, ODD, distance=9e12)]
LATER = run_on(-9, NEW)


@pytest.fixture(scope="module")
def synced(tmp_path_factory):
    """Three activities, of which one changed and one is odd; ten days later a fourth."""
    with nights(tmp_path_factory.mktemp("synced"), KNOWN) as home:
        home.settings = home.settings.model_copy(update={"max_rejected_share": 1.0})
        home.sync()
        home.store.edit(RETITLED, {"name": "Another title"})
        home.sync()
        home.store.put(LATER)
        home.sync(after=9 * DAY)
        yield home


@pytest.fixture
def home(synced, tmp_path):
    """The same in a folder of its own."""
    with nights(tmp_path / "home", [*KNOWN, LATER], like=synced.settings.home) as home:
        home.settings = home.settings.model_copy(update={"max_rejected_share": 1.0})
        home.store.edit(RETITLED, {"name": "Another title"})
        home.at[0] = synced.now()
        yield home


def test_without_an_age_everything_from_the_source_goes_but_the_books_of_runs(home):
    assert home.table(Changes).height
    assert home.table(Quarantine).height
    assert home.table(Rereads).height
    runs = home.table(SyncRuns)
    done = purge(home.settings, EVERYTHING, home.now)
    assert (done.tally.activities, done.tally.kept) == (4, 0)
    left = {name for name, frame in home.layers("raw", "core", "mart", "ops").items() if not frame.is_empty()}
    assert left == {"ops.sync_runs", "ops.budget", "ops.derivation", "ops.model_card"}
    assert home.table(SyncRuns).equals(runs)
    # The next sync fetches again what is listed, and derives it though numbers begin anew.
    home.sync()
    assert ids(home.table(Activities)) == {OLD, RETITLED, NEW}
    assert home.table(Payloads)["payload_id"].min() == 1


def test_what_is_old_goes_and_the_rest_is_as_if_it_had_never_come(home):
    purge(home.settings, older_than(home, 5), home.now)
    assert ids(home.table(Payloads)) | ids(home.table(Summaries)) == {NEW}
    assert ids(home.table(Activities)) == {NEW}
    assert home.table(Streams)["activity_id"].unique().to_list() == [NEW]
    for books in (Changes, Quarantine, Rereads, Suspects):
        assert not ids(home.table(books)) - {NEW} if books is not Quarantine else home.table(books).is_empty()
    assert home.table(Coverage)["listed_from"].item() == home.now() - 5 * DAY
    assert home.table(HeartRateZones).is_empty() == home.table(Payloads, kind="zones").is_empty()
    assert home.changed_by_a_rebuild() == []
    # Until the whole list is read again nothing that was erased waits or is missing.
    run = home.sync(after=timedelta(hours=1))
    assert (run.outcome, run.activities_pending) == ("nothing_new", 0)
    home.sync(after=2 * DAY)
    assert {OLD, RETITLED, NEW} <= ids(home.table(Activities))
    assert home.table(Coverage)["listed_from"].item() is None


def test_what_landed_just_before_a_purge_and_just_after_it_is_derived(home):
    """The newest payloads go, and their numbers are given again."""
    with open_warehouse(home.settings.warehouse_path) as warehouse:
        warehouse.execute("UPDATE raw.payloads SET fetched_at = fetched_at - INTERVAL 30 DAY WHERE payload_id > 4")
    purge(home.settings, older_than(home, 15), home.now)
    home.store.put(run_on(-9.5, 15))
    home.sync(after=2 * DAY)
    assert {15, NEW} <= ids(home.table(Activities))


def test_half_an_activity_goes_whole_with_its_entry_in_a_page_that_stays(home):
    with open_warehouse(home.settings.warehouse_path) as warehouse:
        warehouse.execute(
            "UPDATE raw.payloads SET fetched_at = $long_ago WHERE kind = 'streams' AND activity_id = $id",
            {"long_ago": FIRST - 90 * DAY, "id": NEW},
        )
    purge(home.settings, older_than(home, 30), home.now)
    assert ids(home.table(Activities)) == {OLD, RETITLED}
    assert ids(home.table(Payloads)) | ids(home.table(Summaries)) == {OLD, RETITLED, ODD}
    pages = home.table(Payloads, kind="activity_page")
    assert pages.height
    assert not pages["body"].str.contains(f'"id":{NEW},', literal=True).any()
    assert pages["body"].str.json_decode(None, infer_schema_length=None).list.len().max() == 3


def test_what_was_logged_by_hand_stays(home):
    said = Said("heat", "sauna", 25, FIRST)
    kept = log(home.settings, said, home.now())
    purge(home.settings, EVERYTHING, home.now)
    assert ids(home.table(Activities)) == {kept.log_id}


def test_what_a_purge_would_erase_is_told_beforehand(synced):
    assert tally_of(synced.settings, older_than(synced, 400)).answers == 0
    assert tally_of(synced.settings, EVERYTHING).activities == 4


def file(number, source):
    return {"payload_id": number, "source": source, "body": b"x", "file_name": f"{number}.fit"}


def test_files_go_by_where_they_came_from(home):
    """Rows are put into raw.files and core.recordings as importing and deriving would."""
    with open_warehouse(home.settings.warehouse_path) as warehouse:
        warehouse.append(Files, rows(Files, file(1001, "strava_export"), file(1002, "file")))
        warehouse.append(Recordings, rows(Recordings, {"recording_id": -1, "payload_id": 1001, "activity_id": OLD}))
    purge(home.settings, Order("strava_export"), home.now)
    assert home.table(Files)["source"].to_list() == ["file"]
    assert home.table(Recordings, payload_id=1001).is_empty()
    assert {OLD, RETITLED, NEW} <= ids(home.table(Activities)), "the API tells of it too"
    purge(home.settings, Order("file", before=home.now() - 10_000 * DAY), home.now)
    assert home.table(Files).height == 1
    purge(home.settings, Order("file"), home.now)
    assert home.table(Files).is_empty()


def test_what_an_export_tells_of_too_is_counted_as_staying(home):
    with open_warehouse(home.settings.warehouse_path) as warehouse:
        known_from_an_export(warehouse, OLD, home.now())
    assert tally_of(home.settings, EVERYTHING).kept == 1


@pytest.fixture
def export(home):
    """What an export of the oldest activity holds: its row in the list, and its file."""
    known = home.table(Activities, activity_id=OLD).row(0, named=True)
    workout = run(start_at=known["start_at"], name="As the export has it", strava_id=OLD, upload_id=77)
    listed = activities_csv([workout], files=lambda one: ("fit.gz", b""))
    return {"activities.csv": listed, "activities/77.fit.gz": fit_file(workout)}


def land(home, export):
    with open_warehouse(home.settings.warehouse_path) as warehouse:
        bring_in(warehouse, {name.removesuffix(".gz"): body for name, body in export.items()}, "strava_export")


def without_times(home):
    when = ["payload_id", "imported_at", "updated_at"]
    return {
        table: home.table(table).drop(when, strict=False) for table in (Activities, Streams, Laps, Recordings, Sessions)
    }


def test_an_activity_that_an_export_proves_stays_as_the_export_tells_of_it(home, export, tmp_path):
    land(home, export)
    home.sync()
    assert home.table(Activities, activity_id=OLD)["name"].item() != "As the export has it"
    purge(home.settings, EVERYTHING, home.now)
    left = home.table(Activities).row(0, named=True)
    told = ("activity_id", "name", "source", "samples_source")
    assert [left[name] for name in told] == [OLD, "As the export has it", "strava_export", "strava_export"]
    assert home.changed_by_a_rebuild() == []
    with nights(tmp_path / "alone") as alone:
        land(alone, export)
        with open_warehouse(alone.settings.warehouse_path) as warehouse:
            derive(warehouse, alone.settings.plan_path, home.now())
        assert all(frame.equals(without_times(home)[table]) for table, frame in without_times(alone).items())


def test_what_was_deleted_at_strava_does_not_come_back_from_an_export(home, export):
    land(home, export)
    home.settings = home.settings.model_copy(update={"max_deleted_share": 1.0})
    home.store.delete(OLD)
    home.sync()
    assert OLD not in ids(home.table(Activities))
    purge(home.settings, EVERYTHING, home.now)
    assert home.table(Recordings, activity_id=OLD).height == 2
    assert home.table(Activities).is_empty()

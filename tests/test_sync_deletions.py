"""What is deleted at Strava goes here too, once that is sure; what comes back comes back."""

import pytest

from flows.errors import MassDeletion, StravaUnreachable
from flows.passes import PLAIN
from schemas.activities import Activities
from schemas.changes import Changes
from schemas.laps import Laps
from schemas.payloads import Payloads
from schemas.running_effort import RunningEffort
from schemas.streams import Streams
from schemas.suspects import Suspects
from schemas.sync_runs import SyncRuns
from tests.homes import content_sha256, differing
from tests.nights import nights, run_on, runs_on
from tests.strava_session import log_in

GONE = run_on(200)
CALENDAR = ["monthly_volume", "monthly_records", "weekly_adherence", "daily_training", "heat_acclimation"]
#: Enough that a deletion or two are within the share that may go at once.
OTHERS = runs_on(*range(2, 13))


@pytest.fixture(scope="module")
def first_night(tmp_path_factory):
    """A home after its first night."""
    folder = tmp_path_factory.mktemp("first")
    with nights(folder, [GONE, *OTHERS]) as home:
        home.sync(after=home.hours(0), steps=PLAIN)
    return folder


@pytest.fixture
def home(folder, first_night):
    with nights(folder, [GONE, *OTHERS], like=first_night) as home:
        yield home


def known(home):
    return set(home.table(Activities)["activity_id"])


def told(home, activity_id):
    """What ops.changes says of an activity as a whole."""
    return home.table(Changes, activity_id=activity_id, field="activity").select("old_value", "new_value").rows()


def suspected(home):
    return home.table(Suspects).select("activity_id", "reason").rows()


def test_a_deleted_activity_goes_with_everything_made_from_it(home):
    assert {GONE.activity_id} <= set(home.table(Streams)["activity_id"]) & set(home.table(Laps)["activity_id"])
    home.store.delete(GONE.activity_id)
    run = home.sync(steps=PLAIN)
    assert run.outcome == "ok"
    for table in (Activities, Streams, Laps, RunningEffort):
        assert home.table(table, activity_id=GONE.activity_id).is_empty()
    assert known(home) == {one.activity_id for one in OTHERS}
    assert told(home, GONE.activity_id) == [("Morning Run", None)]
    assert home.table(Changes, field="activity")["run_id"].to_list() == [run.run_id]
    tombstones = home.table(Payloads, http_status=404)
    assert tombstones.select("kind", "activity_id").rows() == [("activity", GONE.activity_id)]
    assert suspected(home) == []
    assert home.changed_by_a_rebuild() == []


def test_an_activity_that_a_listing_lacks_but_that_answers_is_not_deleted(home):
    # As when rows shift between two pages.
    home.store._newest_first = tuple(one for one in home.store.newest_first() if one.activity_id != GONE.activity_id)
    before = home.layers("raw")
    run = home.sync()
    assert (run.outcome, suspected(home)) == ("nothing_new", [])
    assert home.calls["detail"] >= 1
    assert GONE.activity_id in known(home)
    assert differing(before, home.layers("raw")) == []


def test_a_listing_that_was_cut_by_the_budget_finds_nothing_missing(home):
    home.store.delete(GONE.activity_id)
    home.store.delete(OTHERS[0].activity_id)
    run = home.sync(max_calls=3, full=True)
    assert run.outcome == "budget_spent"
    assert suspected(home) == []
    assert GONE.activity_id in known(home)


def test_a_listing_that_broke_off_finds_nothing_missing(home):
    home.store.delete(GONE.activity_id)
    home.server.admin.add_fault(kind="listing", action="status", status=403)
    with pytest.raises(StravaUnreachable):
        home.sync()
    assert suspected(home) == []
    assert GONE.activity_id in known(home)


def test_a_suspect_stays_one_until_it_has_answered(home):
    home.store.delete(GONE.activity_id)
    # Profile, zones, the page, the empty page.
    run = home.sync(max_calls=4)
    assert (run.outcome, suspected(home)) == ("budget_spent", [(GONE.activity_id, "missing")])
    assert GONE.activity_id in known(home)
    home.sync()
    assert suspected(home) == []
    assert GONE.activity_id not in known(home)


def test_a_suspect_whose_call_fails_stays_one(home):
    home.store.delete(GONE.activity_id)
    home.server.admin.add_fault(kind="detail", activity_id=GONE.activity_id, action="status", status=403)
    home.sync()
    assert suspected(home) == [(GONE.activity_id, "missing")]
    assert GONE.activity_id in known(home)


def test_as_many_as_the_share_allows_go_at_once(home):
    for one in OTHERS[:3]:
        home.store.delete(one.activity_id)
    assert home.sync(max_deleted_share=3 / 12).outcome == "ok"
    assert len(known(home)) == 9


def test_one_more_deletes_nothing_and_says_how_to_go_on(home):
    for one in OTHERS[:4]:
        home.store.delete(one.activity_id)
    new = run_on(-1)
    home.store.put(new)
    before = content_sha256(home.settings.published_path / "fivefold.duckdb")
    with pytest.raises(MassDeletion, match=r"lacks 4 of 13 .*FIVEFOLD_MAX_DELETED_SHARE=1 fivefold sync --full"):
        home.sync(max_deleted_share=3 / 12)
    assert known(home) == {one.activity_id for one in (GONE, new, *OTHERS)}
    assert home.calls["detail"] <= 1 + 7
    assert home.table(Payloads, http_status=404).is_empty()
    assert home.table(SyncRuns)["outcome"].to_list().count("mass_deletion") == 1
    assert content_sha256(home.settings.published_path / "fivefold.duckdb") == before


def test_a_larger_share_takes_them_away(home):
    for one in OTHERS[:4]:
        home.store.delete(one.activity_id)
    with pytest.raises(MassDeletion):
        home.sync()
    home.sync(max_deleted_share=1.0, full=True)
    assert len(known(home)) == 8
    assert suspected(home) == []


def test_what_is_listed_again_is_suspected_no_longer(home):
    for one in OTHERS[:4]:
        home.store.delete(one.activity_id)
    with pytest.raises(MassDeletion):
        home.sync()
    for one in OTHERS[:4]:
        home.store.put(one)
    assert home.sync().outcome == "nothing_new"
    assert suspected(home) == []


def test_where_the_whole_list_was_just_read_the_sentence_says_to_read_it_again(home):
    home.store.delete(GONE.activity_id)
    with pytest.raises(MassDeletion, match=r"when Strava lists them again: fivefold sync --full$"):
        home.sync(max_deleted_share=0.0)
    home.store.put(GONE)
    with pytest.raises(MassDeletion):
        home.sync(after=home.hours(1), max_deleted_share=0.0)
    assert home.sync(after=home.hours(1), max_deleted_share=0.0, full=True).outcome == "nothing_new"


def test_a_restored_activity_comes_back_with_everything_and_sync_equals_rebuild(home):
    before = home.layers("core", "mart")
    home.store.delete(GONE.activity_id)
    home.sync()
    home.store.put(GONE)
    run = home.sync(steps=PLAIN)
    assert (run.details_fetched, run.streams_fetched) == (1, 1)
    after = home.layers("core", "mart")
    # The days that have passed show there.
    by_the_day = {"core.history", *(f"mart.{name}" for name in CALENDAR)}
    assert set(differing(before, after, "updated_at")) <= by_the_day
    assert told(home, GONE.activity_id) == [("Morning Run", None), (None, "Morning Run")]
    assert home.changed_by_a_rebuild() == []


def test_an_activity_that_is_listed_though_its_detail_is_not_there_stays_and_costs_a_call_a_night(home):
    home.store.delete(GONE.activity_id)
    home.sync()
    home.store.put(GONE)
    home.server.admin.add_fault(kind="detail", activity_id=GONE.activity_id, action="status", status=404)
    home.sync()
    raw = home.layers("raw")
    assert GONE.activity_id in known(home)
    for _ in range(2):
        assert home.sync().outcome == "nothing_new"
        assert all(frame.equals(raw[name]) for name, frame in home.layers("raw").items())
    assert len(told(home, GONE.activity_id)) == 2
    home.server.admin.faults()
    home.sync()
    assert not home.table(Streams, activity_id=GONE.activity_id).is_empty()
    home.store.delete(GONE.activity_id)
    home.sync()
    assert GONE.activity_id not in known(home)


def test_a_login_that_cannot_see_private_activities_takes_none_for_deleted(folder):
    secret = run_on(3, activity_id=77, visibility="only_me", private=True)
    with nights(folder, [secret, *OTHERS]) as home:
        home.sync()
        log_in(home.server, folder, "read", "activity:read", "profile:read_all")
        home.store.delete(OTHERS[4].activity_id)
        home.sync()
        assert 77 in known(home)
        assert OTHERS[4].activity_id not in known(home)


def test_a_private_activity_goes_where_the_login_can_see_others(folder):
    secret, other = (run_on(day, activity_id=70 + day, visibility="only_me", private=True) for day in (3, 4))
    with nights(folder, [secret, other, *OTHERS]) as home:
        home.sync()
        home.store.delete(secret.activity_id)
        home.sync()
        assert secret.activity_id not in known(home)
        assert other.activity_id in known(home)


def test_a_week_that_loses_its_evidence_says_so(folder):
    lifted = [
        run_on(14 + day, name="Gym", sport_type="WeightTraining", type="WeightTraining", distance=0.0) for day in (0, 2)
    ]
    with nights(folder, [GONE, *OTHERS, *lifted]) as home:
        home.sync(steps=PLAIN)
        home.store.delete(lifted[0].activity_id)
        run = home.sync(steps=PLAIN)
        told = home.table(Changes, activity_id=lifted[0].activity_id, run_id=run.run_id)
        assert told.select("field", "old_value", "new_value").rows() == [
            ("activity", "Gym", None),
            ("adherence:2026-05-04:strength", "met", "partial"),
        ]
        assert home.changed_by_a_rebuild() == []

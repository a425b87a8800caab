"""The synthetic athlete's calendar: deterministic, extendable, in the right time zone."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.synthetic_athlete import live
from flows.synthetic_athlete.life import first_day
from tests.laws import examples
from tests.synthetic_life import of_scenario, with_truth, year

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
Z = "%Y-%m-%dT%H:%M:%SZ"


def everything(life):
    return orjson.dumps(
        [life.profile, life.zones, life.truth, [(a.summary, a.detail) for a in life.activities]]
    ) + b"".join(a.streams_json or b"404" for a in life.activities)


def test_the_same_seed_gives_the_same_life_byte_for_byte():
    until = datetime(2026, 8, 20, 12, tzinfo=UTC)
    assert everything(live(3, until, years=0.1)) == everything(live(3, until, years=0.1))


def test_another_seed_gives_another_life():
    until = datetime(2026, 8, 20, 12, tzinfo=UTC)
    assert everything(live(3, until, years=0.1)) != everything(live(4, until, years=0.1))


@pytest.mark.slow
@examples(10, 3)
@given(
    seed=st.integers(0, 50),
    until=st.datetimes(datetime(2024, 2, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    later=st.timedeltas(timedelta(0), timedelta(days=25)),
)
def test_a_later_until_adds_activities_and_changes_none(seed, until, later):
    before, after = live(seed, until, years=0.08), live(seed, until + later, years=0.12)
    begin = max(first_day(until, 0.08), first_day(until + later, 0.12))
    old = {a.activity_id: a for a in before.activities if a.summary["start_date_local"] >= begin.isoformat()}
    new = {a.activity_id: a for a in after.activities}
    assert old.keys() <= new.keys()
    for activity_id, activity in old.items():
        assert new[activity_id] == activity
        assert new[activity_id].streams_json == activity.streams_json
    truth_before = [t for t in before.truth["activities"] if t["activity_id"] in old]
    assert truth_before == [t for t in after.truth["activities"] if t["activity_id"] in old]
    for activity_id in new.keys() - {a.activity_id for a in before.activities}:
        summary = new[activity_id].summary
        end_at = datetime.strptime(summary["start_date"], Z).replace(tzinfo=UTC)
        end_at += timedelta(seconds=summary["elapsed_time"])
        assert end_at > until or summary["start_date_local"] < first_day(until, 0.08).isoformat()


def test_a_life_begins_on_the_first_of_a_month():
    assert first_day(datetime(2026, 11, 23, tzinfo=UTC), 3).isoformat() == "2023-11-01"
    assert min(t["local_date"] for t in year().truth["activities"]) >= "2025-12-01"


def test_nothing_exists_before_it_has_ended():
    for until in (datetime(2026, 6, 4, 11, 0, tzinfo=UTC), datetime(2026, 6, 7, 7, 0, tzinfo=UTC)):
        for activity in live(0, until, years=0.05).activities:
            start_at = datetime.strptime(activity.summary["start_date"], Z).replace(tzinfo=UTC)
            assert start_at + timedelta(seconds=activity.summary["elapsed_time"]) <= until


def test_an_until_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        live(0, datetime(2026, 1, 1))


def test_a_negative_seed_is_refused():
    with pytest.raises(ValueError, match="seed"):
        live(-1, NEW_YEAR)


def test_progress_counts_up_to_all():
    calls = []
    live(0, NEW_YEAR, years=0.05, progress=lambda done, total: calls.append((done, total)))
    assert [done for done, _ in calls] == list(range(1, len(calls) + 1))
    assert calls[-1] == (len(calls), len(calls))


def test_ids_are_distinct_exceed_32_bits_and_are_not_in_order_of_start():
    ids = [activity.activity_id for activity in year().activities]
    starts = [activity.summary["start_date"] for activity in year().activities]
    assert len(set(ids)) == len(ids)
    assert min(ids) > 2**31
    assert starts == sorted(starts)
    assert ids != sorted(ids)


def test_start_date_plus_utc_offset_is_the_local_start():
    for activity in year().activities:
        s = activity.summary
        start_at = datetime.strptime(s["start_date"], Z)
        assert (start_at + timedelta(seconds=s["utc_offset"])).strftime(Z) == s["start_date_local"]


def test_the_offset_is_the_zone_s_own_and_the_label_shows_the_standard_one():
    for activity in year().activities:
        s = activity.summary
        label, zone = s["timezone"].split(") ")
        local = datetime.strptime(s["start_date"], Z).replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
        assert s["utc_offset"] == local.utcoffset().total_seconds()
        sign = -1 if label[4] == "-" else 1
        shown_s = sign * (int(label[5:7]) * 3600 + int(label[8:10]) * 60)
        assert shown_s == (local.utcoffset() - local.dst()).total_seconds()


def test_home_has_both_offsets_and_the_holiday_is_elsewhere():
    offsets = {(a.summary["timezone"], a.summary["utc_offset"]) for a in year().activities}
    home = {offset for label, offset in offsets if label == "(GMT+01:00) Europe/Zurich"}
    assert home == {3600.0, 7200.0}
    assert len({label for label, _ in offsets}) == 2


def test_a_run_just_after_midnight_is_another_year_in_local_time_only():
    (activity, entry), *_ = of_scenario("new_year_run")
    assert entry["local_date"] == "2026-01-01"
    assert activity.summary["start_date"].startswith("2025-12-31T23:")


def test_different_activities_do_not_overlap_and_duplicates_do():
    def span(activity):
        start_at = datetime.strptime(activity.summary["start_date"], Z)
        return start_at, start_at + timedelta(seconds=activity.summary["elapsed_time"])

    spans = {activity.activity_id: span(activity) for activity in year().activities}
    single = [span(activity) for activity, entry in with_truth() if entry["duplicate_of"] is None]
    assert all(end <= start for (_, end), (start, _) in pairwise(single))
    pairs = [(entry["activity_id"], entry["duplicate_of"]) for _, entry in with_truth() if entry["duplicate_of"]]
    assert pairs
    for one, other in pairs:
        (start, end), (start_other, end_other) = spans[one], spans[other]
        shared = min(end, end_other) - max(start, start_other)
        assert shared > 0.8 * min(end - start, end_other - start_other)


def test_payloads_are_plain_json():
    for activity in year().activities:
        assert orjson.loads(orjson.dumps(activity.detail)) == activity.detail
    assert orjson.loads(orjson.dumps(year().truth)) == year().truth


@pytest.mark.slow
def test_three_years_are_lived_within_twelve_seconds_of_one_core():
    begin = time.process_time()
    life = live(5, datetime(2026, 11, 23, tzinfo=UTC))
    lived_s = time.process_time() - begin
    begin = time.process_time()
    served = sum(activity.streams_json is not None for activity in life.activities)
    assert lived_s <= 12
    assert (time.process_time() - begin) / served <= 0.003

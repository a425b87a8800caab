from datetime import UTC, datetime, timedelta

import polars as pl

from schemas.activities import Activities
from schemas.changes import Changes
from tests.frames import rows
from transforms.changes import changes

AT = datetime(2026, 5, 5, tzinfo=UTC)


def between(before, after, *told, reread=()):
    again = pl.DataFrame(
        {"athlete_id": [1] * len(reread), "activity_id": reread}, {"athlete_id": pl.Int64, "activity_id": pl.Int64}
    )
    found = changes(rows(Activities, *before), rows(Activities, *after), rows(Changes, *told), again, AT, "run")
    return Changes.validate(found).select("activity_id", "field", "old_value", "new_value").rows()


def test_each_changed_field_is_a_row_with_both_values():
    assert between([{"name": "Old", "distance_m": 1.0}], [{"name": "New", "distance_m": None}]) == [
        (1, "distance_m", "1.0", None),
        (1, "name", "Old", "New"),
    ]


def test_a_new_activity_is_no_change():
    assert between([], [{"activity_id": 5}]) == []


def test_an_activity_that_vanished_is_told_by_its_title():
    assert between([{"activity_id": 5, "name": "Gone"}], []) == [(5, "activity", "Gone", None)]


def test_an_activity_that_comes_back_is_told_by_its_title_once():
    went = {"activity_id": 5, "field": "activity", "new_value": None, "changed_at": AT - timedelta(days=2)}
    came = went | {"new_value": "Gone", "changed_at": AT - timedelta(days=1)}
    back = [{"activity_id": 5, "name": "Gone"}]
    assert between([], back, went) == [(5, "activity", None, "Gone")]
    assert between([], back, went, came) == []


def test_what_is_not_the_sources_is_no_change():
    assert between([{"has_streams": False}], [{"has_streams": True, "duplicate_of": 7, "duplicate_reason": "y"}]) == []


def test_what_came_with_the_detail_is_no_change_and_its_edit_is_one():
    unknown = {"description": None, "device_name": None, "perceived_exertion": None}
    told = {"description": "hi", "device_name": "Watch", "perceived_exertion": 4.0}
    assert between([unknown], [told]) == []
    assert between([told], [told | {"description": "ho"}]) == [(1, "description", "hi", "ho")]
    assert between([told], [told | {"description": None}]) == [(1, "description", "hi", None)]


def test_a_description_that_comes_with_a_later_detail_is_a_change():
    before, after = [{"description": None}], [{"description": "late"}]
    assert between(before, after, reread=[1]) == [(1, "description", None, "late")]


def test_a_value_that_the_listing_has_is_a_change_even_where_there_was_none():
    assert between([{"gear_id": None}], [{"gear_id": "g1"}]) == [(1, "gear_id", None, "g1")]

import hashlib

import orjson
import polars as pl

from schemas.summaries import Summaries
from tests.strava_shapes import ATHLETE_ID, summary
from transforms.summaries import summaries


def derive(*entries):
    bodies = [orjson.dumps(entry).decode() for entry in entries]
    frame = pl.DataFrame(
        {
            "payload_id": [1] * len(entries),
            "body": bodies,
            "body_sha256": [hashlib.sha256(body.encode()).hexdigest() for body in bodies],
        }
    )
    good, bad = summaries(frame, ATHLETE_ID)
    return Summaries.validate(good), bad


def test_kudos_do_not_change_the_fingerprint_and_a_new_name_does():
    first, kudos, renamed = (
        derive(summary(**fields))[0]["fingerprint"].item() for fields in ({}, {"kudos_count": 99}, {"name": "x"})
    )
    assert first == kudos
    assert first != renamed


def test_an_id_beyond_what_a_float_holds_is_kept():
    assert derive(summary(2**53 + 1))[0]["activity_id"].to_list() == [2**53 + 1]


def test_an_entry_without_an_id_is_rejected_and_the_others_stay():
    good, bad = derive(summary(1), summary() | {"id": "abc"}, {})
    assert good["activity_id"].to_list() == [1]
    assert bad["reason"].to_list() == ["the entry has no id"] * 2


def test_a_bad_entry_is_named_by_its_content_wherever_it_stands():
    alone, among = derive({})[1], derive(summary(1), summary(2), {})[1]
    assert alone["record_id"].to_list() == among["record_id"].to_list() == ["entry 44136fa355b3"]
    assert derive({"name": "x"})[1]["record_id"].to_list() != ["entry 44136fa355b3"]


def test_an_entry_of_another_athlete_is_rejected():
    good, bad = derive(summary(1, athlete={"id": 7}))
    assert good.is_empty()
    assert bad["rule"].to_list() == ["athlete: same account"]


def test_an_activity_that_stands_twice_on_a_page_is_taken_once():
    assert derive(summary(1), summary(1, name="later"))[0].height == 1

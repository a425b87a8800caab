"""What readers made of files becomes recordings with ids of their content."""

import hashlib

import polars as pl
import pytest

from flows.files.read import DECODED
from schemas.recordings import Recordings
from tests.landed import AT
from transforms.recordings import recordings

HASH = hashlib.sha256(b"a run").hexdigest()


def decoded(*rows: dict) -> pl.DataFrame:
    plain = {
        "athlete_id": 1,
        "payload_id": 1,
        "part_number": 1,
        "source": "file",
        "format": "fit",
        "file_name": "a.fit",
        "name_of_file": "a.fit",
        "body_sha256": HASH,
        "start_at": AT,
        "elapsed_time_s": 60,
        "has_samples": True,
        "imported_at": AT,
    }
    return pl.DataFrame([plain | row for row in rows], schema=DECODED)


def test_the_same_bytes_have_the_same_id_wherever_they_lie_and_parts_differ():
    here, _ = recordings(decoded({}, {"part_number": 2}))
    there, _ = recordings(decoded({"payload_id": 7, "file_name": "z.fit"}, {"payload_id": 7, "part_number": 2}))
    assert here["recording_id"].to_list() == there["recording_id"].to_list()
    assert here["recording_id"].n_unique() == 2
    assert here["recording_id"].max() < -(2**51)  # below every id of what is logged by hand
    assert here["recording_id"].min() > -(2**53)  # a number that JSON and JavaScript hold


@pytest.mark.parametrize("is_reversed", [False, True])
def test_a_file_that_came_alone_and_with_an_export_in_one_batch_is_the_exports(is_reversed):
    alone, exported = {"payload_id": 1}, {"payload_id": 2, "source": "strava_export", "file_name": "activities/7.fit"}
    found, bad = recordings(decoded(*([exported, alone] if is_reversed else [alone, exported])))
    assert found.select("source", "file_name", "payload_id").rows() == [("strava_export", "activities/7.fit", 2)]
    assert bad.is_empty()


@pytest.mark.parametrize("first", ["a/run.fit", "b/run.fit"])
def test_of_two_names_of_one_file_the_first_in_the_alphabet_counts_whichever_came_first(first):
    names = {"a/run.fit", "b/run.fit"}
    [second] = names - {first}
    found, bad = recordings(decoded({"file_name": first}, {"payload_id": 2, "file_name": second}))
    assert found["file_name"].to_list() == ["a/run.fit"]
    assert bad.is_empty()


def test_a_part_beyond_the_last_number_there_is_room_for_is_rejected_by_name():
    found, bad = recordings(decoded({}, {"part_number": 2**10}))
    assert found.height == 1
    assert bad.select("record_id", "rule").rows() == [("a.fit part 1024", "part_number: limit")]


def test_an_impossible_number_rejects_its_part_alone():
    found, bad = recordings(decoded({"elapsed_time_s": -1}, {"part_number": 2}))
    assert found["part_number"].to_list() == [2]
    assert bad["table_name"].to_list() == [Recordings.full_name()]
    assert bad["record_id"].to_list() == ["a.fit part 1"]


def test_of_endless_texts_as_much_is_kept_as_anybody_writes():
    found, bad = recordings(decoded({"name": "é" * 2_000_000, "description": "sauna " * 1_000_000}))
    assert (found["name"].item(), len(found["description"].item())) == ("é" * 1_000, 100_000)
    assert bad.is_empty()

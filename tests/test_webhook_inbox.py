"""The events that wait: none is lost, whoever is killed, and there is an end to them."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.webhook.event import LARGEST_ID, Event, Kept
from flows.webhook.inbox import LARGEST_BYTES, NAME, Inbox

AT = datetime(2026, 5, 20, 12, 5, tzinfo=UTC)
IDS = st.integers(1, LARGEST_ID)


def kept(activity_id):
    return Kept(7, activity_id, AT)


@given(st.builds(Kept, IDS, st.none() | IDS, st.datetimes(timezones=st.just(UTC))))
def test_an_event_survives_the_file(event):
    assert Kept.of(event.line()) == event


ODD = st.sampled_from([None, True, -1, 0, 1.5, 2**63, "1", "activity", [], [1], {}, {"authorized": False}])


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "object_type": st.sampled_from(["activity", "athlete"]) | ODD,
            "aspect_type": st.sampled_from(["create", "update", "delete"]) | ODD,
            "object_id": IDS | ODD,
            "owner_id": IDS | ODD,
            "subscription_id": IDS | ODD,
            "updates": st.just({"authorized": "false"}) | ODD,
        },
    )
)
def test_whatever_is_sent_is_an_event_with_ids_or_none(sent):
    event = Event.read(json.dumps(sent).encode())
    assert event is None or (
        type(event.owner_id) is type(event.subscription_id) is int and type(event.activity_id) in (int, type(None))
    )


@given(st.binary())
def test_a_line_that_is_no_event_is_none(line):
    assert Kept.of(line) is None


@pytest.mark.parametrize(
    "line",
    [
        b'{"athlete_id": 7, "activity_id": 1}',
        b'{"athlete_id": 7, "activity_id": 1, "received_at": "yesterday"}',
        b'{"athlete_id": 7, "activity_id": 1, "received_at": "2026-05-20T12:05:00"}',
        b'{"athlete_id": 7, "activity_id": 1, "received_at": 5}',
        b'{"athlete_id": "7", "activity_id": 1, "received_at": "2026-05-20T12:05:00+00:00"}',
        b"[]",
    ],
)
def test_an_edited_line_is_none(line):
    assert Kept.of(line) is None


def test_what_was_added_is_taken_in_order_until_it_is_done(tmp_path):
    inbox = Inbox(tmp_path)
    assert inbox.take() == []
    assert all(inbox.add(kept(number)) for number in (3, 1, 2))
    assert inbox.take() == [kept(3), kept(1), kept(2)]
    inbox.done()
    assert inbox.take() == []


@given(
    st.lists(
        st.sampled_from(["add", "take", "done", "cut off"]),
    )
)
def test_every_event_is_taken_before_it_is_let_go(tmp_path_factory, steps):
    """`done` only comes after a take; whatever else happens, and however often a taker is killed, nothing is lost."""
    home = tmp_path_factory.mktemp("home")
    inbox = Inbox(home)
    added, seen, in_hand = set(), set(), None
    for number, step in enumerate(steps, start=1):
        match step:
            case "add":
                assert inbox.add(kept(number))
                added.add(number)
            case "take":
                in_hand = {event.activity_id for event in inbox.take()}
            case "done" if in_hand is not None:
                inbox.done()
                seen |= in_hand
                in_hand = None
            case "cut off" if in_hand is not None:
                # A taker that was killed in the middle of putting aside what waits.
                with (home / NAME).with_suffix(".taken").open("ab") as aside:
                    aside.write(b'\n{"athlete_id": 7, "act')
    seen |= {event.activity_id for event in inbox.take()}
    assert seen == added


def test_many_may_add_while_another_takes(tmp_path):
    inbox = Inbox(tmp_path)
    taken = []
    with ThreadPoolExecutor(8) as pool:
        adding = [pool.submit(Inbox(tmp_path).add, kept(number)) for number in range(1, 401)]
        while not all(one.done() for one in adding):
            taken += inbox.take()
            inbox.done()
    taken += inbox.take()
    assert sorted(event.activity_id for event in taken) == list(range(1, 401))


def test_there_is_an_end_to_it(tmp_path):
    inbox = Inbox(tmp_path)
    (tmp_path / NAME).write_bytes(kept(1).line() * (LARGEST_BYTES // len(kept(1).line())))
    assert not inbox.add(kept(1))
    assert (tmp_path / NAME).stat().st_size <= LARGEST_BYTES
    assert len(inbox.take()) > 2000
    assert inbox.add(kept(1))


def test_it_can_be_read_by_its_owner_alone(tmp_path):
    before = os.umask(0)
    try:
        inbox = Inbox(tmp_path)
        inbox.add(kept(1))
        inbox.take()
        inbox.add(kept(2))
    finally:
        os.umask(before)
    assert {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {
        "events.jsonl": 0o600,
        "events.taken": 0o600,
    }


def test_a_sync_without_a_webhook_leaves_no_file(tmp_path):
    inbox = Inbox(tmp_path)
    inbox.take()
    inbox.done()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [NAME, "events.taken"])
@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_lies_in_the_inbox_s_place_is_no_event_and_stops_nobody(tmp_path, name, make):
    inbox = Inbox(tmp_path)
    inbox.add(kept(1))
    (tmp_path / name).unlink(missing_ok=True)
    make(tmp_path / name)
    assert inbox.take() == []
    inbox.done()

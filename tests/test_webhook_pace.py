"""A sync comes soon after an event, and never often."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flows.webhook.pace import DAY, GAP, MOST_A_DAY, QUIET, Pace

START = datetime(2026, 5, 20, 12, 5, tzinfo=UTC)


def syncs(heard, until=None):
    """When syncs begin if these events come; looked at as they come and whenever one is due."""
    pace, begun = Pace(), []
    for at in [*heard, until or heard[-1] + 2 * DAY]:
        while (due_at := pace.due_at) is not None and due_at <= at:
            pace.begun(due_at)
            begun.append(due_at)
        pace.heard(at)
    return begun


def test_nothing_is_due_without_an_event():
    assert Pace().due_at is None


def test_one_sync_follows_a_burst_after_a_moment_of_quiet():
    burst = [START + timedelta(seconds=second) for second in (0, 3, 15)]
    assert syncs(burst) == [burst[-1] + QUIET]


def test_the_next_event_waits_for_the_gap():
    heard = [START, START + QUIET + timedelta(seconds=1)]
    assert syncs(heard) == [START + QUIET, START + QUIET + GAP]


def test_a_flood_without_a_pause_puts_no_sync_off_and_brings_few():
    begun = syncs([START + timedelta(seconds=10) * number for number in range(2 * 8640)], START + 2 * DAY)
    assert begun[0] == START + GAP
    assert len(begun) == 2 * MOST_A_DAY


def test_without_calls_nothing_is_due_until_they_come_back():
    pace = Pace()
    pace.heard(START)
    pace.hold(START + DAY)
    pace.heard(START + GAP)
    assert pace.due_at == START + DAY
    pace.begun(START + DAY)
    pace.heard(START + DAY + GAP)
    assert pace.due_at == START + DAY + GAP + QUIET


@given(st.lists(st.timedeltas(timedelta(0), timedelta(hours=3)), min_size=1, max_size=200))
def test_after_any_events_syncs_are_few_and_none_is_forgotten(pauses):
    heard = [START]
    for pause in pauses:
        heard.append(heard[-1] + pause)
    begun = syncs(heard)
    assert all(later - earlier >= GAP for earlier, later in pairwise(begun))
    assert all(later - earlier >= DAY for earlier, later in zip(begun, begun[MOST_A_DAY:], strict=False))
    assert begun[-1] > heard[-1]
    if len(begun) < MOST_A_DAY:
        assert all(any(timedelta(0) < sync - at <= 2 * GAP for sync in begun) for at in heard)

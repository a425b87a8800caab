"""The call budget and time: windows are Strava's, by Strava's clock, whatever ours shows."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.emulator.rate_limits import RateLimits
from flows.emulator.switches import Switches
from flows.strava.budget import GUARD, BudgetSpent, CallBudget

NOON = datetime(2026, 5, 4, 12, 3, tzinfo=UTC)
BORDER = datetime(2026, 5, 4, 12, 15, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
TEN_MINUTES = timedelta(minutes=10)


def date(at):
    return {"Date": format_datetime(at.replace(microsecond=0), usegmt=True)}


class Strava:
    """Counts as Strava does, by its own clock; ours is `skew` ahead of it."""

    def __init__(self, skew=timedelta(), tells_use=True, tells_time=True, **limits):
        self.at, self.skew = NOON, skew
        self.tells_use, self.tells_time = tells_use, tells_time
        self.limits = RateLimits(Switches(**limits))
        self.answered = []

    @property
    def ours(self):
        return self.at + self.skew

    def call(self, budget, seconds=0.2):
        """One call that takes so long; raises `BudgetSpent` when the budget has none."""
        budget.spend(self.ours)
        sent_at = self.ours
        self.at += timedelta(seconds=seconds / 2)
        self.limits.count(self.at.timestamp())
        assert self.limits.exceeded(self.at.timestamp()) is None, f"a 429 at {self.at}"
        self.answered.append(self.at)
        headers = date(self.at) if self.tells_time else {}
        headers |= self.limits.headers(self.at.timestamp()) if self.tells_use else {}
        self.at += timedelta(seconds=seconds / 2)
        budget.settle(headers, sent_at, self.ours)

    def call_until(self, budget, until):
        """One call after another, sleeping when the budget says so."""
        while self.at < until:
            try:
                self.call(budget)
            except BudgetSpent as spent:
                self.at += max(spent.resumes_at - self.ours, timedelta(seconds=0.1))

    def in_quarter(self, start):
        return sum(start <= at < start + QUARTER for at in self.answered)


SKEWS = [-TEN_MINUTES, TEN_MINUTES, timedelta(hours=-30), timedelta(seconds=-1.5), timedelta(seconds=400)]


@pytest.mark.parametrize("tells_use", [True, False])
@pytest.mark.parametrize("skew", SKEWS)
def test_with_a_clock_that_is_wrong_every_quarter_is_used_to_its_last_call(skew, tells_use):
    strava = Strava(skew, tells_use)
    strava.call_until(CallBudget(), BORDER + 3 * QUARTER)
    assert [strava.in_quarter(BORDER + number * QUARTER) for number in (-1, 0, 1, 2)] == [100] * 4


@pytest.mark.parametrize("jump", [-TEN_MINUTES, TEN_MINUTES, timedelta(days=-1), timedelta(days=1)])
@pytest.mark.parametrize("calls_before", [1, 60, 99])
@pytest.mark.parametrize("tells_use", [True, False])
def test_a_clock_that_jumps_in_mid_run_costs_no_call_too_many(jump, calls_before, tells_use):
    strava, budget = Strava(tells_use=tells_use), CallBudget()
    for _ in range(calls_before):
        strava.call(budget)
    strava.skew = jump
    strava.call_until(budget, BORDER + 2 * QUARTER)
    assert [strava.in_quarter(BORDER + number * QUARTER) for number in (-1, 0, 1)] == [100] * 3


def test_calls_may_go_on_when_strava_s_window_has_begun_and_not_when_ours_has():
    strava, budget = Strava(skew=TEN_MINUTES), CallBudget()
    for _ in range(100):
        strava.call(budget)
    with pytest.raises(BudgetSpent) as caught:
        strava.call(budget)
    assert timedelta() <= caught.value.resumes_at - TEN_MINUTES - BORDER <= 2 * GUARD


def test_the_skew_is_known_to_the_next_run():
    strava, budget = Strava(skew=TEN_MINUTES), CallBudget()
    for _ in range(100):
        strava.call(budget)
    with pytest.raises(BudgetSpent):
        CallBudget.from_state(budget.state()).spend(BORDER + timedelta(minutes=5))


def test_without_dates_our_own_clock_counts():
    strava, budget = Strava(tells_time=False), CallBudget()
    strava.call_until(budget, BORDER + 2 * QUARTER)
    assert [strava.in_quarter(BORDER + number * QUARTER) for number in (-1, 0, 1)] == [100] * 3


def test_calls_under_way_when_a_window_rolls_count_where_strava_counted_them():
    budget = CallBudget()
    sent_at, later = BORDER - timedelta(seconds=10), BORDER + timedelta(seconds=10)
    budget.spend(sent_at)
    budget.settle({}, sent_at, sent_at)
    for _ in range(8):
        budget.spend(sent_at)
    assert budget.left(later)[0] == 92
    for number in range(8):
        budget.settle(date(sent_at if number < 3 else later), sent_at, later)
    assert budget.left(later)[0] == 95


def test_calls_under_way_when_a_window_rolls_count_in_both_where_no_date_tells():
    budget = CallBudget()
    sent_at, later = BORDER - timedelta(seconds=10), BORDER + timedelta(seconds=10)
    for _ in range(8):
        budget.spend(sent_at)
        budget.settle({}, sent_at, later)
    assert budget.left(later)[0] == 92
    assert budget.left(sent_at)[0] == 92


def test_a_slow_answer_takes_nothing_from_what_is_known():
    strava, budget = Strava(skew=TEN_MINUTES), CallBudget()
    strava.call(budget)
    before = budget.state()["ahead_s"]
    strava.call(budget, seconds=60)
    assert budget.state()["ahead_s"] == before


@pytest.mark.parametrize("value", ["", "yesterday", "Mon, 99 May 2026 12:00:00 GMT", "Mon, 04 May 99999 12:00:00 GMT"])
def test_a_date_of_another_form_is_ignored(value):
    budget = CallBudget()
    budget.spend(NOON)
    budget.settle({"Date": value}, NOON, NOON)
    assert budget.state()["ahead_s"] == 0
    assert budget.left(NOON) == (99, 999)


@settings(deadline=None)
@given(
    skew=st.floats(-7200, 7200),
    steps=st.lists(
        st.tuples(st.floats(0.01, 5), st.floats(0, 120), st.sampled_from([0, 0, 0, -600, 600])), max_size=60
    ),
    tells_use=st.booleans(),
)
def test_no_call_is_ever_one_too_many(skew, steps, tells_use):
    """Calls of any length at any time, by a clock of any skew that jumps now and then."""
    strava = Strava(timedelta(seconds=skew), tells_use, read_per_15_min=10, read_per_day=40)
    budget = CallBudget()
    budget.spend(strava.ours)
    budget.settle(strava.limits.headers(strava.at.timestamp()) | date(strava.at), strava.ours, strava.ours)
    for seconds, pause, jump in steps:
        # While calls are allowed: a clock set forward just when a window is used up looks like the next one.
        if jump and budget.left(strava.ours)[0] > 1:
            strava.skew += timedelta(seconds=jump)
        try:
            strava.call(budget, seconds)
        except BudgetSpent as spent:
            assert spent.resumes_at > strava.ours  # noqa: PT017 - both outcomes are right
        strava.at += timedelta(seconds=pause)

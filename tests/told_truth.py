"""What the marts should say, worked out from the ground truth in plain Python, with nothing of the pipeline's."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

WEEK = timedelta(days=7)
#: The default plan: the least that a week asks for.
LEAST = {"hill_sprints": 1, "heat": 2, "cross_training": 2, "strength": 2}
#: No record before the seventh month, and none by less than 100 m.
BASELINE_MONTHS = 6
RECORD_BY_M = 100


def weekly_statuses(truth: Iterable[dict[str, Any]], today: date) -> dict[tuple[date, str], tuple[str, float]]:
    """Status and amount of each ISO week, from the first activity's to that of `today`, and intervention."""
    truth = list(truth)
    amounts: dict[tuple[date, str], float] = defaultdict(float)
    days = [date.fromisoformat(one["local_date"]) for one in truth]
    recorded = {monday(day) for day in days}
    for one, day in zip(truth, days, strict=True):
        for session in one["sessions"]:
            if session["counts"]:
                is_timed = session["intervention"] == "cross_training"
                amounts[monday(day), session["intervention"]] += session["dose"] if is_timed else 1
    said = {}
    week = monday(min(days))
    while week <= today:
        for intervention, least in LEAST.items():
            done = round(amounts[week, intervention], 6)
            is_half_seen = week not in recorded or week < min(days)
            said[week, intervention] = (status(done, least, is_half_seen, week + WEEK > today), done)
        week += WEEK
    return said


def status(done: float, least: float, is_half_seen: bool, is_running: bool) -> str:
    """The verdict on one week."""
    if done >= least:
        return "met"
    if is_running:
        return "in_progress"
    if is_half_seen:
        return "unknown"
    return "partial" if 2 * done >= least else "missed"


def monthly_distances(truth: Iterable[dict[str, Any]], today: date) -> dict[date, float]:
    """Metres run in each month from the first run's to that of `today`."""
    sums: dict[date, float] = defaultdict(float)
    for one in truth:
        if one["counted_distance_m"] is not None:
            sums[date.fromisoformat(one["local_date"]).replace(day=1)] += one["counted_distance_m"]
    month, all_months = min(sums), {}
    while month <= today:
        all_months[month] = round(sums[month], 1)
        month = (month + timedelta(days=32)).replace(day=1)
    return all_months


def monthly_records(truth: Iterable[dict[str, Any]], today: date) -> dict[date, date]:
    """Each complete month that was a record, and the month that it beat. Without the current month."""
    months = sorted(monthly_distances(truth, today).items())
    found = {}
    for number, (month, distance) in enumerate(months):
        if number < BASELINE_MONTHS or month == today.replace(day=1):
            continue
        best_distance, best_month = max((earlier, -when.toordinal()) for when, earlier in months[:number])
        if distance - best_distance >= RECORD_BY_M - 1e-6:
            found[month] = date.fromordinal(-best_month)
    return found


def sessions(truth: Iterable[dict[str, Any]], intervention: str) -> dict[int, dict[str, Any]]:
    """The sessions of an intervention by activity."""
    return {
        one["activity_id"]: session
        for one in truth
        for session in one["sessions"]
        if session["intervention"] == intervention
    }


def twins(truth: Iterable[dict[str, Any]]) -> dict[int, int]:
    """Second recordings of a workout, and the first."""
    return {one["activity_id"]: one["duplicate_of"] for one in truth if one["duplicate_of"] is not None}


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())

"""Ten years in a warehouse without server and Prefect: a made-up athlete's, in the real calendar.

Every status comes up, a declared break too, and titles, reasons and notes that attack whoever shows them.
"""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from flows.derive.marts import calendar
from flows.plan.read import read_plan
from schemas.activities import Activities
from schemas.freshness import STALE_AFTER, Freshness
from schemas.history import History
from schemas.plan import Plan
from schemas.quarantine import Quarantine
from schemas.sessions import Sessions
from tests.frames import rows
from tests.strava_shapes import ATHLETE_ID
from warehouse.database import Warehouse

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 21, tzinfo=UTC)
FIRST_MONDAY = date(2016, 12, 5)
HOSTILE = (
    '<img src=x onerror="window.pwned=1">\'"></script><script>window.pwned=1</script><!--adherence x y--> & \u202e'
)
#: A hostile week, a week in a break, one without any activity, one in which too much was done.
HOSTILE_WEEK, BREAK_WEEK = date(2026, 11, 16), date(2026, 10, 5)
UNKNOWN_WEEK, OVER_WEEK = date(2026, 9, 14), date(2026, 8, 17)
PLAN = f"""
[hill_sprints]
min = 1
max = 1
[heat]
min = 2
max = 3
[cross_training]
min = 2
max = 3
[strength]
min = 2
max = 2
[monthly_mileage]
min = 2
max = 3
[[break]]
from = {BREAK_WEEK}
until = {BREAK_WEEK + timedelta(days=6)}
reason = '''<b onmouseover="window.pwned=1">knee</b>'''
"""
#: Nothing in it is scored by the week.
MILEAGE_ALONE = "[monthly_mileage]\nmin = 2\nmax = 3\n"
#: Sport, group, intervention, kind, unit and dose of what a week may hold.
KINDS: dict[str, tuple[str, str, str, str, float]] = {
    "hill_sprints": ("Run", "run", "hill_sprints", "reps", 6.0),
    "heat": ("Workout", "recovery", "sauna", "minutes", 25.0),
    "cross_training": ("Ride", "cross_training", "ride", "hours", 1.25),
    "strength": ("WeightTraining", "strength", "heavy", "minutes", 45.0),
}


def ten_years(warehouse: Warehouse, plan_path: Path, first: date = FIRST_MONDAY) -> None:
    """Fill core, mart and ops with everything from the Monday `first` to TODAY."""
    mondays = [first + timedelta(weeks=number) for number in range((TODAY - first).days // 7 + 1)]
    done = [one for number, monday in enumerate(mondays) for one in week(number, monday)]
    for number, one in enumerate(done):
        one["activity_id"] = 10_000_000_000 + number
    fill(warehouse, plan_path, done)


def week(number: int, monday: date) -> list[dict[str, Any]]:
    """What was done in a week: three runs, and of the rest more or less."""
    if monday == UNKNOWN_WEEK:
        return []
    doses = {
        "hill_sprints": int(number % 3 > 0),
        "heat": 5 if monday == OVER_WEEK else number % 4,
        "cross_training": (number + 1) % 3,
        "strength": (number + 2) % 3,
    }
    if monday + timedelta(days=6) > TODAY:
        doses = {"hill_sprints": 1, "heat": 1, "cross_training": 1, "strength": 0}
    title = HOSTILE if monday == HOSTILE_WEEK else "Morning run"
    runs = [activity(monday + timedelta(days=one), title, "Run", "run", 9_000.0 + 40 * number) for one in (0, 1, 2)]
    others = [
        activity(monday + timedelta(days=turn % 3), f"{name} {turn}", sport, group, None)
        | {"session": (name, kind, unit, dose)}
        for name, turns in doses.items()
        for sport, group, kind, unit, dose in [KINDS[name]]
        for turn in range(turns)
    ]
    if monday == HOSTILE_WEEK:
        others = [one | {"name": HOSTILE} for one in others]
    return runs + others


def activity(day: date, name: str, sport: str, group: str, distance_m: float | None) -> dict[str, Any]:
    """One activity of three quarters of an hour."""
    start = datetime.combine(day, time(7))
    return {
        "athlete_id": ATHLETE_ID,
        "name": name,
        "sport_type": sport,
        "sport_group": group,
        "start_at": start.replace(tzinfo=UTC),
        "local_start_at": start,
        "local_date": day,
        "utc_offset_s": 0,
        "distance_m": distance_m,
        "moving_time_s": 2700,
        "elapsed_time_s": 2700,
        "source": "strava_api",
    }


def fill(warehouse: Warehouse, plan_path: Path, done: list[dict[str, Any]], asked: str = PLAN, **fresh: Any) -> None:
    """Fill a warehouse with activities, and sessions where they have one.

    `asked` is what plan.toml says, `fresh` what ops.freshness does.
    """
    plan_path.write_text(asked)
    found = rows(Activities, *({k: v for k, v in one.items() if k != "session"} for one in done))
    sessions = rows(Sessions, *(session(one) for one in done if "session" in one))
    known = rows(
        History,
        {
            "athlete_id": ATHLETE_ID,
            "first_date": min(one["local_date"] for one in done),
            "complete_until": TODAY - timedelta(days=1),
            "pending_dates": [],
        },
    )
    first = min(one["local_date"] for one in done)
    plan = read_plan(plan_path, [ATHLETE_ID], first - timedelta(days=first.weekday()))
    made = calendar(found, sessions, plan, known, TODAY)
    for table, frame in ({Activities: found, Sessions: sessions, Plan: plan} | made).items():
        warehouse.replace(table, table.validate(frame))
    warehouse.replace(Freshness, rows(Freshness, freshness(len(done)) | fresh))
    warehouse.replace(Quarantine, rows(Quarantine, {"athlete_id": ATHLETE_ID, "reason": HOSTILE}))


def session(one: dict[str, Any]) -> dict[str, Any]:
    """The row of mart.sessions of an activity that counts."""
    intervention, kind, unit, dose = one["session"]
    return {
        "athlete_id": ATHLETE_ID,
        "activity_id": one["activity_id"],
        "local_date": one["local_date"],
        "intervention": intervention,
        "kind": kind,
        "dose": dose,
        "dose_unit": unit,
        "counts": True,
        "confidence": 0.9,
        "reason": f"“{one['name']}” says so, over 45 min: a reason as long as they usually are, with its numbers.",
        "evidence": "{}",
        "decided_by": "rule",
    }


def freshness(activities: int) -> dict[str, Any]:
    """The row of ops.freshness after a good run."""
    return {
        "athlete_id": ATHLETE_ID,
        "last_success_at": NOW,
        "stale_after": NOW + STALE_AFTER,
        "last_outcome": "ok",
        "failed_runs": 0,
        "activities": activities,
        "activities_pending": 12,
        "oldest_pending_at": datetime(2016, 1, 5, tzinfo=UTC),
        "newest_pending_at": datetime(2016, 12, 1, tzinfo=UTC),
        "activities_to_check": 3,
        "full_listing_at": NOW,
        "calls_left_today": 10,
        "calls_per_day": 10,
        "records_rejected": 2,
        "content_sha256": "abc",
        "published_at": NOW,
    }

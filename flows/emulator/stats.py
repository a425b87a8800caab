"""The totals of `/athletes/{id}/stats`, added up from the summaries."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

RECENT = timedelta(weeks=4)
GROUPS = {
    "run": frozenset({"Run", "TrailRun", "VirtualRun"}),
    "ride": frozenset({"Ride", "GravelRide", "MountainBikeRide", "VirtualRide", "EBikeRide", "EMountainBikeRide"}),
    "swim": frozenset({"Swim"}),
}


def athlete_stats(summaries: list[dict[str, Any]], now: float) -> dict[str, Any]:
    """Recent (four weeks), year-to-date and all-time totals of runs, rides and swims, as the API names them."""
    today = datetime.fromtimestamp(now, UTC)
    since = {
        "recent": today - RECENT,
        "ytd": datetime(today.year, 1, 1, tzinfo=UTC),
        "all": datetime.min.replace(tzinfo=UTC),
    }
    rides = [row for row in summaries if row.get("sport_type") in GROUPS["ride"]]
    result: dict[str, Any] = {
        "biggest_ride_distance": max((row.get("distance") or 0 for row in rides), default=None),
        "biggest_climb_elevation_gain": max((row.get("total_elevation_gain") or 0 for row in rides), default=None),
    }
    for span, start in since.items():
        for group, sports in GROUPS.items():
            result[f"{span}_{group}_totals"] = _totals(
                row
                for row in summaries
                if row.get("sport_type") in sports and datetime.fromisoformat(row["start_date"]) >= start
            )
    return result


def _totals(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    rows = list(rows)
    return {
        "count": len(rows),
        "distance": sum(row.get("distance") or 0 for row in rows),
        "moving_time": sum(row.get("moving_time") or 0 for row in rows),
        "elapsed_time": sum(row.get("elapsed_time") or 0 for row in rows),
        "elevation_gain": sum(row.get("total_elevation_gain") or 0 for row in rows),
    }

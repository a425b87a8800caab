"""The answers to some recipes, reckoned another way: in polars and Python, from the tables of one athlete."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import groupby, pairwise
from typing import Any

import polars as pl

from schemas.activities import Activities
from schemas.activity_samples import ActivitySamples
from schemas.daily_training import DailyTraining
from schemas.hill_sprint_reps import HillSprintReps
from schemas.intensity_thresholds import IntensityThresholds
from schemas.monthly_adherence import MonthlyAdherence
from schemas.monthly_records import MonthlyRecords
from schemas.sessions import Sessions
from schemas.table import Table
from schemas.weekly_adherence import WeeklyAdherence
from schemas.yearly_adherence import YearlyAdherence
from transforms.heart_rate import share_below

Read = Callable[[type[Table]], pl.DataFrame]
KEY = ["athlete_id", "activity_id"]


def runs(read: Read) -> pl.DataFrame:
    return read(Activities).filter(pl.col("duplicate_of").is_null(), pl.col("sport_group") == "run")


def month_to_beat(read: Read) -> dict[str, Any]:
    """The best month before this one, from the runs themselves, and what is left to run from today on."""
    today = read(DailyTraining)["local_date"].max()
    by_month = runs(read).group_by(month=pl.col("local_date").dt.truncate("1mo")).agg(m=pl.col("distance_m").sum())
    now = by_month.filter(month=today.replace(day=1))["m"].item()
    best = by_month.filter(pl.col("month") < today.replace(day=1)).sort("m").row(-1, named=True)
    days_left = (pl.Series([today]).dt.month_end().item() - today).days + 1
    return {
        "to_beat": [f"{best['month']:%Y-%m}"],
        "days_left": [days_left],
        "km_a_day": [-(-(best["m"] + 100 - now) // (100 * days_left)) / 10],
    }


def records(read: Read) -> dict[str, Any]:
    """mart.monthly_records itself."""
    told = read(MonthlyRecords).sort("month")
    return {
        "month": told["month"].dt.strftime("%Y-%m").to_list(),
        "beats": told["previous_record_month"].dt.strftime("%Y-%m").to_list(),
        "months_stood": told["months_stood"].to_list(),
        "records_last_12_months": told["records_last_12_months"].to_list(),
    }


def load_jumps(read: Read) -> dict[str, Any]:
    """The last ten days whose longest run beats by a tenth every run of the 30 days before, from the runs."""
    by_day = dict(runs(read).group_by("local_date").agg(pl.col("distance_m").max()).drop_nulls().rows())
    found = [
        day
        for day in sorted(by_day, reverse=True)
        if (before := [by_day.get(day - timedelta(days=n), 0.0) for n in range(1, 31)])
        and max(before) > 0
        and by_day[day] > 1.1 * max(before)
    ]
    return {"day": found[:10], "km": [round(by_day[day] / 1000, 1) for day in found[:10]]}


def streaks(read: Read) -> dict[str, Any]:
    """Runs of met weeks, weeks without a verdict left out."""
    told: dict[str, list[Any]] = {"intervention": [], "longest": [], "current": []}
    for (intervention,), weeks in (
        read(WeeklyAdherence).sort("intervention", "week_start").group_by("intervention", maintain_order=True)
    ):
        judged = [status for status in weeks["status"] if status in ("met", "partial", "missed")]
        lengths = [(is_met, len(list(group))) for is_met, group in groupby(judged, key=lambda status: status == "met")]
        told["intervention"].append(intervention)
        told["longest"].append(max(length for is_met, length in lengths if is_met))
        told["current"].append(lengths[-1][1] if lengths[-1][0] else 0)
    return told


def five_things(read: Read) -> dict[str, Any]:
    """Statuses of the last twelve weeks that are over."""
    weeks = read(WeeklyAdherence)
    last = sorted(weeks["week_start"].unique())[-13:-1]
    statuses = weeks.filter(pl.col("week_start").is_in(last)).select("intervention", "status").rows()
    years = [("monthly_mileage", status) for status in read(YearlyAdherence)["status"]]
    told = Counter([*statuses, *years])
    names = sorted({name for name, _ in told})
    return {"intervention": names} | {
        status: [told[name, status] for name in names] for status in ("met", "partial", "missed", "unknown")
    }


def adherence_by_quarter(read: Read) -> dict[str, Any]:
    """Weeks of mart.monthly_adherence, three months together."""
    quarters = (
        read(MonthlyAdherence)
        .group_by("intervention", start=pl.col("month").dt.truncate("1q"))
        .agg(pl.col("weeks_met", "weeks_due", "weeks_unknown").sum())
        .filter(pl.col("start").rank("dense", descending=True) <= 5)
        .sort("intervention", "start")
    )
    return {
        "met": quarters["weeks_met"].to_list(),
        "judged": (quarters["weeks_due"] - quarters["weeks_unknown"]).to_list(),
    }


def easy_running(read: Read) -> dict[str, Any]:
    """The share of the time under the threshold as the verdicts on cross-training take it; one period of thresholds."""
    [bound] = read(IntensityThresholds)["first_threshold_bpm"]
    shares = (
        share_below(read(ActivitySamples).with_columns(bound=pl.lit(bound)), "bound")
        .join(runs(read).select(*KEY, "local_date"), on=KEY)
        .group_by(start=pl.col("local_date").dt.truncate("1q"))
        .agg(
            easy=(pl.col("share_below") * pl.col("heartrate_time_s")).sum(),
            heartrate_time_s=pl.col("heartrate_time_s").sum(),
        )
        .sort("start")
    )
    return {"easy_pct": (100 * shares["easy"] / shares["heartrate_time_s"]).round().to_list()}


def sprint_durations(read: Read) -> dict[str, Any]:
    """Sprints of sessions that count, in bins of a second."""
    counting = read(Sessions).filter("counts", pl.col("intervention") == "hill_sprints")
    reps = read(HillSprintReps).join(counting, on=KEY, how="semi")
    seconds = reps["duration_s"].sort().to_list()
    bounds = [0.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.05, 99.0]
    counts = [sum(low <= s < high for s in seconds) for low, high in pairwise(bounds)]
    return {"sprints": counts, "passes": ["no", *5 * ["yes"], "no"]}


TRUTH: dict[str, Callable[[Read], dict[str, Any]]] = {
    "month-to-beat": month_to_beat,
    "monthly-records": records,
    "load-jumps": load_jumps,
    "streaks": streaks,
    "five-things": five_things,
    "adherence-by-quarter": adherence_by_quarter,
    "easy-running": easy_running,
    "sprint-durations": sprint_durations,
}

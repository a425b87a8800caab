"""Runs become monthly volume by sport type."""

from datetime import date

import polars as pl

from schemas.monthly_volume_by_sport import MonthlyVolumeBySport
from transforms.monthly_totals import monthly_totals


def monthly_volume_by_sport(activities: pl.DataFrame, history: pl.DataFrame, today: date) -> pl.DataFrame:
    """mart.monthly_volume_by_sport from core.activities and core.history: running, split by sport type."""
    runs = activities.filter(pl.col("sport_group") == "run")
    return monthly_totals(runs, history, today, "sport_type").select(MonthlyVolumeBySport.columns())

"""Activities become monthly volume."""

from datetime import date

import polars as pl

from schemas.monthly_volume import MonthlyVolume
from transforms.monthly_totals import monthly_totals


def monthly_volume(activities: pl.DataFrame, history: pl.DataFrame, today: date) -> pl.DataFrame:
    """mart.monthly_volume from core.activities and core.history: totals per athlete, month and sport group.

    Duplicates do not count. Months are complete when they are over, all of them listed, and not before the history.
    """
    return monthly_totals(activities, history, today, "sport_group").select(MonthlyVolume.columns())

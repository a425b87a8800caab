"""Reps of many runs fall together into hills: those that start at one foot, in one direction, up one grade."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.geometry import length_m, way_m, wrapped_deg
from transforms.hill_sprint_reps import numbered

Floats = NDArray[np.float64]

#: Starts on one hill differ by 20–60 m and positions by 10–15 m; half-way from there to a hill 300 m off [J].
SAME_FOOT_M = 150.0
#: Some 45 m of way between two positions that err by 5 m against each other: ±10°, and hills bend [J].
SAME_DIRECTION_DEG = 60.0
#: Shorter ways from start to end have no direction that one could trust.
LEAST_WAY_M = 10.0
#: The grade of a session is good to a point, of a single rep to two; 6 % and 14 % are two hills [J].
SAME_GRADE_POINTS = 4.0

RUN = ["athlete_id", "activity_id"]


def on_hills(reps: pl.DataFrame, found: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """mart.hill_sprint_reps with `hill_id`, from core.efforts and core.activities.

    A hill is founded by the earliest session that fits no hill before it, and named by that activity and its first rep
    there. A later session therefore never renames nor moves a hill, whatever the order in which sessions arrive.
    """
    return (
        reps.drop("hill_id")
        .join(hills(found, activities), on=[*RUN, "rep_number"], how="left", maintain_order="left")
        .select(reps.columns)
    )


def hills(found: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """`athlete_id, activity_id, rep_number, hill_id` of the hill sprints that have coordinates.

    Duplicates (core.activities.duplicate_of) are left out: their watch would found hills of its own.
    """
    kept = activities.filter(pl.col("duplicate_of").is_null()).select(*RUN, "start_at")
    reps = placed(numbered(found)).join(kept, on=RUN).sort("start_at", *RUN, "rep_number").drop("start_at")
    reps = reps.with_columns(foot=founders(reps, RUN))
    feet = reps.group_by("athlete_id", "foot", maintain_order=True).agg(
        pl.col("activity_id", "rep_number").first(),
        pl.col("lat", "mean_grade_pct").median(),
        pl.col("lon").first() + wrapped_deg(pl.col("lon") - pl.col("lon").first()).median(),
        pl.col("north_m", "east_m").sum(),
    )
    name = pl.format("{}-{}", "activity_id", "rep_number")
    named = feet.select("foot", hill_id=feet.select(name).to_series().gather(founders(feet, ["athlete_id"])))
    return reps.join(named, on="foot").select(*RUN, "rep_number", "hill_id")


def placed(reps: pl.DataFrame) -> pl.DataFrame:
    """Reps that have coordinates, with the way from start to end, `north_m` and `east_m`; 0 where the end has none."""
    north_m, east_m = way_m(*(pl.col(name) for name in ("end_lat", "end_lon", "lat", "lon")))
    return reps.drop_nulls(["lat", "lon"]).select(
        *RUN, "rep_number", "lat", "lon", "mean_grade_pct", north_m=north_m.fill_null(0), east_m=east_m.fill_null(0)
    )


def founders(places: pl.DataFrame, within: list[str]) -> pl.Series:
    """For each place (rows in the order of time) the row of its hill's founder, within groups of rows.

    The first place that fits no founder before it founds a hill; every other belongs to the nearest of the earlier
    founders that it fits. Each round finds one founder in every group: as many rounds as one group has hills.
    """
    group = places.select(pl.struct(within).rank("dense")).to_series().to_numpy()
    row = np.arange(len(group))
    founder = row.copy()
    nearest_m = np.full(len(group), np.inf)
    is_free = np.ones(len(group), dtype=bool)
    while is_free.any():
        groups, first = np.unique(group[is_free], return_index=True)
        new = row[is_free][first]
        at = np.minimum(np.searchsorted(groups, group), len(groups) - 1)
        against = np.where(groups[at] == group, new[at], row)
        apart_m, is_alike = compared(places, against)
        is_nearer = is_alike & (row > against) & (apart_m < nearest_m)
        founder[is_nearer], nearest_m[is_nearer] = against[is_nearer], apart_m[is_nearer]
        is_free[is_nearer] = False
        is_free[new] = False
    return pl.Series("foot", founder)


def compared(places: pl.DataFrame, against: NDArray[np.int64]) -> tuple[Floats, NDArray[np.bool_]]:
    """How far the foot of each place is from that of another (a row each), and whether both may be one hill."""
    here = places.select("lat", "lon", "mean_grade_pct", "north_m", "east_m")
    there = here[against]
    both = here.hstack(there.rename(lambda name: f"{name}_there"))
    apart_m = length_m(way_m(*(pl.col(name) for name in ("lat", "lon", "lat_there", "lon_there"))))
    here_m, there_m = (length_m((pl.col(f"north_m{where}"), pl.col(f"east_m{where}"))) for where in ("", "_there"))
    along = pl.col("north_m") * pl.col("north_m_there") + pl.col("east_m") * pl.col("east_m_there")
    is_one_direction = (
        (here_m < LEAST_WAY_M)
        | (there_m < LEAST_WAY_M)
        | (along >= np.cos(np.radians(SAME_DIRECTION_DEG)) * here_m * there_m)
    )
    is_one_grade = (pl.col("mean_grade_pct") - pl.col("mean_grade_pct_there")).abs() <= SAME_GRADE_POINTS
    seen = both.select(apart_m=apart_m, is_alike=(apart_m <= SAME_FOOT_M) & is_one_direction & is_one_grade)
    return seen["apart_m"].to_numpy(), seen["is_alike"].to_numpy()

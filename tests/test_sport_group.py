import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.activities import SPORT_GROUPS
from tests.laws import examples
from transforms.sport_group import sport_group

Row = tuple[str, str | None, str | None, float | None]


def groups(*told: Row) -> list[str]:
    frame = pl.DataFrame(
        told,
        schema={"sport": pl.String, "name": pl.String, "text": pl.String, "metres": pl.Float64},
        orient="row",
    )
    return frame.select(sport_group(*(pl.col(name) for name in frame.columns))).to_series().to_list()


@pytest.mark.parametrize(
    ("sport", "group"),
    [
        *((sport, "run") for sport in ("Run", "TrailRun", "VirtualRun")),
        *((sport, "cross_training") for sport in ("Ride", "EBikeRide", "Swim", "Elliptical", "Rowing", "NordicSki")),
        *((sport, "strength") for sport in ("WeightTraining", "Crossfit")),
        *((sport, "recovery") for sport in ("Yoga", "Pilates", "PhysicalTherapy")),
        *((sport, "other") for sport in ("Walk", "Hike", "Golf", "AlpineSki", "Workout", "Soccer", "Parkour")),
    ],
)
def test_a_sport_has_its_group(sport, group):
    assert groups((sport, None, None, None)) == [group]


@pytest.mark.parametrize(
    ("told", "group"),
    [
        (("Run", "Aqua jogging", None, 800.0), "cross_training"),
        (("Run", "DWR", None, 0.0), "cross_training"),
        (("Run", "Lunch Run", "40 min Aquajogging", 0.0), "cross_training"),
        (("Run", "Morning Run", "better than yesterday's pool run", 10_000.0), "run"),
        (("Run", "Morning Run", "legs feel like after pool running", 10_000.0), "run"),
        (("Run", "Blackpool running club", None, 10_000.0), "run"),
        (("Run", "Road instead of pool run", None, 10_000.0), "run"),
        (("Workout", "Vesijuoksu 45 min", None, 0.0), "cross_training"),
        (("Workout", "Бег в воде", None, None), "cross_training"),
        (("Workout", "水中ランニング", None, None), "cross_training"),
        (("Walk", "Walk to the pool running late", None, 2000.0), "other"),
        (("Workout", "Strength", None, None), "strength"),
        (("Workout", "Krafttraining Beine", None, None), "strength"),
        (("Workout", "筋トレ", None, None), "strength"),
        (("Workout", "Evening Workout", "Logged with hevyapp.com\nSquat", None), "strength"),
        (("Workout", "Evening Workout", "Squat 5x5 @ 100kg", None), "strength"),
        (("Workout", "Sauna", None, 0.0), "recovery"),
        (("Workout", "Gym + sauna", None, 0.0), "strength"),
        (("Sauna", "Evening", None, None), "recovery"),
        (("StrengthEndurance", None, None, None), "strength"),
        (("AquaJogging", None, None, None), "cross_training"),
        (("Ride", "Gym + sauna", None, 9000.0), "cross_training"),
        (("Workout", "Cold plunge", None, None), "other"),
    ],
)
def test_words_decide_where_the_sport_does_not(told, group):
    assert groups(told) == [group]


TEXT = st.one_of(st.none(), st.text(max_size=40))


@examples(20, 8)
@given(
    st.lists(
        st.tuples(st.text(max_size=20), TEXT, TEXT, st.one_of(st.none(), st.floats(0, 1e6))), min_size=1, max_size=20
    )
)
def test_every_activity_has_a_group(told):
    assert set(groups(*told)) <= set(SPORT_GROUPS)

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import orjson
import polars as pl
import pytest

from flows.books.run import Run
from flows.derive.core import derive_core, forget_core
from flows.derive.marts import derive_marts
from flows.strava.answers import Kind, Payload
from flows.strava.landing import land, land_page
from schemas.athletes import Athletes
from schemas.intensity_thresholds import IntensityThresholds
from schemas.sessions import Sessions
from tests.strava_shapes import ABSENT, ATHLETE_ID, summary
from transforms.athletes import athletes
from warehouse.database import open_warehouse

AT = datetime(2026, 5, 5, 3, tzinfo=UTC)


def derive(*profiles):
    bodies = pl.DataFrame(
        {
            "athlete_id": list(range(1, len(profiles) + 1)),
            "payload_id": list(range(11, len(profiles) + 11)),
            "body": [orjson.dumps(profile).decode() for profile in profiles],
            "fetched_at": [AT] * len(profiles),
        },
        schema={
            "athlete_id": pl.Int64,
            "payload_id": pl.Int64,
            "body": pl.String,
            "fetched_at": Athletes.dtypes()["updated_at"],
        },
    )
    good, bad = athletes(bodies)
    return Athletes.validate(good), bad


def test_threshold_power_and_weight_are_read():
    good, bad = derive({"id": 1, "ftp": 220, "weight": 64.5})
    assert good.rows() == [(1, 220.0, 64.5, AT, "strava_api")]
    assert bad.is_empty()


@pytest.mark.parametrize("profile", [{"ftp": None, "weight": None}, {}, {"ftp": 0, "weight": 0.0}])
def test_what_is_not_set_is_null(profile):
    good, bad = derive(profile)
    assert good.select("threshold_power_w", "weight_kg").rows() == [(None, None)]
    assert bad.is_empty()


def test_a_profile_of_the_wrong_type_is_rejected_and_no_other():
    good, bad = derive({"ftp": "strong", "weight": 64}, {"ftp": 250})
    assert good["athlete_id"].to_list() == [2]
    assert bad.select("athlete_id", "payload_id", "table_name", "record_id", "reason").rows() == [
        (1, 11, "core.athletes", "athlete", "threshold_power_w is 'strong', which is no number")
    ]


def test_a_negative_power_is_rejected_with_its_rule():
    good, bad = derive({"ftp": -5})
    assert good.is_empty()
    assert bad["rule"].to_list() == ["threshold_power_w: greater_than(0)"]


def test_names_and_places_stay_out():
    good, _ = derive({"firstname": "Ada", "lastname": "Runner", "city": "Turku", "ftp": 200})
    assert good.columns == ["athlete_id", "threshold_power_w", "weight_kg", "updated_at", "source"]


def test_no_profiles_make_no_rows():
    good, bad = derive()
    assert good.is_empty()
    assert bad.is_empty()


# ------------------------------------------------------------------------------------------------ in the warehouse

RUN = Run(run_id="r", started_at=AT)


@pytest.fixture
def warehouse(tmp_path):
    """Strava has shown one ride: 200 W measured, and nothing else that tells how hard it was."""
    ride = summary(
        7, sport_type="Ride", average_watts=200.0, device_watts=True, average_heartrate=ABSENT, max_heartrate=ABSENT
    )
    with open_warehouse(tmp_path / "warehouse.duckdb") as opened:
        land_page(opened, RUN, ATHLETE_ID, answer("activity_page", [ride]))
        yield opened


def answer(kind: Kind, body: object) -> Payload:
    return Payload(kind, None, 200, orjson.dumps(body).decode(), AT, "/")


def derive_all(warehouse):
    derive_core(warehouse, AT, RUN.run_id)
    return derive_marts(warehouse, warehouse.path.parent / "plan.toml", AT, "test")


def test_a_new_ftp_alone_makes_the_verdicts_anew(warehouse):
    assert derive_all(warehouse)
    assert not derive_all(warehouse)
    assert warehouse.read(Sessions)["counts"].to_list() == [True]
    land(warehouse, RUN, ATHLETE_ID, [answer("athlete", {"id": ATHLETE_ID, "ftp": 220})])
    assert derive_all(warehouse)
    assert warehouse.read(Sessions)["counts"].to_list() == [False]
    land(warehouse, RUN, ATHLETE_ID, [answer("athlete", {"id": ATHLETE_ID, "ftp": 280})])
    assert derive_all(warehouse)
    assert warehouse.read(Sessions)["counts"].to_list() == [True]


def test_what_was_forgotten_is_derived_again(warehouse):
    land(warehouse, RUN, ATHLETE_ID, [answer("athlete", {"id": ATHLETE_ID, "ftp": 220, "weight": 64.0})])
    derive_all(warehouse)
    known = warehouse.read(Athletes)
    assert known.rows() == [(ATHLETE_ID, 220.0, 64.0, AT, "strava_api")]
    forget_core(warehouse)
    assert warehouse.read(Athletes).is_empty()
    derive_all(warehouse)
    assert warehouse.read(Athletes).equals(known)


def test_an_ftp_of_a_later_day_leaves_verdicts_on_the_days_before_alone(warehouse):
    land(warehouse, RUN, ATHLETE_ID, [answer("athlete", {"id": ATHLETE_ID, "ftp": 220})])
    derive_all(warehouse)
    later = replace(answer("athlete", {"id": ATHLETE_ID, "ftp": 280}), fetched_at=AT + timedelta(days=3))
    land(warehouse, RUN, ATHLETE_ID, [later])
    assert derive_all(warehouse)
    assert warehouse.read(Athletes)["threshold_power_w"].to_list() == [280.0]
    assert warehouse.read(Sessions)["counts"].to_list() == [False]


def test_the_athletes_own_word_makes_the_verdicts_anew_and_outranks_strava(warehouse):
    land(warehouse, RUN, ATHLETE_ID, [answer("athlete", {"id": ATHLETE_ID, "ftp": 220})])
    derive_all(warehouse)
    plan = warehouse.path.parent / "plan.toml"
    plan.write_text("[cross_training]\nmin = 2\nmax = 3\n[[power]]\nfrom = 2026-01-01\nthreshold = 280\n")
    assert derive_all(warehouse)
    assert warehouse.read(Sessions)["counts"].to_list() == [True]
    assert warehouse.read(IntensityThresholds)["threshold_power_source"].to_list() == ["Strava", "plan.toml"]
    plan.write_text("[cross_training]\nmin = 2\nmax = 3\nweights = { Ride = 0 }\n")
    assert derive_all(warehouse)
    assert warehouse.read(Sessions).is_empty()

from datetime import UTC, datetime

import orjson
import polars as pl
import pytest

from schemas.athletes import Athletes
from transforms.athletes import athletes

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
    assert good.rows() == [(1, 220.0, 64.5, AT)]
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
        (1, 11, "core.athletes", "athlete", "wrong type in threshold_power_w: 'strong'")
    ]


def test_a_negative_power_is_rejected_with_its_rule():
    good, bad = derive({"ftp": -5})
    assert good.is_empty()
    assert bad["rule"].to_list() == ["threshold_power_w: greater_than(0)"]


def test_names_and_places_stay_out():
    good, _ = derive({"firstname": "Ada", "lastname": "Runner", "city": "Turku", "ftp": 200})
    assert good.columns == ["athlete_id", "threshold_power_w", "weight_kg", "updated_at"]


def test_no_profiles_make_no_rows():
    good, bad = derive()
    assert good.is_empty()
    assert bad.is_empty()

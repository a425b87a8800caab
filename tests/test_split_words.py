"""What a broken rule is called, for people."""

from datetime import UTC, datetime

import polars as pl
import pytest

from schemas.activities import Activities
from schemas.split import in_words, split
from tests.frames import rows


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("distance_m", -5.0, "distance_m is -5, but must be 0 or more"),
        ("mean_heartrate_bpm", 261.5, "mean_heartrate_bpm is 261.5, but must be 260 or less"),
        ("mean_heartrate_bpm", 0.0, "mean_heartrate_bpm is 0, but must be more than 0"),
        ("sport_group", "x", "sport_group is x, but must be one of run, cross_training, strength, recovery, other"),
        ("sport_type", None, "sport_type is missing"),
        (
            "start_at",
            datetime(1970, 1, 1, 7, tzinfo=UTC),
            "start_at is 1970-01-01 07:00:00, but must be 1990-01-01 or more",
        ),
    ],
)
def test_a_reason_says_what_there_is_and_what_must_be(column, value, reason):
    spoilt = rows(Activities, {}).with_columns(pl.lit(value, dtype=Activities.dtypes()[column]).alias(column))
    assert split(Activities, spoilt)[1]["reason"].to_list() == [reason]


def test_a_check_without_words_is_named():
    assert pl.DataFrame({"check": ["is_prime(2)"]}).select(in_words()).item() == "such that is_prime(2)"

"""fitfast, which is young, and fitdecode, which takes its place where it fails, tell the same of a file."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from flows.files.fit.messages import FitContent, by_fitdecode, read_content
from flows.files.fit.samples import samples_of
from tests.written.fit import fit_file
from tests.written.short_run import AT, ran, run
from tests.written.workout import Lap, LiftedSet

FILES = {
    "a run with laps": fit_file(run(laps=(Lap(0, 30, 90.0, 140), Lap(30, 30, 90.0)), utc_offset_s=3600)),
    "a race": fit_file(run(sport_type="Swim"), run(start_at=AT + timedelta(minutes=2), sport_type="Ride")),
    "strength": fit_file(run(sport_type="WeightTraining", sets=(LiftedSet(0, 30, "squat", 5, 102.5),))),
    "no session": fit_file(run(more={"without": ("session", "activity"), "pauses": [(20, 35)]})),
    "little measured": fit_file(run(samples=ran(lat=None, lon=None, watts=None), device_name="COROS PACE 3")),
    "plain speed": fit_file(run(samples=ran(speed_mps=None), more={"columns": {"v": (6, "uint16", [2123] * 60)}})),
    "broken off": fit_file(run())[:1200],
    "two files": fit_file(run()) + fit_file(run(start_at=AT + timedelta(days=1))),
}
#: What is read of messages, beside the records.
FIELDS = (
    *("start_time", "timestamp", "total_distance", "total_elapsed_time", "total_timer_time", "total_ascent", "sport"),
    *("sub_sport", "avg_heart_rate", "local_timestamp", "event", "event_type", "set_type", "repetitions", "weight"),
    *("duration", "type", "manufacturer", "product", "product_name", "device_index"),
)


def told(content: FitContent) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [{field: row[field] for field in FIELDS if field in row} for row in rows]
        for name, rows in content.messages.items()
    }


@pytest.mark.parametrize("name", FILES)
def test_both_decoders_tell_the_same_messages(name: str) -> None:
    assert told(read_content(FILES[name])) == told(by_fitdecode(FILES[name]))


@pytest.mark.parametrize("name", FILES)
def test_both_decoders_tell_the_same_samples(name: str) -> None:
    """Within a thousandth, FIT's step of a speed: fitfast rounds a plain speed down when it makes a finer one of it."""
    fast, slow = samples_of(read_content(FILES[name]).records), samples_of(by_fitdecode(FILES[name]).records)
    assert fast["at"].equals(slow["at"])
    for column in fast.columns[1:]:
        np.testing.assert_allclose(
            fast[column].to_numpy(), slow[column].to_numpy(), rtol=0, atol=0.0011, err_msg=column
        )

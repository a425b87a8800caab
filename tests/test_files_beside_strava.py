"""What a file of an activity changes about that activity at Strava, and what Strava's word changes about the file."""

import pytest

from schemas.activities import Activities
from schemas.recordings import Recordings
from tests.coming import Deleted, File, Listed, come
from tests.landed import derive
from tests.written.small_life import LIFE, RIDE, RUN
from warehouse.database import open_warehouse
from warehouse.raw import waiting

RUN_ID = LIFE[RUN].strava_id


@pytest.fixture
def told(tmp_path):
    """Lets things come and derives; returns the warehouse."""
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:

        def told(*comings):
            for coming in comings:
                come(warehouse, coming)
            derive(warehouse, tmp_path / "plan.toml")
            return warehouse

        yield told


@pytest.mark.parametrize(("kind", "asks"), [("fit", False), ("tcx", False), ("gpx", True)])
def test_strava_is_not_asked_for_samples_that_a_richer_file_has(told, kind, asks):
    listed = Listed(RUN, is_whole=False)
    assert waiting(told(listed))["needs_streams"].to_list() == [True]
    waits = waiting(told(File(RUN, kind)))
    assert waits.select("activity_id", "needs_detail", "needs_streams").rows() == [(RUN_ID, True, asks)]


def test_a_file_of_another_workout_spares_no_call(told):
    assert waiting(told(Listed(RUN, is_whole=False), File(RIDE, "fit")))["needs_streams"].to_list() == [True]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (0, 2, 1)], ids=str)
def test_what_is_deleted_at_strava_goes_with_the_file_that_came_alone(told, order):
    comings = (Listed(RUN), File(RUN, "gpx"), Deleted(RUN))
    for place in order:
        warehouse = told(comings[place])
    assert warehouse.read(Recordings)["activity_id"].to_list() == [RUN_ID]
    assert warehouse.read(Activities).is_empty()


def test_what_is_listed_again_after_that_has_its_file_again(told):
    told(Listed(RUN), File(RUN, "fit"), Deleted(RUN))
    again = told(Listed(RUN)).read(Activities)
    assert again.select("activity_id", "source", "samples_source").rows() == [(RUN_ID, "strava_api", "file")]

"""What an import says of itself and shows: without a sync, with a look at the weather, without titles."""

import re
from datetime import UTC, datetime

import pytest

from flows.books.standing import standing
from flows.cli.bring_in import print_done
from flows.cli.explain import show
from flows.dashboard.hill_sprints import section
from flows.explain.gather import explained
from flows.explain.page import page
from flows.importing.bring_in import bring_in
from flows.settings import load_settings
from schemas.activities import Activities
from schemas.freshness import STALE_AFTER, Freshness
from tests.written.fit import fit_file
from tests.written.lived import lived
from tests.written.small_life import LIFE, RUN
from warehouse.database import open_warehouse

NOW = datetime(2026, 5, 25, 6, tzinfo=UTC)


@pytest.fixture
def bring(folder, tmp_path):
    """Imports a run into an empty home."""
    (tmp_path / "run.fit").write_bytes(fit_file(LIFE[RUN]))

    def bring(**choices):
        settings = load_settings(home=folder, **choices)
        return settings, bring_in(settings, [tmp_path / "run.fit"], clock=lambda: NOW)

    return bring


def test_the_last_import_keeps_a_home_fresh_that_never_synced(bring):
    settings, _ = bring()
    with open_warehouse(settings.warehouse_path) as warehouse:
        row = warehouse.read(Freshness).row(0, named=True)
    assert (row["last_success_at"], row["activities"], row["failed_runs"]) == (NOW, 1, 0)
    fresh, late = (standing(settings, at) for at in (NOW, NOW + 2 * STALE_AFTER))
    assert (fresh.is_stale, fresh.next_step) == (False, "")
    assert late.is_stale
    assert late.next_step == "Bring it up to date with: fivefold import, or log in with: fivefold login"


def test_weather_is_asked_for_after_an_import_and_its_want_costs_nothing_else(bring, capsys):
    # Nobody listens at port 9 of this machine.
    _, done = bring(open_meteo=True, open_meteo_url="http://127.0.0.1:9/v1/archive")
    assert (done.outcome, done.activities) == ("ok", 1)
    assert done.weather_trouble.startswith("Open-Meteo gave no answer: ")
    assert "60." not in done.weather_trouble
    print_done(done)
    assert "Open-Meteo gave no answer" in capsys.readouterr().out


def test_weather_is_not_asked_for_unless_somebody_wants_it(bring):
    _, done = bring(open_meteo_url="http://127.0.0.1:9/v1/archive")
    assert done.weather_trouble is None


def test_a_session_of_a_file_without_a_title_is_shown_without_one(folder, tmp_path, capsys):
    (sprints,) = lived()["hill_sprint_run"][:1]
    (tmp_path / "run.fit").write_bytes(fit_file(sprints))
    settings = load_settings(home=folder)
    bring_in(settings, [tmp_path / "run.fit"], clock=lambda: NOW)
    with open_warehouse(settings.warehouse_path) as warehouse:
        (activity_id,) = warehouse.read(Activities)["activity_id"]
        tips = re.findall(r"\d+ \w+ 2025, [^<>\"]*?: reps: \d", section(warehouse))
    assert tips
    assert all(", Untitled: reps" in tip for tip in tips)
    about = explained(settings, activity_id)
    assert "<h1>Untitled</h1>" in page(about)
    show(about)
    assert capsys.readouterr().out.startswith("Untitled\n")

"""Recipes: what each file holds, and what they answer about little; about much, tests/test_readme.py asks the demo."""

import math
import re
from datetime import UTC, date, datetime, timedelta

import duckdb
import polars as pl
import pytest

from flows.derive.marts import derive_marts
from flows.errors import UsageError
from flows.recipes import answer_to, for_people, recipe_named
from schemas.activities import Activities
from schemas.changes import Changes
from schemas.coverage import Coverage
from schemas.daily_training import DailyTraining
from schemas.heat_acclimation import HeatAcclimation
from schemas.hill_progress import HillProgress
from schemas.monthly_volume import MonthlyVolume
from schemas.quarantine import Quarantine
from schemas.sessions import Sessions
from schemas.weekly_adherence import WeeklyAdherence
from tests.frames import rows
from transforms.heat_acclimation import KEPT_PER_DAY, heat_acclimation
from warehouse.cookbook import recipes
from warehouse.database import Warehouse, open_warehouse
from warehouse.sql_files import RECIPES, VIEWS, statements

EVERY = pytest.mark.parametrize("recipe", recipes().values(), ids=lambda one: one.name)
MONDAY = date(2026, 1, 5)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Every table and view, and no row."""
    with open_warehouse(tmp_path_factory.mktemp("empty") / "warehouse.duckdb") as warehouse:
        for statement in statements(VIEWS):
            warehouse.execute(statement)
        yield warehouse


@pytest.fixture
def copy(empty):
    """The same, to put rows into."""
    empty.execute("BEGIN")
    yield empty
    empty.execute("ROLLBACK")


def answer(copy, name):
    """The rows of an answer, without the athlete."""
    return answer_to(recipes()[name], copy).drop("athlete_id").rows()


def test_there_are_at_least_25_recipes_in_the_order_of_their_names():
    assert len(recipes()) >= 25
    assert list(recipes()) == sorted(recipes()) == sorted(file.stem for file in RECIPES.glob("*.sql"))


@EVERY
def test_a_recipe_is_a_question_a_word_on_its_answer_and_one_query(recipe):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", recipe.name)
    assert re.fullmatch(r"[A-Z].{10,90}\?", recipe.question)
    assert re.fullmatch(r"[A-Z\d].{40,}\.", recipe.reading)
    [query] = duckdb.extract_statements(recipe.sql)
    assert query.type == duckdb.StatementType.SELECT


def test_no_two_recipes_ask_the_same():
    assert len({recipe.question for recipe in recipes().values()}) == len(recipes())


@EVERY
def test_an_empty_warehouse_answers_nothing_without_an_error(empty, recipe):
    answered = answer_to(recipe, empty)
    assert answered.is_empty()
    assert answered.columns[0] == "athlete_id"
    assert len(set(answered.columns)) == answered.width


def test_an_unknown_recipe_is_told_with_those_that_come_near():
    with pytest.raises(UsageError, match=r"did you mean month-to-beat.*fivefold sql --recipes") as refused:
        recipe_named("month-to-beet")
    assert refused.value.exit_code == 2


def test_an_unknown_recipe_that_is_like_none_is_told_where_all_are():
    with pytest.raises(UsageError, match=r"^There is no recipe xyz\. See all of them with: fivefold sql --recipes$"):
        recipe_named("xyz")


def test_a_copy_of_an_earlier_version_is_told_how_to_renew_it():
    with duckdb.connect() as nothing, pytest.raises(UsageError, match=r"cannot answer seasons: .* fivefold publish$"):
        answer_to(recipes()["seasons"], Warehouse(nothing, RECIPES))


@pytest.mark.parametrize(("athletes", "columns"), [([1, 1], ["n"]), ([1, 2], ["athlete_id", "n"]), ([], ["n"])])
def test_people_see_whose_rows_they_are_where_there_are_several_athletes(athletes, columns):
    frame = pl.DataFrame({"athlete_id": athletes, "n": athletes}, schema={"athlete_id": pl.Int64, "n": pl.Int64})
    assert for_people(frame).columns == columns


@pytest.fixture(scope="module")
def first_day(tmp_path_factory):
    """A warehouse with one run, made today by the real derivation."""
    home = tmp_path_factory.mktemp("first")
    now = datetime(2026, 1, 7, 18, tzinfo=UTC)
    run = {"activity_id": 7, "sport_group": "run", "sport_type": "Run", "distance_m": 5000.0, "name": "First"}
    with open_warehouse(home / "warehouse.duckdb") as warehouse:
        warehouse.append(Activities, rows(Activities, run | {"local_date": now.date(), "start_at": now}))
        warehouse.append(Coverage, rows(Coverage, {"listed_until": now}))
        derive_marts(warehouse, home / "plan.toml", now, "run")
        for statement in statements(VIEWS):
            warehouse.execute(statement)
        yield warehouse


@EVERY
def test_one_activity_is_enough(first_day, recipe):
    assert set(answer_to(recipe, first_day)["athlete_id"]) <= {1}


def test_the_first_day_is_told_as_such(first_day):
    assert answer(first_day, "month-to-beat") == []
    assert answer(first_day, "longest-run-today") == []
    assert {row[-1] for row in answer(first_day, "this-week")} == {"in_progress"}


def months(*distances_m, first=date(2025, 1, 1)):
    """Complete months of running, one after another, the last of them under way."""
    starts = pl.date_range(first, interval="1mo", end=date(2030, 1, 1), eager=True)[: len(distances_m)]
    return rows(
        MonthlyVolume,
        *(
            {"month": month, "sport_group": "run", "distance_m": metres, "is_complete": month != starts[-1]}
            for month, metres in zip(starts, distances_m, strict=True)
        ),
    )


def days(table, first, *values):
    """Rows of a table on days one after another."""
    return rows(table, *({"local_date": first + n * DAY} | value for n, value in enumerate(values)))


def test_the_month_to_beat_is_the_first_of_the_best_and_today_is_a_day_left(copy):
    copy.append(MonthlyVolume, months(90_000.0, 120_000.0, 120_000.0, 100_000.0))
    copy.append(DailyTraining, days(DailyTraining, date(2025, 4, 29), {}))
    assert answer(copy, "month-to-beat") == [("2025-02", 120.0, 100.0, 2, 10.1)]


def test_a_month_that_has_beaten_all_needs_nothing_more(copy):
    copy.append(MonthlyVolume, months(90_000.0, 95_000.0))
    copy.append(DailyTraining, days(DailyTraining, date(2025, 2, 28), {}))
    assert answer(copy, "month-to-beat") == [("2025-01", 90.0, 95.0, 1, 0.0)]


def test_the_month_under_way_is_compared_with_the_same_days_of_last_year(copy):
    copy.append(MonthlyVolume, months(*13 * [1.0], first=date(2024, 2, 1)))
    each = (date(2025, 2, 10) - date(2024, 2, 1)).days + 1
    copy.append(DailyTraining, days(DailyTraining, date(2024, 2, 1), *each * [{"run_distance_m": 1000.0}]))
    assert answer(copy, "year-over-year")[-1] == ("2025-02", 10.0, 10.0, 0.0, "first 10 days")


def test_a_leap_day_is_counted_once(copy):
    copy.append(MonthlyVolume, months(*14 * [1.0], first=date(2024, 2, 1)))
    each = (date(2025, 3, 31) - date(2024, 2, 1)).days + 1
    copy.append(DailyTraining, days(DailyTraining, date(2024, 2, 1), *each * [{"run_distance_m": 1000.0}]))
    assert answer(copy, "year-over-year")[-2:] == [
        ("2025-02", 28.0, 29.0, -1.0, "whole month"),
        ("2025-03", 31.0, 31.0, 0.0, "first 31 days"),
    ]


def weeks(*statuses, intervention="heat"):
    """Weeks one after another with these statuses."""
    return rows(
        WeeklyAdherence,
        *(
            {"week_start": MONDAY + n * WEEK, "intervention": intervention, "status": status}
            for n, status in enumerate(statuses)
        ),
    )


@pytest.mark.parametrize(
    ("statuses", "longest", "current"),
    [
        (["met", "met", "missed", "met"], 2, 1),
        (["met", "unknown", "met", "not_due", "met", "partial"], 3, 0),
        (["missed", "met", "in_progress"], 1, 1),
        (["met", "missed", "missed"], 1, 0),
        (["missed", "unknown"], 0, 0),
    ],
)
def test_only_a_partial_or_missed_week_ends_a_streak(copy, statuses, longest, current):
    copy.append(WeeklyAdherence, weeks(*statuses))
    [(_, told, _, _, now)] = answer(copy, "streaks")
    assert (told, now) == (longest, current)


def test_of_streaks_of_one_length_the_latest_is_told(copy):
    copy.append(WeeklyAdherence, weeks("met", "missed", "met", "missed"))
    assert answer(copy, "streaks") == [("heat", 1, MONDAY + 2 * WEEK, MONDAY + 2 * WEEK, 0)]


def test_a_break_asks_for_nothing_this_week(copy):
    copy.append(WeeklyAdherence, weeks("met", "not_due").with_columns(actual=0.5, target_min=2.0))
    assert answer(copy, "this-week") == [(MONDAY + 13 * DAY, "heat", 0.5, 2.0, "sessions", 0.0, "not_due")]


def test_hours_of_this_week_are_said_in_hundredths(copy):
    copy.append(WeeklyAdherence, weeks("met", "in_progress").with_columns(actual=31 / 60, target_min=2.0))
    assert [row[2:6] for row in answer(copy, "this-week")] == [(0.52, 2.0, "sessions", 1.48)]


def test_an_unknown_week_says_why(copy):
    copy.append(WeeklyAdherence, weeks("unknown", "unknown"))
    logged = {"activity_id": -1, "local_date": MONDAY, "source": "manual_log"}
    copy.append(Activities, rows(Activities, logged, {"local_date": MONDAY + WEEK}))
    assert [row[2:] for row in answer(copy, "unknown-weeks")] == [
        (0, "nothing was recorded"),
        (1, "a recording could not decide"),
    ]


def test_the_longest_run_of_today_is_at_most_a_tenth_beyond_that_of_thirty_days(copy):
    rests = 29 * [{"longest_run_m": 0.0}]
    copy.append(
        DailyTraining, days(DailyTraining, MONDAY, {"longest_run_m": 30_000.0}, {"longest_run_m": 13_450.0}, *rests)
    )
    assert answer(copy, "longest-run-today") == [(MONDAY + 30 * DAY, MONDAY, 30.0, 33.0)]
    copy.append(DailyTraining, days(DailyTraining, MONDAY + 31 * DAY, *rests[:1]))
    assert answer(copy, "longest-run-today") == [(MONDAY + 31 * DAY, MONDAY + DAY, 13.5, 14.7)]


def test_too_much_is_told_by_week(copy):
    copy.append(WeeklyAdherence, weeks("met", "met").with_columns(is_over_limit=pl.Series([True, False]), actual=5.0))
    assert answer(copy, "too-much") == [(MONDAY, "heat", 5.0, 1.0)]


def test_acclimation_halves_after_as_many_days_as_its_rate_says(copy):
    first = date(2025, 1, 1)
    session = rows(
        Sessions, {"local_date": first, "intervention": "heat", "counts": True, "dose": 30.0, "dose_unit": "minutes"}
    )
    activity = rows(Activities, {"local_date": first})
    copy.append(HeatAcclimation, heat_acclimation(session, activity, first + 40 * DAY))
    half_after = math.ceil(math.log(0.5) / math.log(KEPT_PER_DAY))
    [(last_session, _, days_without, _, below_half_after)] = answer(copy, "heat-half-life")
    assert (last_session, days_without, below_half_after) == (first, 40, half_after)


def test_heat_that_comes_back_in_time_halves_nothing(copy):
    first = date(2025, 1, 1)
    told = [{"local_date": first + n * 10 * DAY, "activity_id": n} for n in (1, 2)]
    heat = {"intervention": "heat", "counts": True, "dose": 30.0, "dose_unit": "minutes"}
    sessions = rows(Sessions, *(heat | one for one in told))
    copy.append(HeatAcclimation, heat_acclimation(sessions, rows(Activities, *told), first + 25 * DAY))
    assert [row[2:] for row in answer(copy, "heat-half-life")] == [(9, pytest.approx(0.12, abs=0.02), None)]


def test_sprints_are_compared_with_their_own_hill_by_the_days_without_running(copy):
    ran = [{"longest_run_m": metres} for metres in (5e3, 5e3, 0.0, 0.0, 5e3, 0.0, 0.0, 0.0, 0.0, 5e3)]
    copy.append(DailyTraining, days(DailyTraining, MONDAY, *ran))
    speeds = {("steep", 1): 4.0, ("steep", 4): 4.4, ("steep", 9): 4.2, ("flat", 1): 9.0}
    copy.append(
        HillProgress,
        rows(
            HillProgress,
            *(
                {"hill_id": hill, "activity_id": n, "local_date": MONDAY + n * DAY, "median_first_8s_speed_mps": mps,
                 "speed_error_mps": 0.1}
                for (hill, n), mps in speeds.items()
            ),
        ),
    )  # fmt: skip
    assert [row[:3] for row in answer(copy, "sprints-after-rest")] == [
        ("0", 1, -4.8),
        ("2", 1, 4.8),
        ("3 or more", 1, 0.0),
    ]


def test_what_was_refused_is_told_by_table_and_rule(copy):
    broken = {"table_name": "core.laps", "rule": "laps: type"}
    copy.append(Quarantine, rows(Quarantine, *(broken | {"record_id": str(n), "reason": "no list"} for n in (1, 2))))
    [(table, rule, records, _, _, reason)] = answer(copy, "refused")
    assert (table, rule, records, reason) == ("core.laps", "laps: type", 2, "no list")


def test_what_changed_is_told_newest_first_and_at_most_twenty(copy):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    copy.append(Changes, rows(Changes, *({"field": "name", "changed_at": at + n * DAY} for n in range(25))))
    told = [row[0] for row in answer(copy, "what-changed")]
    assert told == [at + n * DAY for n in range(24, 4, -1)]

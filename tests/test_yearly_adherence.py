from datetime import date

from schemas.history import History
from schemas.monthly_records import MonthlyRecords
from schemas.monthly_volume import MonthlyVolume
from schemas.plan import Plan
from schemas.yearly_adherence import YearlyAdherence
from tests.frames import rows
from transforms.yearly_adherence import yearly_adherence

TODAY = date(2026, 6, 15)


def planned(valid_from=date(2023, 1, 2), valid_until=None, **other):
    plain = {"intervention": "monthly_mileage", "unit": "records", "target_min": 2, "target_max": 3, "is_break": False}
    return plain | {"valid_from": valid_from, "valid_until": valid_until} | other


def years(*months, plan=None, first=date(2023, 1, 2), until=date(2026, 6, 14), provisional=(), empty=(), **known):
    run = [{"month": date(year, 3, 1), "activities": int(year not in empty)} for year in range(2023, 2027)]
    records = [{"month": month, "is_provisional": month in provisional} for month in months]
    table = yearly_adherence(
        rows(MonthlyRecords, *records) if records else MonthlyRecords.none(),
        rows(MonthlyVolume, *run),
        rows(Plan, *(plan or [planned()])),
        rows(History, {"first_date": first, "complete_until": until} | known),
        TODAY,
    )
    return YearlyAdherence.validate(table)


def test_each_year_of_the_history_has_its_verdict():
    table = years(date(2024, 3, 1), date(2024, 5, 1), date(2025, 5, 1))
    assert table.select("year", "records", "status").rows() == [
        (2023, 0, "not_due"),
        (2024, 2, "met"),
        (2025, 1, "partial"),
        (2026, 0, "in_progress"),
    ]


def test_a_year_in_which_nothing_was_recorded_is_unknown():
    assert years(empty=[2024])["status"].to_list() == ["not_due", "unknown", "missed", "in_progress"]


def test_a_year_with_days_whose_activities_were_erased_is_unknown_unless_it_is_met():
    erased = {"unknown_from": date(2024, 2, 1), "unknown_until": date(2025, 1, 9)}
    assert years(**erased)["status"].to_list() == ["not_due", "unknown", "unknown", "in_progress"]
    assert years(date(2024, 3, 1), date(2024, 5, 1), **erased)["status"].to_list()[1] == "met"


def test_a_year_without_a_record_is_missed():
    assert years()["status"].to_list()[1:3] == ["missed", "missed"]


def test_more_than_the_maximum_is_met():
    assert years(*(date(2025, month, 1) for month in range(3, 9)))["status"][2] == "met"


def test_the_current_year_may_be_met_already():
    assert years(date(2026, 3, 1), date(2026, 5, 1))["status"][3] == "met"


def test_a_provisional_record_is_none_yet():
    table = years(date(2026, 3, 1), date(2026, 6, 1), provisional=[date(2026, 6, 1)])
    assert table.select("records", "status").row(3) == (1, "in_progress")


def test_the_year_in_which_the_plan_begins_is_due_only_from_its_first_day():
    assert years(plan=[planned(date(2024, 1, 2))])["status"].to_list()[:3] == ["not_due", "not_due", "missed"]
    assert years(plan=[planned(date(2024, 1, 1))])["status"].to_list()[:2] == ["not_due", "missed"]


def test_a_year_that_the_listing_does_not_reach_the_end_of_is_unknown_unless_it_is_met():
    assert years(until=date(2025, 12, 30))["status"][2] == "unknown"
    assert years(date(2025, 3, 1), date(2025, 4, 1), until=date(2025, 12, 30))["status"][2] == "met"


def broken(begins, ends):
    return [
        planned(valid_until=date(2025, 1, 1)),
        planned(date(2025, 1, 2), begins),
        planned(begins, ends, is_break=True),
        planned(ends),
    ]


def test_a_year_with_a_long_break_is_not_due_and_one_with_a_short_break_is():
    assert years(plan=broken(date(2025, 2, 1), date(2025, 9, 1)))["status"][2] == "not_due"
    assert years(plan=broken(date(2025, 2, 1), date(2025, 5, 1)))["status"][2] == "missed"


def test_a_change_of_plan_does_not_rewrite_the_years_before():
    plan = [planned(valid_until=date(2024, 12, 31)), planned(date(2025, 1, 1), target_min=1)]
    table = years(date(2024, 5, 1), date(2025, 5, 1), plan=plan)
    assert table["status"].to_list()[1:3] == ["partial", "met"]


def test_nothing_gives_an_empty_table():
    empty = yearly_adherence(MonthlyRecords.none(), MonthlyVolume.none(), Plan.none(), History.none(), TODAY)
    assert YearlyAdherence.validate(empty).is_empty()

"""The page of ten years, in a real Chromium: what it says, what it asks for, who can read it."""

import re
from datetime import timedelta

import pytest

from flows.dashboard import index
from flows.dashboard.page import page
from tests.browser import SIZES, chromium, opened
from tests.dashboard_life import (
    BREAK_WEEK,
    HOSTILE,
    HOSTILE_WEEK,
    MILEAGE_ALONE,
    NOW,
    OVER_WEEK,
    TODAY,
    UNKNOWN_WEEK,
    activity,
    fill,
    ten_years,
)
from warehouse.database import open_warehouse
from warehouse.publish import contents, contents_view

MOST_BYTES = 3_000_000
MOST_LOADING_MS = 1_500
LOADED_MS = "performance.getEntriesByType('navigation')[0].loadEventEnd"
#: What the charts may take of them; they are tested by themselves, and draw little from this warehouse.
OF_CHARTS = 700_000
ENOUGH_CONTRAST = 4.5
THIS_WEEK = TODAY - timedelta(days=TODAY.weekday())

#: The least contrast of any text on the page, with the text that has it.
CONTRAST = """() => {
  const parts = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const rgba = text => {
    const [r, g, b, a = 1] = parts(text.replace("srgb", ""));
    return text.startsWith("color") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = one => {
    for (let at = one; at; at = at.parentElement) {
      const found = rgba(getComputedStyle(at).backgroundColor);
      if (found[3] > 0) return found;
    }
    return [255, 255, 255, 1];
  };
  const own = one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  const shown = [...document.body.querySelectorAll("*")].filter(one => own(one) && one.checkVisibility()
    && !one.closest("svg"));
  return shown.map(one => {
    const [dark, bright] = [light(rgba(getComputedStyle(one).color)), light(behind(one))].sort((a, b) => a - b);
    return [(bright + 0.05) / (dark + 0.05), one.textContent.trim()];
  }).sort((a, b) => a[0] - b[0])[0];
}"""


class Drawn:
    """A warehouse, its page, and where that lies."""

    def __init__(self, warehouse, folder):
        self.warehouse, self.folder = warehouse, folder
        self.html = page(warehouse)
        self.file = folder / "index.html"
        self.file.write_text(self.html, encoding="utf-8")
        self.url = self.file.as_uri()


@pytest.fixture(scope="module")
def ten(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ten")
    with open_warehouse(folder / "warehouse.duckdb") as warehouse:
        ten_years(warehouse, folder / "plan.toml")
        yield Drawn(warehouse, folder)


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def phone(browser, ten):
    """The page on a phone on the evening on which it was drawn; tests leave it as it was."""
    with opened(browser, "about:blank") as shown:
        shown.clock.install(time=NOW)
        shown.goto(ten.url)
        yield shown


def cell(shown, monday, intervention):
    """The button of a week; found by its label, since to ask a thousand buttons for their roles takes long."""
    return shown.locator(f"button[aria-label^='{intervention}, week of {monday.day} {monday:%B %Y}:']")


def of_five(shown):
    """What the first screen says of each of the five, a list of lines."""
    return [re.sub(r"\s+", " ", one).strip() for one in shown.locator(".five li").all_inner_texts()]


def test_ten_years_fit_into_the_size_that_a_page_may_have(ten):
    assert len(ten.html.encode()) < MOST_BYTES - OF_CHARTS


def test_the_page_asks_for_nothing_and_says_nothing_on_the_console(browser, ten):
    asked, said = [], []
    with opened(browser, "about:blank") as shown:
        shown.on("request", lambda request: asked.append(request.url))
        shown.on("console", lambda message: said.append(message.text))
        shown.on("pageerror", lambda error: said.append(str(error)))
        shown.goto(ten.url)
        cell(shown, HOSTILE_WEEK, "Heat").click()
    assert (asked, said) == ([ten.url], [])


def test_ten_years_load_in_a_second_and_a_half(browser, ten):
    with opened(browser, ten.url) as shown:
        # A busy machine makes one load slow, not twenty.
        assert any(shown.reload() and 0 < shown.evaluate(LOADED_MS) < MOST_LOADING_MS for _ in range(20))


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_every_text_stands_out_and_nothing_is_wider_than_the_screen(phone, tmp_path, size, scheme):
    width, height = SIZES[size]
    phone.set_viewport_size({"width": width, "height": height})
    phone.emulate_media(color_scheme=scheme)
    for state in ("week", "evidence"):
        phone.screenshot(path=tmp_path / f"{size}-{scheme}-{state}.png")
        contrast, text = phone.evaluate(CONTRAST)
        assert contrast >= ENOUGH_CONTRAST, text
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
        cell(phone, HOSTILE_WEEK, "Heat").click()
    phone.keyboard.press("Escape")
    phone.evaluate("scrollTo(0, 0)")


def test_the_five_and_the_freshness_fit_on_a_phones_first_screen(phone):
    box = phone.locator("#fresh").bounding_box()
    assert box["y"] + box["height"] <= 780


def test_the_first_screen_says_what_sql_says_of_the_week(ten, phone):
    told = ten.warehouse.query(
        "SELECT intervention, status, unit, actual::INTEGER AS sessions, (actual * 60)::INTEGER AS minutes,"
        " (target_min - actual)::INTEGER AS still, ((target_min - actual) * 60)::INTEGER AS still_minutes"
        f" FROM mart.weekly_adherence WHERE week_start = '{THIS_WEEK}'"
    )
    week = {row["intervention"]: row for row in told.to_dicts()}
    sprints, heat, cross, strength, _ = of_five(phone)
    assert [week[name]["status"] for name in ("hill_sprints", "heat")] == ["met", "in_progress"]
    assert sprints == f"✓ Hill sprints met {week['hill_sprints']['sessions']} of 1 session"
    assert heat == (
        f"… Heat in progress {week['heat']['sessions']} of 2–3 sessions {week['heat']['still']} more by Sunday"
    )
    assert (week["cross_training"]["minutes"], week["cross_training"]["still_minutes"]) == (75, 45)
    assert cross == "… Cross-training in progress 1 h 15 min of 2–3 h 45 min more by Sunday"
    assert strength == f"… Strength in progress 0 of 2 sessions {week['strength']['still']} more by Sunday"


def test_the_first_screen_says_what_sql_says_of_the_month_and_the_year(ten, phone):
    row = ten.warehouse.query(
        "SELECT round(r.distance_m / 1000, 1) AS km, round(previous_record_m / 1000, 1) AS record, "
        "strftime(previous_record_month, '%b %Y') AS record_month, round(projected_distance_m / 1000, 1) AS projected, "
        "ceil(needed_m_per_day / 100) / 10 AS needed, y.records, y.year FROM mart.monthly_records r, "
        "mart.yearly_adherence y WHERE is_provisional AND y.year = year(r.month)"
    ).row(0, named=True)
    assert of_five(phone)[-1] == (
        f"… Monthly mileage in progress {row['records']} of 2–3 records in {row['year']} {row['km']} km in Nov "
        f"record {row['record']} km ({row['record_month']}) projected {row['projected']} km: a record "
        f"{row['needed']} km a day for a record"
    )
    assert f"takes {row['needed']} km a day from now on" in ten.html


def test_what_is_stale_waits_or_is_unknown_is_said_on_the_first_screen(ten, phone):
    unknown = ten.warehouse.query(
        "SELECT count(DISTINCT week_start) FROM mart.weekly_adherence WHERE status = 'unknown'"
        " AND week_start > (SELECT max(week_start) - 371 FROM mart.weekly_adherence)"
    ).item()
    said = phone.locator("#fresh dd").all_inner_texts()
    count = ten.warehouse.query("SELECT count(*) FROM core.activities").item()
    assert said == [
        "25 Nov 2026, 21:00 UTC",
        "27 Nov 2026, 09:00 UTC",
        f"12 of {count:,} activities, from Jan 2016 to Dec 2016, done about 27 Nov",
        "3 activities",
        f"something in {unknown} of the last 53 weeks",
        "2 records, see fivefold quarantine list",
    ]


def test_a_page_that_is_fresh_does_not_say_that_it_is_old(phone):
    assert phone.locator("#age").is_hidden()


def test_hostile_titles_and_reasons_stay_text(phone):
    cell(phone, HOSTILE_WEEK, "Strength").click()
    evidence = phone.locator(":popover-open")
    assert evidence.locator("li").count() > 0
    assert HOSTILE.replace("\u202e", "").strip() in evidence.locator("li").first.inner_text()
    phone.keyboard.press("Escape")
    cell(phone, BREAK_WEEK, "Heat").click()
    assert '<b onmouseover="window.pwned=1">knee</b>' in phone.locator(":popover-open").inner_text()
    phone.keyboard.press("Escape")
    assert phone.evaluate("[window.pwned, document.images.length, document.scripts.length]") == [None, 0, 1]


def test_a_cell_opens_and_closes_its_evidence_by_keyboard(ten, phone):
    counted = ten.warehouse.query(
        "SELECT len(evidence_ids) FROM mart.weekly_adherence"
        f" WHERE week_start = '{OVER_WEEK}' AND intervention = 'heat'"
    ).item()
    button = cell(phone, OVER_WEEK, "Heat")
    button.focus()
    phone.keyboard.press("Enter")
    shown = phone.locator(":popover-open")
    assert shown.locator("li").count() == counted == 5
    assert "Mon 17 Aug heat 0 Workout, 25 min" in " ".join(shown.inner_text().split())
    assert "so much that recovery may suffer" in shown.inner_text()
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.textContent") == "Close"
    phone.keyboard.press("Enter")
    assert phone.locator(":popover-open").count() == 0
    assert phone.evaluate("document.activeElement.ariaLabel") == button.get_attribute("aria-label")


def test_unknown_is_neither_zero_nor_missed_and_a_break_is_a_break(phone):
    unknown = cell(phone, UNKNOWN_WEEK, "Heat")
    assert unknown.inner_text() == "?"
    unknown.click()
    assert "unknown, none known of 2–3 sessions: no activity at all was recorded in this week" in (
        phone.locator(":popover-open").inner_text()
    )
    assert "Nothing recorded." in phone.locator(":popover-open").inner_text()
    phone.keyboard.press("Escape")
    assert ": break" in cell(phone, BREAK_WEEK, "Hill sprints").get_attribute("aria-label")


def test_every_week_of_every_intervention_is_a_cell(ten):
    weeks = ten.warehouse.query("SELECT count(*) FROM mart.weekly_adherence").item()
    assert ten.html.count(" popovertarget=") == 2 * weeks


def test_the_years_before_are_folded_and_say_how_they_went(ten, phone):
    met, judged = ten.warehouse.query(
        "SELECT sum(weeks_met)::INTEGER, sum(weeks_met + weeks_partial + weeks_missed)::INTEGER"
        " FROM mart.monthly_adherence WHERE year(month) = 2019 AND intervention = 'heat'"
    ).row(0)
    summary, table = phone.locator("summary:has-text('Weeks met in 2019')"), phone.locator("caption:text('June 2019')")
    assert f"heat {met} of {judged}" in summary.inner_text()
    assert table.is_hidden()
    summary.click()
    assert table.is_visible()
    summary.click()


def test_the_page_has_a_language_landmarks_one_first_heading_and_named_columns(phone):
    assert phone.evaluate("document.documentElement.lang") == "en"
    assert phone.locator("main").count() == phone.locator("h1").count() == 1
    assert phone.locator("th:not([scope])").count() == 0
    assert phone.locator("#calendar table:not(:has(caption))").count() == 0
    ids = phone.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))


def test_print_leaves_out_what_is_folded_or_old(phone):
    phone.emulate_media(media="print", color_scheme="dark")
    try:
        assert phone.locator("[popover]").first.is_hidden()
        assert phone.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    finally:
        phone.emulate_media(media="screen", color_scheme="light")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A warehouse that is empty, then holds a run, then failed: its pages, it, the last one's URL."""
    folder = tmp_path_factory.mktemp("small")
    run = activity(TODAY, HOSTILE, "Run", "run", 10_000.0) | {"activity_id": 1}
    never = {"stale_after": None, "last_success_at": None, "full_listing_at": None, "content_sha256": None}
    with open_warehouse(folder / "warehouse.duckdb") as warehouse:
        drawn = [index(warehouse)]
        fill(warehouse, folder / "plan.toml", [run], **never)
        drawn.append(page(warehouse))
        fill(warehouse, folder / "plan.toml", [run], failed_runs=2, failing_since=NOW)
        drawn.append(page(warehouse))
        file = folder / "index.html"
        file.write_text(drawn[-1], encoding="utf-8")
        yield (*drawn, warehouse, file.as_uri())


def test_an_empty_warehouse_has_a_friendly_page(small):
    assert "Nothing is here yet" in small[0]
    assert "fivefold login" in small[0]
    assert "fivefold demo" in small[0]


def test_on_the_first_day_no_text_lies_on_another(browser, small):
    with opened(browser, "about:blank") as shown:
        shown.set_content(small[0])
        for one in shown.locator(".five li").all():
            name, what = one.locator("h2").bounding_box(), one.locator(".said").bounding_box()
            assert name["y"] + name["height"] <= what["y"]
        assert shown.evaluate(CONTRAST)[0] >= ENOUGH_CONTRAST


def test_one_activity_has_a_page(small):
    assert "10.0 km</b> in Nov" in small[1]
    assert "records count from May 2027 on" in small[1]
    assert "none yet" in small[1]
    assert "as far as the list was read" in small[1]
    assert "<img" not in small[1]


def test_a_plan_that_asks_for_nothing_by_the_week_has_a_page_too(tmp_path):
    run = activity(TODAY, "Run", "Run", "run", 10_000.0) | {"activity_id": 1}
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        fill(warehouse, tmp_path / "plan.toml", [run], MILEAGE_ALONE)
        drawn = page(warehouse)
    assert "Nothing is here yet" not in drawn
    assert "no activity is here yet" not in drawn
    assert "10.0 km</b> in Nov" in drawn
    assert "Your plan asks for nothing by the week." in drawn


def test_an_intervention_that_is_never_due_is_not_counted_in_the_year(tmp_path):
    runs = [activity(TODAY - timedelta(weeks=number), "Run", "Run", "run", 10_000.0) for number in range(4)]
    runs = [one | {"activity_id": number} for number, one in enumerate(runs, start=1)]
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        fill(warehouse, tmp_path / "plan.toml", runs, "[heat]\nmin = 0\nmax = 3\n[strength]\nmin = 2\nmax = 2\n")
        drawn = page(warehouse)
    assert re.search(r"Weeks met in 2026: strength 0 of [1-9]\d*\.", drawn)


def test_a_run_dated_in_the_future_moves_neither_the_week_nor_the_month(tmp_path):
    runs = [activity(TODAY + timedelta(weeks=weeks), "Run", "Run", "run", 10_000.0) for weeks in (-5, 0, 60)]
    runs = [one | {"activity_id": number} for number, one in enumerate(runs, start=1)]
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        fill(warehouse, tmp_path / "plan.toml", runs)
        drawn = page(warehouse)
    assert "23–29 Nov 2026" in drawn
    assert "November 2026 so far: 10.0 km in 1 run" in drawn
    assert "2028 so far" not in drawn


def test_runs_that_failed_are_told(small):
    assert "2 runs failed since 2026-11-25 21:00 UTC" in small[2]


@pytest.fixture
def told(small):
    """The small warehouse, which says as a published copy does what its tables hold."""
    warehouse = small[3]
    for statement in contents_view(contents(warehouse)):
        warehouse.execute(statement)
    yield warehouse
    warehouse.execute("DROP VIEW ops.contents")


def marked(html):
    """The page as if its calendar had been drawn otherwise."""
    return html.replace("<!--end of adherence-->", "<p>kept</p><!--end of adherence-->")


def test_a_section_whose_tables_are_as_they_were_is_taken_from_the_page_before(told):
    before = marked(page(told))
    told.execute("UPDATE mart.daily_training SET heat_minutes = heat_minutes + 1")
    assert index(told, before) == before


def test_a_section_is_drawn_anew_when_a_table_of_it_has_changed_or_the_page_is_broken(told):
    before = marked(page(told))
    assert "<p>kept</p>" not in page(told, before.replace("<!--end of adherence-->", ""))
    told.execute("UPDATE mart.weekly_adherence SET actual = actual + 1")
    for statement in contents_view(contents(told)):
        told.execute(statement)
    assert "<p>kept</p>" not in page(told, before)
    told.execute("UPDATE mart.weekly_adherence SET actual = actual - 1")


def test_a_warehouse_that_does_not_say_what_it_holds_is_drawn_each_time(small):
    assert "<p>kept</p>" not in page(small[3], marked(small[2]))


def test_a_page_that_stays_open_says_how_old_it_is(browser, small):
    with opened(browser, "about:blank") as shown:
        shown.clock.install(time=NOW)
        shown.goto(small[-1])
        assert shown.locator("#age").is_hidden()
        shown.clock.fast_forward(timedelta(days=5).total_seconds() * 1000)
        assert shown.locator("#age").inner_text() == (
            "Stale: this page is 5 days old. The week that it shows is over. "
            "Reload it, or bring it up to date with: fivefold sync"
        )


def test_without_scripts_the_page_says_when_and_opens_evidence_all_the_same(browser, small):
    with opened(browser, small[-1], java_script_enabled=False) as shown:
        assert "25 Nov 2026, 21:00 UTC" in shown.locator("#fresh").inner_text()
        assert shown.locator("#age").is_hidden()
        cell(shown, THIS_WEEK, "Heat").click()
        assert shown.locator("h3", has_text="Heat, 23–29 Nov 2026").is_visible()


def test_the_first_tab_leads_past_the_week(browser, small):
    with opened(browser, small[-1]) as shown:
        shown.keyboard.press("Tab")
        assert shown.evaluate("document.activeElement.textContent").startswith("Skip")
        assert shown.locator(shown.evaluate("document.activeElement.hash")).count() == 1

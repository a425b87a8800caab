"""The charts of the page: their numbers are SQL's, their marks are rows, and they say what is not known."""

import html
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import altair as alt
import polars as pl
import pytest
import yaml

from flows.dashboard import cross_training, efficiency, heat, hill_sprints, strength, volume
from flows.dashboard.figures import WIDE, Layout, amounts, figure, panel
from flows.dashboard.lifts import slope_said
from flows.dashboard.style import STYLE
from flows.dashboard.week_axis import Weeks
from flows.pages.document import document, escaped
from flows.recipes import answer_to
from flows.review.statement import told
from tests.browser import chromium, opened
from tests.charted_life import GAP_MONTH, charted
from tests.dashboard_life import HOSTILE, TODAY, activity, fill
from tests.strava_shapes import ATHLETE_ID
from warehouse.cookbook import recipes
from warehouse.database import open_published, open_warehouse
from warehouse.superset.bundle import FOLDER

CHARTS = {module.NAME: module for module in (volume, hill_sprints, heat, cross_training, strength, efficiency)}
MOST_BYTES = 500_000
WEEKS_SHOWN, MONTHS_SHOWN = 104, 24
#: The first Monday shown, by the calendar alone.
SINCE = TODAY - timedelta(days=TODAY.weekday(), weeks=WEEKS_SHOWN - 1)
ENOUGH_PX = 9.9

#: Of each table on the page, some of its columns and the query that answers the same.
SAME = {
    ("volume", 0): (
        (0, 1, 2, 4),
        "SELECT strftime(month, '%Y-%m'), round(v.distance_m / 1000, 1), activities, round(previous_record_m / 1000, 1)"
        " FROM mart.monthly_volume v LEFT JOIN (FROM mart.monthly_records WHERE NOT is_provisional) USING (month)"
        " WHERE sport_group = 'run' ORDER BY month DESC LIMIT 24",
    ),
    ("hill-sprints", 0): (
        (0, 2, 3, 5),
        "SELECT local_date, nullif(count(rep_number), 0), round(avg(duration_s), 1), round(avg(recovery_s))"
        " FROM mart.sessions LEFT JOIN mart.hill_sprint_reps USING (activity_id) WHERE intervention = 'hill_sprints'"
        f" AND reason NOT LIKE '%same workout%' AND local_date >= '{SINCE}' GROUP BY activity_id, local_date"
        " ORDER BY local_date DESC",
    ),
    ("hill-sprints", 1): (
        (0, 1, 4),
        "SELECT local_date, hill_number, round(median_first_8s_speed_mps, 2) FROM mart.hill_progress"
        f" WHERE local_date >= '{SINCE}' ORDER BY local_date DESC, hill_number",
    ),
    ("heat", 0): (
        (0, 3, 4),
        "SELECT date_trunc('week', local_date)::DATE, sum(heat_minutes), coalesce(any_value(a), 0)"
        " FROM mart.daily_training LEFT JOIN (SELECT date_trunc('week', local_date) AS w, sum(dose) AS a"
        " FROM mart.sessions WHERE kind = 'active_heat' GROUP BY w) ON w = date_trunc('week', local_date)"
        f" WHERE local_date >= '{SINCE}' GROUP BY 1 ORDER BY 1 DESC",
    ),
    ("cross-training", 0): (
        (0, 1, 2, 3),
        "SELECT date_trunc('week', d.local_date)::DATE AS w, coalesce(sum(dose) FILTER (counts AND"
        " evidence LIKE '%samples%' AND decided_by = 'rule'), 0), coalesce(sum(dose) FILTER (counts AND"
        " (evidence NOT LIKE '%samples%' OR decided_by = 'label')), 0), coalesce(sum(dose) FILTER (NOT counts AND"
        " decided_by = 'rule' AND reason NOT LIKE '%same workout%'), 0) FROM mart.daily_training d"
        " LEFT JOIN mart.sessions s ON s.local_date = d.local_date AND intervention = 'cross_training'"
        f" WHERE d.local_date >= '{SINCE}' GROUP BY w ORDER BY w DESC",
    ),
    ("strength", 0): (
        (0, 1, 2, 3, 4, 5),
        "SELECT date_trunc('week', d.local_date)::DATE AS w, "
        + ", ".join(
            f"count(*) FILTER (kind = '{kind}' AND evidence NOT LIKE '%kept%' AND decided_by = 'rule')"
            for kind in ("heavy", "mixed", "hypertrophy", "endurance", "unknown")
        )
        + " FROM mart.daily_training d LEFT JOIN mart.sessions s ON s.local_date = d.local_date"
        f" AND intervention = 'strength' WHERE d.local_date >= '{SINCE}' GROUP BY w ORDER BY w DESC",
    ),
    ("strength", 1): (
        (0, 1, 2),
        "SELECT week_start, lift, top_e1rm_kg FROM mart.strength_progression"
        f" WHERE week_start >= '{SINCE}' ORDER BY week_start DESC, lift",
    ),
    ("efficiency", 0): (
        (0, 1),
        "SELECT strftime(month, '%Y-%m'), coalesce(round(metres_per_heartbeat, 3)::VARCHAR, 'too little data')"
        " FROM mart.monthly_volume LEFT JOIN mart.running_efficiency USING (month) WHERE sport_group = 'run'"
        " ORDER BY month DESC LIMIT 24",
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("charts")
    with open_warehouse(folder / "warehouse.duckdb") as warehouse:
        charted(warehouse, folder / "plan.toml")
    with open_published(folder / "warehouse.duckdb") as opened_copy:
        yield opened_copy


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    file = tmp_path_factory.mktemp("empty") / "warehouse.duckdb"
    with open_warehouse(file) as warehouse:
        yield warehouse


@pytest.fixture(scope="module")
def drawn(copy):
    """The HTML of each section."""
    return {name: module.section(copy) for name, module in CHARTS.items()}


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(drawn, tmp_path_factory):
    file = tmp_path_factory.mktemp("page") / "index.html"
    file.write_text(document("charts", ["<main>", *drawn.values(), "</main>"], STYLE), encoding="utf-8")
    return file.as_uri()


def tables(section):
    """The cells of every table of a section, as people read them."""
    return [
        [
            [html.unescape(cell) for cell in re.findall("<td>(.*?)</td>", row)]
            for row in re.findall("<tr>(<td>.*?)</tr>", table)
        ]
        for table in re.findall("<table>.*?</table>", section)
    ]


def pictures(section, layout="wide"):
    """The SVG of every figure of a section."""
    return re.findall(rf'<div class="{layout}">(<svg.*?</svg>)</div>', section)


def tips(section):
    """What the marks say under the pointer; the first title is the picture's own."""
    return [
        html.unescape(tip)
        for svg in pictures(section)
        for tip in re.findall("<title>(.*?)</title>", svg, re.DOTALL)[1:]
    ]


def comparable(value):
    """A cell or a value of a query as one thing: numbers as numbers."""
    if value is None or value == "":
        return ""
    try:
        return round(float(value), 2)
    except (TypeError, ValueError):
        return str(value)


@pytest.mark.parametrize(("section", "number"), SAME)
def test_the_numbers_of_a_table_are_those_of_a_query(copy, drawn, section, number):
    columns, query = SAME[section, number]
    shown = [[comparable(row[column]) for column in columns] for row in tables(drawn[section])[number]]
    asked = [[comparable(value) for value in row] for row in copy.query(query).rows()]
    assert len(asked) > 20
    assert shown == asked


def test_each_month_and_each_week_says_its_numbers_under_the_pointer(drawn):
    assert len(tips(drawn["volume"])) == len(tips(drawn["efficiency"])) == MONTHS_SHOWN
    assert len(tips(drawn["cross-training"])) == WEEKS_SHOWN
    # Over minutes, active minutes and the index.
    assert len(tips(drawn["heat"])) == 3 * WEEKS_SHOWN


def test_there_are_as_many_marks_as_rows(drawn):
    sessions, on_hills = tables(drawn["hill-sprints"])
    assert len(tips(drawn["hill-sprints"])) == 3 * len(sessions) + len(on_hills)
    weeks, lifts = tables(drawn["strength"])
    assert len(tips(drawn["strength"])) == sum(cell != "0" for row in weeks for cell in row[1:6]) + len(lifts)
    stars = sum("a record" in row for row in tables(drawn["volume"])[0])
    assert pictures(drawn["volume"])[0].count("★") == stars > 0


def test_a_record_says_what_it_beat_on_its_bar(copy, drawn):
    month = copy.query("FROM mart.monthly_records WHERE NOT is_provisional ORDER BY month DESC").row(0, named=True)
    held_km, held_in = month["previous_record_m"] / 1000, month["previous_record_month"]
    said = f"{month['distance_m'] / 1000:.1f} km, beat {held_km:.1f} ({held_in:%b %Y})"
    for layout in ("wide", "narrow"):
        assert said in pictures(drawn["volume"], layout)[0]


def test_a_month_with_a_gap_is_said_to_be_incomplete(drawn):
    (tip,) = [tip for tip in tips(drawn["volume"]) if tip.startswith(f"{GAP_MONTH:%B %Y}")]
    assert "incomplete, at least" in tip
    assert ">?</text>" in pictures(drawn["volume"])[0]


def test_a_month_with_too_little_data_is_left_out_of_efficiency_and_said(drawn):
    assert "Too little data to tell in: May 2026." in drawn["efficiency"]
    assert "May 2026: too little data to tell." in tips(drawn["efficiency"])
    assert "nothing here tells a cause" in drawn["efficiency"]


def test_a_session_without_measured_reps_is_a_question_mark_and_no_zero(drawn):
    unmeasured = sum(1 for row in tables(drawn["hill-sprints"])[0] if not row[2])
    assert pictures(drawn["hill-sprints"])[0].count(">?<title>") == 3 * unmeasured > 0


def test_a_lift_without_a_trend_says_why():
    assert slope_said({"e1rm_slope_kg_per_week": None}) == "no trend: under 3 of 4 weeks"
    assert slope_said({"e1rm_slope_kg_per_week": -0.25}) == "−0.2 kg a week"


def test_a_recording_that_another_stands_for_is_no_session_of_strength(copy, drawn):
    shown = sum(int(cell) for row in tables(drawn["strength"])[0] for cell in row[1:6])
    every = copy.query(
        f"SELECT count(*) FROM mart.sessions WHERE intervention = 'strength' AND local_date >= '{SINCE}'"
    ).item()
    assert 0 < shown < every


def test_review_recipe_and_superset_tell_the_same_hours_of_cross_training(copy):
    review = told(copy, "cross_intensity", 1, {"year": 2025, "athlete_id": ATHLETE_ID}).rows.row(0, named=True)
    recipe = answer_to(recipes()["cross-training-hours"], copy).filter(pl.col("year") == 2025).row(0, named=True)
    assert (review["untold"], review["hard"]) == (recipe["untold_hours"], recipe["too_hard_hours"])
    assert review["easy"] == pytest.approx(recipe["counted_hours"] - recipe["untold_hours"])
    dataset = yaml.load((FOLDER / "datasets" / "cross_training_sessions.yaml").read_text(), yaml.CSafeLoader)
    hours = copy.query(f"SELECT intensity, sum(hours) FROM ({dataset['sql']}) WHERE year(local_date) = 2025 GROUP BY 1")
    hours = dict(hours.rows())
    assert hours["too hard to count"] == pytest.approx(review["hard"], abs=0.05)
    assert sum(hours.values()) == pytest.approx(review["hours"], abs=0.05)


def test_six_sections_fit_into_half_a_megabyte(drawn):
    assert sum(len(section.encode()) for section in drawn.values()) < MOST_BYTES


@pytest.mark.parametrize("name", CHARTS)
def test_pictures_are_well_formed_labelled_and_ask_for_nothing(drawn, name):
    section = drawn[name]
    assert f'<section id="{name}" aria-labelledby="{name}-heading">' in section
    assert pictures(section)
    for layout in ("wide", "narrow"):
        for svg in pictures(section, layout):
            root = ElementTree.fromstring(svg)  # noqa: S314
            assert root.get("role") == "img"
            assert "table below" in root.get("aria-label") or "in the table" in root.get("aria-label")
    assert not re.search(r"<script|<image|href|url\(|NaN|Infinity|undefined", section)
    assert set(re.findall(r"https?://[^\"']+", section)) <= {"http://www.w3.org/2000/svg"}


def test_hostile_titles_stay_text_in_marks_and_tables(drawn):
    section = drawn["hill-sprints"]
    assert "<img" not in section
    assert escaped(HOSTILE) in section
    assert "\u202e" not in section
    (tip,) = {tip for tip in tips(section) if "pwned" in tip}
    assert HOSTILE.replace("\u202e", " ") in tip


@pytest.mark.parametrize("name", CHARTS)
def test_an_empty_warehouse_is_told_what_will_stand_there(empty, name):
    section = CHARTS[name].section(empty)
    assert re.search("<h2 .*?</h2>\n<p>After [^<]+ stand[^<]+</p>\n</section>", section)
    assert not pictures(section)


def test_one_run_is_a_month_under_way(tmp_path):
    with open_warehouse(tmp_path / "warehouse.duckdb") as warehouse:
        run = activity(TODAY, "First", "Run", "run", 5_000.0) | {"activity_id": 1}
        fill(warehouse, tmp_path / "plan.toml", [run])
    with open_published(tmp_path / "warehouse.duckdb") as copy:
        sections = {name: module.section(copy) for name, module in CHARTS.items()}
    assert f"{TODAY:%B %Y} so far: 5.0 km in 1 run. The first 6 months are the baseline" in sections["volume"]
    assert [name for name, section in sections.items() if pictures(section)] == ["volume"]


def test_a_chart_is_what_vega_lite_allows():
    """Altair's own check, which pages go without, of every kind of part."""
    days = (date(2026, 1, 5), date(2026, 6, 1))
    frame = pl.DataFrame({"week_start": [days[0]], "status": ["unknown"], "tip": ["x"], "km": [1.0]})
    weeks = Weeks(frame, days, WIDE, 100)
    layers = [weeks.bars(frame, amounts("km")), weeks.unknown(), *weeks.tips()]
    alt.LayerChart.from_dict(panel(layers, WIDE, 300, 100, "one", "two"))


def test_markup_in_a_chart_is_text_in_its_picture():
    frame = pl.DataFrame({"km": [1.0], "tip": [HOSTILE]})

    def draw(layout: Layout):
        mark = alt.Chart(frame).mark_bar(aria=True).encode(y="km:Q", description="tip:N", tooltip="tip:N")
        text = alt.Chart(frame).mark_text().encode(y="km:Q", text="tip:N")
        return panel([mark, text], layout, 100, 100, HOSTILE)

    drawn = figure(draw, HOSTILE)
    for svg in pictures(drawn):
        root = ElementTree.fromstring(svg)  # noqa: S314
        names = {element.tag.split("}")[1] for element in root.iter()}
        assert names <= {"svg", "g", "path", "line", "text", "title", "rect"}
    assert "<img" not in drawn
    assert drawn.count("&lt;img") >= 4


def test_a_phone_shows_the_narrow_drawing_in_letters_that_can_be_read(browser, address):
    with opened(browser, address) as page:
        least = page.evaluate("""() => Math.min(...[...document.querySelectorAll('.narrow svg text')].map(text =>
            parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getScreenCTM().a))""")
        assert least >= ENOUGH_PX
        assert page.locator(".wide svg >> visible=true").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_pointer_finds_what_a_mark_says(browser, address):
    with opened(browser, address, "desktop") as page:
        silent = page.evaluate("""() => [...document.querySelectorAll('.wide svg g title')].filter((title, number) => {
                if (number % 5) return false;
                const mark = title.parentNode;
                mark.scrollIntoView({block: 'center'});
                const {x, y, width, height} = mark.getBoundingClientRect();
                const found = document.elementFromPoint(x + width / 2, y + height / 2);
                return !found?.querySelector(':scope > title');
            }).map(title => title.parentNode.outerHTML)""")
    assert silent == []


def test_letters_and_marks_stand_out_by_day_and_by_night(browser, address):
    for scheme in ("light", "dark"):
        with opened(browser, address, "desktop", scheme) as page:
            least = page.evaluate("""() => {
                const light = color => { const [r, g, b] = color.match(/[\\d.]+/g).map(v => v / 255).map(v =>
                    v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126*r + 0.7152*g + 0.0722*b; };
                const paper = light(getComputedStyle(document.body).backgroundColor);
                const against = color => { const [a, b] = [light(color), paper].sort((a, b) => b - a);
                    return (a + 0.05) / (b + 0.05); };
                const of = (inks, attribute) => Math.min(...inks.map(ink => against(getComputedStyle(
                    document.querySelector(`.wide svg [${attribute}="var(--${ink})"]`))[attribute])));
                return [of(['ink'], 'fill'), of(['speed', 'effort', 'green', 'muted'], 'stroke')]; }""")
        assert least[0] >= 4.5
        assert least[1] >= 3

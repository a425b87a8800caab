"""`fivefold review` as people type it: what it says of a year, and that its queries say so."""

import os
import re
import stat
from datetime import timedelta
from html import unescape

import orjson
import pytest

from flows.derive.rebuild import publish_all
from flows.errors import WarehouseUnavailable
from flows.pages.document import write
from flows.review.markdown import markdown, text
from flows.review.page import page
from flows.review.review import review
from flows.review.sections import PERIOD, SECTIONS
from flows.review.statement import QUERIES, filled, statement
from flows.review.table import cells, headings
from flows.review.words import said
from flows.settings import load_settings
from tests.homes import Home, environment
from tests.landed import AT, derive, land
from tests.reviewed import NUMBER, disagreeing, unfounded
from tests.small_disk import small_disk
from tests.strava_shapes import ATHLETE_ID, START, activity, profile, zones
from tests.word_home import LIFT, SAT
from warehouse.database import open_published, open_warehouse

NAMES = sorted(file.stem for file in QUERIES.glob("*.sql"))
#: Words that claim a cause.
CAUSES = re.compile(
    r"because|\bdue to|thanks to|led to|leads to|caus|therefore|result(s|ed)? (in|from)|owing|attribut|effect of|helped"
    r"|improved|benefit|paid off|made (you|the athlete)|responsible|impact",
    re.IGNORECASE,
)
HOSTILE = "</td><script>alert(1)</script> | [x](http://x.example) www.x.example `$y$` **b** \x1b[31m\u202e\"'"


def home_of(folder, *landings, plan=""):
    """A home with a published copy; each of `landings` is an athlete's id and activities."""
    home = Home(folder, {**{name: os.environ[name] for name in ("PATH", "HOME")}, "FIVEFOLD_HOME": str(folder)})
    folder.mkdir()
    if plan:
        (folder / "plan.toml").write_text(plan)
    with environment(home.environment), open_warehouse(home.warehouse) as warehouse:
        for athlete_id, activities in landings:
            land(warehouse, activities, athlete_id, athlete=profile() | {"id": athlete_id}, zones=zones())
        derive(warehouse, folder / "plan.toml")
        publish_all(warehouse, load_settings(), AT)
    return home


def reviewed(home, year):
    with open_published(home.published) as copy:
        return review(copy, year)


@pytest.fixture(scope="module")
def year(season):
    """Four months of a synthetic life: a year that begins late and is not over."""
    return reviewed(season.home, 2025)


@pytest.fixture(scope="module")
def drawn(year):
    """Its page."""
    return page(year)


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """Two athletes, one of whom writes hostile texts."""
    plan = f"""
[strength]
min = 2
max = 2
unknown_counts = false
[[break]]
from = 2026-05-11
until = 2026-05-17
reason = {orjson.dumps(HOSTILE.replace(chr(27), "")).decode()}
interventions = ["strength"]
"""
    first = [activity(1, name=HOSTILE, **LIFT), activity(2, START + timedelta(days=1))]
    other = {"id": ATHLETE_ID + 1, "resource_state": 1}
    second = [
        activity(3, START + timedelta(days=2), name="Sauna", athlete=other, **SAT),
        activity(4, START + timedelta(days=3), name="Run, then sauna", athlete=other),
    ]
    return home_of(tmp_path_factory.mktemp("odd") / "home", (ATHLETE_ID, first), (ATHLETE_ID + 1, second), plan=plan)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return home_of(tmp_path_factory.mktemp("empty") / "home")


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """One run, on Monday, 4 May 2026."""
    return home_of(tmp_path_factory.mktemp("one") / "home", (ATHLETE_ID, [activity(1)]))


def test_every_number_in_a_sentence_stands_in_the_row_behind_it(year):
    assert len([sentence for told in year.all_told for sentence in told.sentences]) > 25
    assert unfounded(year) == []


def test_the_queries_of_the_appendix_answer_as_it_says(year, season):
    with open_published(season.home.published) as copy:
        assert disagreeing(year, copy) == []


def test_a_query_can_be_pasted_into_sql(year, season):
    told = next(told for told in year.all_told if told.statement.name == "strength_sessions")
    ended = season.home.run("sql", told.query, "--json")
    assert (ended.code, orjson.loads(ended.out)) == (0, told.rows.to_dicts())


def test_every_statement_has_its_place(year):
    placed = [PERIOD, *(one for section in SECTIONS for one in section.statements)]
    assert sorted({one.name for one in placed}) == NAMES
    assert [told.reference for told in year.all_told] == list(range(1, len(year.all_told) + 1))


@pytest.mark.parametrize("name", NAMES)
def test_words_hold_no_number_and_claim_no_cause(name):
    known = statement(name)
    assert known.words
    for words in known.words.values():
        assert not NUMBER.search(words), words
        assert not CAUSES.search(words), words


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_no_trouble_to_a_shell(name):
    query = filled(statement(name).query, {"year": 2025, "athlete_id": 7, "intervention": "heat"})
    assert not re.search(r'["`!\\]|\$\w', query)


def test_headings_claim_no_cause():
    assert not [section.title for section in SECTIONS if CAUSES.search(section.title)]


def test_a_year_under_way_says_so(year):
    lead = year.parts[0].period.sentences[0]
    assert re.fullmatch(
        r"This is 2025 so far, as of 18 November 2025: \d+ activities on \d+ days\."
        r" The history begins on \d+ \w+ 2025; what came before is unknown\.",
        lead,
    )


def test_every_item_of_the_plan_has_its_section(year):
    titles = [chapter.title for chapter in year.parts[0].chapters]
    assert titles[1:-1] == [
        "Hill sprints", "Monthly records", "Heat", "Cross-training", "Heavy strength", "Running efficiency",
    ]  # fmt: skip
    assert all(chapter.told for chapter in year.parts[0].chapters)


def test_page_and_markdown_say_the_same(year, drawn):
    read, written = unescape(drawn), markdown(year)
    for told in year.all_told:
        for sentence in told.sentences:
            assert f"{sentence}<a" in read
            assert f"{text(sentence)} [\\[{told.reference}\\]](#query-{told.reference})" in written
        if told.caption and not told.is_figure:
            assert f"*{text(told.caption)}*" in written
            for row in cells(told.rows):
                assert f"| {' | '.join(map(text, row))} |" in written
                assert all(f">{cell}</td>" in read for cell in row)


def test_every_reference_leads_somewhere(year, drawn):
    written = markdown(year)
    for told in year.all_told:
        assert f'href="#query-{told.reference}"' in drawn
        assert drawn.count(f'id="query-{told.reference}"') == 1
        assert written.count(f"### Query {told.reference}\n") == 1


def test_the_page_needs_nothing_but_itself(drawn):
    assert "<script" not in drawn
    assert not re.search(r"""(?:src|href)\s*=\s*(?!["']?(?:#|data:,))""", drawn)
    assert drawn.count('role="img"') == 6
    assert "@media print" in drawn
    assert len(drawn) < 500_000


def test_charts_say_aloud_what_they_show(drawn):
    assert "<title>How long the sprints of sessions that count lasted. Bars: sprints by seconds.</title>" in drawn


def test_files_are_the_owners_alone(one):
    ended = one.run("review", "2026")
    assert (ended.code, ended.err) == (0, "")
    for kind in ("html", "md"):
        path = one.folder / "review" / f"2026.{kind}"
        assert f"Written: {path}" in ended.out
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_disk_that_is_full_leaves_the_review_of_before(tmp_path):
    with small_disk(tmp_path / "disk", 1_000_000) as disk:
        path = disk.path / "review" / "2026.html"
        write(path, "before")
        with pytest.raises(WarehouseUnavailable, match="cannot be written"):
            write(path, "x" * 2_000_000)
        assert [(one.name, one.read_text()) for one in path.parent.iterdir()] == [(path.name, "before")]


def test_one_activity_is_one_activity(one):
    out = one.run("review", "2026").out
    assert out.startswith("This is 2026 so far, as of 19 May 2026: 1 activity on 1 day.")
    written = (one.folder / "review" / "2026.md").read_text()
    assert "No session of hill sprints was found in 2026." in written
    assert "No passive heat session counts in 2026." in written
    assert "No sets are told by the texts or the watch of 2026, so nothing can be said of rep ranges." in written
    assert not re.search(r"\b1 (activities|sessions|runs|weeks|days|months)\b|unknown s\b", written)
    assert unfounded(reviewed(one, 2026)) == []


def test_the_year_at_a_glance_fits_into_eighty_columns_once_its_longest_item_is_two_lines(one):
    out = one.run("review", "2026").out
    table = out[out.index("┏") : out.index("Written")]
    assert max(map(len, table.splitlines())) <= 80 + len(" records")


def test_the_month_under_way_is_not_over_and_may_still_set_a_record(one):
    written = markdown(reviewed(one, 2026))
    assert "| May | 8 | 1 | 8 | not over |" in written
    assert "not known completely" not in written


def test_one_line_of_sets_is_one_line():
    words = statement("strength_text").words
    assert said(words["one_read"], {}) == "The only line that looks like sets could be read."
    assert said(words["some"], {"parsed": 0, "lines": 1, "unread": 1}).startswith("None of 1 line that looks like sets")


def test_weeks_of_several_items_are_not_called_weeks(one):
    assert "Of 4 such verdicts, none (0 %) are met, none met in part and 4 missed." in markdown(reviewed(one, 2026))


def test_an_empty_warehouse_is_a_first_day(empty):
    ended = empty.run("review", "2026")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("No activity is in this warehouse yet.")
    assert "fivefold demo" in (empty.folder / "review" / "2026.md").read_text()


@pytest.mark.parametrize(
    ("year", "lead"),
    [
        ("2019", "Nothing is known of 2019: the first activity in this warehouse is of 4 May 2026."),
        ("2025", "Nothing is known of 2025: the first activity in this warehouse is of 4 May 2026."),
    ],
)
def test_of_an_unknown_year_nothing_is_said(one, year, lead):
    ended = one.run("review", year)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(lead)
    assert [part.chapters for part in reviewed(one, int(year)).parts] == [()]


def test_a_year_after_the_last_sync_asks_for_one(season):
    part = reviewed(season.home, 2026).parts[0]
    assert part.period.sentences == [
        "Nothing is known of 2026: the last day that this warehouse knows completely is 18 November 2025. "
        "Bring it up to date with: fivefold sync."
    ]
    assert part.chapters == ()


@pytest.mark.parametrize("year", ["0", "1850", "9999", "202", "abc"])
def test_nonsense_is_refused(one, year):
    ended = one.run("review", year)
    assert ended.code == 2
    assert ended.out == ""
    assert not (one.folder / "review" / f"{year}.html").exists()


def test_a_year_that_has_not_begun_says_so(one):
    assert one.run("review", "9999").err.startswith("9999 has not begun yet. Review a year that has, such as: fivefold")


def test_without_a_published_copy_it_says_how_to_get_one(one, folder):
    ended = one.run("review", "2026", FIVEFOLD_HOME=str(folder))
    assert ended.code == 15
    assert "fivefold sync" in ended.err


def test_json_has_every_query_and_its_rows(one):
    answer = orjson.loads(one.run("review", "2026", "--json").out)
    assert answer["year"] == 2026
    assert answer["files"] == [str(one.folder / "review" / f"2026.{kind}") for kind in ("html", "md")]
    told = answer["athletes"][0]["told"]
    assert [one["reference"] for one in told] == list(range(1, len(told) + 1))
    assert all(one["query"] and one["rows"] for one in told)


def test_each_athlete_has_a_part_of_the_document(odd):
    both = reviewed(odd, 2026)
    assert [part.athlete_id for part in both.parts] == [ATHLETE_ID, ATHLETE_ID + 1]
    assert [told.reference for told in both.all_told] == list(range(1, len(both.all_told) + 1))
    for document in (page(both), markdown(both)):
        assert f"Athlete {ATHLETE_ID}" in document
        assert f"Athlete {ATHLETE_ID + 1}" in document
    with open_published(odd.published) as copy:
        assert disagreeing(both, copy) == []


def test_a_declared_break_is_told_with_its_reason(odd):
    assert "A break was declared from 11 May 2026 to 17 May 2026 for strength (" in odd.run("review", "2026").out


def test_a_session_of_unknown_length_is_a_session(odd):
    [heat] = [one for one in reviewed(odd, 2026).parts[1].all_told if one.statement.name == "heat_sessions"]
    assert heat.sentences[0].startswith("2 passive heat sessions count, 1 of unknown length. The others took ")


def test_hostile_texts_are_text_and_nothing_else(odd):
    ended = odd.run("review", "2026")
    drawn, written = ((odd.folder / "review" / f"2026.{kind}").read_text() for kind in ("html", "md"))
    for document in (ended.out, drawn, written):
        assert not {"\x1b", "\u202e"} & set(document)
    assert "<script" not in drawn
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in drawn
    row = next(line for line in written.splitlines() if "unknown" in line and "alert" in line)
    assert "\\</td\\>\\<script\\>alert(1)\\</script\\> \\| \\[x\\](http:\\//x.example) www\\.x.example" in row
    assert "\\`\\$y\\$\\` \\*\\*b\\*\\*" in row


@pytest.mark.parametrize(
    ("words", "row", "expected"),
    [
        ("{n session|sessions} {n? was|were} held.", {"n": 0}, "No sessions were held."),
        ("{n session|sessions} {n? was|were} held.", {"n": 1}, "1 session was held."),
        ("{n session|sessions} {n? was|were} held.", {"n": 12}, "12 sessions were held."),
        ("Good. {n|none} of {m}", {"n": 0, "m": 0}, "Good. None of 0"),
        ("On {days}: {x}", {"days": ["a", "b", "c"], "x": 1.50}, "On a, b and c: 1.5"),
        ("It is {x}", {"x": None}, "It is unknown"),
    ],
)
def test_words_agree_with_their_numbers(words, row, expected):
    assert said(words, row) == expected


def test_units_of_columns_are_written_out(year):
    told = next(told for told in year.all_told if told.statement.name == "hill_progress_table")
    assert headings(told.rows)[3:5] == ["Grade, %", "Median, m/s"]

"""Cells of Strava's list of activities: numbers and dates as the languages of the world write them."""

import polars as pl

from flows.files.export.words import MONTHS
from transforms.text import folded

#: Beginnings of a date: with the year first; day, month's name, year; month's name, day, year; numbers with the year
#: last. "de" stands between them in Spanish and Portuguese, and any sign or 年月 may.
_YEAR_FIRST = r"^\D{0,2}(?P<year>\d{4})\D{1,2}(?P<month>\d{1,2})\D{1,2}(?P<day>\d{1,2})(?:\D|$)"
_NAMED = r"^(?P<day>\d{1,2})\.?\s*(?:de\s+)?(?P<name>\p{L}+)\.?,?\s*(?:de\s+)?(?P<year>\d{4})(?:\D|$)"
_NAME_FIRST = r"^(?P<name>\p{L}+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})(?:\D|$)"
_YEAR_LAST = r"^(?P<one>\d{1,2})\s?(?P<sign>[./-])\s?(?P<two>\d{1,2})\s?[./-]\s?(?P<year>\d{4})(?:\D|$)"
_CLOCK = (
    r"(?P<half>午前|午後)?\s?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s?(?:(?P<half2>[ap])\.?\s?m)?"
)
#: The two numbers of a date with the year last.
_ONE, _TWO = (pl.col("dmy").struct[name].cast(pl.Int64) for name in ("one", "two"))


def number(name: str, *, comma_parts_thousands: bool) -> pl.Expr:
    """The cells of a column as numbers; null for what is none, or not finite.

    A point is a decimal point in every language: so Strava writes the columns behind the file's name. Of a point and a
    comma the last is the decimal sign; a sign that comes twice is none. A comma alone is one, but where
    `comma_parts_thousands` and three digits follow.
    """
    text = pl.col(name).str.replace_all(r"[\s'’]", "")
    grouped_by_points = text.str.contains(r"^[+-]?\d{1,3}(\.\d{3})+,\d*$|^[+-]?\d{1,3}(\.\d{3}){2,}$")
    grouped_by_commas = r"^[+-]?\d{1,3}(,\d{3})+\.\d*$|^[+-]?\d{1,3}(,\d{3}){2,}$"
    if comma_parts_thousands:
        grouped_by_commas += r"|^[+-]?[1-9]\d{0,2},\d{3}$"
    plain = (
        pl.when(grouped_by_points)
        .then(text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .when(text.str.contains(grouped_by_commas))
        .then(text.str.replace_all(",", "", literal=True))
        .otherwise(text.str.replace(",", ".", literal=True))
    ).cast(pl.Float64, strict=False)
    return pl.when(plain.is_finite()).then(plain)


def whole(name: str) -> pl.Expr:
    """The cells of a column as whole positive numbers, such as ids, exactly; null for what is none."""
    digits = pl.col(name).str.strip_chars().str.extract(r"^(\d{1,18})(?:\.0+)?$").cast(pl.Int64, strict=False)
    return pl.when(digits > 0).then(digits)


def starts(dates: pl.Series, *, is_day_first: bool) -> pl.DataFrame:
    """`start_at` (UTC) of each date of a list, null where it is none, and whether it `is_ambiguous`.

    Day and month as numbers with a slash or hyphen are told apart by the whole column: one number above 12 decides for
    all, and where there is none, or dates that contradict each other, a language that writes the `is_day_first`.
    Where none decides, a date that could be two is null and ambiguous.
    """
    text = folded(pl.col("text")).str.strip_chars()
    parts = pl.select(text=dates).select(
        ymd=text.str.extract_groups(_YEAR_FIRST),
        named=text.str.extract_groups(_NAMED),
        name_first=text.str.extract_groups(_NAME_FIRST),
        dmy=text.str.extract_groups(_YEAR_LAST),
        clock=text.str.extract_groups(_CLOCK),
    )
    month_name = pl.coalesce(_group("named", "name"), _group("name_first", "name"))
    return (
        parts.with_columns(begins_with_day=_begins_with_day(parts, is_day_first=is_day_first))
        .select(
            "clock",
            year=pl.coalesce(*(_group(form, "year") for form in ("ymd", "named", "name_first", "dmy"))),
            month=pl.coalesce(
                _group("ymd", "month").cast(pl.Int64),
                _month(month_name),
                pl.when("begins_with_day").then(_TWO).when(~pl.col("begins_with_day")).then(_ONE),
            ),
            day=pl.coalesce(
                *(_group(form, "day").cast(pl.Int64) for form in ("ymd", "named", "name_first")),
                pl.when("begins_with_day").then(_ONE).when(~pl.col("begins_with_day")).then(_TWO),
            ),
            is_ambiguous=_ONE.is_not_null() & pl.col("begins_with_day").is_null(),
        )
        .select(start_at=_instant(), is_ambiguous=pl.col("is_ambiguous"))
    )


def _begins_with_day(parts: pl.DataFrame, *, is_day_first: bool) -> pl.Expr:
    """Whether each date of numbers with the year last has the day first; null where nobody knows."""
    is_dotted = pl.col("dmy").struct["sign"] == "."
    above_12 = parts.filter(~is_dotted).select(one=(_ONE > 12).any(), two=(_TWO > 12).any()).row(0, named=True)
    if above_12["one"] != above_12["two"]:
        others = pl.lit(above_12["one"])
    elif is_day_first:
        others = pl.lit(True)
    else:
        others = pl.when(_ONE > 12).then(True).when((_TWO > 12) | (_ONE == _TWO)).then(False)
    return pl.when(is_dotted).then(True).otherwise(others)


def _group(form: str, name: str) -> pl.Expr:
    return pl.col(form).struct[name]


def _month(name: pl.Expr) -> pl.Expr:
    """The number of a month by how its name begins: three letters, or four where June and July share three."""
    four, three = (
        name.str.slice(0, letters).replace_strict(MONTHS, default=None, return_dtype=pl.Int64) for letters in (4, 3)
    )
    return pl.coalesce(four, three)


def _instant() -> pl.Expr:
    """The instant of a year, month, day and clock; null where any is missing or impossible."""
    hour = _group("clock", "hour").cast(pl.Int64)
    is_afternoon = (_group("clock", "half") == "午後") | (_group("clock", "half2") == "p")
    is_morning = (_group("clock", "half") == "午前") | (_group("clock", "half2") == "a")
    of_24 = (
        pl.when(is_afternoon.fill_null(False) & (hour < 12))
        .then(hour + 12)
        .when(is_morning.fill_null(False) & (hour == 12))
        .then(0)
        .otherwise(hour)
    )
    second = _group("clock", "second").fill_null("0")
    text = pl.format("{}-{}-{} {}:{}:{}", "year", "month", "day", of_24, _group("clock", "minute"), second)
    return text.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", time_zone="UTC", strict=False)

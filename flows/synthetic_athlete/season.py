"""The periodised life: where the athlete is, how much is planned, how disciplined the month is."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from flows.synthetic_athlete.randomness import stream

HOMES = (
    ("Europe/Zurich", 47.3769, 8.5417),
    ("America/New_York", 40.7829, -73.9654),
    ("Europe/Helsinki", 60.1867, 24.9277),
    ("America/Vancouver", 49.3017, -123.1417),
)
# Holidays are in zones without the home's rules: none with DST of Europe, one with a quarter-hour offset.
HOLIDAYS = (
    ("Asia/Tokyo", 35.6852, 139.7528),
    ("America/Denver", 40.0150, -105.2705),
    ("Asia/Kathmandu", 27.7172, 85.3240),
    ("Atlantic/Canary", 28.1248, -15.4300),
)
# Share of the year's mean monthly distance, January first: two build-ups that end in a race each.
SEASON = (0.84, 0.93, 1.05, 1.11, 0.80, 0.88, 0.78, 1.10, 1.14, 0.92, 0.74, 0.78)
MEAN_MONTH_KM_2024 = 135.0
YEARLY_GROWTH = 0.085  # with SEASON above: two or three monthly records a year, and plateaus between
DISCIPLINE = {  # chance that a planned session is done in a slack, a middling and a keen month
    "hill_sprints": (0.1, 0.65, 0.95),
    "heat": (0.08, 0.5, 0.85),
    "cross_training": (0.15, 0.55, 0.92),
    "strength": (0.05, 0.5, 0.93),
}


@dataclass(frozen=True)
class Place:
    """Where the athlete lives or stays: an IANA zone and a starting point for runs."""

    zone: str
    latitude_deg: float
    longitude_deg: float
    is_home: bool


@dataclass(frozen=True)
class Year:
    """The fixed points of one calendar year."""

    illness: tuple[date, date]
    holiday: tuple[date, date]
    holiday_place: Place
    races: tuple[date, date]


def home(seed: int) -> Place:
    """Where this athlete lives: always in a zone with daylight saving time."""
    return Place(*HOMES[seed % len(HOMES)], is_home=True)


@lru_cache(maxsize=4096)
def year_of(seed: int, year: int) -> Year:
    """Illness, holiday and the two races of a calendar year (first and last day, both included)."""
    rng = stream(seed, "year", year)
    ill = date(year, 11, 3) + timedelta(days=int(rng.integers(0, 20)))
    away = date(year, 7, 3) + timedelta(days=int(rng.integers(0, 12)))
    place = Place(*HOLIDAYS[int(rng.integers(0, len(HOLIDAYS)))], is_home=False)
    spring = _sunday_after(date(year, 5, 1 + int(rng.integers(0, 12))))
    autumn = _sunday_after(date(year, 10, 1 + int(rng.integers(0, 18))))
    return Year(
        illness=(ill, ill + timedelta(days=int(rng.integers(6, 12)))),
        holiday=(away, away + timedelta(days=int(rng.integers(9, 14)))),
        holiday_place=place,
        races=(spring, autumn),
    )


def is_ill(seed: int, day: date) -> bool:
    """Whether the athlete is in bed."""
    first, last = year_of(seed, day.year).illness
    return first <= day <= last


def is_away(seed: int, day: date) -> bool:
    """Whether the athlete is on holiday in another time zone."""
    first, last = year_of(seed, day.year).holiday
    return first <= day <= last


def is_race(seed: int, day: date) -> bool:
    """Whether a race is run on that day."""
    return day in year_of(seed, day.year).races


def is_recovering(seed: int, day: date) -> bool:
    """Whether a race was less than six days ago."""
    return any(timedelta(0) < day - race < timedelta(days=6) for race in year_of(seed, day.year).races)


def place_of(seed: int, day: date) -> Place:
    """Where the athlete wakes up on that day."""
    return year_of(seed, day.year).holiday_place if is_away(seed, day) else home(seed)


def fitness(day: date) -> float:
    """Years of training relative to 2024: paces improve with it, slowly and not for ever."""
    return min(max((day - date(2024, 1, 1)).days / 365.25, -4.0), 8.0)


@lru_cache(maxsize=4096)
def month_km(seed: int, year: int, month: int) -> float:
    """The planned running distance of a calendar month."""
    growth = 1 + YEARLY_GROWTH * min(max(year + (month - 1) / 12 - 2024, -5.0), 12.0)
    level = 0.92 + 0.16 * stream(seed, "level").random()
    return (
        MEAN_MONTH_KM_2024
        * growth
        * SEASON[month - 1]
        * level
        * (0.985 + 0.03 * stream(seed, "km", year, month).random())
    )


@lru_cache(maxsize=4096)
def discipline(seed: int, intervention: str, year: int, month: int) -> float:
    """The chance that a planned session of the intervention is done in that month."""
    mood = stream(seed, "discipline " + intervention, year, month).choice(3, p=(0.22, 0.33, 0.45))
    return DISCIPLINE[intervention][int(mood)]


def ambient_c(seed: int, day: date, hour: int) -> float:
    """Air temperature. Ordinary days stay below 22 °C, so that only a scripted hot run is a hot run."""
    season = -1.0 if day.month in (12, 1, 2) else 0.0 if day.month in (3, 4, 10, 11) else 1.0
    weather = stream(seed, "weather", day.toordinal()).normal(0, 3)
    return float(min(max(10 + 8 * season + weather - 2 * abs(hour - 15) / 6, -8.0), 21.5))


def _sunday_after(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())

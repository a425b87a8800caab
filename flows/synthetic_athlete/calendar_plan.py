"""What is done on which date: a pure function of the seed and the date."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from flows.synthetic_athlete import notes, others, runs, season
from flows.synthetic_athlete.randomness import stream
from flows.synthetic_athlete.runs import Day
from flows.synthetic_athlete.script import Script

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
RUN_DAYS = {TUESDAY: (0.76, 0.23), THURSDAY: (1.0, 0.21), SATURDAY: (0.36, 0.19), SUNDAY: (0.94, 0.37)}  # chance, share
SUMMER_WEEKS = range(23, 35)
# Once a year each, in weeks that the seed shuffles: what must exist is not left to chance.
SPECIALS: dict[int, tuple[str, ...]] = {
    MONDAY: (
        "watch_and_app", "hand", "strong", "hevy", "mixed", "mixed", "hypertrophy", "hypertrophy", "no_sets", "no_sets",
    ),
    TUESDAY: ("hill_repeats", "hill_repeats", "strides", "strides", "intervals", "intervals", "treadmill", "tempo"),
    WEDNESDAY: (
        "pool_run_as_swim", "pool_run_as_workout", "pool_run_as_run", "hard_ride", "hard_ride", "e_bike", "e_bike",
        "swim", "swim", "elliptical", "row", "walk", "hike", "yoga", "yoga", "unknown_sport",
    ),
    THURSDAY: (
        "two_recorders", "no_streams", "hostile_title", "manual_run", "phone", "smart_watch", "like_a_sauna",
        "no_sauna", "hills_two", "hills_short", "hills_paused", "hills_sloppy", "hills", "hills", "hills", "night",
        "sauna_note",
    ),
    FRIDAY: (
        "sauna_3x12", "sauna_recorded", "hot_tub", "steam", "steam", "sauna_yoga", "sauna_timed", "unknown_sauna",
        "cold_plunge",
    ),
    SATURDAY: ("trail", "trail", "trail", "treadmill"),
}  # fmt: skip
HOT_RUNS_A_YEAR = 4


@lru_cache(maxsize=256)
def specials(seed: int, iso_year: int) -> dict[date, str]:
    """The dates on which something that must exist happens, among the healthy days at home."""
    planned: dict[date, str] = {}
    for weekday, names in SPECIALS.items():
        order = [int(week) for week in stream(seed, "specials", iso_year, weekday).permutation(range(1, 53))]
        days = [date.fromisocalendar(iso_year, week, weekday + 1) for week in order]
        free = [
            day
            for day in days
            if not (season.is_ill(seed, day) or season.is_away(seed, day) or season.is_recovering(seed, day))
        ]
        if weekday == THURSDAY:
            summer = [day for day in free if day.isocalendar().week in SUMMER_WEEKS][:HOT_RUNS_A_YEAR]
            planned |= dict.fromkeys(summer, "hot")
            free = [day for day in free if day not in summer]
        planned |= dict(zip(free, names, strict=False))
    return planned


def _special(seed: int, day: date) -> str:
    return specials(seed, day.isocalendar().year).get(day, "")


@lru_cache(maxsize=8192)
def run_share(seed: int, day: date) -> float:
    """The day's share of a week's running; 0 on days without a run. Illness is not foreseen here."""
    chance, share = RUN_DAYS.get(day.weekday(), (0.0, 0.0))
    runs_at_all = (
        _special(seed, day) or season.is_race(seed, day) or stream(seed, "run day", day.toordinal()).random() < chance
    )
    return share if runs_at_all else 0.0


@lru_cache(maxsize=4096)
def km_per_share(seed: int, year: int, month: int) -> float:
    """Kilometres for one unit of share, so that the month as planned adds up to its target."""
    first = date(year, month, 1)
    days = [first + timedelta(days=n) for n in range(31) if (first + timedelta(days=n)).month == month]
    raced_km = sum(10.1 if month < 7 else 21.2 for day in days if season.is_race(seed, day))
    shares = sum(run_share(seed, day) for day in days if not season.is_race(seed, day))
    return (season.month_km(seed, year, month) - raced_km) / max(shares, 1.0)


def plan_day(seed: int, day: date) -> list[Script]:
    """Everything that is started on that local date, in a fixed order."""
    today = Day(seed, day, stream(seed, "day", day.toordinal()))
    if season.is_ill(seed, day):
        return []
    if season.is_away(seed, day):
        return _holiday(today)
    run = _run(today)
    heat, note = _heat(today, may_note=bool(run) and not run[0].description)
    if note:
        run[0] = others.with_sauna_note(run[0], today)
    return [*_new_year(today), *run, *_strength(today), *_cross_training(today), *heat]


def _is_kept(day: Day, intervention: str) -> bool:
    return bool(day.rng.random() < season.discipline(day.seed, intervention, day.date.year, day.date.month))


def _run(day: Day) -> list[Script]:
    if season.is_race(day.seed, day.date):
        return [runs.race(day)]
    km = run_share(day.seed, day.date) * km_per_share(day.seed, day.date.year, day.date.month)
    if km <= 0:
        return []
    km *= float(day.rng.uniform(0.95, 1.05))
    weekday, name = day.date.weekday(), _special(day.seed, day.date)
    if weekday == SUNDAY:
        return [runs.long(day, km)]
    if name:
        return [_special_run(day, km, name)]
    if weekday == TUESDAY and not season.is_recovering(day.seed, day.date):
        kinds = (runs.tempo, runs.intervals, runs.hill_repeats, runs.strides, runs.easy)
        return [kinds[int(day.rng.choice(5, p=(0.27, 0.23, 0.1, 0.1, 0.3)))](day, km)]
    if weekday == THURSDAY and _is_kept(day, "hill_sprints"):
        variant = ("", "paused", "short", "two", "sloppy")[int(day.rng.choice(5, p=(0.72, 0.1, 0.07, 0.05, 0.06)))]
        return [runs.hill_sprints(day, km, variant)]
    if weekday == SATURDAY and day.date.month in (12, 1, 2) and day.rng.random() < 0.3:
        return [runs.treadmill(day, km)]
    return [runs.easy(day, km, hour=8 if weekday == SATURDAY else 6)]


def _special_run(day: Day, km: float, name: str) -> Script:
    if name.startswith("hills"):
        return runs.hill_sprints(day, km, name.removeprefix("hills").removeprefix("_"))
    makers = {
        "hill_repeats": runs.hill_repeats,
        "strides": runs.strides,
        "intervals": runs.intervals,
        "treadmill": runs.treadmill,
        "tempo": runs.tempo,
        "trail": runs.trail,
        "hot": runs.hot,
    }
    if name in makers:
        return makers[name](day, km)
    run = replace(runs.easy(day, km), has_gps_catch_up=False)
    match name:
        case "two_recorders":
            # The phone was started a little later and measures its own distance.
            phone = replace(
                run, scenario="phone_twin", title="Morning Run", recorder="phone", counts_as_run=False, twin=None,
                local_start=run.local_start + timedelta(seconds=8), description=None,
            )  # fmt: skip
            return replace(run, scenario="watch_and_phone_run", twin=phone)
        case "no_streams":
            return replace(run, scenario="run_without_streams", recorder="lost")
        case "hostile_title":
            return replace(
                run,
                scenario="hostile_title_run",
                title=notes.HOSTILE_TITLE,
                description="'; DELETE FROM core.activities; --\n\t\u202eabc",
            )
        case "manual_run":
            seconds = int(1000 * km / runs.EASY_MPS)
            return replace(
                run, scenario="manual_run", title="Forgot the watch", recorder="manual", legs=(),
                manual_distance_m=round(km, 1) * 1000, seconds=seconds,
            )  # fmt: skip
        case "phone" | "smart_watch":
            return replace(run, scenario=f"{name}_run", recorder=name)
        case "like_a_sauna":
            return replace(run, scenario="like_a_sauna_run", title="Felt like a sauna out there")
        case "no_sauna":
            return replace(run, scenario="no_sauna_run", description="no sauna today, straight to work")
        case "night":
            return replace(
                run, scenario="night_run", title="Night run", local_start=datetime.combine(day.date, time(23, 35))
            )
        case "sauna_note":
            return others.with_sauna_note(replace(run, scenario="easy_run_sauna_note"), day)
    raise ValueError(f"no special run is called {name!r}")


def _strength(day: Day) -> list[Script]:
    weekday, name = day.date.weekday(), _special(day.seed, day.date)
    if weekday == MONDAY and name:
        return [others.strength(day, name)]
    if weekday not in (MONDAY, THURSDAY) or season.is_recovering(day.seed, day.date):
        return []
    return [others.strength(day)] if _is_kept(day, "strength") else []


def _cross_training(day: Day) -> list[Script]:
    weekday, name = day.date.weekday(), _special(day.seed, day.date)
    if weekday == WEDNESDAY and name:
        return [_special_cross_training(day, name)]
    if weekday == WEDNESDAY and _is_kept(day, "cross_training"):
        if day.rng.random() < 0.25:
            makers = (others.pool_run_as_workout, others.elliptical, others.pool_run_as_swim, others.row)
            return [makers[int(day.rng.integers(4))](day)]
        return [others.ride(day, float(day.rng.uniform(0.9, 1.4)))]
    if weekday == SATURDAY and day.rng.random() < 0.62 and _is_kept(day, "cross_training"):
        return [others.ride(day, float(day.rng.uniform(1.1, 1.8)))]
    return []


def _special_cross_training(day: Day, name: str) -> Script:
    match name:
        case "hard_ride":
            return others.hard_ride(day)
        case "e_bike":
            return others.e_bike_ride(day)
        case "walk" | "hike" | "yoga" | "unknown_sport":
            return others.other(day, name)
    makers = {
        "pool_run_as_swim": others.pool_run_as_swim,
        "pool_run_as_workout": others.pool_run_as_workout,
        "pool_run_as_run": others.pool_run_as_run,
        "swim": others.swim,
        "elliptical": others.elliptical,
        "row": others.row,
    }
    return makers[name](day)


def _heat(day: Day, may_note: bool) -> tuple[list[Script], bool]:
    """A heat session of its own, or word of one in the day's run."""
    weekday, name = day.date.weekday(), _special(day.seed, day.date)
    if weekday == FRIDAY and name:
        if name == "cold_plunge":
            return [others.other(day, name)], False
        return [others.heat(day, "unknown_sport" if name == "unknown_sauna" else name)], False
    if weekday not in (TUESDAY, FRIDAY, SUNDAY) or not _is_kept(day, "heat"):
        return [], False
    if weekday != FRIDAY and may_note and day.rng.random() < 0.7:
        return [], True
    return [others.heat(day)], False


def _holiday(day: Day) -> list[Script]:
    """Runs before breakfast, walks, now and then the hotel's sauna."""
    km = run_share(day.seed, day.date) * km_per_share(day.seed, day.date.year, day.date.month)
    done = [runs.easy(day, km)] if km > 0 else []
    if not done and day.rng.random() < 0.3:
        done.append(others.other(day, "walk"))
    if day.rng.random() < 0.12:
        done.append(others.heat(day, "sauna_timed"))
    return done


def _new_year(day: Day) -> list[Script]:
    """The first minutes of the year, run: another year in local time only."""
    if (day.date.month, day.date.day) != (1, 1):
        return []
    run = replace(runs.easy(day, 5.0), scenario="new_year_run", title="First km of the year")
    return [replace(run, local_start=datetime.combine(day.date, time(0, 5)))]

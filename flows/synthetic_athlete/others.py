"""Scripts of everything that is not a run: rides, pool, gym, sauna, walks."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flows.synthetic_athlete import notes, season
from flows.synthetic_athlete.runs import Day
from flows.synthetic_athlete.script import Leg, Measure, Script, SessionPlan

EASY_RIDE_BPM, HARD_RIDE_BPM, E_BIKE_BPM = 117.0, 164.0, 102.0
EASY_RIDE_MPS, HARD_RIDE_MPS = 7.1, 8.6
POOL_BPM, SWIM_BPM, ELLIPTICAL_BPM = 110.0, 114.0, 118.0
SEASONED_SAUNA_BPM, LIFTING_BPM, YOGA_BPM, WALK_BPM = 104.0, 108.0, 84.0, 92.0

EMPHASES: dict[str, notes.Emphasis] = {"mixed": "mixed", "hypertrophy": "hypertrophy"}
LOG_STYLES: dict[str, notes.LogStyle] = {"hevy": "hevy", "strong": "strong", "hand": "hand"}


def _cross(kind: str, measure: Measure, counts: bool = True) -> tuple[SessionPlan, ...]:
    return (SessionPlan("cross_training", kind, counts, measure),)


def ride(day: Day, hours: float) -> Script:
    """An easy ride with a stop on the way."""
    title = day.pick(("Easy spin", "Afternoon Ride", "Commute the long way"))
    return Script(
        scenario="easy_ride",
        sport_type=day.pick(("Ride", "Ride", "GravelRide")),
        sport_group="cross_training",
        title=title,
        local_start=day.at(15),
        recorder="bike_computer",
        legs=_ride_legs(day, hours, EASY_RIDE_MPS),
        terrain="ride",
        heartrate_bpm=EASY_RIDE_BPM,
        ambient_c=season.ambient_c(day.seed, day.date, 15),
        sessions=_cross("ride", "moving_hours"),
        is_commute=title.startswith("Commute"),
    )


def hard_ride(day: Day) -> Script:
    """A ride that is too hard to count: far above the first threshold nearly all the time."""
    return replace(
        ride(day, 1.0),
        scenario="hard_ride",
        title="Hammered with the group",
        legs=_ride_legs(day, 1.25, HARD_RIDE_MPS),
        heartrate_bpm=HARD_RIDE_BPM,
        sessions=_cross("ride", "moving_hours", counts=False),
        perceived_exertion=8.0,
        is_commute=False,
    )


def e_bike_ride(day: Day) -> Script:
    """A ride with a motor: each hour counts for half of one."""
    return replace(
        ride(day, 1.5),
        scenario="e_bike_ride",
        sport_type="EBikeRide",
        title="E-bike to the lake",
        heartrate_bpm=E_BIKE_BPM,
        sessions=_cross("e_bike", "half_moving_hours"),
        is_commute=False,
    )


def _ride_legs(day: Day, hours: float, speed: float) -> tuple[Leg, ...]:
    half = int(1800 * hours)
    stop = Leg(int(day.rng.integers(30, 200)), 0.0, "stand", is_paused=bool(day.rng.random() < 0.6))
    return (Leg(half, speed, "ride"), stop, Leg(half, speed, "ride", direction=-1))


def swim(day: Day) -> Script:
    """A real swim in the pool."""
    minutes = int(day.rng.integers(30, 50))
    return _pool(day, "swim", "Swim", "Pool swim", minutes, 0.72, "swim", None)


def pool_run_as_swim(day: Day) -> Script:
    """Aqua jogging recorded as a swim: long, slow, and only the note tells."""
    minutes = int(day.rng.integers(40, 60))
    note = day.pick(("deep water running with the belt", "aqua jogging, no impact", "Pool running, easy"))
    return _pool(day, "pool_run_as_swim", "Swim", "Afternoon Swim", minutes, 0.17, "pool_run", note)


def pool_run_as_workout(day: Day) -> Script:
    """Aqua jogging entered as a workout."""
    title = day.pick(("Aqua jogging", "Pool run", "Aquajogging", "Deep water running", "Vesijuoksu"))
    return _indoor(
        day,
        "pool_run_as_workout",
        "Workout",
        title,
        int(day.rng.integers(35, 56)),
        15,
        POOL_BPM,
        _cross("pool_run", "elapsed_hours"),
    )


def pool_run_as_run(day: Day) -> Script:
    """Aqua jogging recorded as a run: it must leave the running volume."""
    minutes = int(day.rng.integers(35, 56))
    return _pool(
        day, "pool_run_as_run", "Run", f"Aqua jogging {minutes} min", minutes, 0.7, "pool_run", "DWR in the pool"
    )


def _pool(
    day: Day, scenario: str, sport: str, title: str, minutes: int, speed: float, kind: str, note: str | None
) -> Script:
    return Script(
        scenario=scenario,
        sport_type=sport,
        sport_group="cross_training",
        title=title,
        local_start=day.at(15),
        recorder="pool_watch",
        legs=(Leg(60 * minutes, speed, "walk"),),
        heartrate_bpm=SWIM_BPM if kind == "swim" else POOL_BPM,
        ambient_c=26.0 if kind == "swim" else 25.0,
        description=note,
        sessions=_cross(kind, "elapsed_hours"),
    )


def elliptical(day: Day) -> Script:
    """An easy hour on a machine."""
    minutes = int(day.rng.integers(35, 65))
    return _indoor(
        day,
        "elliptical",
        "Elliptical",
        "Elliptical",
        minutes,
        15,
        ELLIPTICAL_BPM,
        _cross("elliptical", "elapsed_hours"),
    )


def row(day: Day) -> Script:
    """The rowing machine."""
    minutes = int(day.rng.integers(30, 45))
    return _indoor(day, "rowing", "Rowing", "Erg, easy", minutes, 15, ELLIPTICAL_BPM, _cross("row", "elapsed_hours"))


def _indoor(
    day: Day, scenario: str, sport: str, title: str, minutes: int, hour: int, bpm: float | None,
    sessions: tuple[SessionPlan, ...] = (), group: str = "cross_training", **more: Any,
) -> Script:  # fmt: skip
    """An hour in one place; without a heart rate it was entered by hand."""
    return Script(
        scenario=scenario,
        sport_type=sport,
        sport_group=group,
        title=title,
        local_start=day.at(hour),
        recorder="manual" if bpm is None else "indoor_watch",
        seconds=60 * minutes,
        heartrate_bpm=bpm,
        sessions=sessions,
        **more,
    )


def heat(day: Day, variant: str = "") -> Script:
    """A passive heat session as people log it. The stated minutes and the logged time agree."""
    minutes = int(day.rng.integers(4, 7)) * 5
    variant = variant or day.pick(
        ("sauna", "sauna", "sauna_timed", "sauna_3x12", "sauna_recorded", "hot_tub", "sauna_yoga")
    )
    sport, title, kind, bpm = {
        "sauna": ("Workout", day.pick(("Sauna", "Sauna 🔥", "Saunagang", "Löyly & sauna")), "sauna", None),
        "sauna_timed": ("Workout", f"Sauna {minutes} min", "sauna", None),
        "sauna_3x12": ("Workout", "3x12 sauna", "sauna", None),
        "sauna_recorded": ("Workout", "Sauna", "sauna", SEASONED_SAUNA_BPM),
        "sauna_yoga": ("Yoga", "Sauna", "sauna", None),
        "hot_tub": ("Workout", f"Hot tub {minutes} min", "hot_tub", None),
        "steam": ("Workout", "Steam room", "steam", None),
        "unknown_sport": ("Sauna", "Sauna", "sauna", None),
    }[variant]
    minutes = 36 if variant == "sauna_3x12" else minutes
    session = SessionPlan("heat", kind, True, "elapsed_minutes")
    scenario = "unknown_sport_sauna" if variant == "unknown_sport" else variant
    return _indoor(day, scenario, sport, title, minutes, 20, bpm, (session,), "recovery", ambient_c=38.0)


def with_sauna_note(script: Script, day: Day) -> Script:
    """The same activity with a sauna after it, told in the description only."""
    minutes = int(day.rng.integers(4, 7)) * 5
    km = round(sum(leg.seconds * leg.speed_mps for leg in script.legs) / 1000)
    run = f"{script.scenario.split('_')[0]} {km}k"
    session = SessionPlan("heat", "sauna", True, "stated", minutes)
    return replace(script, description=notes.sauna_note(run, minutes, day.rng), sessions=(*script.sessions, session))


def strength(day: Day, variant: str = "") -> Script:
    """A gym hour. Variants force the log's style or the emphasis; `watch_and_app` records it twice."""
    rng = day.rng
    emphasis = EMPHASES.get(variant, "heavy")
    style = LOG_STYLES.get(variant) or tuple(LOG_STYLES.values())[int(rng.integers(3))]
    has_sets = variant != "no_sets"
    sets = notes.lift(emphasis, day.date, day.fitness, rng)
    session = SessionPlan(
        "strength", emphasis if has_sets else "unknown", emphasis == "heavy" or not has_sets, "elapsed_minutes"
    )
    title, minutes = day.pick(notes.STRENGTH_TITLES), int(rng.integers(38, 56))
    scenario = f"strength_{emphasis}" if has_sets else "strength_no_sets"
    text = notes.gym_log(sets, style if has_sets else "none", rng)
    by_watch = style == "hand" or not has_sets
    app = _indoor(
        day, scenario, "WeightTraining", title, minutes, 12, LIFTING_BPM if by_watch else None, (session,), "strength",
        description=text, sets=tuple(sets) if has_sets else (),
    )  # fmt: skip
    if variant != "watch_and_app":
        return app
    app = replace(app, description=notes.gym_log(sets, "hevy", rng), recorder="manual", heartrate_bpm=None)
    watch = replace(
        app,
        scenario="strength_watch_and_app",
        title="Strength",
        description=None,
        recorder="indoor_watch",
        heartrate_bpm=LIFTING_BPM,
    )
    log = replace(
        app,
        scenario="strength_app_twin",
        sessions=(),
        local_start=app.local_start + timedelta(seconds=70),
        seconds=app.seconds - 120,
    )
    return replace(watch, twin=log)


def other(day: Day, variant: str) -> Script:
    """Things that count for nothing: walks, hikes, yoga, a cold plunge, a sport nobody has heard of."""
    if variant in ("walk", "hike"):
        speed, seconds = (1.35, 2700) if variant == "walk" else (1.15, 7200)
        legs = (Leg(seconds // 2, speed, "walk"), Leg(seconds // 2, speed, "walk", direction=-1))
        return Script(
            scenario=variant,
            sport_type=variant.title(),
            sport_group="other",
            title=f"Afternoon {variant.title()}",
            local_start=day.at(15),
            recorder="watch",
            legs=legs,
            terrain="road" if variant == "walk" else "trail",
            heartrate_bpm=WALK_BPM,
            ambient_c=season.ambient_c(day.seed, day.date, 15),
            visibility="only_me" if variant == "walk" else "everyone",
        )
    if variant == "yoga":
        return _indoor(day, "yoga", "Yoga", "Yoga for runners", 30, 18, YOGA_BPM, group="recovery")
    if variant == "cold_plunge":
        return _indoor(day, "cold_plunge", "Workout", "Cold plunge 10 min", 10, 18, None, group="other")
    return _indoor(day, "unknown_sport", "Parkour", "Parkour with the kids", 40, 18, YOGA_BPM, group="other")

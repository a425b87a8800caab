"""A runner's life, deterministic from a seed: what Strava would hold, and what was really done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from flows.synthetic_athlete import laps, payloads, season, sensors, truth
from flows.synthetic_athlete.calendar_plan import plan_day
from flows.synthetic_athlete.motion import Motion, move
from flows.synthetic_athlete.randomness import stream
from flows.synthetic_athlete.script import Script
from flows.synthetic_athlete.sensors import Recording

FIRST_ACTIVITY_ID = 2**33
SLOTS_A_DAY = 16
SCATTER = 5_870_212_417  # odd, so that multiplying by it modulo a power of two keeps ids distinct
#: Easy rides come to 118–129 W and hard ones to 198–210 W: below and above 75 % of it, as their heart rates are.
FTP_W = 220


@dataclass(frozen=True)
class RecordedActivity:
    """One activity as the API tells it."""

    activity_id: int
    summary: dict[str, Any]
    detail: dict[str, Any]
    recording: Recording | None = field(default=None, repr=False, compare=False)

    @property
    def streams_json(self) -> bytes | None:
        """The streams answer with every key, or None where the API answers 404."""
        return None if self.recording is None else self.recording.to_json()


@dataclass(frozen=True)
class Life:
    """An athlete, the activities in order of their start, and the ground truth."""

    profile: dict[str, Any]
    zones: dict[str, Any]
    activities: list[RecordedActivity]
    truth: dict[str, Any]


def live(seed: int, until: datetime, years: float = 3, progress: Callable[[int, int], None] | None = None) -> Life:
    """Live from the first of the month `years` before `until` up to `until` (an aware instant).

    What happens on a date depends on the seed and the date alone: a later `until` adds activities and changes none.
    Only activities that have ended by `until` exist. `progress` is called with (done, all) after each.
    """
    if until.tzinfo is None:
        raise ValueError("`until` must be an aware datetime: give it a time zone, for example datetime.UTC.")
    if seed < 0:
        raise ValueError(f"The seed must not be negative, and it is {seed}.")
    athlete_id = payloads.ATHLETE_ID_BASE + seed
    planned = _planned(seed, until.astimezone(UTC), years)
    activities: list[RecordedActivity] = []
    truths: list[dict[str, Any]] = []
    for done, (activity_id, script, duplicate_of) in enumerate(planned, start=1):
        recorded, motion = _carry_out(seed, athlete_id, activity_id, script, duplicate_of)
        if _end_at(recorded.summary) <= until:
            activities.append(recorded)
            truths.append(truth.of_activity(recorded.summary, script, motion, duplicate_of))
        if progress is not None:
            progress(done, len(planned))
    return Life(
        profile=_profile(seed, athlete_id),
        zones=_zones(),
        activities=activities,
        truth={"seed": seed, "athlete_id": athlete_id, "activities": truths},
    )


def first_day(until: datetime, years: float) -> date:
    """The life begins on the first of a month, so that its first month is whole."""
    return (until.date() - timedelta(days=round(365.25 * years))).replace(day=1)


def _planned(seed: int, until: datetime, years: float) -> list[tuple[int, Script, int | None]]:
    """Every script that can have begun by `until`, with its id and the id of what it duplicates, by start."""
    day = first_day(until, years)
    found: list[tuple[datetime, int, Script, int | None]] = []
    while day <= until.date() + timedelta(days=1):  # it may be tomorrow already where the athlete is
        zone = season.place_of(seed, day).zone
        slot = 0
        for script in plan_day(seed, day):
            kept = _activity_id(seed, day, slot)
            found.append((payloads.utc_of(script.local_start, zone), kept, script, None))
            if script.twin is not None:
                slot += 1
                twin_id = _activity_id(seed, day, slot)
                found.append((payloads.utc_of(script.twin.local_start, zone), twin_id, script.twin, kept))
            slot += 1
        day += timedelta(days=1)
    return [
        (activity_id, script, original)
        for at, activity_id, script, original in sorted(found, key=lambda f: f[:2])
        if at <= until
    ]


def _activity_id(seed: int, day: date, slot: int) -> int:
    number = day.toordinal() * SLOTS_A_DAY + slot + seed * 7_654_321
    return FIRST_ACTIVITY_ID + (number * SCATTER) % 2**33


def _carry_out(
    seed: int, athlete_id: int, activity_id: int, script: Script, duplicate_of: int | None
) -> tuple[RecordedActivity, Motion | None]:
    place = season.place_of(seed, script.local_start.date())
    fitness = season.fitness(script.local_start.date())
    # A second recorder sees the same motion with other noise.
    motion = move(script, stream(seed, "motion", duplicate_of or activity_id)) if script.legs else None
    noise = stream(seed, "noise", activity_id)
    recording: Recording | None = None
    if script.recorder == "indoor_watch" and script.heartrate_bpm is not None:
        recording = sensors.record_heart(script.seconds, script.heartrate_bpm, script.ambient_c, noise)
    elif motion is not None and script.recorder != "lost":
        recording = sensors.record(script, motion, place, fitness, noise)
    shown = payloads.summary(activity_id, athlete_id, script, recording, place)
    laps_at = _lap_times(script, motion)
    full = payloads.detail(shown, script, recording, laps_at)
    return RecordedActivity(activity_id, shown, full, recording), motion


def _lap_times(script: Script, motion: Motion | None) -> list[int]:
    """Seconds at which the lap button was pressed: the borders of the legs that say so."""
    if motion is None:
        return []
    borders = {n + side for n, leg in enumerate(script.legs) if leg.is_lap for side in (0, 1)}
    return sorted(int(motion.leg_starts_s[border]) for border in borders)


def _end_at(shown: dict[str, Any]) -> datetime:
    start_at = datetime.strptime(shown["start_date"], laps.Z).replace(tzinfo=UTC)
    return start_at + timedelta(seconds=shown["elapsed_time"])


def _profile(seed: int, athlete_id: int) -> dict[str, Any]:
    return {
        "id": athlete_id,
        "username": f"synthetic_{seed}",
        "resource_state": 3,
        "firstname": "Synthetic",
        "lastname": f"Athlete {seed}",
        "bio": None,
        "city": season.home(seed).zone.split("/")[1].replace("_", " "),
        "state": None,
        "country": None,
        "sex": "F" if seed % 2 else "M",
        "premium": True,
        "summit": True,
        "created_at": "2014-03-01T10:00:00Z",
        "updated_at": "2024-01-01T10:00:00Z",
        "badge_type_id": 1,
        "weight": 64.0,
        "profile_medium": "avatar/athlete/medium.png",
        "profile": "avatar/athlete/large.png",
        "friend": None,
        "follower": None,
        "follower_count": 12,
        "friend_count": 14,
        "measurement_preference": "meters",
        "ftp": FTP_W,
        "clubs": [],
        "bikes": [payloads.GEAR[payloads.BIKE]],
        "shoes": [payloads.GEAR[payloads.SHOES], payloads.GEAR[payloads.TRAIL_SHOES]],
    }


def _zones() -> dict[str, Any]:
    borders = (0, 115, 145, 158, 172, -1)
    buckets = [{"min": low, "max": high} for low, high in pairwise(borders)]
    return {"heart_rate": {"custom_zones": True, "zones": buckets}}

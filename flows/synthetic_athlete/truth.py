"""What really happened, from the script and the true motion. Only tests and evaluations may read it."""

from typing import Any

from flows.synthetic_athlete.motion import Motion
from flows.synthetic_athlete.script import Script, SessionPlan

Json = dict[str, Any]


def of_activity(shown: Json, script: Script, motion: Motion | None, duplicate_of: int | None) -> Json:
    """One activity's entry in the ground truth."""
    counted = script.counts_as_run and duplicate_of is None
    return {
        "activity_id": shown["id"],
        "local_date": script.local_start.date().isoformat(),
        "sport_group": script.sport_group,
        "counted_distance_m": shown["distance"] if counted else None,
        "duplicate_of": duplicate_of,
        "scenario": script.scenario,
        "sessions": [_session(session, shown) for session in script.sessions] if duplicate_of is None else [],
        "reps": _reps(script, motion) if motion is not None and script.scenario.startswith("hill_sprint") else [],
        "hill": None if script.hill is None else script.hill.name,
        "sets": [
            {"exercise": done.exercise, "reps": done.reps, "weight_kg": done.weight_kg, "is_warmup": done.is_warmup}
            for done in script.sets
        ],
    }


def _session(plan: SessionPlan, shown: Json) -> Json:
    dose, unit = {
        "stated": (plan.dose, "reps" if plan.intervention == "hill_sprints" else "minutes"),
        "elapsed_minutes": (shown["elapsed_time"] / 60, "minutes"),
        "elapsed_hours": (shown["elapsed_time"] / 3600, "hours"),
        "moving_hours": (shown["moving_time"] / 3600, "hours"),
        "half_moving_hours": (shown["moving_time"] / 7200, "hours"),
    }[plan.measure]
    return {
        "intervention": plan.intervention,
        "kind": plan.kind,
        "dose": float(dose),
        "dose_unit": unit,
        "counts": plan.counts,
    }


def _reps(script: Script, motion: Motion) -> list[Json]:
    spans = [
        (int(motion.leg_starts_s[number]), int(motion.leg_starts_s[number + 1]))
        for number, leg in enumerate(script.legs)
        if leg.is_rep
    ]
    reps: list[Json] = []
    for number, (start, end) in enumerate(spans):
        distance = float(motion.along_m[end] - motion.along_m[start])
        gain = float(motion.altitude_m[end] - motion.altitude_m[start])
        after_8s = float(motion.along_m[start + 8] - motion.along_m[start]) if end - start >= 8 else None
        reps.append(
            {
                "start_time_s": float(start),
                "duration_s": float(end - start),
                "recovery_s": float(spans[number + 1][0] - end) if number + 1 < len(spans) else None,
                "distance_m": round(distance, 2),
                "elevation_gain_m": round(gain, 2),
                "grade_pct": round(100 * gain / distance, 2),
                "first_8s_distance_m": None if after_8s is None else round(after_8s, 2),
                "peak_speed_mps": round(float(motion.speed_mps[start:end].max()), 3),
            }
        )
    return reps

"""The order of the review: its sections, and the statements in each."""

from dataclasses import dataclass, field

from flows.review.statement import Parameters


@dataclass(frozen=True)
class Asked:
    """A statement by name, with what is asked beside year and athlete."""

    name: str
    parameters: Parameters = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """A heading, and what is said under it."""

    title: str
    statements: tuple[Asked, ...]


def asked(*names: str, weeks_of: str = "") -> tuple[Asked, ...]:
    """Statements by name, after those on the weeks of an intervention."""
    weeks = [Asked(name, {"intervention": weeks_of}) for name in ("weeks", "weeks_rest") if weeks_of]
    return (*weeks, *map(Asked, names))


#: What is known of the year at all: without it nothing else is said.
PERIOD = Asked("period")

SECTIONS = (
    Section(
        "The year at a glance",
        asked("glance_weeks", "glance", "adherence_figure", "adherence_months", "breaks"),
    ),
    Section(
        "Hill sprints",
        asked(
            "hill_sessions",
            "hill_durations",
            "hill_durations_table",
            "hill_recoveries",
            "hill_recoveries_table",
            "hill_grades",
            "hill_progress",
            "hill_progress_table",
            weeks_of="hill_sprints",
        ),
    ),
    Section(
        "Monthly records",
        asked("records", "records_each", "records_months", "records_incomplete", "records_baseline"),
    ),
    Section(
        "Heat",
        asked(
            "heat_sessions", "heat_gap", "heat_weeks", "heat_kinds", "heat_acclimation", "heat_active", weeks_of="heat"
        ),
    ),
    Section(
        "Cross-training",
        asked("cross_hours", "cross_intensity", "cross_kinds", weeks_of="cross_training"),
    ),
    Section(
        "Heavy strength",
        asked(
            "strength_sessions",
            "strength_other",
            "strength_reps",
            "strength_reps_table",
            "strength_lifts",
            "strength_lifts_figure",
            "strength_text",
            weeks_of="strength",
        ),
    ),
    Section(
        "Running efficiency",
        asked("efficiency", "efficiency_season", "efficiency_caveat", "efficiency_months"),
    ),
    Section(
        "Gaps in the data",
        asked(
            "gaps_weeks",
            "gaps_days",
            "gaps_pending",
            "gaps_samples",
            "gaps_resolution",
            "gaps_duplicates",
            "gaps_quarantine",
            "gaps_words",
            "gaps_near",
        ),
    ),
)

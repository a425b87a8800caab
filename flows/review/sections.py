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


def weeks_of(intervention: str) -> Asked:
    """How many weeks of an intervention were met."""
    return Asked("weeks", {"intervention": intervention})


def asked(*names: str | Asked) -> tuple[Asked, ...]:
    """Statements that ask for nothing but a year and an athlete, by name."""
    return tuple(Asked(one) if isinstance(one, str) else one for one in names)


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
            weeks_of("hill_sprints"),
            "hill_sessions",
            "hill_durations",
            "hill_durations_table",
            "hill_recoveries",
            "hill_recoveries_table",
            "hill_grades",
            "hill_progress",
            "hill_progress_table",
        ),
    ),
    Section("Monthly records", asked("records", "records_each", "records_months", "records_incomplete")),
    Section(
        "Heat",
        asked(weeks_of("heat"), "heat_sessions", "heat_gap", "heat_kinds", "heat_acclimation", "heat_active"),
    ),
    Section(
        "Cross-training",
        asked(weeks_of("cross_training"), "cross_hours", "cross_intensity", "cross_kinds"),
    ),
    Section(
        "Heavy strength",
        asked(
            weeks_of("strength"),
            "strength_sessions",
            "strength_reps",
            "strength_reps_table",
            "strength_lifts",
            "strength_lifts_figure",
            "strength_text",
        ),
    ),
    Section("Running efficiency", asked("efficiency", "efficiency_season", "efficiency_months")),
    Section(
        "Gaps in the data",
        asked(
            "gaps_weeks",
            "gaps_days",
            "gaps_samples",
            "gaps_resolution",
            "gaps_duplicates",
            "gaps_quarantine",
            "gaps_words",
            "gaps_near",
        ),
    ),
)

"""Heat sessions: sauna, hot tub and the like, on their own or noted in another activity; and runs in the heat."""

from collections.abc import Mapping

import polars as pl

from schemas.sessions import Sessions
from transforms.air import with_air
from transforms.heat_forms import HEAT_KINDS, MARK, ONLY_ROUNDS, ROUNDS_OF_TITLE, SAME_PLACE, TOPIC
from transforms.heat_text import heat_clauses, marked
from transforms.heat_words import HEAT_WORDS
from transforms.session_rows import minutes, said, session_rows, shortened
from transforms.sport_group import KNOWN, RECOVERY, RUNS, WORKOUT
from transforms.sport_words import COLD_WORDS, OTHER_ACTIVITY_WORDS
from transforms.text import folded, keyword_pattern

#: Sports as which people log a passive session; so does a sport that Strava did not know ("Sauna").
PASSIVE_SPORTS = (WORKOUT, *RECOVERY)
#: Whoever covered more ground was not sitting in a sauna.
FURTHEST_M = 200.0
#: Shorter is a visit, longer is a forgotten stop button. The prescription is 20–30 min.
SHORTEST_MIN, LONGEST_MIN = 8.0, 75.0
#: Sports of which a description alone can tell that they were a sauna. A yoga class goes before one.
DESCRIBED_SPORTS = (WORKOUT, "PhysicalTherapy")
#: Stated minutes beat the elapsed time when they are at most so much of it: the rest was showers and deck chairs [J].
LEAST_OF_ELAPSED = 2 / 3
#: A run in the heat: at least this long, at least this warm (apparent temperature).
ACTIVE_SHORTEST_MIN = 30.0
ACTIVE_LEAST_C = 28.0
#: How sure a run in the heat is, by what told of it (`transforms.air.MEASURES`) [J].
ACTIVE_CONFIDENCE = {"apparent": 0.9, "computed": 0.85, "air": 0.6, "sensor": 0.4}
#: Words beside the heat word with which a description still begins with a session of its own: "sauna with Ann" [J].
MOST_SPARE_WORDS = 5


#: What makes a title one of several things: "Gym + sauna". Cold water belongs to a sauna.
_SHARING = keyword_pattern((*(word for word in OTHER_ACTIVITY_WORDS if word not in COLD_WORDS), "gym", "kuntosali"))

KEY = ["athlete_id", "activity_id"]


def heat_sessions(
    activities: pl.DataFrame,
    samples: pl.DataFrame,
    weather: pl.DataFrame,
    words: Mapping[str, tuple[str, ...]] = HEAT_WORDS,
) -> pl.DataFrame:
    """core.activities, core.activity_samples and core.weather → the heat rows of mart.sessions, dose in minutes.

    A session of its own lasts its elapsed time, or the rounds that its text states ("3x12" is 36 min), or its stated
    minutes where the rest was long. A note in another activity lasts the minutes it states; without any it counts,
    flagged, where a word says that it happened and none casts doubt on it. Denials, comparisons and other days'
    plans are no sessions. Running in the heat is shown and never counts. Duplicates are left
    out, save where only the duplicate's words tell of it. `words` are the heat words by kind.
    """
    kept = activities.filter(pl.col("duplicate_of").is_null())
    passive = told_once(passive_sessions(activities, words), activities)
    active = active_sessions(kept, samples, weather).join(passive, on=KEY, how="anti")
    if passive.is_empty() and active.is_empty():
        return Sessions.none()
    return pl.concat([passive, active]).sort(Sessions.key())


def passive_sessions(activities: pl.DataFrame, words: Mapping[str, tuple[str, ...]]) -> pl.DataFrame:
    """Rows of sessions that the words of an activity tell of."""
    clauses = clauses_of(activities, words)
    if clauses.is_empty():
        return Sessions.none()
    return session_rows(judged(weighed(told_per_activity(clauses), activities)), "heat", "minutes")


def clauses_of(activities: pl.DataFrame, words: Mapping[str, tuple[str, ...]]) -> pl.DataFrame:
    """Each clause of title (`field` name) and description that names heat, as `heat_clauses` measures it.

    The description of a passive sport whose title names heat speaks of that heat: "Sauna", "3x12".
    """
    is_passive_sport = pl.col("sport_type").is_in(PASSIVE_SPORTS) | ~pl.col("sport_type").is_in(KNOWN)
    texts = pl.concat(
        activities.select(
            *KEY,
            pl.lit(field).alias("field"),
            pl.col(field).alias("text"),
            is_about_title=is_passive_sport & pl.lit(field == "description"),
        )
        for field in ("name", "description")
    ).drop_nulls("text")
    named = texts.with_columns(text=marked(pl.col("text"), words)).with_columns(
        is_named=pl.col("text").str.contains(MARK)
    )
    is_beside = ~pl.col("is_named") & pl.col("is_named").any().over(KEY)
    is_topical = (pl.col("is_about_title") | pl.col("text").str.contains(ONLY_ROUNDS)) & is_beside
    # "Sauna/plunge x3": how often, for the minutes of the description.
    often = pl.col("text").filter(field="name").str.extract(ROUNDS_OF_TITLE).first().over(KEY)
    are_told = pl.col("text").str.contains(r"[0-9]\s*[/+]\s*[0-9]")
    topic = pl.concat_str(pl.lit(f"{TOPIC} "), pl.when(~are_told).then(pl.format("x{} ", often)).fill_null(""))
    text = (
        pl.when(is_topical)
        .then(topic + pl.col("text"))
        .when(is_beside)
        .then(pl.col("text").str.replace_all(SAME_PLACE, f"$1 {TOPIC} "))
        .otherwise("text")
    )
    return heat_clauses(named.select(*KEY, "field", text=text))


def told_once(passive: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """Of rows that tell of one workout the original's, or of its duplicates the one with the lowest id."""
    copies = activities.select(*KEY, "duplicate_of")
    return (
        passive.join(copies, on=KEY, how="left")
        .with_columns(workout_id=pl.coalesce("duplicate_of", "activity_id"))
        .sort(pl.col("duplicate_of").is_not_null(), *KEY)
        .unique(["athlete_id", "workout_id"], keep="first", maintain_order=True)
        .select(passive.columns)
        .sort(Sessions.key())
    )


def told_per_activity(clauses: pl.DataFrame) -> pl.DataFrame:
    """What title and description say together, one row per activity.

    Both may tell of the same session, so that of each kind the field with more minutes counts; kinds add up.
    """
    denied = pl.col("is_negated") | pl.col("is_simile") | pl.col("is_other_day")
    in_title, affirmed = pl.col("field") == "name", ~pl.col("is_denied")
    is_bare = ~pl.col("names_other_activity") & (pl.col("spare_words") <= MOST_SPARE_WORDS)
    judged_clauses = (
        clauses.with_columns(
            is_denied=denied,
            is_bare=is_bare | pl.col("is_done"),
            is_plain=~pl.col("is_doubtful") | pl.col("is_done"),
            is_told=pl.col("is_told") | pl.col("is_done"),
            is_wish=pl.col("is_wish") & ~pl.col("is_done"),
            # A description without a heat word of its own is about the title's, where that happened.
            is_about_title=pl.col("kind").is_null(),
        )
        .with_columns(kind=pl.coalesce("kind", pl.col("kind").filter(in_title & affirmed).first().over(KEY)))
        .drop_nulls("kind")
    )
    stated = (
        judged_clauses.filter(affirmed & ~pl.col("is_wish") & pl.col("minutes").is_not_null())
        .group_by(*KEY, "field", "kind")
        .agg(pl.col("minutes").sum(), pl.col("has_rounds").any())
        .sort(*KEY, "kind", "minutes", "field")
        .group_by(*KEY, "kind", maintain_order=True)
        .agg(pl.col("minutes", "has_rounds").last())
        .sort(*KEY, "minutes", pl.col("kind").replace_strict({kind: -n for n, kind in enumerate(HEAT_KINDS)}))
        .group_by(KEY, maintain_order=True)
        .agg(
            stated_min=pl.col("minutes").sum(), stated_kind=pl.col("kind").last(), has_rounds=pl.col("has_rounds").any()
        )
    )
    is_at_start = pl.col("position") == 0
    return (
        judged_clauses.filter(~pl.col("is_about_title"))
        .group_by(KEY)
        .agg(
            named_kind=pl.coalesce(
                *(pl.col("kind").filter(which).first() for which in (affirmed & in_title, affirmed, pl.lit(True)))
            ),
            clause=pl.col("clause").first(),
            is_in_title=(in_title & affirmed).any(),
            is_affirmed=affirmed.any(),
            title_clauses=pl.col("clauses").filter(in_title).max().fill_null(0),
            is_first=(
                affirmed
                & ~in_title
                & ~pl.col("is_wish")
                & ~pl.col("is_after")
                & pl.col("is_bare")
                & pl.col("is_plain")
                & is_at_start
            ).any(),
            # A note must stand beside something else: a run called "Sauna" was hot.
            is_noted=(
                affirmed
                & ~pl.col("is_wish")
                & pl.col("is_plain")
                & pl.col("is_told")
                & ((pl.col("clauses") > 1) | ~in_title)
            ).any(),
        )
        .join(stated, on=KEY, how="left")
    )  # fmt: skip


def weighed(told: pl.DataFrame, activities: pl.DataFrame) -> pl.DataFrame:
    """What was told beside what was recorded: whether it `is_own`, a session of its own, `is_still`, and its `dose`."""
    elapsed, stated = minutes(pl.col("elapsed_time_s")), pl.col("stated_min")
    is_passive_sport = pl.col("sport_type").is_in(PASSIVE_SPORTS) | ~pl.col("sport_type").is_in(KNOWN)
    names_more = folded(pl.col("name")).str.contains(_SHARING)
    is_titled = pl.col("is_in_title") & ~(names_more & (pl.col("title_clauses") > 1))
    # "Evening Workout", whose description begins with the sauna.
    is_described = pl.col("sport_type").is_in(DESCRIBED_SPORTS) & pl.col("is_first") & ~names_more & stated.is_null()
    is_stated = pl.col("has_rounds") | ~possible(elapsed) | (stated <= LEAST_OF_ELAPSED * elapsed)
    own_min = pl.when(stated.is_not_null() & is_stated).then(stated).otherwise(elapsed)
    recorded = activities.select(
        *KEY, "local_date", "sport_type", "name", "description", "distance_m", "elapsed_time_s"
    )
    return (
        told.join(recorded, on=KEY)
        .with_columns(
            is_own=is_passive_sport & (is_titled | is_described),
            is_still=pl.col("distance_m").fill_null(0.0) < FURTHEST_M,
        )
        .with_columns(
            kind=pl.coalesce("stated_kind", "named_kind"),
            dose=pl.when(pl.col("is_own")).then(own_min).otherwise(stated),
            elapsed_min=elapsed,
        )
    )


def judged(told: pl.DataFrame) -> pl.DataFrame:
    """Verdicts from what was told: a session of its own, a note, or neither (left out)."""
    verdicts = told.filter(
        pl.col("is_affirmed") & (pl.col("is_own") | pl.col("stated_min").is_not_null() | pl.col("is_noted"))
    )
    dose, what = pl.col("dose"), pl.col("kind").str.replace("passive_other", "passive heat").str.replace("_", " ")
    is_own = pl.col("is_own")
    outside = pl.format("between {} and {} min make a session", said(pl.lit(SHORTEST_MIN)), said(pl.lit(LONGEST_MIN)))
    words = pl.format("“{}”", shortened(pl.coalesce(pl.when(pl.col("is_in_title")).then("name"), "description")))
    return verdicts.with_columns(
        counts=pl.when(is_own).then(pl.col("is_still") & possible(dose)).otherwise(dose.is_null() | possible(dose)),
        confidence=pl.when(is_own & pl.col("is_in_title")).then(0.95).when(is_own).then(0.75)
        .when(dose.is_not_null()).then(0.85).otherwise(0.5),
        reason=pl.when(is_own & ~pl.col("is_still"))
        .then(pl.format("{} says {}, but {} m were covered.", words, what, said(pl.col("distance_m"))))
        .when(dose.is_not_null() & ~possible(dose))
        .then(pl.format("{} says {}, but it lasted {} min: {}.", words, what, said(dose), outside))
        .when(is_own & (dose != pl.col("elapsed_min")))
        .then(pl.format("{} says {} for {} min.", words, what, said(dose)))
        .when(is_own)
        .then(pl.format("{} says {}, and it lasted {} min.", words, what, said(dose)))
        .when(dose.is_not_null())
        .then(pl.format("{} notes {} for {} min.", words, what, said(dose)))
        .otherwise(pl.format("{} notes {} without minutes: it counts, and its minutes are unknown.", words, what)),
        evidence=pl.struct("clause", "stated_min", "elapsed_min", "is_own", distance_m=pl.col("distance_m")),
    )  # fmt: skip


def possible(dose: pl.Expr) -> pl.Expr:
    """Whether so many minutes can be a passive session."""
    return dose.is_between(SHORTEST_MIN, LONGEST_MIN)


def active_sessions(activities: pl.DataFrame, samples: pl.DataFrame, weather: pl.DataFrame) -> pl.DataFrame:
    """Rows of runs in the heat. They cost recovery and never count.

    Weather decides where anybody tells it. Else the device's own sensor is all there is, and it reads warm: low
    confidence.
    """
    hot = with_air(activities.filter(is_run()), samples, weather).filter(
        (pl.col("temp_c") >= ACTIVE_LEAST_C) & (minutes(pl.col("moving_time_s")) >= ACTIVE_SHORTEST_MIN)
    )
    verdicts = hot.with_columns(
        kind=pl.lit("active_heat"),
        dose=minutes(pl.col("elapsed_time_s")),
        counts=pl.lit(False),
        confidence=pl.col("measure").replace_strict(ACTIVE_CONFIDENCE, default=None, return_dtype=pl.Float64),
        evidence=pl.struct("temp_c", "measure", "told_by", "watch_c"),
    ).with_columns(
        reason=pl.format(
            "A run of {} min at {}: such heat costs recovery and is not counted.", said(pl.col("dose")), "air_said"
        )
    )
    return session_rows(verdicts, "heat", "minutes")


def is_run() -> pl.Expr:
    """Whether an activity was a run that can be one in the heat: not one in water."""
    return pl.col("sport_type").is_in(RUNS) & (pl.col("sport_group") == "run")

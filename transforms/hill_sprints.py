"""Runs become hill-sprint verdicts."""

import polars as pl

from transforms.altitude_noise import NOISY_M
from transforms.criteria import Criterion, all_met
from transforms.efforts import STRIDE_S, STRIDE_SPEED
from transforms.geometry import length_m, way_m
from transforms.hill_sprint_words import names_hill_sprints
from transforms.running_effort import is_machine
from transforms.session_rows import said, session_rows

#: "A handful of reps"; one or two are shown as possible, not counted.
LEAST_REPS = 3
#: Starts of neighbouring reps: 9 s of sprint and at least a short walk, at most a long chat.
APART_S = (35.0, 360.0)
#: The ground falls no steeper when walked back than it rose when run: over a session's reps 0.4 times as steep, at most
#: 1.1 times [M: labelled recordings]. A wet or covered barometer that rises when the arms swing falls by as much within
#: ten seconds of walking, 1.9 times as steep [M: a real run that ended with strides].
STEEPEST_BACK = 1.5
#: Asked only of those who walk so much of the rep's way in these seconds: standing tells nothing.
LEAST_WAY_BACK = 0.25
#: Sessions of other efforts need as many as a session of hill sprints.
LEAST_EFFORTS = 3
#: Above this share of the recorded time in steps of 3 s and more, seconds cannot be told.
COARSE_SHARE = 0.3
#: A coarse recording smears sprints and strides: two efforts so short, rested a little or as fast as strides, are hint
#: enough that there was something to tell.
LEAST_HINTS = 2
HINT_S = STRIDE_S[1]
HINT_REST_S = 10
#: Between repeats and intervals the mean speed is below this multiple of easy effort; bumps on every lap of a steady
#: run, or the faster miles of a race, have none such between them.
BACK_SPEED = 0.95
#: Or, where intervals make up so much of a run that they raise what counts as easy, of their own speed: jogs between
#: intervals are 0.45–0.7 of it, the slower miles of a race 0.85 and more.
BACK_SHARE = 0.70
#: What lies closer together is one effort in pieces.
BACK_S = 20
#: Repeats start from one foot: the median distance of their starts' altitude from its middle, less what the
#: altitude errs by, in gains. A trail's climbs start anywhere.
FOOT_SPREAD = 0.25
#: Where positions are known they decide, by the median distance from their middle: a barometer may drift by more than
#: half a climb from one repeat to the next [M: 5 × 300 m, all begun within 40 m, at 27, 26, 20, 15 and 10 m].
FOOT_M = 50.0
#: What each word in a title, and each rep more than the least, adds to the confidence.
WORD_BONUS = 0.08
REP_BONUS = 0.02
KEY = ["athlete_id", "activity_id"]

#: A session of hill sprints, of a run that can be verified.
SESSION = (
    Criterion(
        f"hill sprints in a row, {APART_S[0]:.0f}–{APART_S[1]:.0f} s apart",
        pl.col("n_in_series"),
        least=LEAST_REPS,
        decimals=0,
    ),
    Criterion(
        "ground behind them no steeper than before them, else the altitude follows the legs",
        pl.col("back_steepness"),
        most=STEEPEST_BACK,
        unit="times",
        excuse=((pl.col("way_back_share") >= LEAST_WAY_BACK) & ~pl.col("is_altitude_noisy"))
        .fill_null(value=False)
        .not_(),
        excuse_said="no way back, or too noisy an altitude",
    ),
    Criterion("on real ground, no treadmill or virtual hill", ~pl.col("is_machine")),
)


def hill_sprint_sessions(
    activities: pl.DataFrame, reps: pl.DataFrame, found: pl.DataFrame, quality: pl.DataFrame
) -> pl.DataFrame:
    """mart.sessions rows of the intervention hill_sprints; runs that come nowhere near one have no row.

    Takes core.activities, their mart.hill_sprint_reps, all their efforts (`efforts`) and `stream_quality`. Duplicates
    and activities that are no runs are passed over.
    """
    runs = activities.filter((pl.col("sport_group") == "run") & pl.col("duplicate_of").is_null())
    return (
        run_summaries(runs, reps, found, quality)
        .with_columns(kind=kind())
        .filter(pl.col("kind").is_not_null())
        .with_columns(dose=dose(), confidence=session_confidence(), reason=reason(), evidence=evidence())
        .with_columns(counts=pl.col("kind") == "hill_sprints")
        .pipe(session_rows, "hill_sprints", "reps")
    )


def run_summaries(runs: pl.DataFrame, reps: pl.DataFrame, found: pl.DataFrame, quality: pl.DataFrame) -> pl.DataFrame:
    """One row per run of core.activities: all that the verdict on it is made from."""
    return (
        runs.select(*KEY, "local_date", is_machine=is_machine(), is_named=names_hill_sprints("name", "description"))
        .join(rep_summary(reps), on=KEY, how="left")
        .join(effort_summary(found), on=KEY, how="left")
        .join(quality, on=KEY, how="left")
        .with_columns(pl.col("^n_.*$").fill_null(0), pl.col("^has_.*$").fill_null(value=False))
        .with_columns(pl.col("coarse_share").fill_null(0.0))
    )


def rep_summary(reps: pl.DataFrame) -> pl.DataFrame:
    """One row per activity with reps: how many, how many in a row a session's distance apart, and how they were."""
    apart_s = pl.col("start_time_s").diff().over(KEY)
    return (
        reps.sort(*KEY, "rep_number")
        .with_columns(series=(~apart_s.is_between(*APART_S)).fill_null(value=True).cum_sum().over(KEY))
        .with_columns(n_in_series=pl.len().over(*KEY, "series"))
        .group_by(KEY)
        .agg(
            n_reps=pl.len().cast(pl.Int64),
            n_in_series=pl.col("n_in_series").max().cast(pl.Int64),
            n_duration_ok=pl.col("is_duration_ok").sum().cast(pl.Int64),
            n_recovery_ok=pl.col("is_recovery_ok").sum().cast(pl.Int64),
            n_recoveries=pl.col("is_recovery_ok").count().cast(pl.Int64),
            n_grade_ok=pl.col("is_grade_ok").sum().cast(pl.Int64),
            median_duration_s=pl.col("duration_s").median().round(1),
            median_grade_pct=pl.col("mean_grade_pct").median().round(1),
            median_recovery_s=pl.col("recovery_s").median().round(0),
            rep_confidence=pl.col("confidence").mean(),
        )
    )


def effort_summary(found: pl.DataFrame) -> pl.DataFrame:
    """One row per activity with efforts: how many of each other kind, how long, and how they were recovered."""
    kinds = ["hill_repeat", "sprint", "stride", "interval"]
    is_kind = {kind: pl.col("effort_kind") == kind for kind in kinds}
    of_its_kind = [*KEY, "effort_kind"]
    back_m = pl.col("start_distance_m").shift(-1).over(of_its_kind) - pl.col("end_distance_m")
    back_s = pl.col("start_time_s").shift(-1).over(of_its_kind) - pl.col("start_time_s") - pl.col("duration_s")
    is_rested = pl.max_horizontal("rest_before_s", "rest_after_s") >= HINT_REST_S
    is_fast = pl.col("mean_speed_mps") >= STRIDE_SPEED * pl.col("easy_effort_mps")
    fall_m, way_back_m, climb_m, run_m = (
        pl.col(name).filter(pl.col("effort_kind") == "hill_sprint")
        for name in ("fall_after_m", "way_after_m", "elevation_gain_m", "distance_m")
    )
    foot_m = pl.col("start_altitude_m").filter(is_kind["hill_repeat"])
    noise_m = pl.when(pl.col("climb_error_m") >= NOISY_M).then(pl.col("climb_error_m")).otherwise(0)
    gain_m = pl.col("elevation_gain_m").filter(is_kind["hill_repeat"])
    back_mps = pl.when(back_s >= BACK_S).then(back_m / back_s)
    return (
        found.sort(*KEY, "start_time_s")
        .with_columns(back_speed=back_mps / pl.col("easy_effort_mps"), back_share=back_mps / pl.col("mean_speed_mps"))
        .group_by(KEY)
        .agg(
            *(is_kind[kind].sum().cast(pl.Int64).alias(f"n_{kind}s") for kind in kinds),
            *(pl.col("duration_s").filter(is_kind[kind]).median().round(0).alias(f"{kind}_s") for kind in kinds),
            *(pl.col("back_speed").filter(is_kind[kind]).median().alias(f"{kind}_back_speed") for kind in kinds),
            *(
                pl.col("back_share").filter(is_kind[kind]).median().alias(f"{kind}_back_share")
                for kind in ("hill_repeat", "interval")
            ),
            is_altitude_noisy=(pl.col("climb_error_m") >= NOISY_M).any(),
            n_brief=pl.col("is_brief").sum().cast(pl.Int64),
            n_hints=(pl.col("is_run") & (pl.col("duration_s") <= HINT_S) & (is_rested | is_fast)).sum().cast(pl.Int64),
            back_steepness=pl.when(way_back_m.sum() > 0, climb_m.sum() > 0).then(
                (fall_m.sum() / way_back_m.sum()) / (climb_m.sum() / run_m.sum())
            ),
            way_back_share=pl.when(run_m.sum() > 0).then(way_back_m.sum() / run_m.sum()),
            # Two places lie equally far from their middle, and one not at all.
            foot_way_m=pl.when(pl.col("lat").filter(is_kind["hill_repeat"]).count() >= LEAST_EFFORTS).then(
                metres_apart(is_kind["hill_repeat"]).median()
            ),
            foot_spread=((foot_m - foot_m.median()).abs().median() - noise_m.max()) / gain_m.median(),
        )
    )


def metres_apart(which: pl.Expr) -> pl.Expr:
    """Distances of some efforts' starts from the middle of them, m; null without coordinates."""
    lat, lon = pl.col("lat").filter(which), pl.col("lon").filter(which)
    return length_m(way_m(lat, lon, lat.median(), lon.median()))


def kind() -> pl.Expr:
    """What the run was, null when it came nowhere near hill sprints; the first rule that fits decides."""
    could_tell = pl.col("has_distance") & pl.col("has_altitude")
    is_coarse = pl.col("coarse_share") >= COARSE_SHARE
    has_hint = pl.col("is_named") | (pl.col("n_brief") >= LEAST_REPS)
    is_interrupted, is_back_down = (
        (pl.col(f"{of}_back_speed") <= BACK_SPEED) | (pl.col(f"{of}_back_share") <= BACK_SHARE)
        for of in ("interval", "hill_repeat")
    )
    # What begins at one altitude but in other places is a rolling road, or a barometer that follows the legs.
    is_one_foot = pl.coalesce(pl.col("foot_way_m") <= FOOT_M, pl.col("foot_spread") <= FOOT_SPREAD)
    is_one_hill = is_back_down & is_one_foot
    rules = [
        (pl.col("is_machine") & pl.col("is_named"), "unverifiable"),
        (pl.col("is_machine"), None),
        (all_met(SESSION), "hill_sprints"),
        (is_coarse & (has_hint | (pl.col("n_hints") >= LEAST_HINTS)), "insufficient_resolution"),
        (~could_tell & has_hint, "unverifiable"),
        ((pl.col("n_hill_repeats") >= LEAST_EFFORTS) & is_one_hill, "hill_repeats"),
        (pl.col("n_reps") > 0, "possible_hill_sprints"),
        (pl.col("n_sprints") >= LEAST_EFFORTS, "sprints"),
        ((pl.col("n_intervals") >= LEAST_EFFORTS) & is_interrupted, "intervals"),
        (pl.col("n_strides") >= LEAST_EFFORTS, "strides"),
    ]
    return pl.coalesce(*(pl.when(applies).then(pl.lit(name or "")) for applies, name in rules)).replace("", None)


def dose() -> pl.Expr:
    """Efforts of the kind found; null where seconds could not be told."""
    return by_kind(
        {
            "hill_sprints": pl.col("n_reps"),
            "possible_hill_sprints": pl.col("n_reps"),
            "hill_repeats": pl.col("n_hill_repeats"),
            "sprints": pl.col("n_sprints"),
            "strides": pl.col("n_strides"),
            "intervals": pl.col("n_intervals"),
        }
    ).cast(pl.Float64)


def session_confidence() -> pl.Expr:
    """How sure the verdict is, 0–1.

    For hill sprints the mean of the reps', more for every rep and for a title that says so. For the other efforts
    rounded from how many such verdicts were right: of 104 `intervals` all, of 124 `hill_repeats` 96 %, of 79 `sprints`
    82 %, of 178 `strides` 74 %, of 147 `possible_hill_sprints` 81 % [M: labelled recordings]. Judgement where nothing
    could be told.
    """
    said = WORD_BONUS * pl.col("is_named").cast(pl.Float64)
    more = REP_BONUS * (pl.col("n_reps") - LEAST_REPS).clip(0, 5)
    return (
        by_kind(
            {
                "hill_sprints": pl.col("rep_confidence") + said + more,
                "possible_hill_sprints": 0.9 * pl.col("rep_confidence") + said,
                "hill_repeats": pl.lit(0.9),
                "sprints": pl.lit(0.8),
                "strides": pl.lit(0.7),
                "intervals": pl.lit(0.9),
                "insufficient_resolution": pl.lit(0.2) + said,
                "unverifiable": pl.lit(0.2) + said,
            }
        )
        .clip(0.0, 0.99)
        .round(2)
    )


def reason() -> pl.Expr:
    """One plain sentence with the numbers."""
    pause = pl.when(pl.col("n_recoveries") > 0).then(
        pl.format(
            ", {} s apart; {} of {} recoveries long and slow enough",
            said(pl.col("median_recovery_s")),
            "n_recovery_ok",
            "n_recoveries",
        )
    )
    sprints = pl.format(
        "{} of about {} s up {} %{}; {} lasted 8–10 s to within the measuring error, {} were at 8 % or steeper.",
        pl.format(
            "{} {}", "n_reps", pl.when(pl.col("n_reps") == 1).then(pl.lit("sprint")).otherwise(pl.lit("sprints"))
        ),
        said(pl.col("median_duration_s"), 1),
        said(pl.col("median_grade_pct"), 1),
        pause.otherwise(pl.lit("")),
        "n_duration_ok",
        "n_grade_ok",
    )
    too_few = pl.format("{} A session has {} or more, each 35–360 s after the last.", sprints, pl.lit(LEAST_REPS))
    lasting = {
        "hill_repeats": "{} climbs of about {} s: longer than a hill sprint's 8–10 s.",
        "strides": "{} strides of about {} s, but not rested sprints up a hill.",
        "intervals": "{} intervals of about {} s: longer than a hill sprint's 8–10 s.",
    }
    flat = pl.format("{} sprints of about {} s, but not up a hill.", "n_sprints", said(pl.col("sprint_s")))
    unsure = pl.format(
        "{} sprints of about {} s; the altitude is too noisy to tell whether up a hill.",
        "n_sprints",
        said(pl.col("sprint_s")),
    )
    return by_kind(
        {
            "hill_sprints": sprints,
            "possible_hill_sprints": too_few,
            "insufficient_resolution": pl.format(
                "{} % of the recording has a sample every 3–10 s only: sprints of 8–10 s cannot be told.",
                said(100 * pl.col("coarse_share")),
            ),
            "unverifiable": pl.when(pl.col("is_machine"))
            .then(pl.lit("The title names hill sprints, but a treadmill's or a virtual hill cannot be verified."))
            .otherwise(
                pl.lit("It may be hill sprints, but the recording has no altitude or no distance to verify it.")
            ),
        }
        | {
            name: pl.format(text, f"n_{name}", said(pl.col(f"{name.removesuffix('s')}_s")))
            for name, text in lasting.items()
        }
        | {"sprints": pl.when(pl.col("is_altitude_noisy")).then(unsure).otherwise(flat)}
    )


def evidence() -> pl.Expr:
    """The numbers behind the verdict."""
    return pl.struct(
        reps="n_reps",
        reps_in_series="n_in_series",
        reps_duration_ok="n_duration_ok",
        recoveries_ok="n_recovery_ok",
        reps_grade_ok="n_grade_ok",
        median_duration_s="median_duration_s",
        median_grade_pct="median_grade_pct",
        median_recovery_s="median_recovery_s",
        hill_repeats="n_hill_repeats",
        sprints="n_sprints",
        strides="n_strides",
        intervals="n_intervals",
        coarse_share=pl.col("coarse_share").round(2),
        title_names_it="is_named",
    )


def by_kind(values: dict[str, pl.Expr]) -> pl.Expr:
    """The value that belongs to the row's kind; null for kinds not named."""
    return pl.coalesce(*(pl.when(pl.col("kind") == name).then(value) for name, value in values.items()))

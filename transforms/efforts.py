"""Every effort of a run, measured and named: hill sprint, hill repeat, sprint, stride, interval or none of them."""

import numpy as np
import polars as pl

from schemas.efforts import Efforts
from transforms.altitude_noise import NOISY_M
from transforms.criteria import Criterion, all_met
from transforms.effort_borders import detected_borders
from transforms.effort_laps import with_laps
from transforms.effort_measures import measured
from transforms.geometry import length_m, way_m
from transforms.grade import minetti_factor
from transforms.running_effort import grade_adjusted_speed
from transforms.stream_grid import stream_grid

#: A hill sprint's length; 8–10 s prescribed, borders good to two seconds, and athletes are generous.
SPRINT_S = (5.0, 14.0)
#: Pooled grade and rise of a hill sprint.
LEAST_GRADE_PCT = 4.0
LEAST_GAIN_M = 1.2
#: Mean climbs stand out of a noisy altitude by so many standard deviations of their mean. Where a rise in the altitude
#: helped to make the effort, chance alone reaches 2.2; 157 of 169 sessions of hill sprints lie above 2.5 [M: labelled
#: recordings], those below are gentle or few.
CLIMB_ERRORS = 2.5
#: Asked of a single effort before pooling: with 1 m steps of altitude its grade is good to ±2 %.
LEAST_OWN_GRADE_PCT = 2.5
#: A maximal effort against easy running, both grade-adjusted: jogs up a hill stay below 1.45, and with the error of the
#: grade below 1.6; sprints reach 2 and more.
SPRINT_EFFORT = 1.7
#: Even up a steep hill a sprint is faster than easy running on the flat, whatever a poor altimeter makes of the grade.
#: Without cadence the recording is mostly a phone's, which shows 4 m rises and false rests at easy speed, and where the
#: altitude is noisy a rise in it passes for effort: ask more.
SPRINT_SPEED = 1.0
SPRINT_SPEED_IN_DOUBT = 1.2
#: Where the speed does not even peak above this multiple of easy effort, the effort has to be a sure one: walls that a
#: trail runner takes a little harder pass for up to 2.0 with peaks of 1.0–1.3; sessions of sprints of 1.7–1.9 peak at
#: 1.45 and more [M: 890 sessions of labelled recordings].
QUICK_PEAK = 1.4
SURE_EFFORT = 2.0
#: Share of the highest speed that a per cent of grade takes (3–5 % at 5 %: Slawinski 2008, Paradisi 2001 [S]): reps of
#: slow sprinters up 18 % and more have a mean of 0.9 of their easy speed, and of twice their easy effort. Less speed is
#: asked only of a sure effort.
SLOPE_LOSS = 0.01
#: Steeper are stairs, of which nothing is known.
STEEPEST_HILL_PCT = 25.0
#: Beside two clear hill sprints, a brief rise at nearly their speed is one more, though noise put it below a threshold:
#: of real recordings with sprints put in, 99 % instead of 97 % were found, and no more others.
LEAST_SIBLINGS = 2
SIBLING_SPEED = 0.85
#: An auto-pause takes the first second or two of a rep, and borders are good to two seconds.
SIBLING_S = (4.0, 15.0)
SIBLING_EFFORT = 1.5
SIBLING_GAIN_M = 0.7
#: Its rise is no mere step of the altitude: so many times what that errs by.
SIBLING_ERRORS = 0.6
#: Seconds of walking or standing within 35 s beside a sprint.
LEAST_REST_S = 20
#: A sprint ends: in the seconds before it and after it the athlete is slower than this share of its speed. Beside
#: 99.5 % of sprints it is 0.62 or less, at most 0.80 [M: 680 of labelled recordings]; the first and the last seconds of
#: a longer effort have 0.9 and more. They pass for sprints where a barometer rises by 6–8 m as soon as the arms swing,
#: and where a trail runner jogs a few steps of a climb: 13 of 16 sessions of 2,111 real runs that were none [M].
BESIDE_SHARE = 0.85
#: Without cadence, a catch-up of the position still shows in net displacement: over slump and surge together the
#: athlete was as fast as ever, and ran on. After 26 s of walking, a real sprint leaves the mean at 0.85 of easy speed.
CATCH_UP_SHARE = 0.95
#: Legs of a sprint turn at 180–240 steps a minute, those of a walk at 106–116 (measured).
LEAST_CADENCE_SPM = 140
SPRINT_CADENCE_SPM = 180
#: Below this share of recorded seconds borders are guesses, unless the athlete pressed the lap button.
LEAST_SAMPLE_SHARE = 0.6
#: The others, by length: repeats up a hill, strides on the flat, intervals.
HILL_REPEAT_S = (SPRINT_S[1], 240.0)
HILL_REPEAT_GAIN_M = 3.0
HILL_REPEAT_EFFORT = 1.5
STRIDE_S = (SPRINT_S[0], 40.0)
#: Strides are fast by speed, not by slope.
STRIDE_SPEED = 1.4
#: In the middle of a run, a brief one with the legs of that run is rather the position that catches up: surges last up
#: to about ten seconds.
LONGEST_SURGE_S = 12.0
STRIDE_REST_S = 10
INTERVAL_S = (40.0, 1500.0)
#: Efforts that start within this distance of the activity's usual start are on the same hill.
SAME_HILL_M = 250.0

#: How fast an effort was against easy running, slope taken out.
STRENGTH = pl.col("mean_grade_adjusted_speed_mps") / pl.col("easy_effort_mps")
#: Faster at its best than any jog: its effort does not hang on the slope alone.
IS_QUICK = pl.col("peak_speed_mps") >= QUICK_PEAK * pl.col("easy_effort_mps")
#: Grade of the effort by itself, %.
OWN_GRADE_PCT = 100 * pl.col("elevation_gain_m") / pl.max_horizontal("distance_m", pl.lit(1.0))

#: As long as a sprint, rested and run.
BRIEF = (
    Criterion("length", pl.col("duration_s"), least=SPRINT_S[0], most=SPRINT_S[1], unit="s"),
    Criterion(
        "walking or standing beside it",
        pl.max_horizontal("rest_before_s", "rest_after_s"),
        least=LEAST_REST_S,
        unit="s",
        decimals=0,
    ),
    Criterion(
        "cadence",
        pl.col("cadence_spm"),
        least=LEAST_CADENCE_SPM,
        unit="steps/min",
        decimals=0,
        excuse=~pl.col("has_cadence"),
        excuse_said="no cadence",
    ),
    Criterion(
        "speed beside it, else part of something longer",
        pl.col("beside_speed_mps"),
        below=BESIDE_SHARE * pl.col("distance_m") / pl.col("duration_s"),
        unit="m/s",
        decimals=2,
    ),
    Criterion(
        "net speed, else the position caught up",
        pl.col("net_speed_mps"),
        below=CATCH_UP_SHARE * pl.col("easy_effort_mps"),
        unit="m/s",
        decimals=2,
        excuse=pl.col("has_cadence") | (pl.col("rest_after_s") >= LEAST_REST_S),
        excuse_said="cadence or rest speaks for it",
    ),
)
#: A receiver's altitude cannot tell one climb: all brief and fast efforts of the run are asked together.
IS_ASKED_TOGETHER = (pl.col("climb_error_m") >= NOISY_M).fill_null(value=False) & pl.col("is_brief")
IS_FAST = pl.col("is_brief") & (
    pl.col("distance_m") >= SPRINT_SPEED_IN_DOUBT * pl.col("easy_effort_mps") * pl.col("duration_s")
)
FAST_CLIMBS_M = pl.col("elevation_gain_m").filter(IS_FAST)
CLIMB = (
    Criterion(
        "climb",
        pl.col("elevation_gain_m"),
        least=LEAST_GAIN_M,
        unit="m",
        excuse=IS_ASKED_TOGETHER,
        excuse_said="the altitude is too noisy for one",
    ),
    Criterion(
        "its own grade",
        OWN_GRADE_PCT,
        least=LEAST_OWN_GRADE_PCT,
        unit="%",
        excuse=IS_ASKED_TOGETHER,
        excuse_said="the altitude is too noisy for one",
    ),
    Criterion(
        "mean climb of the run's sprints, against the noise of the altitude",
        FAST_CLIMBS_M.mean().over("activity_id"),
        least=pl.max_horizontal(
            pl.lit(LEAST_GAIN_M),
            CLIMB_ERRORS * pl.col("climb_error_m") / FAST_CLIMBS_M.count().over("activity_id").clip(1).sqrt(),
        ),
        unit="m",
        excuse=~IS_ASKED_TOGETHER,
        excuse_said="the altitude is steady",
    ),
)
RESOLVED = Criterion(
    "seconds recorded",
    100 * pl.col("sample_share"),
    least=100 * LEAST_SAMPLE_SHARE,
    unit="%",
    decimals=0,
    excuse=pl.col("is_lap"),
    excuse_said="a lap was pressed",
)
#: A hill sprint by itself.
CLEAR = (
    *BRIEF,
    *CLIMB,
    Criterion("grade, pooled over the reps", pl.col("mean_grade_pct"), least=LEAST_GRADE_PCT, unit="%"),
    Criterion(
        "effort",
        STRENGTH,
        least=pl.when(IS_QUICK).then(SPRINT_EFFORT).otherwise(SURE_EFFORT),
        unit="× easy",
        decimals=2,
    ),
    Criterion(
        "speed",
        pl.col("mean_speed_mps"),
        least=pl.when(IS_ASKED_TOGETHER)
        .then(SPRINT_SPEED_IN_DOUBT)
        .otherwise(
            pl.when(pl.col("has_cadence")).then(SPRINT_SPEED).otherwise(SPRINT_SPEED_IN_DOUBT)
            * pl.when(STRENGTH >= SURE_EFFORT)
            .then(1 - SLOPE_LOSS * pl.col("mean_grade_pct").clip(upper_bound=STEEPEST_HILL_PCT))
            .otherwise(1)
        )
        * pl.col("easy_effort_mps"),
        unit="m/s",
        decimals=2,
    ),
    RESOLVED,
)
#: A hill sprint beside clear ones: `is_clear` is known.
SIBLING = (
    Criterion("length", pl.col("duration_s"), least=SIBLING_S[0], most=SIBLING_S[1], unit="s"),
    *BRIEF[1:],
    Criterion(
        "clear hill sprints in this run",
        pl.col("is_clear").sum().over("activity_id").cast(pl.Int64),
        least=LEAST_SIBLINGS,
        decimals=0,
    ),
    Criterion("on the same hill", pl.col("is_same_hill")),
    Criterion(
        "climb",
        pl.col("elevation_gain_m"),
        least=pl.max_horizontal(pl.lit(SIBLING_GAIN_M), SIBLING_ERRORS * pl.col("climb_error_m")),
        unit="m",
        excuse=IS_ASKED_TOGETHER,
        excuse_said="the altitude is too noisy for one",
    ),
    Criterion(
        "effort",
        STRENGTH,
        least=pl.when(IS_ASKED_TOGETHER).then(SPRINT_EFFORT).otherwise(SIBLING_EFFORT),
        unit="× easy",
        decimals=2,
    ),
    Criterion(
        "speed",
        pl.col("mean_speed_mps"),
        least=SIBLING_SPEED * pl.col("mean_speed_mps").filter(pl.col("is_clear")).median().over("activity_id"),
        unit="m/s",
        decimals=2,
    ),
    RESOLVED,
)


def efforts(streams: pl.DataFrame, laps: pl.DataFrame, easy: pl.DataFrame) -> pl.DataFrame:
    """core.efforts: one row per effort of the runs in `easy`, with borders, measures and `effort_kind`.

    Takes core.streams and core.laps of any number of activities, and core.running_effort of the runs to look at.
    Kinds: hill_sprint, hill_repeat, sprint, stride, interval, other. Times are seconds on the stream's clock.
    """
    runs = easy.select("activity_id", "easy_effort_mps").sort("activity_id")
    grid = stream_grid(streams, runs.select("activity_id"))
    easy_mps = runs["easy_effort_mps"].to_numpy()[np.searchsorted(runs["activity_id"].to_numpy(), grid.activity_ids)]
    borders = detected_borders(grid, grade_adjusted_speed(grid), easy_mps)
    named_efforts = named(graded(measured(grid, with_laps(grid, borders, laps), easy_mps)))
    return named_efforts.select(Efforts.columns()).sort(Efforts.key())


def graded(measures: pl.DataFrame) -> pl.DataFrame:
    """Measures with `is_brief` (as long as a sprint, rested, run), `is_climb`, `is_same_hill`, `mean_grade_pct` pooled
    over the brief climbs of one hill, and grade-adjusted speed.

    Pooling takes out the altimeter's steps: one rep's grade is good to ±2 %, six reps' to less than one.
    """
    hill = ["activity_id", "is_brief", "is_climb", "is_same_hill"]
    pooled_pct = 100 * pl.col("elevation_gain_m").sum().over(hill) / pl.col("distance_m").sum().over(hill)
    grade_pct = pl.when(pl.col("is_brief") & pl.col("is_climb")).then(pooled_pct).otherwise(OWN_GRADE_PCT)
    return (
        measures.with_columns(
            pl.col("elevation_gain_m", "climb_error_m", "start_altitude_m", "fall_after_m").fill_nan(None),
            has_cadence=pl.col("cadence_share") >= 0.5,
        )
        .with_columns(
            is_run=~pl.col("has_cadence") | (pl.col("cadence_spm") >= LEAST_CADENCE_SPM),
            is_brief=all_met(BRIEF),
        )
        .with_columns(is_climb=all_met(CLIMB))
        .with_columns(is_same_hill=(metres_from_usual_start() <= SAME_HILL_M).fill_null(value=True))
        .with_columns(mean_grade_pct=grade_pct, mean_speed_mps=pl.col("distance_m") / pl.col("duration_s"))
        .with_columns(
            mean_grade_adjusted_speed_mps=pl.col("mean_speed_mps")
            * minetti_factor(pl.col("mean_grade_pct").fill_null(0) * 0.01)
        )
    )


def metres_from_usual_start() -> pl.Expr:
    """Distance from where the activity's brief climbs usually start, m; null without coordinates."""
    is_rep = pl.col("is_brief") & pl.col("is_climb")
    usual = {name: pl.col(name).filter(is_rep).median().over("activity_id") for name in ("lat", "lon")}
    return length_m(way_m(pl.col("lat"), pl.col("lon"), usual["lat"], usual["lon"]))


def named(measures: pl.DataFrame) -> pl.DataFrame:
    """Measures with `effort_kind`; the first rule that fits names it."""
    duration_s, easy_mps = pl.col("duration_s"), pl.col("easy_effort_mps")
    is_fast = pl.col("mean_speed_mps") >= STRIDE_SPEED * easy_mps
    is_steep = pl.col("is_climb") & (pl.col("mean_grade_pct") >= LEAST_GRADE_PCT)
    is_resolved = RESOLVED.is_met()
    is_rested = pl.max_horizontal("rest_before_s", "rest_after_s") >= STRIDE_REST_S
    is_driven = pl.col("has_cadence") & (pl.col("cadence_spm") >= SPRINT_CADENCE_SPM)
    may_be_surge = (duration_s < LONGEST_SURGE_S) & ~is_rested & ~is_driven
    # A rise of a noisy altitude lasts as long as a repeat.
    noise_m = pl.when(pl.col("climb_error_m") >= NOISY_M).then(CLIMB_ERRORS * pl.col("climb_error_m")).otherwise(0)
    is_high = pl.col("elevation_gain_m") >= pl.max_horizontal(noise_m, pl.lit(HILL_REPEAT_GAIN_M))
    is_repeat = is_high & (STRENGTH >= HILL_REPEAT_EFFORT)
    return measures.with_columns(is_clear=all_met(CLEAR)).with_columns(
        effort_kind=pl.when(pl.col("is_clear") | all_met(SIBLING))
        .then(pl.lit("hill_sprint"))
        .when(duration_s.is_between(*HILL_REPEAT_S) & is_repeat & is_steep & pl.col("is_run"))
        .then(pl.lit("hill_repeat"))
        .when(pl.col("is_brief") & is_fast & is_resolved)
        .then(pl.lit("sprint"))
        .when(duration_s.is_between(*STRIDE_S) & is_fast & pl.col("is_run") & is_resolved & ~may_be_surge)
        .then(pl.lit("stride"))
        .when(duration_s.is_between(*INTERVAL_S) & pl.col("is_run"))
        .then(pl.lit("interval"))
        .otherwise(pl.lit("other"))
    )

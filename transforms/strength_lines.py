"""The lines of strength texts, brought to one spelling, and which of them look like sets."""

import polars as pl

from transforms.strength_guards import ENDURANCE, MEASURED, NOISE
from transforms.strength_names import (
    LONGEST_EXERCISE,
    MOST_EXERCISE_WORDS,
    has_any,
    is_known,
    name_before,
    name_of_title,
    spaced_words,
)
from transforms.strength_spelling import SIGNS_ONLY, ascii_only, one_spelling
from transforms.strength_words import HOLDS

#: No app's log is longer: a longer text is an attack or a pasted book. [M] A Hevy log of 25 exercises with 8 sets each,
#: every set with its exertion and a mark, has 9,300 characters.
LONGEST_TEXT = 15_000
#: Nor has one more lines, a set on each [M: the same has 250].
MOST_LINES = 1_000

ACTIVITY = ["athlete_id", "activity_id"]
LINE = [*ACTIVITY, "field", "line_number"]

#: `A1:`, `B.`, `T1 ` before exercises. `W1:` and `D1:` number sets.
_LABEL = r"^[^\p{L}\p{N}]*(?:(?:[A-CEGHa-ceght][0-9]?|[0-9][a-d])\s*[:.)]|[A-CEGHTa-ceght][0-9]|#[0-9]+)\s+"
#: `Set 1:`, `W1:`: apps number their sets, tidy people too.
NUMBERED_APP = rf"^{SIGNS_ONLY}(?:SETS ?[0-9]{{1,2}}|[wdf] ?[0-9]{{0,2}}) ?[:)] ?"
NUMBERED = rf"^{SIGNS_ONLY}(?:(?:SETS ?[0-9]{{1,2}}|[wdf] ?[0-9]{{0,2}}|[0-9]{{1,2}}) ?[:)]|[0-9]{{1,2}}\. ) ?"
#: A line that looks as if it told of sets; those in which none is found are reported as not understood.
_CANDIDATE = ascii_only(
    rf"{NUMBERED_APP}|\dx\d|\dxMAX|\d (?:KG|LB)\b|\d ?@ ?\d|\d ?REPS|BODY x \d|\d[,/-]\d{{1,2}}[,/-]\d"
)
_COUNT = rf"^{SIGNS_ONLY}[0-9]{{1,3}} [^ -@\[-`{{-~]"
_LOADED = r"[0-9] (?:KG|LB)"
_WARM_UP_LINE = rf"^{SIGNS_ONLY}WARM(?: SETS)?{SIGNS_ONLY}$"
_WORK_LINE = rf"^{SIGNS_ONLY}(?:WORK|THEN)(?: SETS)?{SIGNS_ONLY}$"
#: A heading about what was not done; a line that says how often the lines below were done.
_UNDONE_LINE = r"^[^0-9.!?]*UNDONE[^0-9.!?]*: ?$|^[ A-Z,;()*#-]*UNDONE[ A-Z,;()*#-]*$"
_ROUNDS_LINE = r"^[ A-Z,:;()*#-]*x? ?([0-9]{1,2}) ?x? ?(?:ROUNDS)? ?(?:of|for)?[ .:;,)*-]*$"
_HOLDS = spaced_words(HOLDS)


def strength_lines(activities: pl.DataFrame) -> pl.DataFrame:
    """The lines of title and description of activities in the group 'strength', of each its first `LONGEST_TEXT` signs.

    `athlete_id, activity_id, field ('name'|'description'), line_number, text` (as written), `line` (in one spelling),
    `is_numbered` (one set of an app), `is_noise` (an app's own line), `is_candidate` (looks like sets), `text_unit`
    ('LB' where the pound is the text's only unit, else 'KG').
    """
    texts = pl.concat(
        activities.filter(pl.col("sport_group") == "strength").select(
            *ACTIVITY, pl.lit(field).alias("field"), pl.col(field).str.slice(0, LONGEST_TEXT).alias("text")
        )
        for field in ("name", "description")
    ).drop_nulls("text")
    lines = (
        texts.with_columns(
            pl.col("text").str.replace_all(r"\r\n?|\x{2028}|\x{2029}", "\n").str.split("\n").list.head(MOST_LINES)
        )
        .explode("text")
        .with_columns(line_number=pl.int_range(pl.len()).over(*ACTIVITY, "field"))
    )
    lines = lines.with_columns(line=one_spelling(lines["text"].str.replace(_LABEL, "")))
    said = pl.col("line").str
    is_loaded = said.contains(_LOADED)
    is_other = said.contains(ENDURANCE) | said.contains("GAME")
    looks = said.contains(_CANDIDATE) | (said.contains(r"T\b") & has_any(pl.col("line"), _HOLDS))
    return (
        lines.with_columns(
            is_noise=said.contains(NOISE) | (said.contains(MEASURED) & ~said.contains("[0-9]x[0-9]")),
            is_numbered=said.contains(NUMBERED_APP),
        )
        .with_columns(
            is_candidate=~pl.col("is_noise")
            & (looks | (said.contains(_COUNT) & is_known(pl.col("line"))))
            & ~said.contains("UNDONE")
            & (pl.col("is_numbered") | ~is_other | is_loaded | is_known(pl.col("line"))),
            text_unit=pl.when(
                said.contains(r"[0-9] LB|(?:\(|SAID|\bin|:) ?LB").any().over(ACTIVITY)
                & ~said.contains(r"[0-9] KG|(?:\(|SAID|\bin|:) ?KG").any().over(ACTIVITY)
            )
            .then(pl.lit("LB"))
            .otherwise(pl.lit("KG")),
        )
        .sort(LINE)
    )


def with_headings(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `heading`, the last line before that reads like the name of an exercise, and what holds for groups of lines.

    `is_warmup_group`, `is_undone_group` and `rounds_group` (how often the lines were done) end at an empty line.
    """
    text = (
        pl.col("text").str.replace(r"(?i)\s*[(\[](?:in )?(?:kgs?|lbs?)[)\]]\s*:?\s*$", "").str.strip_chars(" \t-•*·:#_")
    )
    said = pl.col("line").str
    is_name = (
        ~pl.col("is_candidate")
        & ~pl.col("is_noise")
        & ~said.contains(r"REMARK|UNDONE|FAILED|^ ?(?:notes?|comments?|notiz|notizen|remarque|nota|notas) ?:")
        & ~said.contains(r"[!?.] ?$|[0-9]x[0-9TD]|\b[TD]\b")
        & (text.str.len_chars() <= LONGEST_EXERCISE)
        & (text.str.count_matches(r"\s+") < MOST_EXERCISE_WORDS)
        & name_before(pl.col("line")).is_not_null()
    )
    # "Warm-up:" on a line of its own holds until the next such line, or an empty one.
    starts = pl.when(said.contains(_WARM_UP_LINE)).then(True).when(said.contains(rf"{_WORK_LINE}|^ *$")).then(False)
    is_empty = said.contains("^ *$")
    undone = pl.when(said.contains(_UNDONE_LINE)).then(True).when(is_empty).then(False)
    rounds = pl.when(said.contains("ROUNDS|[0-9] ?x ?:? ?$|SUPER ?x")).then(said.extract(_ROUNDS_LINE).cast(pl.Int64))
    # "Squat day!"
    is_call = said.contains("! ?$") & ~pl.col("is_candidate")
    title = pl.when(is_call).then(name_of_title(pl.col("line"))) if lines.select(is_call.any()).item() else pl.lit(None)
    group = [*ACTIVITY, "field"]
    return (
        lines.with_columns(heading=pl.when(is_name).then(text), block=is_empty.cum_sum().over(group))
        .with_columns(heading=pl.coalesce("heading", title))
        .with_columns(
            # No name of an exercise stands between these sets and those above.
            is_under_sets=pl.coalesce(
                pl.when(pl.col("heading").is_not_null()).then(False), pl.when("is_candidate").then(True)
            )
            .forward_fill()
            .over(*group, "block"),
            heading=pl.col("heading").forward_fill().over(group),
            is_warmup_group=starts.forward_fill().over(group).fill_null(False),
            is_undone_group=undone.forward_fill().over(group).fill_null(False),
            rounds_group=pl.coalesce(rounds, pl.when(is_empty).then(0)).forward_fill().over(group),
        )
    )

"""The name of an exercise in a piece of a line: what is written before its numbers, else between or behind them."""

import polars as pl

from transforms.strength_words import (
    AND,
    BODY,
    EXERCISES,
    MAXIMUM,
    PER_SIDE,
    REPS,
    REST,
    ROUNDS,
    SETS,
    SUPERSET,
    THEN,
    WARM_UP,
    WORK,
)

#: More characters, or words, are a sentence and not the name of an exercise.
LONGEST_EXERCISE = 60
MOST_EXERCISE_WORDS = 7

_I = "(?i)"
_CONNECTORS = (
    r"of|de|d'|des|do|da|del|di|with|w/|mit|con|com|avec|med|met|z|ze|с|at|a|à|á|for|für|pour|por|per|per|on|in|im|je|na|"
    r"на|по|po|på|x|auf|the|my|by|to|en|som|av|af|van|bei|nach|after|up to|from"
)
#: Said about a set or a session, and no part of a name.
_REMARKS = (
    r"heavy|light|easy|moderate|hard|last|same|only|just|each|all|total|weight|load|drop ?sets?|dropset|back[- ]?offs?|"
    r"amrap|emom|e\dmom|every|cluster|pyramide?|myo ?reps?|sets across|straight|ramp(?:ing|ed)?(?: up)?|"
    r"test|tested|testing|p[rb]s?|new|season|today|tonight|this morning|morning|evening|am|pm|gym|me|also|"
    r"did|does|do|done|doing|made|hit|got|managed|finished?(?: with)?|started?(?: with)?|worked up|working up|work up|i|"
    r"we|was|session|workout|training|day|week|block|phase|accessor(?:y|ies)|assistance|finisher|strength|part|exercise|"
    r"leicht|schwer|heute|gemacht|noch|nochmal|zum schluss|kraft|krafttraining|abschluss|steigernd|"
    r"lourd|léger|aujourd'hui|fait|hoy|hice|pesado|ligero|oggi|fatto|hoje|fiz|idag|i dag|tung|tunga|tungt|tänään|"
    r"vandaag|zwaar|dziś|ciężko|сегодня|сделал[а]?|тяжело|серия|legs?:|kg|lbs?|rm|rpe|rir|tempo|nb|ss"
)
_NOISE = (
    rf"{_CONNECTORS}|{_REMARKS}|{SETS}|{REPS}|{MAXIMUM}|{SUPERSET}|{ROUNDS}|{WARM_UP}|{WORK}|{THEN}|{AND}|{REST}|"
    rf"{PER_SIDE}"
)
_EDGE = r"[^\p{L}\p{N}()]*"
_HEAD = _I + rf"^(?:{_EDGE}(?:(?:{_NOISE})(?:[^\p{{L}}\p{{N}}']+|$)))+"
_TAIL = _I + rf"(?:(?:^|[^\p{{L}}\p{{N}}']+)(?:{_NOISE}|{BODY})[^\p{{L}}\p{{N}})]*)+$"
#: From here on a remark, whatever it says.
_COMMENT = _I + (
    r"\b(?:felt|feels?|feeling|was|were|is|but|because|though|still|super|nice|good|great|solid|tough|grindy|grind|"
    r"smooth|fast|slow|strong|tired|sore|no belt|beltless|belt|with pauses?|paused|fühlte|ging|war|leider|gut|super|"
    r"facile|dur|bien|mal|fácil|duro|bene|facile|bra|lätt|kevyt|raskas|goed|dobrze|легко|хорошо)\b.*"
)
_LETTERS = r"\p{L}{2}|[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]{2}"
#: A whole title that names an exercise: "Bench", "Back squats".
_QUALIFIERS = (
    r"front|back|low bar|high bar|barbell|bar|dumbbell|db|kb|kettlebell|bb|romanian|sumo|conventional|trap bar|hex bar|"
    r"incline|decline|close grip|wide grip|overhead|military|strict|push|bent over|pendlay|weighted|goblet|split|"
    r"bulgarian|hip|leg|calf|power|hang|pause|paused"
)
_WHOLE_TITLE = _I + rf"^(?:(?:{_QUALIFIERS})[\s-]+)*(?:{EXERCISES})$"
KNOWN = _I + rf"(?:^|[^\p{{L}}])(?:{EXERCISES})(?:[^\p{{L}}]|$)|スクワット|デッドリフト|ベンチプレス|懸垂|腕立て|スクワット"


def bare_name(text: pl.Expr) -> pl.Expr:
    """Text without what is no name at its ends; null if nothing of a name is left."""
    name = (
        text.str.replace(_COMMENT, "")
        .str.replace(_HEAD, "")
        .str.replace(_TAIL, "")
        .str.replace_all(r"\s+", " ")
        .str.replace_all(r"^[^\p{L}\p{N}(]+|[^\p{L}\p{N})]+$", "")
    )
    # A parenthesis that only opens, or only closes, is a rest of something else.
    name = (
        pl.when(name.str.count_matches(r"\(") == name.str.count_matches(r"\)"))
        .then(name)
        .otherwise(name.str.replace_all(r"[()]", " "))
        .str.strip_chars()
    )
    return pl.when(
        name.str.contains(_LETTERS)
        & (name.str.len_chars() <= LONGEST_EXERCISE)
        & (name.str.count_matches(" ") < MOST_EXERCISE_WORDS)
    ).then(name)


def name_before(piece: pl.Expr) -> pl.Expr:
    """The name before the numbers of a piece: of "Gym: half squat 4x5" the part behind the last colon that has one."""
    parts = piece.str.extract(r"^([^\d@‹]*)").str.split(":")
    return parts.list.eval(bare_name(pl.element()).drop_nulls()).list.last()


def name_behind(piece: pl.Expr) -> pl.Expr:
    """The first name between or behind the numbers of a piece: "3x5 squat 225 lb"."""
    numbers = r"\d+(?:\.\d+)?\+?(?:\s?(?:kg|lb|reps)\b)?(?:\s?x\s?(?:\d+(?:\.\d+)?|max)?)*|rpe|‹.›|\b(?:kg|lb|reps)\b"
    rest = piece.str.replace(r"^[^\d@‹]*", "").str.replace_all(_I + numbers, "|")
    parts = rest.str.replace_all(r"\([^)]*\)|\[[^\]]*\]", "|").str.split("|")
    return parts.list.eval(bare_name(pl.element()).drop_nulls()).list.first()


def name_of_title(title: pl.Expr) -> pl.Expr:
    """The exercise that a whole title names, null if it says anything else."""
    name = bare_name(title)
    return pl.when(name.str.contains(_WHOLE_TITLE)).then(name)

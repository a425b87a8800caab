"""Passive heat in what people write: what it was, for how many minutes, and whether it happened at all.

A text is folded, cut into clauses, and every clause that names heat is measured. All of it are polars expressions over
many texts at once; the regular expressions are linear in the length of the text.
"""

from collections.abc import Mapping

import polars as pl

from transforms.heat_denials import (
    DONE,
    NEGATIONS_AFTER,
    NEGATIONS_AT_END,
    OTHER_DAYS,
    SAME_DAY,
    SIMILES,
    WISHES,
)
from transforms.heat_doubts import DOUBTS, DOUBTS_BEHIND
from transforms.heat_forms import (
    ACTIVITY,
    AFTER,
    AFTERWARDS,
    AGAIN,
    AMOUNT,
    BARE_BEFORE,
    BARE_BEHIND,
    BATH_HOT,
    BEFORE,
    BEHIND,
    CLAUSE_END,
    COMPANY,
    CROSSED_OFF,
    DAY_THEN,
    DENIED_FORM,
    DURATION_NEEDS,
    DURATIONS,
    EQUALS,
    EQUATED,
    EQUATING,
    EXCEPT,
    FIRST,
    HOT_BATH,
    LATER,
    LONE,
    MARK,
    MARKS,
    NEGATED,
    NEGATED_AFTER,
    ONLY_WISHED,
    OTHER_PERSON,
    OTHER_WEEKDAY,
    PRONOUN,
    REALLY,
    SEQUENCE,
    SIMILE,
    SIMILE_AFTER,
    SIMILE_FAR,
    STATED_OF_IT,
    TO_BE,
    TOPIC,
    WISH,
    WISH_AFTER,
    WORKED_ON,
)
from transforms.heat_numbers import FENCE, FENCED, folded_pattern
from transforms.heat_signs import SIGNS
from transforms.heat_words import HEAT_WORDS, NOT_HEAT_WORDS
from transforms.sport_words import OTHER_ACTIVITY_WORDS
from transforms.text import folded, says_any, spoken, with_each, with_keywords_as

#: What of a text is read: its first characters, and of those no more heat words than these with what stands near them.
#: A long training diary has some 3000 characters and speaks of the sauna once or twice [J]; a hostile text costs no
#: more than this.
LONGEST_TEXT = 4_000
MOST_HEAT_WORDS = 10
NEAR = 80
#: A clause that says of the one before it that it came to nothing has few words [J]: "but it was shut again".
MOST_WORDS_BEHIND = 6
#: Stands before each heat word where a text is cut at them.
_CUT = "\ue011"
#: The longest patterns, and the words of which a clause must have one for them to be compiled and looked for.
MAY_SAY = {
    "wish": WISHES,
    "simile": (*SIMILES, *TO_BE.strip("(?:)").split("|")),
    "denial": (*NEGATIONS_AFTER, *NEGATIONS_AT_END),
}
#: What is measured of a clause.
MEASURED: Mapping[str, type[pl.DataType]] = {
    "clause": pl.String, "kind": pl.String, "minutes": pl.Float64, "has_rounds": pl.Boolean,
    "is_negated": pl.Boolean, "is_simile": pl.Boolean, "is_other_day": pl.Boolean, "is_wish": pl.Boolean,
    "is_done": pl.Boolean, "is_after": pl.Boolean, "names_other_activity": pl.Boolean, "spare_words": pl.Int64,
    "is_doubtful": pl.Boolean, "is_told": pl.Boolean, "position": pl.Int64, "clauses": pl.Int64,
}  # fmt: skip


def marked(text: pl.Expr, words: Mapping[str, tuple[str, ...]] = HEAT_WORDS) -> pl.Expr:
    """Folded text with a mark in the place of each heat word; what only looks like one is taken out."""
    # The second bound is for scripts of which folding makes two or three characters out of one.
    short = folded(text.str.head(LONGEST_TEXT)).str.head(LONGEST_TEXT)
    return short.map_batches(lambda texts: _marked(texts, words), return_dtype=pl.String)


def _marked(texts: pl.Series, words: Mapping[str, tuple[str, ...]]) -> pl.Series:
    """Of folded texts. Step by step, so that a pattern that no text needs is not compiled."""
    texts = with_keywords_as(texts, NOT_HEAT_WORDS, " ")
    # "Steam sauna" is steam and "sauna blanket" something else: the more particular kinds come first.
    for kind in ("passive_other", "steam", "hot_tub", "sauna"):
        texts = with_keywords_as(texts, words[kind], f" {MARKS[kind]} ")
    bath = MARKS["passive_other"]
    # "銭湯でサウナ": where it was comes first.
    at = rf"{MARKS['hot_tub']}\s*て\s*({MARKS['sauna']}|{MARKS['steam']})"
    texts = texts.str.replace_all(HOT_BATH, f" {bath} ").str.replace_all(BATH_HOT, f" {bath} $1 ")
    return texts.str.replace_all(at, "$1")


def names_heat(text: pl.Expr, words: Mapping[str, tuple[str, ...]] = HEAT_WORDS) -> pl.Expr:
    """Whether the text names passive heat at all, denied or not."""
    return marked(text, words).str.contains(MARK)


def heat_clauses(texts: pl.DataFrame) -> pl.DataFrame:
    """Each clause that names passive heat.

    `texts` has a column `text`, as `marked` makes it, beside any key columns. The answer has the key columns, and
    `clause`, `kind` (null where only the title named the heat), `minutes` (null where none are stated), `has_rounds`,
    `is_negated`, `is_simile`, `is_other_day`, `is_wish`, `is_done`, `is_after` (something else),
    `names_other_activity`, `spare_words` (words beside the heat word itself), `is_doubtful` (some word may mean that
    it did not happen), `is_told` (some word says that it did), `position` (0 for the first clause of the text)
    and `clauses` of that text.
    """
    keys = [name for name in texts.columns if name != "text"]
    found = texts.filter(pl.col("text").str.contains(MARK))
    if found.is_empty():  # as most often: no pattern below needs to be compiled
        return found.select(*keys).with_columns(pl.lit(None, dtype).alias(name) for name, dtype in MEASURED.items())
    text = _near(pl.col("text")).str.replace_all(r"[\r\n]+", " | ")  # a line break ends a clause
    text = (
        text.map_batches(_with_durations, return_dtype=pl.String)
        .str.replace_all(DAY_THEN, "$1 $2")
        .str.replace_all(PRONOUN, "$1$2 in $1 ")
        .str.replace_all(AGAIN, "$1$2 \n $1 $3 $4")
    )
    found = found.with_columns(text=text)
    clauses = (
        found.with_columns(
            text=_joined(pl.col("text"))
            .str.replace_all(SEQUENCE, "\n$0")
            .str.replace_all(CLAUSE_END, "\n")
            .str.split("\n")
        )
        .with_columns(
            clauses=pl.col("text").list.eval(pl.element().filter(pl.element().str.contains(rf"\w|{MARK}"))).list.len()
        )
        .with_columns(
            text=pl.col("text").list.eval(
                pl.struct(
                    clause=pl.element().str.strip_chars(),
                    position=pl.int_range(pl.len()),
                    behind=pl.element().shift(-1),
                ).filter(pl.element().str.contains(MARK))
            )
        )
        .explode("text")
        .unnest("text")
    )
    return _measured(clauses).select(*keys, *(pl.col(name).cast(dtype) for name, dtype in MEASURED.items()))


def _with_durations(texts: pl.Series) -> pl.Series:
    """All ways to say a duration as `DURATIONS` brings them to one; a pattern that no text needs is not compiled."""
    for pattern, replacement in DURATIONS:
        if pattern not in DURATION_NEEDS or texts.str.contains_any(DURATION_NEEDS[pattern]).any():
            texts = texts.str.replace_all(pattern, replacement)
            if FENCE in replacement:
                texts = texts.str.replace_many(FENCED)
    return texts


def _near(text: pl.Expr) -> pl.Expr:
    """The first heat words of the text and what stands near them: of a longer stretch between two both ends."""
    pieces = text.str.replace_many(list(MARKS.values()), [_CUT + mark for mark in MARKS.values()]).str.split(_CUT)
    piece = pl.element()
    both_ends = pl.concat_str(piece.str.head(NEAR), pl.lit(" | "), piece.str.tail(NEAR))
    cut = pl.when(piece.str.len_chars() > 2 * NEAR).then(both_ends).otherwise(piece)
    return pieces.list.head(MOST_HEAT_WORDS + 1).list.eval(cut).list.join("")


def _joined(text: pl.Expr) -> pl.Expr:
    """Minutes that stand alone beside a heat word, over a comma, colon or bracket, are drawn into its clause."""
    word = r"[^\s0-9,.;:|()+\x{E000}-\x{E004}]+"
    lone = rf"((?:[0-9]{{1,2}}×)?{AMOUNT} min)"
    apart = r"(?:\s*[,:;(.!–—-]+)+\s*"
    about = (
        r"(?:(?:j'ai tenu|held|gehalten|aguante|resistito|"
        r"lasted|stayed|stayed in for|held out|time|dauer|dauerte|duree|pendant|durata|duracion|durante|"
        r"kesto|tid|tijd|czas|doba|время|for|about|approx|around|roughly|ca\.?|circa|etwa|ungefahr|environ|"
        r"unos|uns|aprox\.?|noin|ongeveer|okolo|"
        r"около)\s)?"
    )
    ends = (
        r"(or so\b|oder so\b|today\b|heute\b|hoy\b|oggi\b|idag\b|in there\b|[–—-]\s|"
        r"each|je\b|jeweils|chacun|cada|$|[,.;)!+|→]|at\b|bei\b|total|all in\b|altogether|in all\b|insgesamt|au total|"
        r"en total|in totale|totalt|yhteensa|in totaal|razem|celkem|всего|osszesen|\n)"
    )
    sat = (
        r"(?:soaked|sat|stayed|managed|lasted|gave it|did|istuttiin|istuin|satt|sad|sass|gesessen|blieb|resté|restés|"
        r"tenu|aguanté|aguantamos|resistito|rimasto|rimasti|fiquei|ficamos|gezeten|siedziałem|siedzieliśmy|seděl|seděli|"
        r"посидел|посидели|просидел)"
    )
    return (
        text.str.replace_all(
            folded_pattern(rf"({MARK})((?:\s+[a-z'-]+){{0,4}}\s*){apart}{sat}((?:\s[a-z]+){{0,2}}\s+){lone}"),
            "$1 $4$2 ",
        )
        .str.replace_all(rf"({MARK})((?:\s+{word}){{0,3}}){apart}{about}{lone}\s*{ends}", "$1 $3$2 $4")
        .str.replace_all(
            rf"({MARK})((?:\s+{word}){{0,3}}){apart}([0-9]{{1,2}}×[0-9]{{1,2}})\s*($|[,.;)!+|])", "$1 $3 $2 $4"
        )
        .str.replace_all(
            rf"({MARK})\s*[:=?–—-]+\s*(?:none|nil|no|nope|nix|keine|nein|non|nej|nei|nie|ne|нет|0)\b", "$1 none"
        )
        .str.replace_all(rf"(^|[,.;(!+|]\s*){lone}\s*[,:(]\s*({MARK})", "$1 $2 $3")
    )  # fmt: skip


def _measured(clauses: pl.DataFrame) -> pl.DataFrame:
    clause = pl.col("clause")
    before, after = pl.col("before"), pl.col("after")
    # Each pattern once, in a column of its own: to compile it costs more than to look for it.
    matched = clauses.with_columns(
        before=clause.str.extract_groups(BEFORE),
        after=clause.str.extract_groups(BEHIND),
        bare_before=clause.str.extract_groups(BARE_BEFORE),
        bare_after=clause.str.extract_groups(BARE_BEHIND),
        negation_gap=clause.str.extract(NEGATED),
        words=spoken(clause),
        is_of_others=clause.str.contains(OTHER_PERSON),
    )
    has_words = {name: matched.select(says_any(pl.col("words"), said).any()).item() for name, said in MAY_SAY.items()}
    found = matched.with_columns(
        before_rounds=before.struct.field("1").cast(pl.Int64, strict=False),
        before_minutes=_sum(before.struct.field("2")),
        before_is_sum=before.struct.field("2").str.contains("+", literal=True).fill_null(False),
        before_gap=before.struct.field("gap"),
        after_rounds=pl.coalesce(after.struct.field("3"), after.struct.field("rounds")).cast(pl.Int64, strict=False),
        after_minutes=_sum(after.struct.field("4")),
        after_is_sum=after.struct.field("4").str.contains("+", literal=True).fill_null(False),
        after_gap=after.struct.field("gap"),
        lone=clause.str.extract(LONE).cast(pl.Int64, strict=False),
    )
    is_other = [_names_other_activity(pl.col(f"{side}_gap")) for side in ("before", "after")]
    usable_before = pl.col("before_minutes").is_not_null() & ~is_other[0].fill_null(False)
    usable_after = pl.col("after_minutes").is_not_null() & ~is_other[1].fill_null(False)
    is_before = usable_before & (
        ~usable_after | (pl.col("before_gap").str.len_chars() <= pl.col("after_gap").str.len_chars())
    )
    bare_rounds, bare_minutes = (
        pl.coalesce(pl.col("bare_before", "bare_after").struct.field(group)).cast(pl.Int64, strict=False)
        for group in ("1", "2")
    )
    rounds = (
        pl.when(is_before)
        .then(pl.col("before_rounds"))
        .when(usable_after)
        .then(pl.col("after_rounds"))
        .otherwise(bare_rounds)
    )
    minutes = (
        pl.when(is_before)
        .then(pl.col("before_minutes"))
        .when(usable_after)
        .then(pl.col("after_minutes"))
        .otherwise(pl.coalesce(bare_minutes, pl.col("lone")))
    )
    # "10+10+8" are rounds of unequal length.
    is_sum = pl.when(is_before).then(pl.col("before_is_sum")).otherwise(usable_after & pl.col("after_is_sum"))
    negation_gap, words = pl.col("negation_gap"), pl.col("words")
    return found.with_columns(
        kind=_kind(clause),
        minutes=(minutes * rounds.fill_null(1)).cast(pl.Float64),
        has_rounds=rounds.is_not_null() | is_sum,
        clause=_unmarked(clause),
        is_negated=(
            negation_gap.is_not_null() & ~negation_gap.str.contains(EXCEPT) & ~_names_other_activity(negation_gap)
        ).fill_null(False)
        | (clause.str.contains(NEGATED_AFTER) if has_words["denial"] else pl.lit(value=False))
        | clause.str.contains(CROSSED_OFF)
        | clause.str.contains(WORKED_ON),
        is_simile=(clause.str.contains(EQUATED) & ~clause.str.contains(LATER))
        | clause.str.contains(EQUALS)
        | clause.str.contains(SIMILE_FAR)
        | (
            (clause.str.contains(SIMILE) if has_words["simile"] else pl.lit(value=False))
            & ~clause.str.contains(rf"{MARK}\s*{REALLY}")
        )
        | clause.str.contains(SIMILE_AFTER),
        is_other_day=says_any(with_each(words, SAME_DAY, " "), OTHER_DAYS) | clause.str.contains(OTHER_WEEKDAY),
        is_wish=(clause.str.contains(WISH) if has_words["wish"] else pl.lit(value=False))
        | clause.str.contains(WISH_AFTER),
        is_done=says_any(words, DONE) & ~clause.str.contains(ONLY_WISHED) & ~pl.col("is_of_others"),
        is_after=clause.str.contains(AFTER),
        is_told=says_any(words, SIGNS)
        | clause.str.contains(AFTER)
        | (clause.str.contains(FIRST) & ~clause.str.contains(STATED_OF_IT)),
        names_other_activity=_names_other_activity(clause),
        is_doubtful=says_any(spoken(clause.str.replace_all(COMPANY, " ")), DOUBTS)
        | clause.str.contains(DENIED_FORM)
        | clause.str.contains(EQUATING)
        | pl.col("is_of_others")
        | _is_undone(pl.col("behind")),
        spare_words=clause.str.replace_all(rf"{MARK}|[0-9×+]+|\bmin\b", " ").str.count_matches(r"[\w']+"),
    )  # fmt: skip


def _is_undone(behind: pl.Expr) -> pl.Expr:
    """Whether the clause behind a heat word, a short one about nothing else, says that it was shut or given up."""
    words = spoken(behind)
    is_short = words.str.count_matches("[^ ]+") <= MOST_WORDS_BEHIND
    is_about_it = ~behind.str.contains(MARK) & ~_names_other_activity(behind)
    return (is_short & is_about_it & says_any(words, DOUBTS_BEHIND)).fill_null(False)


def _names_other_activity(text: pl.Expr) -> pl.Expr:
    """Whether it names something else that was done, save as what came before: "sauna post run"."""
    named = with_each(spoken(text), OTHER_ACTIVITY_WORDS, ACTIVITY)
    return named.str.replace_all(AFTERWARDS, " ").str.contains(ACTIVITY, literal=True)


def _sum(text: pl.Expr) -> pl.Expr:
    """`10+10+12` → 32; `20~25`, a range, → 22.5."""
    parts = text.str.split("+").list.eval(pl.element().cast(pl.Float64, strict=False)).list.sum()
    ends = text.str.split("~").list.eval(pl.element().cast(pl.Float64, strict=False)).list.mean()
    return pl.when(text.str.contains("~", literal=True)).then(ends).when(text.is_not_null()).then(parts)


def _kind(clause: pl.Expr) -> pl.Expr:
    """The kind of the first heat word of the clause."""
    names = {mark: kind for kind, mark in MARKS.items()}
    return clause.str.extract(rf"({MARK})").replace_strict(names, default=None, return_dtype=pl.String)


def _unmarked(clause: pl.Expr) -> pl.Expr:
    """The clause with its heat words as the names of their kinds, to be read by people."""
    names = [kind.replace("_", " ") for kind in MARKS]
    return (
        clause.str.replace_many([*MARKS.values(), TOPIC], [*names, ""]).str.replace_all(r"\s+", " ").str.strip_chars()
    )

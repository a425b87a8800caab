"""Passive heat in what people write: what it was, for how many minutes, and whether it happened at all.

A text is folded, cut into clauses, and every clause that names heat is measured. All of it are polars expressions over
many texts at once; the regular expressions are linear in the length of the text.
"""

from collections.abc import Mapping
from typing import cast

import polars as pl

from transforms.heat_words import (
    HEAT_WORDS,
    NEGATIONS,
    NEGATIONS_AFTER,
    NOT_HEAT_WORDS,
    OTHER_DAYS,
    SAME_DAY,
    SIMILES,
    SIMILES_AFTER,
    WISHES,
    WISHES_AFTER,
)
from transforms.sport_words import OTHER_ACTIVITY_WORDS
from transforms.text import folded, keyword_pattern

HEAT_KINDS = ("sauna", "hot_tub", "steam", "passive_other")
#: Each heat word becomes one private-use character, so that every later pattern is short. Folding removes such
#: characters from what people write.
_MARKS = {"sauna": "\ue000", "hot_tub": "\ue001", "steam": "\ue002", "passive_other": "\ue003"}
_MARK = r"[\x{E000}-\x{E003}]"
_NO_MARK = r"[^\x{E000}-\x{E003}]"
#: What may stand between minutes and the word they belong to: a few words, no other number.
_GAP = r"[^\x{E000}-\x{E003}\d]{0,28}?"
#: `3×12 min`, `10+10+12 min`, `25 min`: the forms to which all others are brought.
_DOSE = r"(?:(\d{1,2})×)?(\d{1,3}(?:\+\d{1,3})*) min\b"
#: Rounds without a unit are minutes when they stand right beside the word: "3x12 sauna".
_BARE = r"(\d{1,2})×(\d{1,2})"
_MINUTE = (
    r"(?:min(?:ut[a-z]*|s|uses|uuttia|uter|utter)?\b\.?|mins\b\.?|m\b|perc\b|dk\b|dakika\b|мин[а-я]*\.?|хв[а-я]*\.?|λεπτα|דקות|دقيقة|分間|分钟|分鐘|分|"
    + pl.select(folded(pl.lit("분")).alias("w")).item()
    + r"|นาท|')"
)
_ROUND = (
    r"(?:x|×|х|\*|rounds?|rds?|sets?|times|visits?|sessions?|gange?|gaenge|durchgange?|runden?|mal|tours?|fois|passages?|series|rondas|veces|vueltas|giri|volte|omgangar?|ganger|runder|omgange|kierrosta|kertaa|"
    r"rondes?|keer|rundy|razy|kola|krat|захода|заходов|заход|раза|подхода|セット|回|本|套|组|組|rodadas?)"
)
_OF = r"(?:\s*(?:of|a|à|de|von|je|zu|je|po|per|of about|by|at|по|på|a'|x)\s+|\s*)"

#: Applied in order to folded text; each brings one way of saying a duration closer to `_DOSE`.
_DURATIONS: tuple[tuple[str, str], ...] = (
    # Temperatures and humidity are numbers beside a sauna too.
    (r"\d{2,3}(?:\s*-\s*\d{2,3})?\s*(?:°|º|deg[a-z]*\b|grad[a-z]*\b|celsius|fahrenheit|[oº]?\s?[cf]\b|градус[а-я]*|度|%|asteessa|astetta)\s?[cf]?\b?", " "),
    (r"@\s*(?:\d{2,3}\b)?", " "),
    (r"\b\d+\s*(?:''|\")", " "),
    (r"\b(?:half an hour|half hour|half-hour|a half hour|1⁄2\s*h[a-z]*|1/2\s*h[a-z]*|0[.,]5\s*h[a-z]*|(?:eine )?halbe stunde|(?:une )?demi[ -]heure|media hora|mezz'?\s?ora|meia hora|"
     r"(?:en )?halv(?: ?time?|timme)|puoli tuntia|puolituntia|(?:een )?half uur|halfuur(?:tje)?|pol godziny|poł godziny|pul hodiny|fel ora|полчаса|півгодини)\b|30分钟|半小时|半小時", "30 min"),
    (r"\b(?:three quarters of an hour|dreiviertelstunde|drei viertel stunde|trois quarts d'heure|3/4\s*h[a-z]*|0[.,]75\s*h[a-z]*|tres cuartos de hora)\b", "45 min"),
    (r"\b(?:a quarter of an hour|quarter of an hour|quarter hour|viertelstunde|quart d'heure|cuarto de hora|quarto d'ora|kvart|1/4\s*h|0[.,]25\s*h)\b", "15 min"),
    (r"\b(?:1[.,]5|1 1⁄2|anderthalb|1h30|1 h 30)\s*(?:h|hrs?|hours?|std|stunden?|heures?|horas?|ore|uur|tuntia|timmar|timer)?\s*(?:min\w*)?\b", "90 min"),
    (r"\b1\s*(?:h|hr|hour|std\.?|stunde|heure|hora|ora|uur|tunti|timme|time)\s*(?:and|und|et|y|e)?\s*0?5\s*(?:min\w*)?\b", "65 min"),
    (r"\b1\s*(?:h|hr|hour|std\.?|stunde|heure|hora|ora|uur|tunti|timme|time)\s*(?:and|und|et|y|e)?\s*10\s*(?:min\w*)?\b", "70 min"),
    (r"\b1\s*(?:h|hr|hour|std\.?|stunde|heure|hora|ora|uur|tunti|timme|time)\s*(?:and|und|et|y|e)?\s*15\s*(?:min\w*)?\b", "75 min"),
    (r"\b(?:1|one|an|a|une|eine|una|uma|en|ett|yhden|een)\s*(?:h|hr|hour|std\.?|stunde|heure|hora|ora|uur|tunnin|tunti|timme|time)\b|\bчас\b|1時間|1小时", "60 min"),
    (r"\b(?:[2-9]|two|three)\s*(?:h|hrs?|hours?|std\.?|stunden|heures|horas|ore|uur|tuntia|timmar|timer|часа|часов)\b", "120 min"),
    (r"\b0{0,2}:(\d\d)(?::\d\d)?\s*(?:h\b|$|min\b)?", "$1 min "),
    (r"\b0:(\d\d):\d\d\b", "$1 min "),
    # A clock, a date, seconds, a distance, a pace are not minutes.
    (r"\b\d{1,2}[:.]\d\d(?:\s*(?:uhr|am|pm|h))?\b(?:\s*/\s*(?:k|km|mi|mile)\b)?", " "),
    (r"\b\d{1,2}\s*(?:am|pm|uhr)\b", " "),
    (r"\b\d+(?:[.,]\d+)?\s*(?:km|kms|k|mi|miles?|kilomet[a-z]*|meters?|metres?|kg|lbs?|bpm|watts?|w|kcal|sec|secs|seconds?|s|sek)\b", " "),
    (r"\bforty[- ]five\b", "45"), (r"\btwenty[- ]five\b", "25"), (r"\bthirty[- ]five\b", "35"),
    (r"\b(?:ten|zehn|dix|diez|dieci|dez|tio|ti|kymmenen)\s+(min)", "10 $1"), (r"\b(?:twelve|zwolf|douze)\s+(min)", "12 $1"),
    (r"\b(?:fifteen|funfzehn|quinze|quince|quindici|femton|femten|viisitoista)\s+(min)", "15 $1"),
    (r"\b(?:twenty|zwanzig|vingt|veinte|venti|vinte|tjugo|tjue|tyve|kaksikymmenta)\s+(min)", "20 $1"),
    (r"\b(?:thirty|dreißig|dreissig|trente|treinta|trenta|trinta|trettio|tretti|tredive|kolmekymmenta)\s+(min)", "30 $1"),
    (r"\b(?:forty|vierzig|quarante|cuarenta|quaranta|quarenta|fyrtio|forti)\s+(min)", "40 $1"),
    (r"\b(?:two|zwei|deux|dos|due|dois|tva|to|kaksi|twee|dwa|два|двa)\s+(" + _ROUND[3:-1] + r")\b", "2 $1"),
    (r"\b(?:three|drei|trois|tres|tre|kolme|drie|trzy|три)\s+(" + _ROUND[3:-1] + r")\b", "3 $1"),
    (r"\b(?:four|vier|quatre|cuatro|quattro|fyra|fire|nelja|четыре)\s+(" + _ROUND[3:-1] + r")\b", "4 $1"),
    (r"\btwice\b", "2 times"),
    (r"(\d)\s*-?\s*" + _MINUTE, "$1 min "),
    # A range counts with its lower end.
    (r"\b(\d{1,3})\s*(?:-|–|—|to|bis|a|till|til|до)\s*\d{1,3} min", "$1 min"),
    (r"\b(\d{1,2}) min\s*(?:x|×|х|\*)\s*(\d)\b", "$2×$1 min"),
    (r"\b(\d{1,2}) min\s*(\d)\s*(?:rounds?|sets?|times|セット|回|本)", "$2×$1 min"),
    (r"\b(\d{1,2})\s*" + _ROUND + _OF + r"(\d{1,2}) min", "$1×$2 min"),
    (r"(\d{1,2}) min\s*[+/&]\s*(\d{1,2}) min\s*[+/&]\s*(\d{1,2}) min", "$1+$2+$3 min"),
    (r"\b(\d{1,2})\s*[+/,&]\s*(\d{1,2})\s*[+/,&]\s*(\d{1,2})\s*[+/,&]\s*(\d{1,2}) min", "$1+$2+$3+$4 min"),
    (r"\b(\d{1,2})\s*[+/,&]\s*(\d{1,2})\s*[+/,&]\s*(\d{1,2}) min", "$1+$2+$3 min"),
    (r"\b(\d{1,2})\s*[+/&]\s*(\d{1,2}) min", "$1+$2 min"),
    (r"\b(\d)\s*(?:x|×|х|\*)\s*(\d{1,2})\b", "$1×$2"),
    (r"\s+", " "),
)  # fmt: skip

#: Clauses end here. A plus between numbers has been protected by then: it stands without spaces.
_CLAUSE_END = (
    r"[.!?;\n|•。、！？]|,\s|,$|\s[+&–—-]\s|^\+\s?|\+\s|\s\+|\s/\s|&|[()]|\b(?:but|then|and|followed by|und|dann|danach|anschliessend|aber|et|puis|mais|ensuite|y|luego|pero|poi|ma|depois|mas|och|sedan|sen|men|og|sa|ja|sitten|"
    r"mutta|en|daarna|maar|potem|ale|potom|и|потом|затем|но|plus)\b"
)
_ARTICLE = r"(?:a|an|the|ein|eine|einer|einem|un|una|une|um|uma|en|ett|et|een|being in a|running in a|der|die|dem|in|l)"
_TO_BE = r"(?:is|was|it's|its|were|ist|war|es|era|etait|c'est|c'etait|e|var|on|oli|jest|byla|be|to be)"
_REALLY = r"(?:session|visit|evening|sesh|time|round|besuch|gang|abend|tonight after)"


_NEGATED = rf"{keyword_pattern(NEGATIONS)}((?:\s+[\w'-]+){{0,3}}?)\s*{_MARK}"
_NEGATED_AFTER = rf"{_MARK}(?:\s+(?:was|is|were|room|are|ist|war|est|etait|era|estaba|var|er|oli|on|była|był|была))?\s*{keyword_pattern(NEGATIONS_AFTER)}"
_EXCEPT = r"\b(?:just|only|but|nur|sondern|seulement|solo|bara|bare|vain|kun|alleen|tylko|только|bad|long|enough|quite|so|rushed|wasted|schlecht)\b"
_SIMILE = rf"(?:{keyword_pattern(SIMILES)}(?:\s+{_ARTICLE})?|\b{_TO_BE}\s+(?:like |such |basically |literally |just |absolutely |practically )?(?:a|an|ein|eine|un|una|une|um|uma|en|ett|een))(?:\s+[a-z]+)?\s*{_MARK}"
_SIMILE_AFTER = rf"{_MARK}\s*{keyword_pattern(SIMILES_AFTER)}"
_OTHER_DAY = keyword_pattern(OTHER_DAYS)
_SAME_DAY = keyword_pattern(SAME_DAY)
_WISH = rf"{keyword_pattern(WISHES)}(?:\s+[\w'-]+){{0,4}}?\s*{_MARK}"
_WISH_AFTER = rf"{_MARK}\s*(?:session )?{keyword_pattern(WISHES_AFTER)}"
_OTHER_ACTIVITY = keyword_pattern(OTHER_ACTIVITY_WORDS)


def marked(text: pl.Expr, words: Mapping[str, tuple[str, ...]] = HEAT_WORDS) -> pl.Expr:
    """Folded text with a mark in the place of each heat word; what only looks like one is taken out."""
    marked_text = folded(text).str.replace_all(keyword_pattern(NOT_HEAT_WORDS), " ")
    # "Steam sauna" is steam and "sauna blanket" something else: the more particular kinds come first.
    for kind in ("passive_other", "steam", "hot_tub", "sauna"):
        marked_text = marked_text.str.replace_all(keyword_pattern(words[kind]), f" {_MARKS[kind]} ")
    return marked_text


def names_heat(text: pl.Expr, words: Mapping[str, tuple[str, ...]] = HEAT_WORDS) -> pl.Expr:
    """Whether the text names passive heat at all, denied or not."""
    return marked(text, words).str.contains(_MARK)


def heat_clauses(texts: pl.DataFrame, words: Mapping[str, tuple[str, ...]] = HEAT_WORDS) -> pl.DataFrame:
    """Each clause that names passive heat.

    `texts` has a column `text` (null allowed) beside any key columns. The answer has the key columns, and
    `clause`, `kind`, `minutes` (null where none are stated), `has_rounds`, `is_negated`, `is_simile`, `is_other_day`,
    `is_wish`, `names_other_activity`, `spare_words` (words beside the heat word itself) and `clauses` of that text.
    """
    keys = [name for name in texts.columns if name != "text"]
    found = texts.with_columns(text=marked(pl.col("text"), words)).filter(pl.col("text").str.contains(_MARK))
    text = pl.col("text").str.replace_all(r"[\r\n]+", " | ")  # a line break ends a clause
    for pattern, replacement in _DURATIONS:
        text = text.str.replace_all(pattern, replacement)
    found = found.with_columns(text=text)
    clauses = (
        found.with_columns(text=_joined(pl.col("text")).str.replace_all(_CLAUSE_END, "\n").str.split("\n"))
        .with_columns(
            clauses=pl.col("text").list.eval(pl.element().filter(pl.element().str.contains(r"\w"))).list.len()
        )
        .explode("text")
        .rename({"text": "clause"})
        .with_columns(pl.col("clause").str.strip_chars())
        .filter(pl.col("clause").str.contains(_MARK))
    )
    return _measured(clauses).select(
        *keys,
        "clause",
        "kind",
        "minutes",
        "has_rounds",
        "is_negated",
        "is_simile",
        "is_other_day",
        "is_wish",
        "names_other_activity",
        "spare_words",
        "clauses",
    )


def _joined(text: pl.Expr) -> pl.Expr:
    """Minutes that stand alone beside a heat word, over a comma, colon or bracket, are drawn into its clause."""
    lone = r"((?:\d{1,2}×)?\d{1,3}(?:\+\d{1,3})* min)"
    apart = r"\s*[,:;(.–—-]+\s*"
    return (
        text.str.replace_all(rf"({_MARK}){apart}(?:(?:for|about|approx|ca|circa)\s)?{lone}\s*(each|je\b|jeweils|chacun|cada|$|[,.;)!+]|at\b|bei\b|total|\n)", "$1 $2 $3")
        .str.replace_all(rf"({_MARK}){apart}(\d{{1,2}}×\d{{1,2}})\s*($|[,.;)!+])", "$1 $2 $3")
        .str.replace_all(rf"(^|[,.;(!+]\s*){lone}\s*[,:(]\s*({_MARK})", "$1 $2 $3")
    )  # fmt: skip


def _measured(clauses: pl.DataFrame) -> pl.DataFrame:
    clause = pl.col("clause")
    before = clause.str.extract_groups(rf"{_DOSE}(?<gap>{_GAP}){_MARK}")
    after = clause.str.extract_groups(rf"(?:(?<rounds>\d{{1,2}})\s?(?:×|x)\s?)?{_MARK}(?<gap>{_GAP}){_DOSE}")
    found = clauses.with_columns(
        before_rounds=before.struct.field("1").cast(pl.Int64),
        before_minutes=_sum(before.struct.field("2")),
        before_gap=before.struct.field("gap"),
        after_rounds=pl.coalesce(after.struct.field("3"), after.struct.field("rounds")).cast(pl.Int64),
        after_minutes=_sum(after.struct.field("4")),
        after_gap=after.struct.field("gap"),
        bare_before=clause.str.extract_groups(rf"{_BARE}(?:\s[a-z]+){{0,2}}\s*{_MARK}"),
        bare_after=clause.str.extract_groups(rf"{_MARK}(?:\s[a-z]+){{0,1}}[\s:-]*{_BARE}(?:\s|$)"),
        lone=clause.str.extract(rf"{_MARK}[\s:-]*(\d{{1,2}})$").cast(pl.Int64),
    )
    is_other = [pl.col(f"{side}_gap").str.contains(_OTHER_ACTIVITY) for side in ("before", "after")]
    usable_before = pl.col("before_minutes").is_not_null() & ~is_other[0].fill_null(False)
    usable_after = pl.col("after_minutes").is_not_null() & ~is_other[1].fill_null(False)
    is_before = usable_before & (
        ~usable_after | (pl.col("before_gap").str.len_chars() <= pl.col("after_gap").str.len_chars())
    )
    bare_rounds, bare_minutes = (
        pl.coalesce(pl.col("bare_before", "bare_after").struct.field(group)).cast(pl.Int64) for group in ("1", "2")
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
    negation_gap = clause.str.extract_groups(_NEGATED).struct.field("1")
    without = clause.str.replace_all(_SAME_DAY, " ")
    return found.with_columns(
        kind=_kind(clause),
        minutes=(minutes * rounds.fill_null(1)).cast(pl.Float64),
        has_rounds=rounds.is_not_null(),
        is_negated=(
            negation_gap.is_not_null() & ~negation_gap.str.contains(_EXCEPT) & ~negation_gap.str.contains(_OTHER_ACTIVITY)
        ).fill_null(False)
        | clause.str.contains(_NEGATED_AFTER),
        is_simile=(clause.str.contains(_SIMILE) & ~clause.str.contains(rf"{_MARK}\s*{_REALLY}"))
        | clause.str.contains(_SIMILE_AFTER),
        is_other_day=without.str.contains(_OTHER_DAY),
        is_wish=clause.str.contains(_WISH) | clause.str.contains(_WISH_AFTER),
        names_other_activity=clause.str.contains(_OTHER_ACTIVITY),
        spare_words=clause.str.replace_all(rf"{_MARK}|[\d×+]+|\bmin\b", " ").str.count_matches(r"[\w']+").cast(pl.Int64),
    )  # fmt: skip


def _sum(text: pl.Expr) -> pl.Expr:
    """`10+10+12` → 32."""
    return text.str.split("+").list.eval(pl.element().cast(pl.Int64)).list.sum()


def _kind(clause: pl.Expr) -> pl.Expr:
    """The kind of the first heat word of the clause."""
    names = {mark: kind for kind, mark in _MARKS.items()}
    return cast(pl.Expr, clause.str.extract(rf"({_MARK})").replace_strict(names, default=None, return_dtype=pl.String))

"""The many spellings of sets brought to one.

A line becomes ` squat 5x5 @ 100 KG `: lower case, one space between words, words about sets as codes in capitals
(`transforms.strength_words`), `8,7,6` for a list of repetitions, `T` for a duration and `D` for a distance. Words are
looked up all at once, and what is left to regular expressions is ASCII: long lists of words of many scripts would take
longer to compile than to search.
"""

import unicodedata

import polars as pl

from transforms.strength_screen import may_fit
from transforms.strength_words import CODES, PROTECTED

_WORD = r"[\p{L}\p{M}]+(?:['-][\p{L}\p{M}]+)*"
#: Signs and spaces, no letters or digits; of other scripts those alone that begin lines. A class of all letters takes
#: longer to compile than the rest of an expression.
SIGNS_ONLY = r"[\x00-/:-@\[-`{-\x7F•·–—]*"
_SIGNS = {
    **dict.fromkeys("×✕✖⨯", " x "), **dict.fromkeys("–—−‐‑", "-"), **dict.fromkeys("’‘`´′", "'"),
    **dict.fromkeys("“”„«»″", '"'), "、": ", ", "·": " · ", "→": " -> ", "⇒": " -> ", "•": " • ",
    "❌": " failed ", "✗": " failed ", "✘": " failed ",
}  # fmt: skip


def ascii_only(pattern: str) -> str:
    """The regular expression with digits and borders of words of ASCII alone: many times faster, and enough here."""
    return pattern.replace(r"\d", "[0-9]").replace(r"\b", r"(?-u:\b)")


def without_accents(word: str) -> str:
    """A word as typed on a foreign keyboard."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))


def spaced(text: pl.Expr) -> pl.Expr:
    """Text with a space on both sides of each word, on top of those that it has."""
    return text.str.replace_all(_WORD, " $0 ")


def forms(words: tuple[str, ...]) -> list[str]:
    """Each word as it may be typed: with a hyphen or in one instead of a space, without accents; in their order."""
    typed = [form for word in words for form in (word, word.replace(" ", "-"), word.replace(" ", ""))]
    return list(dict.fromkeys(form.replace("/ ", "/") for word in typed for form in (word, without_accents(word))))


def _lookup() -> dict[str, str]:
    """Spaced word → spaced code, the longest first, so that "max reps" is found before "max"."""
    codes = {form: f" {code} " for code, words in CODES.items() for form in forms(words)}
    codes |= {word: f" {word} " for word in PROTECTED}
    words = sorted(codes, key=len, reverse=True)
    keys = pl.select(spaced(pl.lit(pl.Series(words, dtype=pl.String)))).to_series()
    return dict(zip(keys, (codes[word] for word in words), strict=True))


_LOOKUP = _lookup()
_LOAD = r"(?:\d+(?:\.\d+)? (?:KG|LB))"
_CLOCK = r"(?:SEC|MIN|[hsс]\b)"
#: Metres, and grams: what is repeated is no lift.
_METRES = r"(?:FAR\b|[mkgмг]\b|ml\b)"
#: What may stand between repetitions, weight and sets.
_SMALL = r"(?:[ ,x@/-]| (?:at|with|mit|con|com|à|a|avec|med|met|с|på|bei|de|da|for|für|pour|por|para) )+"
_WITH = r"(?:at|with|mit|con|com|à|a|avec|med|met|с|på|bei|w|z|po|по|op|using|holding)"
_REST = r"(?:REST|pause|r ?=)"

_TIDY: tuple[tuple[str, str], ...] = (
    (r" {2,}", " "),
    (r" +([,.;:!?)\]])", "$1"),
    (r"([(\[]) +", "$1"),
    (r"\bw ?/ ", " "),  # with
    (r"(\d) ?\* ?(\d)", "${1}x$2"),
    (r"(\d) ?\* ?(\d)", "${1}x$2"),
)
_DATES: tuple[tuple[str, str], ...] = (
    (r"\b\d{1,2}\.\d{1,2}\.(?:20)?\d\d\b|\b\d{1,2}/\d{1,2}/20\d\d\b|\b20\d\d-\d\d-\d\d\b", " "),
    # "3-1-1" beside the word is a tempo.
    (r"\btempo ?[:@]? ?[\dx](?:-? ?[\dx]){2,3}\b|\(?\b(?:\d(?:-[\dx]){2,3}|\d\d[\dx]\d) tempo\b\)?", " "),
    (r"@? ?\d{1,3}(?:[.,]\d)? ?%(?: (?:of )?(?:1 ?RM|tm|MAX))?", " "),  # a share of the maximum is no load
    (r"\b\d+ (?:nd|rd|th|st)\b", " "),
    (r"\b1 ?RM\b", " RM "),
    (r"\(?\bRM ?[:=~]? ?\d+(?:\.\d+)? ?(?:KG|LB)?\)?( ?$|[,;])", " RM $1"),  # an estimate
    # Where the seat or the pin of a machine was.
    (r"\(?\b(?:pin|level|lvl|stufe|setting|seat|niveau|nivel|livello|hole|cran|poziom|nivå) ?[:#]? ?\d{1,2}\b\)?", " "),
    # 5/3/1 is a programme, and not three sets.
    (r"\b5/3/1\b", " "),
    (r"\b(?:stronglifts|madcow|smolov) \d ?x ?\d\b|\b\d ?x ?\d (?:program|programme|routine|template|SAID)\b", " "),
)
_UNITS: tuple[tuple[str, str], ...] = (
    (r"([a-zG]),(\d)", "$1, $2"),
    (r"(,\d{2,3}),(\d{2,3}) ?(KG|LB)", "$1/$2 $3"),
    (r"(\d),(\d{1,2}) ?(KG|LB|#)", "$1.$2 $3"),
    (r"\b(\d{1,2}),(\d{3}) ?(KG|LB)", "$1, $2 $3"),
    # 80/8 85/6: what weighs so much is no repetition.
    *[(r"\b([4-9]\d|[1-3]\d\d)/(\d|1[0-2])( ?$|[,;]| \d)", "${1}x$2$3")] * 2,
    (r"\b([4-9]\d|[1-3]\d\d)/(\d)/(\d)( ?$|[,;]| \d)", "${1}x${2}x$3$4"),
    (r"@ ?(\d{1,3}),(\d{1,2})\b", "@ $1.$2"),
    (r"(R[PI][ER] ?:? ?\d),(\d)", "$1.$2"),
    (r"(\d) ?#", "$1 LB "),
    (r"(\d)(KG|LB)", "$1 $2"),
    (r"\+ +(\d+(?:\.\d+)? (?:KG|LB))", "+$1"),
    (rf"(?:@ ?)?BODY ?(?:\+|plus) ?({_LOAD})", "@ +$1"),
    (rf"(\b|x)(\d{{1,2}}) ?\((\+?{_LOAD})\)", "$1$2 @ $3"),  # 8 (+5 kg)
    (r"\b(\d{1,2}) ?\(BODY\)", "BODY x $1"),
    (r"(\d ?x ?\d{1,2}) ?\(@? ?(\d{2,3}(?:\.\d+)?)\)", "$1 @ $2"),
)
_EXERTION: tuple[tuple[str, str], ...] = (
    (r"@? ?\b(\d{1,2}(?:\.\d)?)(?:-\d)? ?(?:REPS )?(RPE|RIR) ?($|[,;.)\]])", " $2 $1$3"),
    (r"@ ?([5-9](?:\.5)?)-\d{1,2}( ?$|[,;)])", " RPE $1$2"),
    (r" ?[,.;(@]* ?\b(RPE|RIR) ?[:=@]? ?(\d{1,2}(?:\.\d)?)(?:-\d{1,2}(?:\.\d)?)?", " $1 $2 "),
)
_COUNTS: tuple[tuple[str, str], ...] = (
    (r"(RPE \d(?:\.\d)?) ?(?:[,/] ?\d(?:\.\d)?)+( ?$|[;)])", "$1$2"),  # one of each set: the first
    (r"(REPS|SETS)\.", "$1"),
    (r"(\d{1,2}|N\d+) (WARM|WORK|SAID) SETS", "$2 $1 SETS"),
    # "three sets of five": a number in words counts beside such a word only.
    (r"\bN(\d+) (SETS|REPS|ROUNDS|x|singles|doubles|triples)\b", "$1 $2"),
    (r"(SETS (?:[^\d ]{1,4} )?|x )N(\d+)\b", "$1$2"),
    (r"\bN\d+\b", " SAID "),
    (r"(WARM ?:?|[,;:]|^|empty) bar x (\d{1,2})\b", "$1 BODY x $2"),  # what the bar weighs is not told
    (r"\b(\d{1,2}) ?(?:по|da|by) (\d{1,2})\b", "${1}x$2"),
    (r"REPS (?:/ )?EACH", "REPS"),
    (r"EMOM (?:x )?(\d{1,2}) ?(?:MIN|ROUNDS)? ?:|(\d{1,2}) ?MIN EMOM ?:", "$1$2 ROUNDS: "),
    (r"EMOM", " SAID "),
    (r"\b(\d{1,3}) ?(?:-|to|bis|à|a|до|til|till|tot|do) ?\d{1,3} ?REPS", "$1 REPS"),
    (r"\b(\d{1,2}) (?:x )?(?:SAID )?singles\b", "${1}x1"),
    (r"\b(\d{1,2}) (?:x )?(?:SAID )?doubles\b", "${1}x2"),
    (r"\b(\d{1,2}) (?:x )?(?:SAID )?triples\b", "${1}x3"),
    (r"\bsingle (?:@|at )", "1x1 @ "),
    (r"\bdouble (?:@|at )", "1x2 @ "),
    (r"\btriple (?:@|at )", "1x3 @ "),
    (r"\b(\d{1,2}) ?SETS (?:of |de |da )?([^\d,;.]+?) (\d{1,3}) ?REPS", "$2 ${1}x$3"),
    # Sets said in words; between them "of", "à", "de" and the like.
    (r"\b(\d{1,2}) ?SETS ?(?:x|of|de|a|à|[^\d ]{1,3})? ?MAX\b", "${1}xMAX"),
    (r"\b(\d{1,2}) ?SETS ?(?:[/,x-]|[^\d :]{1,4})? ?(\d{1,3})(?:\b|(x))", "${1}x$2$3"),
    (r"(\d) ?x ?\((\d{1,2} ?x[^()]*)\)", "${1}x$2"),  # 3x(8x60 kg)
    (rf"\b(\d{{1,3}}) ?REPS{_SMALL}({_LOAD}){_SMALL}(\d{{1,2}}) ?SETS", "${3}x$1 @ $2"),
    (r"\b(\d{1,3}) ?REPS ?[x,/]? ?(\d{1,2}) ?SETS", "${2}x$1"),
    (r"\b(\d{1,2}) ?x (?:REPS )?(\d)", "${1}x$2"),
    *[(r"(\d)(?: x ?|x )(\d)", "${1}x$2")] * 2,
    (r"(\d) ?x ?MAX", "${1}xMAX"),
    (r"\bBODY ?x? ?(\d)", "BODY x $1"),
)
_AMRAPS: tuple[tuple[str, str], ...] = (
    # "5+ (8)", "1+x100 KG (got 4)": what was done counts.
    (r"\b\d{1,2}\+ ?x ?(\d+(?:\.\d+)?(?: KG| LB)?) ?\((?:[^\d()]*)(\d{1,2})(?: REPS)?\)", "${2}x$1"),
    (r"\d{1,2}\+ ?@ ?(\d+(?:\.\d+)?(?: KG| LB)?) ?\((?:[^\d()]*)(\d{1,2})(?: REPS)?\)", "$2 @ $1"),
    (r"\d{1,2}\+ ?\((?:[^\d()]*)(\d{1,2})(?: REPS)?\)", "$1"),
    (r"\d{1,2}\+ ?,? SAID (\d{1,2})(?: REPS)?", "$1"),
    (r"\bx ?MAX ?[:(=-] ?(?:SAID )?(\d{1,2})(?: REPS)?\)?( |$)", "x $1$2"),
    (r"MAX ?[:(=-] ?(\d{1,2})(?: REPS)?\)?( |$)", "$1 REPS$2"),
    (r"(\b|x)(\d{1,2})\+( |$|,|x)", "$1$2$3"),
)
_TIMES: tuple[tuple[str, str], ...] = (
    # "8x20 s", "3x1 min", "3x45\"", "30/30".
    (rf"(\d)x\d+(?:[.,:]\d+)?(?: ?- ?\d+)? ?-?{_CLOCK}", "${1}xT "),
    (r"""(\d)x\d+(?:[.,]\d+)? ?['"]+(?:\d+"?)?""", "${1}xT "),
    (r"(\d)x\d+:\d\d\b(?: ?MIN)?", "${1}xT "),
    (rf"(\d)x\d+(?:[.,]\d+)?(?: ?- ?\d+)? ?-?{_METRES}", "${1}xD "),
    (rf"\b\d+(?:[.,:]\d+)?(?:-\d+)? ?-?{_CLOCK}(?: ?\d+ ?SEC\b)?", " T "),
    (r"\b\d+:\d\d(?::\d\d)?\b", " T "),
    (rf"\b\d+(?:[.,]\d+)? ?-?{_METRES}", " D "),
    (r"""\b\d+ ?['"]+(?:\d+"?)?""", " T "),
    (r"\b\d0/\d0 ?x ?\d+", " T "),  # 30/30 x 12
    (rf"\(?\b{_REST} ?(?:of|von|de|:|=)? *(?:\d+ *)?\bT\b\)?|\(? ?\bT +(?:of |de |d')?{_REST}\b\)?", " "),
)
_LISTS: tuple[tuple[str, str], ...] = (
    # "6/6" is per side, "6-8" a range: so many were done surely.
    (r"x ?(\d{1,2})[/+]\d{1,2}( ?$|[,;)@]| [^KL])", "x$1$2"),
    (r"x ?(\d{1,2})-\d{1,2}([^\d/,-]|$)", "x$1$2"),
    (r"x ?(\d{1,2}) ?(?:to|bis|до|til|tot) ?\d{1,2}\b", "x$1"),
    # Two dumbbells: "3x8 each leg 2x20 KG".
    (rf"(\dx\d{{1,2}}\b[^\d@,;]*?) (?:@ ?)?2x({_LOAD})", "$1 @ $2"),
    (rf"\b2x({_LOAD}) (\d{{1,2}}x)", "$1 $2"),
    (rf"^( \d{{1,2}} [a-z][^\d@,;]*?) 2x({_LOAD})", "$1 @ $2"),
    *[(r"(\d) (?:KG|LB) ?/ ?(\d+(?:\.\d+)? (?:KG|LB))", "$1/$2")] * 2,
    (rf"(\dx\d{{1,2}}|REPS) {_WITH} (\d)", "$1 @ $2"),
    (rf"\b(\d{{1,2}}) {_WITH} ({_LOAD})", "$1 @ $2"),  # 8 at 60 kg
    (rf"(\dx\d{{1,2}} [^\d@,;]*?) {_WITH} (\d{{2,3}}(?:\.\d+)?)( ?$|[.,;] )", "$1 @ $2$3"),
    (r"(\dx\d{1,2}) ?: ?(\d{2,3}(?:[,/-] ?\d{2,3})+ (?:KG|LB))", "$1 @ $2"),  # 3x10: 60, 65, 70 kg
    # "5, 5, 4" is one list: a comma between small numbers that stand alone. Twice, for each comma is half of a pair.
    *[(r"\b(\d{1,2}), (\d{1,2})(,| ?$|\. |\.$|[;)]| ?\(| RPE| ?REPS)", "$1,$2$3")] * 2,
    (r"(,\d{1,2}) ?REPS", "$1"),
    # The same with loads: "5 @ 60, 80, 100 KG".
    *[(r"(@ ?\d{2,3}(?:,\d{2,3})*), (\d{2,3})(,| KG| LB)", "$1,$2$3")] * 4,
    *[(r"((?:^|[^@ ]) |\d/)(\d{1,2}) / (\d{1,2})( /|,| ?$|[;)]| ?@)", "$1$2/$3$4")] * 2,
    (rf"(,\d{{1,2}}), (\d{{1,2}} *(?:@|{_LOAD}))", "$1,$2"),
    # 50 kg 8 8 8
    (r"(KG|[a-z:]) (\d{1,2}) (\d{1,2}) (\d{1,2})(?: (\d{1,2}))?(?: (\d{1,2}))?( ?$|[,;.])", "$1 $2,$3,$4,$5,$6$7"),
    # Whole sets in a row with only spaces between: "60x5 100x5", "5@100 3@110 KG".
    *[(r"(\dx\d{1,2}) (\d{1,3}(?:\.\d+)?(?: KG| LB)? ?x)", "$1, $2")] * 2,
    *[(r"(@ ?\d+(?:\.\d+)?(?: KG| LB)?) +(\d{1,2} ?@)", "$1, $2")] * 2,
    *[(rf"({_LOAD} ?x ?\d{{1,2}}) ({_LOAD} ?x)", "$1, $2")] * 2,
    # A weight that a comma or a dash parts from its sets: "5x5, 100 KG".
    (rf"(\dx\d{{1,2}})(?: REPS)?(?:,| -) (\+?{_LOAD}) ?($|[,;)])", "$1 @ $2$3"),
    # One unit after a list is the unit of all: "80x5, 80x5, 80x4 KG".
    (r"(\dx\d{1,2},? \d{1,3}(?:\.\d+)?x\d{1,2}) (KG|LB)\b", "$1 ($2)"),
    (r"/? ?\bEACH\b", " "),
    (r" {2,}", " "),
    (r" ([,.;)])", "$1"),
)
#: Applied in this order, after words have become codes.
SPELLINGS = tuple(
    (ascii_only(pattern), replacement)
    for part in (_TIDY, _DATES, _UNITS, _EXERTION, _COUNTS, _AMRAPS, _TIMES, _LISTS)
    for pattern, replacement in part
)
#: The German KG, after sets and few repetitions, is Körpergewicht.
_BODY_KG = (r"([0-9] ?[xX×] ?[0-9]{1,2}) KG\b", "$1 bw")


def one_spelling(text: pl.Series) -> pl.Series:
    """Lines of text in the one spelling that the header describes, with a space at both ends."""
    plain = (
        pl.lit(text)
        .str.normalize("NFKC")
        .str.replace_all(*_BODY_KG)
        .str.to_lowercase()
        .str.replace_many(_SIGNS)
        .str.replace_all(r"[\p{Cf}\p{So}\x{FE0F}]", "")
        .str.replace_all(r"[\s\p{Cc}]+", " ")
    )
    words = pl.concat_str(pl.lit(" "), spaced(plain), pl.lit(" ")).str.replace_many(_LOOKUP, leftmost=True)
    line = pl.select(words).to_series()
    for pattern, replacement in SPELLINGS:
        if may_fit(line, pattern):
            line = line.str.replace_all(pattern, replacement)
    return line

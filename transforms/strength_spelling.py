"""The many spellings of sets brought to one: regular expressions and what they become, case-insensitive.

After these a line has `5x5`, `100 kg`, `5 reps`, `3xmax`, `rpe 8`, `8,7,6` for a list of repetitions, `‹t›` for a
duration and `‹d›` for a distance, however they were written.
"""

from transforms.strength_words import (
    MAXIMUM,
    METRES,
    MINUTES,
    OF,
    PER_SIDE,
    REPS,
    REST,
    SECONDS,
    SETS,
    TIMES,
)

TIME, DISTANCE = "‹t›", "‹d›"
#: Where a word ends: also where the next letter is the x of "kgx5", and where scripts without spaces go on.
_END = r"(?:\b|(x))"
_LOAD = r"(?:\d+(?:\.\d+)? (?:kg|lb))"
_REST = rf"(?:{REST})"

_SIGNS: tuple[tuple[str, str], ...] = (
    (r"[\p{Cc}\p{Cf}\x{FE0F}]", " "),
    (r"[×✕✖⨯]", "x"),
    (r"[–—−‐‑]", "-"),
    (r"[“”„«»]", '"'),
    (r"[’‘`´′]", "'"),
    (r"、", ", "),
    (r"·", " · "),
    (r"(\d|кг|kg|lbs?|回|次|회)\s*[*хΧ]\s*(\d|max)", "${1}x$2"),
    (r"(\d|кг|kg|lbs?|回|次|회)\s*[*хΧ]\s*(\d|max)", "${1}x$2"),
    (r",(\p{L})", ", $1"),
)
_DATES: tuple[tuple[str, str], ...] = (
    (r"\b\d{1,2}\.\d{1,2}\.(?:20)?\d\d\b|\b\d{1,2}/\d{1,2}/20\d\d\b", " "),
    (r"\b20\d\d-\d\d-\d\d\b", " "),
    # "3-1-1" beside the word is a tempo.
    (r"\btempo\s*[:@]?\s*[\dx](?:-?[\dx]){2,3}\b", " "),
    (r"\(?\b[\dx](?:-?[\dx]){2,3}\s*tempo\b\)?", " "),
    (r"@?\s*\d{1,3}(?:[.,]\d)?\s?%(?:\s?(?:of )?(?:1\s?rm|tm|max))?", " "),  # a share of the maximum is no load
    (r"\b\d+(?:nd|rd|th|st)\b", " "),
    # 5/3/1 is a programme, and not three sets.
    (r"\b5/3/1\b", " "),
)
_UNITS: tuple[tuple[str, str], ...] = (
    # The German KG, after sets and repetitions, is Körpergewicht. Nobody loads so few kilograms and writes them so.
    (r"(?-i)(\d[xX]\d{1,2}|\d [xX] \d{1,2}) KG\b", "$1 bw"),
    (r"(\d),(\d{1,3})\s*(kg|kilo|lb|pound|кг|#)", "$1.$2 $3"),
    (r"@\s*(\d{1,3}),(\d{1,2})\b", "@ $1.$2"),
    (r"((?:rpe|rir)\s*:?\s*\d),(\d)", "$1.$2"),
    (r"(\d)\s*(?:kgs?|kilos?|kilogram[a-z]*|кг|килограмм[а-я]*|公斤|キロ)(?:\b|(x))", "$1 kg$2"),
    (r"(\d)\s*(?:公斤|キロ)", "$1 kg "),
    (r"(\d)\s*(?:lbs?|pounds?|фунт[а-я]*)(?:\b|(x))", "$1 lb$2"),
    (r"(\d)\s*#", "$1 lb"),
    (r"\+\s+(\d+(?:\.\d+)? (?:kg|lb))", "+$1"),
)
_EXERTION: tuple[tuple[str, str], ...] = (
    (r"\b(\d)(?:[-–]\d)?\s?(?:rir|reps? in reserve|in reserve|in the tank|im tank|en r[ée]serve)\b", "rir $1"),
    *((rf"@?\s*\brir\s*[:=@]?\s*{reserve}(?:-\d)?\b", f" rpe {10 - reserve}") for reserve in range(6)),
    (r"@?\s*\b(\d{1,2}(?:\.\d)?)\s*rpe\s*($|[,;.)\]])", " rpe $1$2"),
    (r"\s*[,.;(@]*\s*\brpe\s*[:=@]?\s*(\d{1,2}(?:\.\d)?)(?:-\d{1,2}(?:\.\d)?)?", " rpe $1 "),
)
_WORDS: tuple[tuple[str, str], ...] = (
    (rf"\b(\d{{1,2}})\s*{TIMES}\s*(\d)", "${1}x$2"),
    (rf"(\d)\s*{REPS}\b\.?", "$1 reps"),
    (r"(\d)\s*(?:回|次|회|下)", "$1 reps "),
    (r"\b(\d{1,3})\s?(?:-|to|bis|à|a|до|til|till|tot|do)\s?\d{1,3} reps", "$1 reps"),
    (r"\b(\d{1,2})\s*(?:heavy\s)?(singles|doubles|triples)\b", "${1}x$2"),
    (r"\b(?:a |one )?(?:heavy |top )*\b(?:single|solo) ?(?:@|at)", "1xsingles @"),
    (r"\b(?:a |one )?(?:heavy |top )*\b(double|triple) ?(?:@|at)", "1x${1}s @"),
    (r"xsingles\b", "x1"),
    (r"xdoubles\b", "x2"),
    (r"xtriples\b", "x3"),
    # Sets said in words.
    (rf"\b(\d{{1,2}})\s*{SETS}\s*(?:{OF}\s*)?(?:{MAXIMUM})", "${1}xmax"),
    (rf"\b(\d{{1,2}})\s*{SETS}\s*(?:{OF}|-)?\s*(?:x\s*)?(\d{{1,3}})\b", "${1}x$2"),
    (rf"\b(\d{{1,3}}) reps\s*x\s*({_LOAD})\s*x\s*(\d{{1,2}})\s*{SETS}", "${3}x$1 @ $2"),
    (rf"\b(\d{{1,3}}) reps\s*[x,/]?\s*(\d{{1,2}})\s*{SETS}", "${2}x$1"),
    (rf"\b(\d{{1,2}})\s*x\s*{REPS}?\s*(\d)", "${1}x$2"),
    (r"(\d)\s*x\s*(\d)", "${1}x$2"),
    (r"(\d)\s*x\s*(\d)", "${1}x$2"),
    (r"\b(kg|lb|bw)\s*(?:x\s*)(\d|max|amrap)", "$1 x $2"),
)
_AMRAPS: tuple[tuple[str, str], ...] = (
    # "5+ (8)", "1+x100 kg (got 4)": what was done counts.
    (r"\b\d{1,2}\+\s?x\s?(\d+(?:\.\d+)?(?: kg| lb)?)\s*\((?:[\p{L}:=]+\s?)?(\d{1,2})(?: reps)?\)", "${2}x$1"),
    (r"\d{1,2}\+\s?@\s?(\d+(?:\.\d+)?(?: kg| lb)?)\s*\((?:[\p{L}:=]+\s?)?(\d{1,2})(?: reps)?\)", "$2 @ $1"),
    (r"\d{1,2}\+\s*\((?:[\p{L}:=]+\s?)?(\d{1,2})(?: reps)?\)", "$1"),
    (rf"x\s?(?:{MAXIMUM})\s*[:(=-]\s*(?:got )?(\d{{1,2}})(?: reps)?\b\)?", "x $1"),
    (rf"\bx\s?(?:{MAXIMUM})", "xmax"),
    (rf"(\d)\s?x\s?(?:{MAXIMUM})", "${1}xmax"),
    (r"\bamrap\s*[:(=-]?\s*(\d{1,2})\b(?: reps)?\)?", "$1 reps"),
    (r"(\b|x)(\d{1,2})\+(\s|$|,|x)", "$1$2$3"),
)
_TIMES: tuple[tuple[str, str], ...] = (
    # "8x20s", "3x1min", "3x45\"", "30/30".
    (rf"(\d)x\d+(?:[.,:]\d+)?(?:\s?-\s?\d+)?\s?-?(?:{MINUTES}|{SECONDS})(?:\b|(x))", f"${{1}}x{TIME} $2"),
    (r"""(\d)x\d+(?:[.,]\d+)?\s?(?:'|"|')+(?:\d+"?)?""", f"${{1}}x{TIME} "),
    (rf"(\d)x\d+:\d\d\b(?:\s?(?:{MINUTES}))?", f"${{1}}x{TIME}"),
    (rf"(\d)x\d+(?:[.,]\d+)?(?:\s?-\s?\d+)?\s?-?{METRES}(?:[^\p{{L}}]|$)", f"${{1}}x{DISTANCE} "),
    (rf"\b\d+(?:[.,:]\d+)?(?:-\d+)?\s?-?(?:{MINUTES}|{SECONDS})\b(?:\s\d+\s?{SECONDS}\b)?", f" {TIME} "),
    (r"\b\d+:\d\d(?::\d\d)?\b", f" {TIME} "),
    (rf"\b\d+(?:[.,]\d+)?\s?-?{METRES}\b", f" {DISTANCE} "),
    (r"""\b\d+\s?(?:'|")+(?:\d+"?)?""", f" {TIME} "),
    (rf"\(?(?:\b{_REST}|r=)\s*(?:of|von|de|:|=)?\s*(?:\d+\s*)?{TIME}(?:\s(?:between|entre|zwischen).*)?\)?", " "),
    (rf"\(?{TIME}\s*(?:of |de |d')?{_REST}\b\)?", " "),
)
_LISTS: tuple[tuple[str, str], ...] = (
    # Two dumbbells: "3x8 each leg 2x20 kg".
    (rf"(\dx\d{{1,2}}\b[^\d@,;]{{0,25}}?)\s2x({_LOAD})", "$1 @ $2"),
    # "6/6" is per side, "6-8" a range: so many were done surely.
    (r"x\s?(\d{1,2})[/+]\d{1,2}(\s*$|[,;)@]|\s[^kl])", "x$1$2"),
    (r"x\s?(\d{1,2})-\d{1,2}([^\d/,-]|$)", "x$1$2"),
    (r"x\s?(\d{1,2})\s?(?:to|bis|до|til|tot)\s?\d{1,2}\b", "x$1"),
    # "5, 5, 4" is one list: a comma between two small numbers that stand alone. Twice, for each comma is half of a pair.
    *[(r"\b(\d{1,2}),\s(\d{1,2})(,|\s*$|[.;)]|\s?\(|\srpe)", "$1,$2$3")] * 2,
    *[(r"\b(\d{1,2})\s/\s(\d{1,2})\b", "$1/$2")] * 2,
    (r"(,\d{1,2}),\s(\d{1,2}\s?@)", "$1,$2"),
    # Whole sets in a row with only spaces between: "60x5 100x5", "5@100 3@110 kg".
    *[(r"(\dx\d{1,2}) (\d{1,3}(?:\.\d+)?(?: kg| lb)?\s?x)", "$1, $2")] * 2,
    *[(r"(@\s?\d+(?:\.\d+)?(?: kg| lb)?)\s+(\d{1,2}\s?@)", "$1, $2")] * 2,
    *[(rf"({_LOAD}\s?x\s?\d{{1,2}}) ({_LOAD}\s?x)", "$1, $2")] * 2,
    # A weight that a comma parts from its sets: "5x5, 100 kg".
    (rf"(\dx\d{{1,2}})(?: reps)?,\s(\+?{_LOAD})\s*($|[,;)])", "$1 @ $2$3"),
    (rf"(\dx\d{{1,2}}) - (\+?{_LOAD})", "$1 @ $2"),
    # One unit after a list is the unit of all: "80x5, 80x5, 80x4 kg".
    (r"(\dx\d{1,2},? \d{1,3}(?:\.\d+)?x\d{1,2}) (kg|lb)\b", "$1 ($2)"),
    (rf"\b{PER_SIDE}(\s|$|[,;.)])", " $1"),
    (rf"\s?/\s?(?:{PER_SIDE}|side|leg|arm|hand|seite|bein|jambe|lado|pierna|perna|gamba)\b", " "),
    (r"\s{2,}", " "),
)
#: Applied in this order to a line.
SPELLINGS: tuple[tuple[str, str], ...] = tuple(
    ("(?i)" + pattern, replacement)
    for pattern, replacement in (
        *_SIGNS,
        *_DATES,
        *_UNITS,
        *_EXERTION,
        *_WORDS,
        *_AMRAPS,
        *_TIMES,
        *_LISTS,
    )
)

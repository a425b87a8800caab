"""How strength sets are written: the regular expressions of `transforms.strength_text`, case-insensitive."""

_I = "(?i)"
_SET = r"(?:set|satz|serie|série|sarja|sett|sæt|подход)"
_SETS = r"(?:sets?|sätze|satz|saetze|s[eé]ries?|serier|serien|sarjaa|sett|sæt|seti|serii|подход[а-я]*|セット|组|組)"
_REPS = (
    r"(?:reps?|repetitions?|wdh|wiederholungen|wh|répétitions?|répés?|repeticiones|ripetizioni|repetições|repetitioner|"
    r"repetisjoner|toistoa|herhalingen|powtórzeń|повтор[а-я]*|раз|回|次)"
)
_OF = r"(?:x|of|de|a|à|mit|von|zu|je|av|af|po|по|di|with|för|/)"
_LOAD = r"(\d+(?:\.\d+)? (?:kg|lb))"
_LIST = r"(\d{1,2}), (\d{1,2}), (\d{1,2})"

#: Applied in order to a line: signs, units, decimals and words come to one form.
FORMS: tuple[tuple[str, str], ...] = tuple(
    (_I + pattern, replacement)
    for pattern, replacement in (
        (r"[×✕✖⨯]", "x"),
        (r"[–—−]", "-"),
        (r"[“”„«»]", '"'),
        (r"(\d)\s*\*\s*(\d)", "${1}x$2"),
        (r"(\d|кг|kg|lbs?)\s*[хΧ]\s*(\d)", "${1}x$2"),
        (r"(\d|кг)\s*[хΧ]\s*(\d)", "${1}x$2"),
        (r"(\d),(\d{1,3})\s*(kg|kilo|lb|pound|кг|#)", "$1.$2 $3"),
        (r"@\s*(\d{1,3}),(\d{1,2})\b", "@ $1.$2"),
        (r"(rpe\s*\d),(\d)", "$1.$2"),
        (r"(\d)\s*(?:kgs?|kilos?|kilogram[a-z]*|кг|килограмм[а-я]*)(?:\b|(x))", "$1 kg$2"),
        (r"(\d)\s*(?:lbs?|pounds?|фунт[а-я]*)(?:\b|(x))", "$1 lb$2"),
        (r"(\d)\s*#", "$1 lb"),
        (rf"\b(\d{{1,2}})\s*{_SETS}\s*(?:{_OF}|,)?\s*(\d{{1,3}})\b", "${1}x$2"),
        (rf"(\d)\s*{_REPS}\b\.?", "$1 reps"),
        (rf"\b(\d{{1,3}}) reps\s*(?:x\s*)?(\d{{1,2}})\s*{_SETS}", "${2}x$1"),
        (rf"\b(\d{{1,3}}) reps\s*x\s*(\d+(?:\.\d+)? (?:kg|lb))\s*x\s*(\d{{1,2}})\s*{_SETS}", "${3}x$1 @ $2"),
        (rf"\b(\d{{1,2}})\s*x\s*{_REPS}?\s*(\d)", "${1}x$2"),
        (r"(\d)\s*x\s*(\d)", "${1}x$2"),
        (r"(\d)\s*x\s*(\d)", "${1}x$2"),
        (r"\b(kg|lb)\s*x\s*(\d)", "$1 x $2"),
        # Lists of reps, written with commas, slashes or dashes.
        (r"\b(\d{1,2})/(\d{1,2})/(\d)", "$1, $2, $3"),
        (r"\b(\d{1,2})-(\d{1,2})-(\d{1,2})\b", "$1, $2, $3"),
        (r"\b(\d{1,2}),(\d{1,2}),(\d{1,2})\b", "$1, $2, $3"),
        (r"x\s?(\d{1,2}),(\d{1,2})\b", "x $1, $2"),
        *[(r"(, \d{1,2})[,/-](\d{1,2})\b", "$1, $2")] * 3,
        (rf"\b{_LIST}, (\d{{1,2}}), (\d{{1,2}})\s*@\s*{_LOAD}", "$6: $1, $2, $3, $4, $5"),
        (rf"\b{_LIST}, (\d{{1,2}})\s*@\s*{_LOAD}", "$5: $1, $2, $3, $4"),
        (rf"\b{_LIST}\s*@\s*{_LOAD}", "$4: $1, $2, $3"),
        # Sets in a row with only spaces between: "5@100 3@110kg".
        *[(r"(@\s?\d+(?:\.\d+)?(?: kg| lb)?)\s+(\d{1,2}\s?@)", "$1, $2")] * 2,
        # Two dumbbells: "3x8 each leg 2x20 kg".
        (rf"(\dx\d{{1,2}}\b[^\d@,;]{{1,25}}?)\s2x{_LOAD}", "$1 @ $2"),
        # A planned range counts with its upper end: a set is called heavy only if it surely was.
        (r"x\s?\d{1,2}\s?-\s?(\d{1,2})\b", "x$1"),
        (r"@?\s*\d{1,3}(?:\.\d)?\s?%", " "),  # a share of the maximum is no load
        (r"\bamrap\s*[:(=-]?\s*(\d{1,2})\b\)?", "$1"),
        (r"(\b|x)(\d{1,2})\+(\s|$|,)", "$1$2$3"),
        (r"\b(?:body ?weight|körpergewicht|poids du corps|peso corporal)\b", "BW"),
        (r"\bbw\s*(?:\+\s*)?x\s*(\d)", "BW x $1"),
    )
)
#: A weight that a comma parts from its sets: "5x5, 100 kg".
JOINED_WEIGHT = _I + r"(\dx\d{1,2})(?: reps)?,\s(\d{1,3}(?:\.\d+)? (?:kg|lb))\s*($|[,;)])"
#: A piece of a line ends where the next exercise or set begins.
PIECE_END = _I + (
    r"[;|]|[!?]\s|,\s|\s?(?:->|→|=>|>)\s?|\s/\s|\s\+\s|\s&\s|\.\s|\b(?:and|then|und|dann|sowie|et|puis|y|"
    r"luego|och|sedan)\b"
)
#: `A1:` before the exercises of a superset. `W1:` and `D1:` number sets.
SUPERSET = _I + r"^\s*[abce]\d\s*[:.)]\s*"
#: `Set 1:`, `W1:`, `2)`: apps and tidy people number their sets.
NUMBERED_APP = _I + rf"^\W*(?:{_SET}\s*\d{{1,2}}|[wdf]\d{{0,2}})\s*[:)]\s*"
NUMBERED = _I + rf"^\W*(?:(?:{_SET}\s*\d{{1,2}}|[wdf]\d{{0,2}}|\d{{1,2}})\s*[:)]|\d{{1,2}}\.\s)\s*"
WARMUP = (
    _I + r"warm[\s-]?up|\bwarm\b|\(w\)|\[w\]|^\W*w\d{0,2}\s*:|aufw[äa]e?rm|[ée]chauff|calentamiento|riscaldamento|"
    r"aquecimento|uppvärmning|oppvarming|opvarmning|lämmittely|opwarm|rozgrzewk|разминк|ウォームアップ|アップ"
)
#: A line that is a warm-up as a whole.
WARMUP_LINE = _I + r"^\W*(?:w\d{0,2}\s*:|warm|aufw|échauff|calent|riscald|aquec|uppv|oppv|opv|lämmi|rozg|разм)"
RPE = (
    _I + r"rpe\s*[:@=]?\s*(\d{1,2}(?:\.\d)?)",
    _I + r"\b(\d{1,2}(?:\.\d)?)\s*rpe\b",
    _I + r"(?:kg|lb|x\s?\d{1,2}|reps?)\s*@\s*((?:[1-9](?:\.5)?|10))(?:\s|$|[)\]])",
)

#: What makes `AxB` intervals and not sets: a distance or a time behind it, or a pace.
INTERVAL = (
    _I + r"\dx\d+(?:\.\d+)?\s*(?:-\s*)?(?:m|km|k|mi|miles?|mile|meters?|metres?|metros|metrów|yds?|yards?|"
    r"s|sec|secs|sek|"
    r"seconds?|sekunden|secondes|segundos|min|mins|minutes?|minuten|minuter|minutos|mn|h|hours?|"
    r"мин[а-я]*|сек[а-я]*|м|км|分|秒)"
    r"(?:[^\p{L}]|$)|\dx\d+\s?['\"′″]"
)
PACE = _I + r"\b\d{1,2}:\d\d\b|/\s?(?:km|mi|mile)\b|\bpace\b|\dx\d{3,4}\b"
RUNNING = (
    _I + r"\b(?:run|ran|running|jog|jogging|intervals?|intervalles?|intervalle|tempo|fartlek|strides?|sprints?|hills?|"
    r"laufen|lauf|bahn|vma|repeats?|treadmill|ftp|watts?|z2|norwegian|каталог|бег)\b"
)
#: A line that an app adds, or a comment in quotes.
NOISE = _I + r"https?://|logged with|hevyapp|strong\.app|^\s*\"|\b(?:total|volume|duration|kcal|calories|bpm)\b"
#: A line that looks as if it told of sets; those in which none is found are reported as not understood.
CANDIDATE = _I + rf"{NUMBERED_APP[4:]}|\dx\d|\d (?:kg|lb)\b|\d\s?@\s?\d|\d reps\b|\bBW x \d"

_W = r"(?<w>\d{1,4}(?:\.\d{1,3})?)"
_U = r"(?<u>kg|lb)\b"
_R = r"(?<r>\d{1,3})\b"
_S = r"\b(?<s>\d{1,3})"
_WORDS = r"[^\d@,;]{0,48}?"
#: The forms of a piece, the most telling first: sets (s), reps (r), weight (w) and its unit (u).
NUMBERS: tuple[str, ...] = tuple(
    _I + pattern
    for pattern in (
        rf"{_S}x(?<r>\d{{1,3}})x{_W}(?:\s*{_U})?",  # 3x5x100 kg
        rf"\b{_W} {_U}\s*x\s*(?<r>\d{{1,3}})x(?<s>\d{{1,2}})\b",  # 100 kg x 5x3
        rf"\b{_W} {_U}\s*x\s*{_R}",  # 55 kg x 6
        rf"\b{_W} {_U}{_WORDS}{_S}x{_R}",  # 100 kg 5x5
        rf"\b(?<r>\d{{1,2}})x{_W} {_U}",  # 5x100 kg
        rf"{_S}x(?<r>\d{{1,3}}){_WORDS}\s*(?:@\s*)?(?:BW\s*)?\+?\s*\b{_W} {_U}",  # 5x5 @ 100 kg, 3x5 squat 225 lb
        rf"\b(?<r>\d{{1,3}})(?: reps)?\s*@\s*{_W} {_U}",  # 10 @ 135 lb
        rf"\b(?<r>\d{{1,3}}) reps{_WORDS}\s*@?\s*\b{_W} {_U}",  # 5 reps with 100 kg
        rf"{_S}x(?<r>\d{{1,3}})\s*@\s*{_W}",  # 5x5 @ 100
        rf"{_S}x(?<r>\d{{1,3}})\s+{_W}$",  # 5x5 100
        rf"{_S}x{_R}",  # 3x8
        rf"\b(?<r>\d{{1,3}}) reps\s*@\s*{_W}",
        rf"^[^\d]{{0,40}}\b(?<r>\d{{1,3}})\s*@\s*{_W}",  # 10 @ 135
        rf"\b{_W} {_U}\s*(?:for|für|pour|por|per|für je|:|,)?\s*(?<r>\d{{1,2}})\b",  # 100 kg for 5
        rf"BW\s*x\s*{_R}",
        r"\b(?<r>\d{1,3}) reps\b",
    )
)
#: A number alone goes on with a list of reps: "100 kg: 5, 5, 4".
BARE_REPS = _I + r"^\+?(\d{1,2})(?: reps)?$"

#: What is taken out of a piece to find the name of its exercise.
NOT_EXERCISE = (
    _I + r"\bw/|\b\d+\s?rm\b|\btest\b|\brpe\s*[:=@]?\s*\d*(?:\.\d)?|\bfelt \w+|\bp[rb]\b|\([^)]*\)|\[[^\]]*\]|"
    r"\d+(?:[.:]\d+)?%?(?:x\d+(?:\.\d+)?)*\+?|@|\b(?:kg|lb|lbs|reps?|"
    r"sets?|(?:per|each) (?:side|leg|arm|hand)|each|per|x|at|a|à|mit|med|con|avec|with|for|für|pour|por|"
    r"je|na|по|на|BW|warm[ -]?ups?|warm|heavy|light|easy|failure|max|of|then|amrap|same|did|last|top)\b|[^\p{L}\s'-]"
)

"""How people write of passive heat: the regular expressions of `transforms.heat_text`, over folded text."""

from transforms.heat_words import (
    NEGATIONS,
    NEGATIONS_AFTER,
    OTHER_DAYS,
    SAME_DAY,
    SIMILES,
    SIMILES_AFTER,
    WISHES,
    WISHES_AFTER,
)
from transforms.sport_words import OTHER_ACTIVITY_WORDS
from transforms.text import keyword_pattern

HEAT_KINDS = ("sauna", "hot_tub", "steam", "passive_other")
#: Each heat word becomes one private-use character, so that every later pattern is short. Folding removes such
#: characters from what people write.
MARKS = {"sauna": "\ue000", "hot_tub": "\ue001", "steam": "\ue002", "passive_other": "\ue003"}
MARK = r"[\x{E000}-\x{E003}]"
#: What may stand between minutes and the word they belong to: a few words, no other number.
GAP = r"[^\x{E000}-\x{E003}\d]{0,28}?"
#: `3×12 min`, `10+10+12 min`, `25 min`: the forms to which all others are brought.
DOSE = r"(?:(\d{1,2})×)?(\d{1,3}(?:\+\d{1,3})*) min\b"
#: Rounds without a unit are minutes when they stand right beside the word: "3x12 sauna".
BARE = r"(\d{1,2})×(\d{1,2})"
MINUTE = (
    r"(?:min(?:u+t[a-z]*|s|uses|uuttia|uter|utter)?\b\.?|mins\b\.?|m\b|perc\b|dk\b|dakika\b|"
    r"мин[а-я]*\.?|хв[а-я]*\.?|λεπτα|דקות|دقيقة|分間|分钟|分鐘|分|"
    r"\x{1107}\x{116E}\x{11AB}|นาท|')"  # Korean, decomposed by folding; Thai
)
ROUND = (
    r"(?:x|×|х|\*|rounds?|rds?|sets?|times|visits?|sessions?|gange?|gaenge|durchgange?|runden?|mal|"
    r"tours?|fois|passages?|series|rondas|veces|vueltas|giri|volte|omgangar?|ganger|runder|omgange|"
    r"kierrosta|kertaa|"
    r"rondes?|keer|rundy|razy|kola|krat|захода|заходов|заход|раза|подхода|セット|回|本|套|组|組|rodadas?)"
)
OF = r"(?:\s*(?:of|a|à|de|von|je|zu|je|po|per|of about|by|at|по|på|a'|x)\s+|\s*)"

#: Applied in order to folded text; each brings one way of saying a duration closer to `DOSE`.
DURATIONS: tuple[tuple[str, str], ...] = (
    # Temperatures and humidity are numbers beside a sauna too.
    (
        r"\d{2,3}(?:\s*-\s*\d{2,3})?\s*(?:°|º|deg[a-z]*\b|grad[a-z]*\b|celsius|fahrenheit|[oº]?\s?[cf]\b|"
        r"градус[а-я]*|度|%|asteessa|astetta)\s?[cf]?\b?",
        " ",
    ),
    (r"@\s*(?:\d{2,3}\b)?", " "),
    (r"\b(?:day|tag|jour|dia|giorno|dag|paiva|week|woche|nr\.?|no\.)\s*\d{1,3}\b|#\s*\d+", " "),
    (r"\b\d+\s*(?:''|\")", " "),
    (
        r"\b(?:half an hour|half hour|half-hour|a half hour|1⁄2\s*h[a-z]*|1/2\s*h[a-z]*|0[.,]5\s*h[a-z]*|"
        r"(?:eine )?halbe stunde|(?:une )?demi[ -]heure|media hora|mezz'?\s?ora|meia hora|"
        r"(?:en )?halv(?: ?time?|timme)|puoli tuntia|puolituntia|(?:een )?half uur|halfuur(?:tje)?|"
        r"pol godziny|poł godziny|pul hodiny|fel ora|полчаса|півгодини)\b|30分钟|半小时|半小時",
        "30 min",
    ),
    (
        r"\b(?:three quarters of an hour|dreiviertelstunde|drei viertel stunde|trois quarts d'heure|"
        r"3/4\s*h[a-z]*|0[.,]75\s*h[a-z]*|tres cuartos de hora)\b",
        "45 min",
    ),
    (
        r"\b(?:a quarter of an hour|quarter of an hour|quarter hour|viertelstunde|quart d'heure|"
        r"cuarto de hora|quarto d'ora|kvart|1/4\s*h|0[.,]25\s*h)\b",
        "15 min",
    ),
    (
        r"\b(?:1[.,]5|1 1⁄2|anderthalb|1h30|1 h 30)\s*(?:h|hrs?|hours?|std|stunden?|heures?|horas?|ore|"
        r"uur|tuntia|timmar|timer)?\s*(?:min\w*)?\b",
        "90 min",
    ),
    (
        r"\b1\s*(?:h|hr|hour|std\.?|stunde|heure|hora|ora|uur|tunti|timme|time)\s*(?:and|und|et|y|"
        r"e)?\s*0?5\s*(?:min\w*)?\b",
        "65 min",
    ),
    (
        r"\b1\s*(?:h|hr|hour|std\.?|stunde|heure|hora|ora|uur|tunti|timme|time)\s*(?:and|und|et|y|"
        r"e)?\s*10\s*(?:min\w*)?\b",
        "70 min",
    ),
    (
        r"\b1\s*(?:h|hr|hour|std\.?|stunde|heure|hora|ora|uur|tunti|timme|time)\s*(?:and|und|et|y|"
        r"e)?\s*15\s*(?:min\w*)?\b",
        "75 min",
    ),
    (
        r"\b(?:1|one|an|a|une|eine|una|uma|en|ett|yhden|een)\s*(?:h|hr|hour|std\.?|stunde|heure|hora|ora|"
        r"uur|tunnin|tunti|timme|time)\b|\bчас\b|1時間|1小时",
        "60 min",
    ),
    (
        r"\b(?:[2-9]|two|three)\s*(?:h|hrs?|hours?|std\.?|stunden|heures|horas|ore|uur|tuntia|timmar|"
        r"timer|часа|часов)\b",
        "120 min",
    ),
    (r"\b0{0,2}:(\d\d)(?::\d\d)?\s*(?:h\b|$|min\b)?", "$1 min "),
    (r"\b0:(\d\d):\d\d\b", "$1 min "),
    # A clock, a date, seconds, a distance, a pace are not minutes.
    (r"\b\d{1,2}[:.]\d\d(?:\s*(?:uhr|am|pm|h))?\b(?:\s*/\s*(?:k|km|mi|mile)\b)?", " "),
    (r"\b\d{1,2}\s*(?:am|pm|uhr)\b", " "),
    (
        r"\b\d+(?:[.,]\d+)?\s*(?:km|kms|k|mi|miles?|kilomet[a-z]*|meters?|metres?|kg|lbs?|bpm|watts?|w|"
        r"kcal|sec|secs|seconds?|s|sek)\b",
        " ",
    ),
    (r"\bforty[- ]five\b", "45"),
    (r"\btwenty[- ]five\b", "25"),
    (r"\bthirty[- ]five\b", "35"),
    (r"\b(?:ten|zehn|dix|diez|dieci|dez|tio|ti|kymmenen)\s+(min)", "10 $1"),
    (r"\b(?:twelve|zwolf|douze)\s+(min)", "12 $1"),
    (r"\b(?:fifteen|funfzehn|quinze|quince|quindici|femton|femten|viisitoista)\s+(min)", "15 $1"),
    (r"\b(?:twenty|zwanzig|vingt|veinte|venti|vinte|tjugo|tjue|tyve|kaksikymmenta)\s+(min)", "20 $1"),
    (
        r"\b(?:thirty|dreißig|dreissig|trente|treinta|trenta|trinta|trettio|tretti|tredive|"
        r"kolmekymmenta)\s+(min)",
        "30 $1",
    ),
    (r"\b(?:forty|vierzig|quarante|cuarenta|quaranta|quarenta|fyrtio|forti)\s+(min)", "40 $1"),
    (r"\b(?:two|zwei|deux|dos|due|dois|tva|to|kaksi|twee|dwa|два|двa)\s+(" + ROUND[3:-1] + r")\b", "2 $1"),
    (r"\b(?:three|drei|trois|tres|tre|kolme|drie|trzy|три)\s+(" + ROUND[3:-1] + r")\b", "3 $1"),
    (r"\b(?:four|vier|quatre|cuatro|quattro|fyra|fire|nelja|четыре)\s+(" + ROUND[3:-1] + r")\b", "4 $1"),
    (r"\btwice\b", "2 times"),
    (r"(\d)\s*-?\s*" + MINUTE, "$1 min "),
    # A range counts with its lower end.
    (r"\b(\d{1,3})\s*(?:-|–|—|to|bis|a|till|til|до)\s*\d{1,3} min", "$1 min"),
    (r"\b(\d{1,2}) min\s*(?:x|×|х|\*)\s*([2-9])(?:\s*(?:セット|回|本|sets?|rounds?)|\b)", "$2×$1 min"),
    (r"\b(\d{1,2}) min\s*(\d)\s*(?:rounds?|sets?|times|セット|回|本)", "$2×$1 min"),
    (r"\b(\d{1,2})\s*" + ROUND + OF + r"(\d{1,2}) min", "$1×$2 min"),
    (r"(\d{1,2}) min\s*[+/&]\s*(\d{1,2}) min\s*[+/&]\s*(\d{1,2}) min", "$1+$2+$3 min"),
    (r"\b(\d{1,2})\s*[+/,&]\s*(\d{1,2})\s*[+/,&]\s*(\d{1,2})\s*[+/,&]\s*(\d{1,2}) min", "$1+$2+$3+$4 min"),
    (r"\b(\d{1,2})\s*[+/,&]\s*(\d{1,2})\s*[+/,&]\s*(\d{1,2}) min", "$1+$2+$3 min"),
    (r"\b(\d{1,2})\s*[+/&]\s*(\d{1,2}) min", "$1+$2 min"),
    (r"\b(\d)\s*(?:x|×|х|\*)\s*(\d{1,2})\b", "$1×$2"),
    (r"\s+", " "),
)

#: Clauses end here. A plus between numbers has been protected by then: it stands without spaces.
CLAUSE_END = (
    r"[.!?;\n|•。、！？]|,\s|,$|\s[+&–—-]\s|^\+\s?|\+\s|\s\+|\s/\s|&|[()]|\b(?:but|then|and|"
    r"followed by|und|dann|danach|anschliessend|aber|et|puis|mais|ensuite|y|luego|pero|poi|ma|depois|"
    r"mas|och|sedan|sen|men|og|sa|ja|sitten|"
    r"mutta|daarna|maar|potem|ale|potom|и|потом|затем|но|plus)\b"
)
ARTICLE = r"(?:a|an|the|ein|eine|einer|einem|un|una|une|um|uma|en|ett|et|een|being in a|running in a|der|die|dem|in|l)"
TO_BE = r"(?:is|was|it's|its|were|ist|war|es|era|etait|c'est|c'etait|e|var|on|oli|jest|byla|be|to be)"
REALLY = r"(?:session|visit|evening|sesh|time|round|besuch|gang|abend|tonight after)"


NEGATED = rf"{keyword_pattern(NEGATIONS)}((?:\s+[\w'-]+){{0,4}}?)\s*{MARK}"
NEGATED_AFTER = (
    rf"{MARK}(?:\s+(?:was|is|were|room|are|has|had|hat|hatte|ist|war|est|etait|era|estaba|var|er|oli|on|była|był|"
    rf"была))?\s*{keyword_pattern(NEGATIONS_AFTER)}"
)
EXCEPT = (
    r"\b(?:just|only|but|nur|sondern|seulement|solo|bara|bare|vain|kun|alleen|tylko|только|bad|long|"
    r"enough|quite|so|rushed|wasted|schlecht)\b"
)
SIMILE = (
    rf"(?:{keyword_pattern(SIMILES)}(?:\s+{ARTICLE})?|\b{TO_BE}\s+(?:like |such |basically |"
    rf"literally |just |absolutely |practically )?(?:a|an|ein|eine|un|una|une|um|uma|en|ett|"
    rf"een))(?:\s+[a-z]+)?\s*{MARK}"
)
SIMILE_AFTER = rf"{MARK}\s*{keyword_pattern(SIMILES_AFTER)}"
OTHER_DAY = keyword_pattern(OTHER_DAYS)
SAME_DAY_WORDS = keyword_pattern(SAME_DAY)
WISH = rf"{keyword_pattern(WISHES)}(?:\s+[\w'-]+){{0,4}}?\s*{MARK}"
WISH_AFTER = rf"{MARK}\s*(?:session )?{keyword_pattern(WISHES_AFTER)}"
OTHER_ACTIVITY = keyword_pattern(OTHER_ACTIVITY_WORDS)
#: "Sauna post run": minutes after it are still the sauna's.
AFTERWARDS = (
    r"\b(?:post|after|nach|apres|despues|dopo|depois|efter|etter|na|po|после|jalkeen)[\s-]+"
    rf"(?:(?:a|my|the|our|dem|der|le|la|de|il|den)\s)?{OTHER_ACTIVITY}"
)

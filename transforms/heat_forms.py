"""How people write of passive heat: the regular expressions of `transforms.heat_text`, over folded text."""

import re

from transforms.heat_denials import (
    NEGATIONS,
    NEGATIONS_AFTER,
    NEGATIONS_AT_END,
    OTHER_DAYS,
    SIMILE_CLAUSES,
    SIMILES,
    SIMILES_AFTER,
    WISHES,
    WISHES_AFTER,
    WORK,
    WORK_AFTER,
)
from transforms.heat_numbers import FENCE, HOUR_PARTS, NUMBER_WORD, folded_pattern, one_of
from transforms.text import keyword_pattern

HEAT_KINDS = ("sauna", "hot_tub", "steam", "passive_other")
#: Each heat word becomes one private-use character, so that every later pattern is short. Folding removes such
#: characters from what people write.
MARKS = {"sauna": "\ue000", "hot_tub": "\ue001", "steam": "\ue002", "passive_other": "\ue003"}
#: Stands before a description that speaks of the heat in the title: "Sauna", "3x12".
TOPIC = "\ue004"
#: What a description calls the heat of its title: "30 min in the tub".
SAME_PLACE = r"\b(in (?:the )?)(?:tub|box|barrel|hot box|cabin|bubbles|heat)\b"
#: A bath of 38 to 45 °C: "40C bath", "tub at 41", "お風呂30分(40度)".
_BATH = folded_pattern(
    r"(?:\b(?:bath|tub|bathtub|wanne|bain|bano|bagno|banho|kylpy|badet|kąpiel|koupel|furdo|banyo|ванн[аеыу])\b|"
    r"お?風呂|목욕|泡澡|入浴)"
)
_BATH_C = r"(?:3[89]|4[0-5])\s?(?:[°º]\s?c?\b|deg[a-z]*\b|gra[duů][a-z]*\b|c\b|度|градус[а-я]*|astet[a-z]*\b)"
HOT_BATH = rf"{_BATH_C}\s?(?:[a-z]+\s)?{_BATH}"
BATH_HOT = rf"{_BATH}([^.;|\n]{{0,14}}?(?:{_BATH_C}|\b(?:at|@|bei|a|til)\s?(?:3[89]|4[0-5])(?:\s*[,.;)|]|\s*$)))"
MARK = r"[\x{E000}-\x{E004}]"
#: What may stand between minutes and the word they belong to: a few words, no other number.
GAP = r"[^\x{E000}-\x{E004}0-9]{0,28}?"
#: `3×12 min`, `10+10+12 min`, `25 min`: the forms to which all others are brought.
#: A range is `20~25 min`, and counts with its middle.
AMOUNT = r"[0-9]{1,3}(?:(?:\+[0-9]{1,3}){1,6}|~[0-9]{1,3})?"
DOSE = rf"(?:([0-9]{{1,2}})×)?({AMOUNT}) min\b"
#: Rounds without a unit are minutes when they stand right beside the word: "3x12 sauna".
BARE = r"([0-9]{1,2})×([0-9]{1,2})"
BARE_BEFORE = rf"{BARE}(?:\s[a-z]+){{0,2}}\s*{MARK}"
BARE_BEHIND = rf"{MARK}(?:\s[a-z]+){{0,1}}[\s:-]*{BARE}(?:\s|$)"
BEFORE = rf"{DOSE}(?<gap>{GAP}){MARK}"
BEHIND = rf"(?:(?:^|[^0-9×+])(?<rounds>[2-6])\s?(?:×|x)?\s*)?{MARK}(?<gap>{GAP}){DOSE}"
#: "Sauna 20": minutes without a unit.
LONE = rf"{MARK}(?:[\s:-]*|\s(?:for|x|ca|about)\s)([0-9]{{1,2}})(?:$|\s(?:with|w|to|after)\b)"
MINUTE = folded_pattern(
    r"(?:min(?:u+t[a-z]*|s|uses|uuttia|uter|utter)?\b\.?|mins\b\.?|m\b|perc(?:et|ig|re|es)?\b|dk\b|dakika[a-z]*\b|"
    r"мин[а-я]*\.?|хв[а-я]*\.?|λεπτα|דקות|دقيقة|分間|分钟|分鐘|分|분|นาท|')"
)
ROUND = folded_pattern(
    r"(?:x|×|х|\*|lots|spells?|seances?|sesiones|sessioni|sessoes|sessies|okter|rondjes|varv|rounds?|rds?|sets?|times|visits?|sessions?|goes|bouts?|stints?|dips|gange?|gaenge|durchgange?n?|runden?|mal|"
    r"tours?|fois|passages?|series|rondas|veces|vueltas|pases|tandas|giri|turni|volte|omgangar?|ganger|"
    r"runder?|omgange?r?|"
    r"gange?r?|vandor|kierrosta|kertaa|rondes?|keer|rundy|razy|wejscia|wejsc|serie|kola|kolecka|vstupy|krat|kor|kort|"
    r"tur|kez|set|korda|ringi|voor[ua]|захода|заходов|заходи|заходу|заход|раза|разу|рази|подхода|подходов|кола|"
    r"セット|セツト|回|本|套|组|組|轮|輪|次|세트|회|번|voltas|vezes|rodadas?|rondas?)"
)
OF = (
    r"(?:\s*[,:–-]?\s*(?:mit je|of about|of|a|à|de|du|da|di|von|zu je|zu|je|jeweils|per|by|at|po|по|pa|af|van|met|z|"
    r"mit|za|each|x|每[轮组次]|各)\s*|\s*[,:–-]\s*|\s*)"
)
#: A description of nothing but rounds belongs to the heat of its title: "12 + 12 + 8", "1. Gang 12 min, 2. Gang 8".
ONLY_ROUNDS = (
    rf"^\s*[0-9]{{1,2}}(?:\s*\+\s*[0-9]{{1,2}})+(?:\s*{MINUTE})?\W*$|"
    rf"^(?:\s*[1-6]\.\s*{ROUND}\s*:?\s*[0-9]{{1,2}}\s*{MINUTE}\s*[,;+/.]?)+\W*$"
)
ROUNDS_OF_TITLE = rf"{MARK}[^0-9]*[x×х]\s?([2-6])\)?\s*$"
_ONE = r"(?:a|an|one|un|une|una|uno|um|uma|ein|eine|einen|einer|ne|en|et|ett|een|egy|yksi)"
_GOOD = (
    r"(?:good|solid|bon|bonne|petit|petite|gute[nrs]?|knappe[nrs]?|buen|buena|buon|buona|bom|boa|god|gott|drøy|goed|dobry|"
    r"dobra)"
)
_AND = r"(?:and|und|et|y|e|og|och|ja|en|i|a|и|та)"
_HOUR = r"(?:h|hr|hour|std\.?|stunde|heure|hora|ora|uur|tunti|tunnin|timme|time|godzina|hodina|час)"

_FOLLOWING = (
    rf"({MARK}[^0-9|.!?;]{{0,15}}?)([0-9]{{1,2}}(?:\+[0-9]{{1,2}})*) min\s*(?:[,、/→]|then|und|dann|puis|luego|poi|"
    rf"och|sen)\s*(?:(?:break|rest|pause|"
    rf"cool|cold|plunge|pausa|paus|descanso|riposo|tauko)[a-z ]{{0,12}}[,、/→]\s*)?(?:then )?([0-9]{{1,2}}) min"
)


def _hours(words: tuple[str, ...]) -> str:
    return rf"(?:\b{_ONE}\s+(?:{_GOOD}\s+)?)?{one_of(words)}"


#: Applied in order to folded text; each brings one way of saying a duration closer to `DOSE`.
DURATIONS: tuple[tuple[str, str], ...] = (
    (r"\s+", " "),
    # Temperatures and humidity are numbers beside a sauna too.
    (
        r"\(?[0-9]{2,3}(?:\s*-\s*[0-9]{2,3})?\s*(?:°|º|deg[a-z]*\b|grad[a-z]*\b|celsius|fahrenheit|[oº]?\s?[cf]\b|"
        r"градус[а-я]*|度|%|asteessa|astetta)(?:\s?[cf]\b)?\)?",
        " ",
    ),
    (r"@\s*(?:[0-9]{2,3}\b)?", " "),
    (r"\b(?:day|tag|jour|dia|giorno|dag|paiva|week|woche|nr\.?|no\.)\s*[0-9]{1,3}\b|#\s*[0-9]+", " "),
    (r"\b[0-9]+\s*(?:''|\")", " "),
    *((_hours(words), f" {number} min ") for number, words in HOUR_PARTS.items()),
    (r"(?:1⁄2|1/2|\b0[.,]5)\s*h[a-z]*\b", "30 min"),
    (r"(?:3⁄4|3/4|\b0[.,]75)\s*h[a-z]*\b", "45 min"),
    (r"(?:1⁄4|1/4|\b0[.,]25)\s*h[a-z]*\b", "15 min"),
    (rf"\b(?:1[.,]5|1 1⁄2|anderthalb)\s*(?:{_HOUR}[a-z]*)\b", "90 min"),
    (rf"\b1\s*{_HOUR}\s*(?:and|und|et|y|e|i|og|och|ja|en)?\s*0?([0-9]{{1,2}})(?:\s*(?:min\w*|m\b|')|\b)", "60+$1 min"),
    (
        r"\b(?:1\s*|(?:one|an|a|une|eine|una|uma|en|ett|yhden|een)\s+)(?:h|hr|hour|std\.?|stunde|heure|hora|ora|"
        r"uur|tunnin|tunti|timme|time)\b|\bчас\b|1時間|1小时",
        "60 min",
    ),
    (
        r"\b(?:[2-9]|two|three|zwei|drei|deux|dos|due|duas|tva|to|kaksi|twee|dwie|dve|ket|iki|два|дві)\s*(?:h|hrs?|"
        r"hours?|std\.?|stunden|heures|horas|ore|uur|tuntia|timmar|timer|godziny|hodiny|orat?|saat|часа|часов|години)\b",
        "120 min",
    ),
    (rf"\b(2[4-9]|[3-5][0-9]):00\b(\s*(?:min\s)?(?:in the |of |de |di |im )?{MARK})", "$1 min $2"),
    (r"(^|[^0-9])0{0,2}:([0-9][0-9])(?::[0-9][0-9])?\s*(?:h\b|$|min\b)?", "$1 $2 min "),
    (r"\b0:([0-9][0-9]):[0-9][0-9]\b", "$1 min "),
    # A clock, a date, seconds, a distance, a pace are not minutes.
    (r"\b[0-9]{1,2}[:.][0-9][0-9](?:\s*(?:uhr|am|pm|h))?\b(?:\s*/\s*(?:k|km|mi|mile)\b)?", " "),
    (r"\b[0-9]{1,2}\s*(?:am|pm|uhr)\b", " "),
    (
        r"\b(?:[0-9]{1,2}\s*[x×х]\s*[0-9]{1,2}\s*(?:(?:@|mit|con|at|a|with)\s*)?)?[0-9]+(?:[.,][0-9]+)?\s*(?:km|kms|k|mi|miles?|kilomet[a-z]*|meters?|metres?|kg|lbs?|bpm|watts?|w|"
        r"kcal|sec|secs|seconds?|s|sek)\b",
        " ",
    ),
    (rf"({NUMBER_WORD})(\s*(?:{MINUTE}|{ROUND}|{MARK}))", f" {FENCE}$1{FENCE} $2"),
    (r"\b(?:twice|zweimal|dvakrat|dwukrotnie|kahdesti|дважды|двічі|ketszer)\b", "2 times"),
    (r"\b(?:thrice|dreimal|trikrat|trzykrotnie|kolmesti|трижды|тричі|haromszor)\b", "3 times"),
    # "1. Gang 12 min, 2. Gang 10 min": each round by its number.
    (rf"\b(?:1|2|3|4)(?:\.|st|nd|rd|th|er|e|º|ª)\s*{ROUND}\b\s*:?\s*([0-9])", "$1"),
    # "Минут 20" is about twenty.
    (r"\b(?:минут|минуты|хвилин)\s([0-9]{1,2})\b", "$1 min "),
    (r"\b([0-9]{1,3})\s[a-z]{4,12}\s(?:minut[a-z]*)\b", "$1 min "),
    (r"([0-9])\s*-?\s*" + MINUTE, "$1 min "),
    # "Ran 50 min. Sauna 20": the point may be that of "min.", the second number is the sauna's.
    (rf"([0-9]) min\s+({MARK})\s([1-6][0-9]|[89])(\s*(?:$|[.,;!)|]))", "$1 min | $2 $3 min$4"),
    (rf"([0-9]) min\s+({MARK})\s([2-9]\s?[x×х*]\s?[0-9]{{1,2}})\b", "$1 min | $2 $3"),
    (rf"\b([1-6][0-9]|[89])\s((?:de|di|of)\s{MARK})", "$1 min $2"),
    # "4 x (10 min sauna / 2 min plunge)".
    (r"\b([2-9])\s?[x×х*]\s?\(\s*([0-9]{1,2}) min", "$1×$2 min"),
    # "Once 15 and once 10 min", "15, 12 and 10 min"; but "between 10 and 15 min".
    (
        rf"\b(?:between|zwischen|entre|tra|mellan|mellom|mellem|tussen|miedzy|mezi|между|від)\s([0-9]{{1,2}})\s{_AND}\s"
        r"([0-9]{1,2}) min",
        "$1~$2 min",
    ),
    (rf"\b([0-9]{{1,2}})(?: min)?\s*,\s*([0-9]{{1,2}})(?: min)?\s*,?\s*{_AND}\s([0-9]{{1,2}}) min", "$1+$2+$3 min"),
    (
        rf"\b(?:einmal|once|una vez|une fois|una volta|uma vez|raz)\s([0-9]{{1,2}})(?: min)?\s*,?\s*{_AND}\s"
        r"(?:einmal|once|una vez|une fois|una|otra|una volta|uma|raz)\s([0-9]{1,2}) min",
        "$1+$2 min",
    ),
    (rf"\b([1-5]?[0-9])\s((?:in|im|in der|in the|au|en|w|v|i|в)\s(?:(?:the|der|le|la|el)\s)?{MARK})", "$1 min $2"),
    # "Sauna, dos tandas de 12".
    (rf"({MARK}\s*[,:;(–-]?\s*)([0-9])\s*{ROUND}{OF}([0-9]{{1,2}})(\s*(?:$|[,.;)!|]))", "$1$2×$3 min$4"),
    (r"\b([0-9]{1,3})\s*(?:min )?(?:-|–|—|to|bis|a|till|til|до|~|〜|～)\s*([0-9]{1,3}) min", "$1~$2 min"),
    # "12 in, 3 out, 12 in": only the hot part.
    (
        r"[,;+/]?\s*\b[0-9]{1,2}(?: min)?\s*(?:out|off|cold|cool|rest|break|plunge|pause|raus|kalt|froid|"
        r"dehors|frio|fuera|"
        r"freddo|fuori|fora|ute|kallt|kaldt|ulkona|pauze|przerwy|отдых[а-я]*|холод[а-я]*)\b",
        " ",
    ),
    (
        r"\b([0-9]{1,2})\s*(?:in|on|hot|drin|heiß|chaud|dentro|caliente|caldo|inne|sisalla|binnen)\b(\s*[,;+/]|"
        r"\s*$|\s*[.|])",
        "$1 min $2",
    ),
    (r"([3-9])\s*回", "$1 回"),
    (r"([0-9]{1,2}) min\s*(?:x|×|х|\*)\s*([2-9])(?:\s*" + ROUND + r"|\b)", "$2×$1 min"),
    (folded_pattern(r"([0-9]{1,2}) min\s*(?:씩|ずつ|each|je)?\s*([2-9])\s*") + ROUND, "$2×$1 min"),
    # "15 min sauna, 2 rounds".
    (rf"([0-9]{{1,2}}) min((?:[^0-9.,|]{{0,15}}{MARK})?)\s*[,(]\s*([2-9])\s*{ROUND}\s*($|[.|)!,])", "$3×$1 min$2 $4"),
    # A circuit of hot and cold, so many times.
    (rf"({MARK}\s*)([0-9]{{1,2}}) min([^.|\n×]{{1,40}}?)(?:を|x|×|\*)\s*([2-9])\s*{ROUND}", "$1 $4×$2 min $3"),
    (r"\b([2-9])\s*(?:of|da|a|af|av|po|je|van|von|по|de)\s+([0-9]{1,2}) min", "$1×$2 min"),
    (r"\b([0-9]{1,2})\s*" + ROUND + OF + r"([0-9]{1,2}) min", "$1×$2 min"),
    (rf"({MARK}(?:\s+[\w'-]+){{0,3}})\s*\(([0-9]{{1,2}}(?:\s?[+/]\s?[0-9]{{1,2}}){{0,4}})\)", "$1 $2 min "),
    (r"([0-9]{1,2}) min\s*[+/&]\s*([0-9]{1,2}) min\s*[+/&]\s*([0-9]{1,2}) min", "$1+$2+$3 min"),
    (r"\b([0-9]{1,2})\s*[+/,&]\s*([0-9]{1,2})\s*[+/,&]\s*([0-9]{1,2})\s*[+/,&]\s*([0-9]{1,2}) min", "$1+$2+$3+$4 min"),
    (r"\b([0-9]{1,2})\s*[+/,&]\s*([0-9]{1,2})\s*[+/,&]\s*([0-9]{1,2}) min", "$1+$2+$3 min"),
    (r"\b([0-9]{1,2})\s*[+/&]\s*([0-9]{1,2}) min", "$1+$2 min"),
    (r"\b([0-9]{1,2})\s*(?:x|×|х|\*)\s*([0-9]{1,2})\b", "$1×$2"),
    # "Sauna 10+12+8" and "3 rounds in the sauna, 8 min each".
    (
        rf"({MARK}[^\w\x{{E000}}-\x{{E004}}]{{0,4}})([0-9]{{1,2}}(?:\s?[+/]\s?[0-9]{{1,2}}){{1,5}})(\s*$|\s*[,.;)|])",
        "$1 $2 min $3",
    ),
    (
        rf"\b([0-9]{{1,2}})\s*{ROUND}\b([^0-9,.;:+&|]{{0,25}}{MARK})((?:\s[^\W\d]+)?)\s*(?:,\s*)?{OF}"
        r"([0-9]{1,2}) min",
        "$2 $1×$4 min $3",
    ),
    (rf"({MARK})\s*(?:x|×|х)\s*([2-9])(?:\s+|\s*[,(:–-]\s*)([0-9]{{1,2}}) min", "$1 $2×$3 min"),
    # The sum of what follows the word: "sauna: 10 min, break, 10 min".
    *[(_FOLLOWING, "$1$2+$3 min")] * 3,
    (r"([0-9])\s*[+/]\s*([0-9])", "$1+$2"),
    # Hungarian "futás után", which is no Swedish "utan".
    (r"\b([a-z]+[ae]s|verseny|munka|meccs|tura|suli)\s+utan\b", "$1 aztan"),
    # "Squats 4x10 and sauna": the rounds are of the squats.
    (rf"([0-9]×[0-9]{{1,2}})\s(?:and|und|et|y|e|og|och|ja|и|та)\s((?:[a-z]+\s)?{MARK})", "$1 | $2"),
    # "Не бег, а баня": what is no run but a sauna was hot.
    (rf"\b(?:не|nie)\s[^ ,]+(?:\s[^ ,]+)?,\s?[аa]\s({MARK})", "как $1"),
    # "2 rounds 12+10 min": the rounds are counted already.
    (rf"\b[0-9]\s*{ROUND}[\s:,]*([0-9]{{1,2}}(?:\+[0-9]{{1,2}})+ min)", "$1"),
    (
        rf"({MARK}(?:\sfor)?(?:\s(?:a|an|another|good|quick|solid|about|x|ca)){{1,3}})\s([0-9]{{1,2}})(\s*(?:$|[,.;)|!]))",
        "$1 $2 min$3",
    ),
    (r"\s+", " "),
)

#: Pattern of `DURATIONS` → what of a text must have one for it to be found.
DURATION_NEEDS: dict[str, list[str]] = {
    **{pattern: [" min"] for pattern, _ in DURATIONS if " min" in re.sub(r"\(\?:(?: min|min )\)\?", "", pattern)},
    **{pattern: ["+", "/", "&", ","] for pattern, _ in DURATIONS if re.search(r"\[\+/[,&]*\]", pattern)},
    **{pattern: ["("] for pattern, _ in DURATIONS if r"\(([" in pattern or r"\(\s*(" in pattern},
    **{
        pattern: words[1].split("|")
        for pattern, _ in DURATIONS
        if (words := re.match(r"\\b\(\?:((?:[^\W\d]|[ |])+)\)(?:\\b|\\s\()", pattern))
    },
    **{_hours(words): [folded_pattern(word) for word in words] for words in HOUR_PARTS.values()},
}

#: Clauses end here. A plus between numbers has been protected by then: it stands without spaces.
#: A clause begins with these, and keeps them: they say that it happened.
SEQUENCE = (
    r"\b(?:then|dann|danach|anschliessend|puis|ensuite|luego|despues|poi|depois|sedan|sen|sitten|daarna|"
    r"potem|pozniej|potom|pak|потом|затем|потім|utana|sonra|siis)\b"
)
CLAUSE_END = (
    r"[.!?;\n|•。、！？]|,\s|,$|\s[+&–—-]\s|^\+\s?|\+\s|\s\+|\s/\s|&|[()]|\b(?:but|and|"
    r"followed by|so|therefore|instead,|und|dafur|deshalb|daher|trotzdem|dennoch|jedoch|allerdings|aber|et|"
    r"mais|donc|alors|y|pero|asi que|quindi|comunque|entao|"
    r"mas|och|men|og|sa|ja|"
    r"mutta|maar|toch|ale|wiec|takze|и|а|зато|поэтому|но|але|"
    r"utana|ama|aga|plus)\b"
)
ARTICLE = (
    r"(?:a|an|the|ein|eine|einer|einem|un|una|une|um|uma|en|ett|et|een|being in a|running in a|der|die|dem|in|l|[2-9])"
)
TO_BE = r"(?:is|was|it's|its|were|ist|war|es|era|etait|c'est|c'etait|e|var|on|oli|jest|byla|be|to be)"
REALLY = r"(?:session|visit|evening|sesh|time|round|besuch|gang|abend|tonight after)"


NEGATED = rf"{keyword_pattern(NEGATIONS)}((?: [^ ]+){{0,5}}?) ?{MARK}"
#: After the word up to four others, no number: "the sauna at the club was closed", but "sauna 20 min, pool closed".
_FEW_AFTER = rf"{MARK}[^0-9\x{{E000}}-\x{{E004}}\n]*?"
NEGATED_AFTER = (
    rf"(?:{_FEW_AFTER}{keyword_pattern(NEGATIONS_AFTER)}|{_FEW_AFTER}{keyword_pattern(NEGATIONS_AT_END)}\W*$)"
)
WORKED_ON = (
    rf"(?:{keyword_pattern(WORK)}(?: [^ 0-9]+){{0,3}}? ?{MARK}|"
    rf"{MARK}\s*(?:s |'s |is |was |wird |wurde |ist )?\s*{keyword_pattern(WORK_AFTER)})"
)
EXCEPT = (
    r"\b(?:just|only|but|nur|sondern|seulement|solo|bara|bare|vain|kun|alleen|tylko|только|bad|long|"
    r"enough|quite|so|apenas|solamente|soltanto|somente|simplement|kuin|rushed|wasted|schlecht)\b"
)
SIMILE = (
    rf"(?:{keyword_pattern(SIMILES)}(?:\s+{ARTICLE})?|\b{TO_BE}\s+(?:(?:det|es|das|it|ce|dit)\s)?(?:like |"
    rf"such |basically |"
    rf"literally |just |absolutely |practically )?(?:a|an|ein|eine|un|una|une|um|uma|en|ett|"
    rf"een))(?:\s+[a-z]+)?\s*{MARK}"
)
SIMILE_FAR = rf"{keyword_pattern(SIMILE_CLAUSES)}(?: [^ 0-9]+){{0,5}}? ?{MARK}"
SIMILE_AFTER = rf"{MARK}[\s-]*{keyword_pattern(SIMILES_AFTER)}"
_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|"
    r"mardi|mercredi|"
    r"jeudi|vendredi|samedi|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo|lunedi|martedi|mercoledi|"
    r"giovedi|venerdi|sabato|domenica|segunda|terca|quarta|quinta|sexta|mandag|tisdag|onsdag|torsdag|fredag|lordag|"
    r"sondag|lørdag|søndag|tirsdag|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|poniedziałek|"
    r"wtorek|srode|"
    r"czwartek|piatek|sobote|niedziele|pondeli|utery|stredu|ctvrtek|patek|sobotu|nedeli|понедельник|вторник|среду|"
    r"четверг|пятницу|субботу|воскресенье|суботу|неділю|п'ятницю)"
)
OTHER_WEEKDAY = (
    rf"\b(?:on|next|last|until|am|nachsten|letzten|bis|pa|el|op|no|na|w|v|ve|в|у|til|tot)\s{_WEEKDAY}\b|"
    rf"\b{_WEEKDAY}\s(?:prochaine?|dernier|prossim[oa]|scors[oa]|que viene|pasado|que vem|passad[oa])\b"
)
_OTHER_DAY = rf"(?:{keyword_pattern(OTHER_DAYS)}|{OTHER_WEEKDAY})"
#: "Stadtpark war Sauna", "pain cave = sauna": what is a sauna is none; but "danach war Sauna".
EQUATED = rf"^[^0-9\n]{{3,30}}?\s(?:is|was|ist|war|=|var|oli|byl|byla|był|była)\s{MARK}\W*$"
EQUALS = rf"[=≈]\s*(?:[^ ]+ ){{0,2}}{MARK}"
LATER = (
    r"^(?:danach|anschliessend|anschließend|heute|abends|then|next|after|afterwards|today|it|there|dann|sedan|sitten|"
    r"sen|potem|potom|pak|nachher|finally|zum)\b"
)
#: A plan's day goes on past "then": "morgen dann Sauna".
DAY_THEN = (
    rf"({_OTHER_DAY})(?:\s*,?\s*(?:then|dann|puis|ensuite|luego|poi|depois|sen|sa|sitten|potem|potom|og|en|a)\s|"
    rf"\s*,\s*({MARK}))"
)
#: Of the day itself again: "yesterday no sauna, today 20 min".
TODAY = (
    r"\b(?:today|tonight|this evening|this morning|now|heute|diesmal|jetzt|aujourd'hui|ce soir|ce matin|hoy|"
    r"esta tarde|esta noche|oggi|"
    r"stasera|hoje|idag|i dag|ikvall|i kvall|i kveld|i aften|tanaan|vandaag|vanavond|dzis|dzisiaj|dnes|dneska|ma|bugun|"
    r"tana|сегодня|сьогодні|今日|오늘|今天)"
)
#: "Missed the hot tub, so did 20 min in it": it is the last heat that was named.
PRONOUN = rf"({MARK})([^\x{{E000}}-\x{{E004}}]*?)\b(?:in it|in there for|it a go|it a try|it a shot|used it|darin)\b"
AGAIN = (
    rf"({MARK})([^0-9\x{{E000}}-\x{{E004}}.|]*?)[,;.!]\s*{TODAY}[^0-9\x{{E000}}-\x{{E004}}.|"
    rf"]*?((?:[0-9]{{1,2}}×)?{AMOUNT} min)"
    r"\s*($|[.,;!)|])"
)
#: Company, which is no one else's sauna: "with my wife".
COMPANY = (
    r"\b(?:with|w|mit|avec|con|com|med|kanssa|met|z|ze|s|se|с|со|з|con)[ /]"
    r"(?:(?:my|the|our|meiner|der|meinem|ma|mon|mi|mia|mio|minha|meu|min|mijn) )?[^ .,;]+"
)
#: "Gidemedim", "nedošel": Turkish and Czech deny within the verb.
DENIED_FORM = r"\bne[a-z]{3,}(?:l|la|li)\b|[^ ]{2,}(?:medi|madı|madi)[mk]?\b"
#: Who is spoken of is somebody else: "he told me about his sauna".
OTHER_PERSON = folded_pattern(
    r"^(?:and |but |then )?(?:the |die |der |les |los |el |la |il |i |le |os |as |o |de )?(?:my |mein |meine |mon |ma |"
    r"mes |mi |mis |mio |mia |meu |minha |min |mine |mijn |moj |moja |muj |мой |моя )?(?:he|she|they|"
    r"colleagues?|mates?|"
    r"friends?|mum|mom|dad|brother|sister|kolleg[a-z]*|freunde?|bruder|schwester|mutter|vater|collegues?|potes?|"
    r"amis?|frere|soeur|mere|amigos?|amigas?|hermano|hermana|"
    r"madre|amic[oi]|fratello|sorella|irmao|irma|collega's|vrienden|broer|zus|"
    r"kompisar|kompisen|kollegor|kompiser|venner|kaverit?|kaveri|kolega|koledzy|kolezanka|kamarad|kamaradi|barat[a-z]*|"
    r"arkadas[a-z]*|sober|sobrad|друзья|друг|подруга|коллеги?|соседи|друзі|guys|lads|girls|"
    r"kids|boys|coach|trainer|er|kumpels|jungs haben|il|elle|ils|lui|lei|loro|ellos|ele|ela|eles|entrenador|allenatore|"
    r"hij|zij|han|hon|hun|han|hän|on|ona|oni|он|она|они|він|вона|彼|彼女|他|她)\s(?:s |'s )?"
)
#: "A orla estava uma sauna": what is a sauna is none.
EQUATING = (
    r"\b(?:est|etait|fut|es|fue|esta|estaba|estuvo|foi|estava|tava|ta|stava|wurde|blev|ble|byl[ao]?|is|was)\s"
    rf"(?:[a-z]+\s){{0,2}}?(?:un|una|une|um|uma|en|ett|ein|eine|a|an)\s(?:[a-z]+\s)?{MARK}"
)
#: A clause that begins with the heat, "sauna at the lido", tells of it; but "the sauna is …" tells what it was like.
FIRST = rf"{MARK}[^\n]*{COMPANY}|^(?:[0-9]+ )?(?:[^ \x{{E000}}-\x{{E004}}]+ ){{0,1}}{MARK}"
STATED_OF_IT = (
    rf"{MARK}(?: [^ 0-9\x{{E000}}-\x{{E004}}]+){{0,3}}? (?:is|was|has|are|were|ist|war|wird|hat|sind|est|etait|sont|"
    r"es|esta|estaba|era|estan|sono|ha|fica|var|ar|er|bliver|oli|ei|wordt|jest|byla|je|byla|van|volt|"
    r"был[аи]?|это|це|は|か)\b"
)
#: A list that is ticked off.
CROSSED_OFF = rf"{MARK}\s*[:–-]?\s*[❌✗✘🚫⛔]|[❌✗✘🚫⛔]\s*{MARK}"
ONLY_WISHED = r"\b(?:wish|if only|ojala|keske|quem me dera|magari|hatte gern|wunschte)\b"
WISH = rf"{keyword_pattern(WISHES)}(?: [^ ]+){{0,4}}? ?{MARK}"
WISH_AFTER = rf"{MARK}\s*(?:session )?{keyword_pattern(WISHES_AFTER)}"
#: Stands for the words of another activity.
ACTIVITY = "\ue005"
#: "Sauna post run": minutes after it are still the sauna's.
AFTERWARDS = folded_pattern(
    r"(?:\b(?:post|after|nach|apres|despues|dopo|depois|efter|etter|na|po|после|після|parast)\s+"
    r"(?:(?:a|my|the|our|dem|der|le|la|de|del|do|da|il|den)\s)?)"
    rf"{ACTIVITY}|{ACTIVITY}\s*(?:の?後|のあと|후|끝나고|后|完|jalkeen|utan\b|sonrasi)"
)
#: Something else came before it.
AFTER = (
    r"\b(?:after|afterwards|then|post|danach|anschliessend|anschließend|nachher|apres|ensuite|despues|luego|"
    r"dopo|poi|depois|"
    r"efter|efterat|etterpa|bagefter|jalkeen|lopuksi|paalle|daarna|na afloop|potem|potom|после|потом|потім|utana|sonra|"
    r"parast|majd|hinterher|a seguire|seguito da|seguido de|suivi d|gefolgt von|followed by|foljt av|fulgt av)\b|"
    + folded_pattern(r"後|のあと|후|끝나고|后|跑完|练完|完")
)

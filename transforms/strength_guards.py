"""What looks like sets and is none: running, plans, games, scores, an app's own lines. Regular expressions."""

from transforms.strength_words import CARRIES, HOLDS

_I = "(?i)"
#: A line that an app adds, or a comment in quotes.
NOISE = _I + (
    r"https?://|logged with|hevyapp|strong\.app|^\s*\"|\b(?:total|volume|duration|kcal|calories|cal|bpm|body ?fat|"
    r"weigh(?:ed)?[- ]in|weight this|best set)\b|\be?1\s?rm\b\s*[:=~]?\s*\d|^\s*(?:prs?|records?)\s*:\s*\d+\s*$"
)
#: A pace, a number of metres, or a distance makes a sentence one about endurance.
ENDURANCE = _I + (
    r"‹d›|/\s?(?:km|mi|mile|100)\b|\bpace\b|\dx\d{3,4}\b|"
    r"\b(?:runs?|ran|running|jog|jogs|jogging|jogged|intervals?|intervalles?|intervall[ei]?n?|interwały|fartlek|strides?|"
    r"sprints?|sprinten|hills?|track|repeats?|treadmill|tempo run|threshold|ftp|watts?|z[2-5]|norwegian|vo2 ?max|"
    r"swim|swam|swimming|kick|freestyle|breast(?:stroke)?|backstroke|laps?|lengths?|pool|pull buoy|"
    r"bike|biking|bikes|ride|rode|cycling|spin|erg|ergs|assault bike|row(?:ing)? machine|skierg|ski erg|rower|"
    r"laufen|lauf|läufe|laufband|bahn|bahnen|steigerungsläufe|steigerungen|bergläufe|treppe|treppen|trab|traben|radfahren|"
    r"schwimmen|kraul|brust|vma|footing|course|courir|piste|côtes?|fractionné|nage|natation|crawl|brasse|vélo|"
    r"carrera|correr|trote|pista|cuestas|nadar|natación|crol|bici|corsa|ripetute|allunghi|nuoto|vasche|salite|"
    r"corrida|tiros|natação|piscina|löpning|intervaller|backe|backar|simning|løp|løping|løb|intervall|mølla|bakke|"
    r"svømming|juoksu|vedot|veto|mäki|uinti|hardlopen|baan|zwemmen|heuvel|bieg|bieganie|podbiegi|pływanie|przebieżki|"
    r"бег|бегом|ускорени[а-я]*|отрезк[а-я]*|плавание|кроль|горк[а-я]*|каталог|ラン|走|インターバル|流し|坂|泳|跑|间歇|"
    r"달리기|인터벌)\b|インターバル|流し|坂道|スイム|間歇|间歇跑|인터벌"
)
#: Not done, or not yet.
NOT_DONE = _I + (
    r"\b(?:tomorrow|next (?:time|week|session|workout|block|cycle|monday|tuesday|wednesday|thursday|friday)|"
    r"plan(?:ned|s|ning)?|goals?|target|aim(?:ing)?|meant to|supposed to|should have|was going to|going to|wanted to|"
    r"want to|hoping (?:to|for)|hope to|will (?:do|try)|gonna|instead of|skipped|skip|missed|failed|fails?|"
    r"couldn't|could not|didn't|did not|yesterday|last (?:week|time)|"
    r"morgen|nächste[sn]? (?:mal|woche|einheit)|geplant|ziel|wollte|sollte|ausgefallen|statt|nicht geschafft|gescheitert|"
    r"gestern|letzte woche|"
    r"demain|prochaine|prévu|objectif|raté|échoué|hier|voulais|devais|"
    r"mañana|próxim[ao]|objetivo|fallad[ao]|fallé|quería|ayer|"
    r"domani|obiettivo|prossim[ao]|fallito|ieri|volevo|amanhã|meta|falhei|ontem|"
    r"imorgon|i morgon|nästa|missade|i morgen|neste|mål|næste|huomenna|ensi|tavoite|epäonnistui|"
    r"volgende|doel|mislukt|gisteren|jutro|następn[a-z]*|plan|cel|nieudan[a-z]*|wczoraj|"
    r"завтра|план[а-я]*|цель|следующ[а-я]*|не смог|не вышло|неудач[а-я]*|вчера)\b|明日|予定|目標|明天|计划|내일"
)
#: `5x5` of these is no set, unless a load says so.
GAMES = _I + (
    r"\b(?:basketball|football|fútbol|futbol|foot|fussball|fußball|soccer|handball|volleyball|tennis|p[áa]del|hockey|rugby|"
    r"squash|badminton|tournament|turnier|tournoi|torneo|torneio|turnering|match|spiel|game|scored?|won|lost|gewonnen|"
    r"verloren|gagn[ée]|perdu|relay|staffel|relais|relevos|estafette|stafett|эстафета|drove|car|cars|truck|jeep|"
    r"off-?road|4wd|playlist|songs?|album|soundtrack|spotify|rubik'?s|cube|pixels?|photos?|bags?|boxes)\b"
)
#: A numbered set of seconds of these is endurance.
CARDIO = _I + (
    r"\b(?:treadmill|running|run|rowing|row(?:er)? ?(?:machine|erg)|cycling|bike|biking|elliptical|stair|stairmaster|"
    r"stepper|walking|swimming|jump rope|jumping rope|skipping|air ?bike|ski ?erg|laufband|crosstrainer|rudergerät|"
    r"ergometer|rad|fahrrad|tapis|vélo|rameur|elliptique|corde|cinta|bicicleta|elíptica|remo \(m|cuerda|tapis roulant|"
    r"cyclette|vogatore|esteira|löpband|tredemølle|löpning|juoksumatto|loopband|bieżnia|беговая|дорожка|велотренажер|"
    r"гребля|トレッドミル|ランニング|跑步机|러닝머신)\b"
)
HOLD = _I + rf"\b(?:{HOLDS})\b|プランク|平板支撑|플랭크"
CARRY = _I + rf"\b(?:{CARRIES})\b"

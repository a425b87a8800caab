"""Numbers, parts of an hour and rounds, in words of many languages; as folded text has them (no accents, no case)."""

import re
import unicodedata

#: Number → its words. Read only before minutes or rounds: "dos" and "to" mean other things elsewhere.
NUMBER_WORDS: dict[int, tuple[str, ...]] = {
    2: ("two", "zwei", "deux", "dos", "due", "dois", "duas", "tva", "to", "kaksi", "twee", "dwa", "dwie", "dve", "dva",
        "ket", "ketto", "iki", "два", "две", "дві", "二", "两", "兩", "두", "kaks"),
    3: ("three", "drei", "trois", "tres", "tre", "kolme", "drie", "trzy", "tri", "три", "harom", "uc",
        "三", "세", "kolm"),
    4: ("four", "vier", "quatre", "cuatro", "quattro", "quatro", "fyra", "fire", "nelja", "cztery", "ctyri", "negy",
        "dort", "четыре", "чотири", "四", "네", "neli"),
    5: ("pieciu", "peti", "пяти", "five", "funf", "cinq", "cinco", "cinque", "fem", "viisi", "vijf", "piec", "pet",
         "ot", "bes", "пять",
        "五", "viis"),
    8: ("osmiu", "osmi", "восьми", "eight", "acht", "huit", "ocho", "otto", "oito", "atta", "atte", "kahdeksan",
         "osiem", "osm", "nyolc", "sekiz",
        "восемь", "вісім", "八", "kaheksa"),
    10: ("dziesieciu", "deseti", "десяти", "dizaine de", "decina di", "decena de", "ten", "zehn",
         "dix", "diez", "dieci", "dez", "tio", "ti", "kymmenen", "tien", "dziesiec", "deset", "tiz",
         "on", "десять", "十", "kumme"),
    12: ("dwunastu", "dvanacti", "двенадцати", "дванадцяти", "twelve", "zwolf", "douze", "doce", "dodici", "doze",
         "tolv", "kaksitoista", "twaalf", "dwanascie", "dvanact",
         "tizenket", "on iki", "двенадцать", "дванадцять", "十二"),
    15: ("pietnastu", "patnacti", "пятнадцати", "п'ятнадцяти", "quinzaine de", "quindicina di", "quincena de",
         "fifteen",
         "funfzehn", "quinze", "quince", "quindici", "femton", "femten", "viisitoista", "vijftien",
         "pietnascie", "patnact", "tizenot", "on bes", "пятнадцать", "п'ятнадцять", "十五", "viisteist"),
    18: ("eighteen", "achtzehn", "dix-huit", "dieciocho", "diciotto", "dezoito", "arton", "atten", "achttien"),
    20: ("dwudziestu", "dvaceti", "двадцати", "двадцяти", "vingtaine de", "ventina di", "veintena de", "twenty",
         "zwanzig", "vingt", "veinte", "venti", "vinte", "tjugo", "tjue", "tyve", "kaksikymmenta", "twintig",
         "dwadziescia", "dvacet", "husz", "yirmi", "двадцать", "двадцять", "二十", "kakskummend"),
    25: ("twenty five", "twenty-five", "funfundzwanzig", "vingt-cinq", "vingt cinq", "veinticinco", "venticinque",
         "vinte e cinco", "tjugofem", "tjuefem", "femogtyve", "vijfentwintig", "двадцать пять", "二十五",
         "kaksikymmentaviisi"),
    30: ("trzydziestu", "triceti", "тридцати", "тридцяти", "trentaine de", "trentina di", "treintena de", "thirty",
         "dreißig", "dreissig", "trente", "treinta", "trenta", "trinta", "trettio", "tretti", "tredive",
         "kolmekymmenta", "dertig", "trzydziesci", "tricet", "harminc", "otuz", "тридцать", "тридцять", "三十"),
    35: ("thirty five", "thirty-five", "funfunddreißig", "trente-cinq", "trente cinq", "treinta y cinco",
         "trentacinque"),
    40: ("forty", "vierzig", "quarante", "cuarenta", "quaranta", "quarenta", "fyrtio", "forti", "fyrre",
         "neljakymmenta", "veertig", "czterdziesci", "ctyricet", "negyven", "kirk", "сорок", "四十"),
    45: ("forty five", "forty-five", "funfundvierzig", "quarante-cinq", "quarante cinq", "cuarenta y cinco",
         "quarantacinque", "quarenta e cinco", "fyrtiofem", "сорок пять"),
}  # fmt: skip

#: Part of an hour, in minutes → its words.
HOUR_PARTS: dict[int, tuple[str, ...]] = {
    90: ("an hour and a half", "hour and a half", "anderthalb stunden", "eineinhalb stunden", "une heure et demie",
         "heure et demie", "hora y media", "un'ora e mezza", "ora e mezza", "hora e meia", "en och en halv timme",
         "halvannen time", "halvanden time", "puolitoista tuntia", "anderhalf uur", "poltorej godziny",
         "połtorej godziny", "hodinu a pul", "masfel ora", "masfel orat", "bir bucuk saat", "poolteist tundi",
         "полтора часа", "півтори години", "1時間半", "一時間半", "一个半小时", "한 시간 반"),
    45: ("three quarters of an hour", "dreiviertelstunde", "drei viertel stunde", "trois quarts d'heure",
         "tres cuartos de hora", "tre quarti d'ora", "tres quartos de hora", "trekvart", "tre kvart", "tre kvarter",
         "kolme varttia",
         "trzy kwadranse", "drie kwartier", "tri ctvrte hodiny", "haromnegyed ora", "kolmveerand tundi",
         "три четверти часа"),
    60: ("godzine", "godzinke", "godzina", "hodinu", "hodinku", "egy ora", "egy orat", "egy oraig", "bir saat",
         "1 saat",
         "uks tund", "tund aega", "tunnin verran", "годину", "часик",
         "1시간", "한시간", "한 시간", "一小时",
         "一个小时", "一個小時",
         "一時間", "een uurtje", "uurtje", "ein stundchen", "una horita", "uma horinha",
         "un'ora", "un'oretta", "oretta"),
    30: ("half an hour", "half hour", "half-hour", "a half hour", "halbe stunde", "halben stunde", "halbes stundchen",
         "halbstunde", "demi-heure", "demi heure", "une demie heure", "demie heure", "demi-h", "media hora",
         "media horita",
         "mezz'ora", "mezz' ora", "mezzora", "mezza ora", "meia hora", "meia horinha", "halvtimme", "halv timme",
         "halvtimma", "halvtime", "halv time", "puoli tuntia", "puolituntia", "puolisen tuntia", "puolituntinen",
         "half uur", "half uurtje", "halfuur", "halfuurtje", "pol godziny", "poł godziny", "poł godzinki", "pul hodiny",
         "pulhodina", "pulhodinka", "fel ora", "felora", "fel orat", "fel orara", "yarım saat", "yarim saat",
         "pool tundi", "pool tunnikest", "полчаса", "пол часа", "получасик", "півгодини", "пів години", "30分钟",
         "半小时", "半個小時", "半个小时", "半時間", "반시간"),
    15: ("a quarter of an hour", "quarter of an hour", "quarter hour", "quarter-hour", "viertelstunde",
         "viertelstundchen", "quart d'heure", "cuarto de hora", "cuartito de hora", "quarto d'ora", "quarto d' ora",
         "quarto de hora", "kvart", "kvarter", "kvarten", "kvarts tid", "vartti", "vartin", "varttia", "vartiksi",
         "kwartier", "kwartiertje", "kwadrans", "kwadransik", "ctvrt hodiny", "ctvrthodina", "ctvrthodinka",
         "ctvrthodinku", "negyed ora", "negyedora", "negyedorat", "ceyrek saat", "15 saat", "veerand tundi",
         "veerandtundi", "четверть часа", "чверть години", "一刻钟"),
}  # fmt: skip

#: Stands before and after a number word that is one: nobody can write it, folding removes such characters.
FENCE = "\ue010"


def folded_pattern(pattern: str) -> str:
    """A pattern as folded text has its letters: decomposed, without accents."""
    return re.sub(r"[\u0300-\u036f\u3099\u309a]", "", unicodedata.normalize("NFKD", pattern))


def one_of(words: tuple[str, ...]) -> str:
    """A pattern that finds any of the words, the longest first; those of scripts with letters only as whole words."""
    spaced = sorted((word for word in words if not _is_spaceless(word)), key=len, reverse=True)
    spaceless = sorted((word for word in words if _is_spaceless(word)), key=len, reverse=True)
    bounded = rf"\b(?:{'|'.join(re.escape(word) for word in spaced)})\b"
    return "(?:" + folded_pattern("|".join([bounded, *map(re.escape, spaceless)])) + ")"


def _is_spaceless(word: str) -> bool:
    return bool(re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", word))


#: Each number word as it stands fenced, and its number.
FENCED = {
    f"{FENCE}{folded_pattern(word)}{FENCE}": str(number) for number, words in NUMBER_WORDS.items() for word in words
}
NUMBER_WORD = one_of(tuple(word for words in NUMBER_WORDS.values() for word in words))

"""Words for passive heat in many languages, and the words that turn one into something else.

Written as people do; matching ignores case and accents (see `transforms.text.keyword_pattern` for `*`).
"""

from collections.abc import Mapping

#: Kind of passive heat → its words. A user's own words can be put beside them.
HEAT_WORDS: Mapping[str, tuple[str, ...]] = {
    "sauna": (
        "*sauna*", "sauan", "suana", "saun", "saunas", "sauny", "saunie", "saunę", "sauně", "saunu", "saunou",
        "saunīs", "sauni", "saunis", "leil", "leiliruum", "löyly*", "aufguss*", "infrarotkabine",
        "infrared cabin",
        "*bastu*", "bastade", "bastat", "bastar", "saunoin", "saunottu", "saunottiin", "sauniert", "saunieren",
        "badstu*", "badstov*", "gufubað", "pirtis", "pirtyje", "pirts", "pirtī", "szauna*", "szauná*",
        "banya", "bania", "banja", "баня", "баню", "бане", "бани", "баней", "баньк*", "парилк*", "парная", "парной",
        "парную",
        "*сауна*", "*сауну", "*сауне", "*сауны", "*сауной", "лазня", "лазню", "лазні", "саун",
        "サウナ", "桑拿", "蒸桑拿", "三温暖", "三溫暖", "사우나", "찜질방", "ซาวน่า", "σάουνα", "σάουνας", "סאונה",
        "ساونا",
    ),
    "hot_tub": (
        "hot tub*", "hottub*", "whirlpool*", "jacuzz*", "jaccuz*", "jakuz*", "jacuzi", "jakuzzi", "spa pool",
        "spa bath", "hot spring*", "hot pool*",
        "onsen", "rotenburo", "温泉", "露天風呂", "溫泉", "온천", "джакузи", "джакузі", "bubbelpool", "badtunna",
        "badetønne",
        "boblebad",
        "spabad", "vildmarksbad", "kylpytynnyri", "kylpypalju", "palju", "paljussa", "poreamme*", "poreallas*",
        "kuuma allas",
        "bubbelbad", "hidromasaje", "hidromassagem", "idromassaggio", "bain à remous", "bain bouillonnant",
        "spa bouillonnant", "bañera de hidromasaje",
        "termas", "aguas termales", "bains thermaux", "thermalbad", "therme", "heitur pottur", "heita pottinum",
        "wirlpool", "горячий источник", "ג'קוזי", "υδρομασάζ",
    ),
    "steam": (
        "steam room*", "steamroom*", "steam bath*", "steambath*", "steam sauna", "*dampfbad*", "*dampfsauna*",
        "dampbad", "hammam*", "hamam*", "turkish bath*",
        "bain de vapeur", "bain turc", "bains turcs", "baño de vapor", "baños de vapor", "baño turco", "banho turco",
        "banho de vapor", "bagno turco", "bagno di vapore",
        "ångbastu*", "ångbad*", "höyrysauna*", "höyryhuone*", "stoombad*", "stoomcabine", "łaźnia parowa",
        "łaźni parowej", "łaźnię parową", "parní lázeň", "gőzfürdő", "gőzkamra", "хаммам*", "хамам*",
        "паровая баня", "スチームサウナ", "ミストサウナ", "蒸气浴", "蒸汽浴", "buhar odası", "χαμάμ",
    ),
    "passive_other": (
        "hot bath*", "hot water immersion", "hot water bath", "hwi", "bain chaud", "bains chauds", "baño caliente",
        "baños calientes", "banho quente", "bagno caldo", "heißes bad", "heisses bad",
        "heiße badewanne", "varmt bad", "varmbad", "kuuma kylpy", "warm bad", "heet bad", "gorąca kąpiel",
        "горячая ванна", "горячую ванну", "熱い風呂", "passive heat", "heat chamber", "heat box",
        "infrared blanket", "sauna blanket", "heat session passive", "passive heating", "高温浴",
    ),
}  # fmt: skip

#: Never heat, though a keyword stands in it: clothes, places, cold water. Taken out before anything is looked for.
NOT_HEAT_WORDS = (
    "sauna suit*", "saunaanzug", "saunalahti", "saunalahde*", "saunasaari", "saunakallio", "saunaniemi",
    "saunavuori", "sauna lake", "sauna island",
    "sauna trail*", "sauna hill*", "sauna road", "sauna street", "sauna bay", "sauna beach", "sauna point",
    "sauna loop", "saunaranta", "bastugatan", "bastuträsk", "banja luka", "banja luke",
    "saunalike", "sauna like", "saunamäßig", "saunaartig", "saunamaista", "sauna esque", "sauna weather",
    "sauna conditions", "sauna mode", "saunawetter", "sauna heat", "sauna vibes", "sauna temps",
    "cold hot tub", "cold jacuzzi", "cold whirlpool", "kaltes whirlpool", "niagara whirlpool", "whirlpool bridge",
    "whirlpool trail", "whirlpool rapids", "whirlpool state park",
    "hot springs arkansas", "hot springs national park", "hot springs trail", "hot spring trail",
)  # fmt: skip

#: It did not happen. Looked for shortly before the keyword.
NEGATIONS = (
    "no", "not", "without", "w/o", "skip", "skipped", "skipping", "skips", "miss", "missed", "missing", "instead of",
    "didn't", "didnt", "did not", "don't", "dont", "couldn't", "couldnt", "can't", "cannot",
    "never", "never made it to the", "cancel", "cancelled", "canceled", "rather than", "ditched", "bailed on",
    "zero", "lack of", "avoid", "avoided", "hate", "kein", "keine", "keinen", "keiner", "ohne", "nicht",
    "statt", "pas de", "sans", "pas", "sin", "nada de", "en lugar de", "no hay", "senza", "niente", "niente piu",
    "sem", "nao", "não", "ingen", "inget", "inte", "utan", "ikke", "uten", "uden", "ei", "ilman",
    "emme", "geen", "niet", "zonder", "bez", "nie", "nie bylo", "без", "не", "нет", "nem", "nincs", "anstelle",
    "au lieu de", "i stället för", "sijaan", "вместо",
)  # fmt: skip

#: It did not happen, said after the keyword.
NEGATIONS_AFTER = (
    "closed", "was closed", "broken", "out of order", "cancelled", "canceled", "was full", "too full", "not working",
    "wasn't working", "not available", "unavailable", "didn't happen", "skipped", "geschlossen",
    "kaputt", "fiel aus", "fiel leider aus", "fällt aus", "ausgefallen", "entfällt", "fermé", "en panne", "cerrada",
    "cerrado",
    "chiusa", "chiuso", "fechada", "stängd", "trasig", "stengt", "lukket", "kiinni", "rikki", "gesloten",
    "zamknieta", "zamknięta", "nieczynna", "закрыта", "не работает", "не работала", "не было", "なし", "無し",
    "ならず",
    "休み", "入らず", "入れず", "没有", "jäi väliin", "suljettu",
)  # fmt: skip

#: Only a comparison: "like a sauna", "it was a sauna out there". Looked for directly before the keyword.
SIMILES = (
    "as", "what", "a real", "a proper", "a true", "a literal", "eine echte", "un vrai", "une vraie", "una vera",
    "una verdadera",
    "like", "like in", "like being in", "like running in", "as hot as", "hot as", "hotter than", "worse than",
    "basically", "practically", "literally", "virtually", "equivalent to", "wie", "wie in", "wie in der", "wie im",
    "comme", "comme dans", "comme un", "como", "como una", "como en", "come", "come in", "come una", "come un",
    "som", "som i", "som en", "kuin", "aivan kuin", "zoals", "als", "als in een", "jak", "jak w", "как",
    "как в", "словно", "mint", "mint egy", "feels like", "felt like", "aussi chaud que", "tout comme", "parecia",
    "parecía", "became", "turned into",
)  # fmt: skip

#: Said after the keyword, it is only a comparison.
SIMILES_AFTER = (
    "out there", "outside", "out today", "in here", "in there", "today out", "draußen", "dehors", "ahí fuera",
    "like conditions", "のよう", "みたい", "のような", "みたいな", "같은", "같았다", "一样", "般的", "ulkona",
    "ute i dag", "ute idag",
)  # fmt: skip

#: Another day's heat, or a plan for it. Looked for anywhere in the clause.
OTHER_DAYS = (
    "day after", "days after", "tag nach", "lendemain",
    "tomorrow", "tmrw", "tmr", "yesterday", "yesterday's", "yesterdays", "last night", "last night's", "last week",
    "next week", "next time", "next day", "day before", "monday's", "planning", "plan to", "plan is", "planned",
    "planning on",
    "morgen", "gestern", "gestrigen", "nächste woche", "demain", "hier", "hier soir", "mañana", "ayer", "anoche",
    "domani", "ieri", "amanhã", "ontem", "imorgon", "i morgon", "i morgen", "igår", "i går", "huomenna", "eilen",
    "eilisen", "gisteren",
    "jutro", "wczoraj", "zítra", "včera", "holnap", "tegnap", "завтра", "вчера", "вчерашней", "明日", "昨日", "内일",
    "내일",
    "어제", "明天", "昨天", "in two days", "some day", "someday",
)  # fmt: skip

#: Not another day, though a word of `OTHER_DAYS` stands in it.
SAME_DAY = (
    "am morgen", "heute morgen", "diesen morgen", "guten morgen", "jeden morgen", "esta mañana", "de la mañana",
    "por la mañana", "next to", "as planned",
)  # fmt: skip

#: A wish or an intention. Looked for before the keyword; a session of its own may still be called "much needed sauna".
WISHES = (
    "need", "need a", "want", "want a", "wants", "should", "should have", "should've", "must", "hope", "hoping",
    "wish", "wished", "would", "would love", "could use", "looking forward", "dreaming of", "dream of",
    "thinking of", "thinking about", "time for",
    "will", "gonna", "going to", "i'll", "heading to", "off to", "earned a", "deserve", "deserved", "deserves",
    "maybe", "later", "to do", "todo", "brauche", "will in die", "freue mich auf", "besoin", "besoin d'un",
    "envie d'un", "envie de",
    "je veux", "quiero", "necesito", "voglio", "quero", "vill ha", "behöver", "tarvitsen", "хочу", "надо", "нужна",
    "chcę", "行きたい", "faire du", "bientôt", "tonight", "soon", "considering", "craving",
)  # fmt: skip

#: Said after the keyword, it is still to come.
WISHES_AFTER = (
    "tonight", "later", "later today", "soon", "calling", "is calling", "awaits", "行きたい", "入りたい", "したい",
    "wartet", "m'attend", "would be nice", "would have been nice",
)  # fmt: skip

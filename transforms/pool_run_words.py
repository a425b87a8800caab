"""Words for running in water in titles and descriptions. Matching ignores case and accents."""

#: Running in water, whatever sport it was recorded as.
POOL_RUN_WORDS = (
    # English, and what athletes everywhere borrow from it
    "aqua jog*", "aquajog*", "aqua run*", "aquarun*", "pool run", "pool runs", "pool running", "pool jog",
    "pool jogs", "pool jogging", "pool jogged", "poolrun*", "deep water run*", "deep water jog*", "water running",
    "water jogging", "water jog", "hydro running", "hydrojog*", "deep running", "running in the pool",
    "jogging in the pool", "ran in the pool", "jogged in the pool", "running in water", "running in the water",
    # German, Dutch
    "tiefwasserlauf*", "wasserlaufen", "wasserjogg*", "aqualauf*", "aquatraining laufen", "laufen im wasser",
    "laufen im becken", "joggen im wasser", "aquajoggen", "aqua joggen", "waterlopen", "hardlopen in het zwembad",
    "hardlopen in het water", "joggen in het zwembad",
    # French
    "aqua footing", "aquafooting*", "course en piscine", "course a pied en piscine", "course aquatique",
    "footing aquatique", "footing en piscine", "footing dans l'eau", "course dans l'eau", "course a pied dans l'eau",
    "courir dans l'eau", "course en eau profonde", "footing en eau profonde", "jogging aquatique",
    # Spanish, Catalan, Italian, Portuguese, Romanian
    "correr en la piscina", "correr en piscina", "carrera en piscina", "carrera en el agua", "correr en el agua",
    "carrera acuatica", "trote en piscina", "trote en la piscina", "trote en el agua", "trote acuatico",
    "correr a l'aigua", "corsa in acqua", "corsa in piscina", "correre in acqua", "correre in piscina",
    "corrida na agua", "corrida na piscina", "corrida em piscina", "corrida aquatica", "correr na piscina",
    "correr na agua", "corrida em agua*", "alergare in apa",
    # Nordic
    "vattenlöpning*", "vattenjogg*", "löpning i vatten*", "löpning i bassäng*", "vannjogging", "vannløping",
    "løping i vann*", "vandjogging", "løb i vand*", "vesijuoksu*", "juoksu vedessä",
    # Slavic, Hungarian
    "bieganie w wodzie", "bieg w wodzie", "bieganie w basenie", "aqua bieganie", "běh ve vodě", "běhání ve vodě",
    "vodní běh", "beh vo vode", "trčanje u vodi", "аквабег", "аквабіг", "бег в воде", "бег по воде",
    "бег в бассейне", "біг у воді", "аква джоггинг", "аквааэробег", "vízi futás", "futás vízben", "vízben futás",
    # Turkish, Greek
    "suda koşu", "su içinde koşu", "havuzda koşu", "τρέξιμο στο νερό", "τρέξιμο σε πισίνα",
    # East Asian
    "水中ランニング", "水中ラン", "水中ジョグ", "水中ジョギング", "アクアジョギング", "アクアジョグ", "アクアラン",
    "プールジョグ", "プールランニング", "水中跑", "水中慢跑", "泳池跑", "수중 달리기", "수중 러닝", "수중 조깅",
    "아쿠아 조깅", "아쿠아 러닝",
)  # fmt: skip

#: Names for it that also name a brook, a jacket's coating, or a bay: of a run that went far they say nothing.
VAGUE_WORDS = ("deep water", "deepwater", "dwr", "water run", "water runs", "wasserlauf", "vandløb")
#: What follows a vague word when it is something else.
OTHER_SENSES = (
    "solo*", "bay", "channel", "harbour", "harbor", "port", "horizon", "swim*", "crossing*", "jacket*", "coating*",
    "shell",
)  # fmt: skip

#: Before a name, with a word between them at most, these say that it was not done.
DENIALS = (
    "no", "not", "without", "kein*", "nicht", "ohne", "geen", "zonder", "pas de", "pas d'", "sans", "sin", "nada de",
    "senza", "niente", "sem", "ingen", "inget", "inte", "utan", "ikke", "uden", "uten", "ei", "ilman", "nie", "bez",
    "ne", "žádný", "žádné", "без", "не", "нет", "nem", "nincs", "没有", "不",
)  # fmt: skip
#: Right before a name, but for an article, these say that it is of another day or hour.
OTHER_TIMES = (
    "after", "before", "since", "tomorrow", "yesterday", "yesterday's", "nach", "vor", "gestern", "apres", "avant",
    "demain", "despues de", "antes de", "ayer", "dopo", "domani", "ieri", "depois da", "amanhã", "ontem", "efter",
    "etter", "imorgon", "i morgon", "i morgen", "huomenna", "eilen", "jutro", "wczoraj", "zítra", "včera", "завтра",
    "вчера", "после", "holnap", "tegnap", "明日", "昨日の", "明天", "昨天", "내일", "어제",
)  # fmt: skip
ARTICLES = ("the", "a", "my", "yesterday's", "dem", "der", "das", "le", "la", "un", "une", "una", "el", "il")
#: The same, with up to two words between them.
FAR_DENIALS = (
    "instead of", "rather than", "skip*", "missed", "didn't", "did not", "couldn't", "could not", "won't", "cancelled",
    "canceled", "statt", "anstatt", "anstelle von", "au lieu de", "au lieu d'", "a la place de", "en vez de",
    "en lugar de", "invece di", "invece della", "em vez de", "istället för", "i stället för", "i stedet for",
    "in plaats van", "zamiast", "místo", "вместо", "helyett",
)  # fmt: skip
#: After a name these say the same.
AFTERTHOUGHTS = (
    "tomorrow", "yesterday", "was closed", "closed", "cancelled", "canceled", "was cancelled", "skipped", "next time",
    "next week", "morgen", "gestern", "ausgefallen", "fällt aus", "entfällt",
    "demain", "annulé*", "mañana", "ayer", "cancelad*", "domani", "ieri", "annullat*", "amanhã",
    "ontem", "imorgon", "i morgon", "i morgen", "inställd", "avlyst", "aflyst", "huomenna", "eilen", "peruttu",
    "jutro", "wczoraj", "zítra", "včera", "завтра", "вчера", "отмен*", "holnap", "tegnap", "なし", "休み", "お休み",
    "中止", "取消", "취소",
)  # fmt: skip

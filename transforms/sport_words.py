"""Words that tell sports apart in titles and descriptions. Matching ignores case and accents."""

from transforms.pool_run_words import POOL_RUN_WORDS, VAGUE_WORDS

#: Strength training, in titles of activities that Strava knows as a plain workout.
STRENGTH_WORDS = (
    "strength*", "weights", "weight training", "weightlifting", "weight lifting", "lifting", "lift", "lifts", "gym",
    "powerlift*", "deadlift*", "squat*", "bench press", "bench", "barbell*", "dumbbell*", "kettlebell*", "leg day",
    "push day", "pull day",
    "upper body", "lower body", "full body", "push pull", "resistance training", "heavy legs session", "hevy",
    "stronglifts", "starting strength", "5 3 1", "5/3/1", "krafttraining", "kraft", "kraftsport", "hanteltraining",
    "langhantel*", "kniebeuge*", "kreuzheben", "bankdrücken",
    "musculation", "muscu", "renfo", "renforcement*", "haltérophilie", "squats", "fuerza", "entrenamiento de fuerza",
    "pesas", "gimnasio", "sentadilla*", "peso muerto", "forza", "pesi", "palestra", "força", "musculação",
    "academia", "styrka", "styrketräning", "styrketrening", "styrke", "styrketraening",
    "knäböj", "marklyft", "markløft", "voima", "voimaharjoitus*", "voimatreeni", "kuntosali", "sali", "punttis",
    "krachttraining", "siłownia", "silownia", "trening siłowy", "posilovna", "posilování", "силовая*", "силовой",
    "силовые", "штанга", "тренажёрный зал", "тренажерка", "качалка",
    "筋トレ", "ウエイト", "ウェイト", "スクワット", "デッドリフト", "ベンチプレス", "力量训练", "力量", "举重",
    "웨이트", "근력*", "헬스",
)  # fmt: skip

#: Signs of a strength log in a description.
STRENGTH_LOG_PATTERN = (
    r"(?i)hevyapp\.com|hevy\.com|logged with hevy|strong\.app|fitbod|\bset 1: |"
    r"\b\d{1,2}\s?[x×х]\s?\d{1,2}\s?(?:@|at|x|à|mit|con)?\s?\d{2,3}(?:[.,]\d+)?\s?(?:kg|lbs?)\b"
)

#: Cold water, which goes with a sauna and is none.
COLD_WORDS = ("cold plunge", "plunge", "ice bath", "cold shower")

#: Houses that have a sauna too: "sauna at the gym" is not a strength session.
GYMS = ("gym", "sali", "academia", "palestra", "gimnasio", "силовой")

#: What is not heat but may share a sentence with it, so that minutes beside it are not the sauna's.
OTHER_ACTIVITY_WORDS = (
    *POOL_RUN_WORDS, *VAGUE_WORDS, *(word for word in STRENGTH_WORDS if word not in GYMS),
    "run", "runs", "ran", "running", "runner*", "jog", "jogging", "jogged", "jogs", "trail", "trails", "tempo",
    "interval*", "threshold", "hill", "hills", "sprint*", "strides", "track", "treadmill", "marathon*", "parkrun",
    "race", "raced", "loop", "lap", "laps",
    "ride", "rode", "riding", "bike", "biked", "biking", "cycle", "cycling", "spin", "spinning", "commute", "zwift",
    "peloton", "trainer", "swim", "swam", "swimming", "elliptical", "row", "rowing", "erg", "walk", "walked",
    "walking", "hike", "hiked", "hiking", "ski", "skiing",
    "yoga", "pilates", "stretch", "stretching", "stretches", "mobility", "core", "foam roll*", "massage", "physio",
    "rehab", "plank*", "drills", "warm up", "warmup", "cool down", "cooldown", "tennis", "football", "soccer",
    "climb*", "squash",
    *COLD_WORDS, "lauf", "läufe", "laufen", "gelaufen", "dauerlauf", "joggen", "rad", "radfahren", "schwimmen",
    "spaziergang", "dehnen", "wandern", "lauftraining", "intervalle", "footing", "course", "courir", "couru",
    "sortie", "vélo", "natation", "nage", "marche",
    "étirements", "trote", "rodaje", "correr", "carrera", "bici", "bicicleta", "nadar", "natación", "caminar",
    "estiramientos", "corsa", "corsetta", "bicicletta", "nuoto", "camminata", "corrida", "corri", "natação",
    "löpning", "löptur", "löppass", "sprang", "jogga", "cykling", "cykla", "cykel", "simning", "simma", "promenad",
    "løpetur", "løp", "løping", "løb", "løbetur", "sykkel", "sykling", "svømming", "gåtur", "tur", "juoksu",
    "juoksulenkki", "lenkki", "lenkin", "pyöräily", "uinti", "kävely", "hölkkä", "venyttely", "hardlopen", "rondje",
    "loop", "fietsen", "zwemmen", "wandeling", "bieg", "bieganie", "bieganiu", "rower", "pływanie", "spacer",
    "běh", "kolo", "plavání", "futás", "futas", "úszás", "бег", "пробежка", "пробежки", "кросс", "плавание",
    "велосипед", "растяжка", "ジョグ", "ラン", "ランニング", "筋トレ", "水泳", "ストレッチ", "跑步", "달리기",
    "러닝", "조깅",
)  # fmt: skip

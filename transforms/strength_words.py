"""Words that people use about sets, in their languages, each kind with the code that it becomes.

Text is in lower case when they are looked up, so that a code in capitals is no word of anybody. A word with a space is
also found with a hyphen or in one; accents may be missing.
"""

CODES: dict[str, tuple[str, ...]] = {
    "SETS": (
        "set", "sets", "set's", "sätzen", "série", "sérií", "подх", "ripetute serie", "satz", "sätze", "sätzen",
        "saetze", "série", "séries", "serie", "series", "serier", "serien",
        "serii", "seria", "serią", "sarja", "sarjaa", "sett", "sæt", "подход", "подхода", "подходов", "сет", "сета",
        "сетов", "セット", "组", "組", "세트",
    ),
    "REPS": (
        "rep", "reps", "rep's", "repe", "repes", "ripet", "opak", "opakování", "toistot", "wdhlg", "wiederh",
        "powtórek", "повт", "повторения", "repetition", "repetitions", "wdh", "wdhs", "whd", "wh", "wiederholung",
        "wiederholungen",
        "répétition", "répétitions", "rép", "réps", "repetición", "repeticiones", "ripetizione", "ripetizioni",
        "repetição", "repetições", "repetitioner", "repetisjoner", "repetities", "gentagelser", "toisto", "toistoa",
        "herhaling", "herhalingen", "powtórzeń", "powtórzenia", "powt", "повтор", "повторов", "повтора", "повторений",
        "повторения", "повторение", "раз", "回", "次", "회", "下",
    ),
    "KG": (
        "kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kg's", "kilogramm", "kilogrammes", "kilograma",
        "kilogramos", "кг", "кило", "килограмм", "килограммов", "公斤", "キロ",
    ),
    "LB": ("lb", "lbs", "lb's", "pound", "pounds", "libras", "livres", "фунт", "фунтов", "фунта"),
    "1 SETS": (
        "one set", "a set", "single set", "ein satz", "einen satz", "une série", "una serie", "un set", "uma série",
        "ett set", "et sett", "один подход",
    ),
    "x 1": ("for a single", "for single", "for one", "as a single"),
    "x 2": ("for a double", "for double", "for two", "as a double"),
    "x 3": ("for a triple", "for triple", "for three", "as a triple"),
    "EMOM": ("emom", "every minute on the minute"),
    # Numbers in words.
    "N2": ("two", "zwei", "deux", "dos", "due", "dois", "duas", "två", "twee", "dwie", "kaksi", "два", "две"),
    "N3": ("three", "drei", "trois", "tres", "tre", "três", "drie", "trzy", "kolme", "три"),
    "N4": ("four", "vier", "quatre", "cuatro", "quattro", "quatro", "fyra", "fire", "cztery", "четыре"),
    "N5": ("five", "fünf", "cinq", "cinco", "cinque", "fem", "vijf", "pięć", "пять", "пяти"),
    "N6": ("six", "sechs", "seis", "sei", "sex", "seks", "zes", "sześć", "шесть", "шести"),
    "N7": ("seven", "sieben", "sept", "siete", "sette", "sju", "zeven"),
    "N8": ("eight", "acht", "huit", "ocho", "otto", "oito", "åtta", "åtte", "otte", "osiem", "восемь", "восьми"),
    "N10": ("ten", "zehn", "dix", "diez", "dieci", "dez", "tio", "ti", "tien", "dziesięć", "десять", "десяти"),
    "N12": ("twelve", "zwölf", "douze", "doce", "dodici", "doze", "tolv", "twaalf", "dwanaście", "двенадцать"),
    "N15": ("fifteen", "fünfzehn", "quinze", "quince", "quindici", "femton"),
    "N20": ("twenty", "zwanzig", "vingt", "veinte", "venti", "vinte", "tjugo", "twintig"),
    "KG x": ("kgx", "кгх"),
    "LB x": ("lbx", "lbsx"),
    "SETS x": ("组x", "組x", "セットx", "세트x", "setsx"),
    "REPS x": ("回x", "次x", "회x", "repsx"),
    "x MAX": ("xmax", "xamrap", "xfailure", "xf", "хмакс"),
    "x": (
        "х", "χ", "times", "mal", "fois", "veces", "volte", "vezes", "keer", "ganger", "gånger", "gange", "razy",
        "раза", "kertaa",
    ),
    "SEC": (
        "sec", "secs", "sek", "second", "seconds", "sekunde", "sekunden", "seconde", "secondes", "segundo",
        "segundos", "secondi", "sekunder", "sekund", "sekundy", "seconden", "sekuntia", "сек", "секунд", "секунды",
        "秒", "초",
    ),
    "MIN": (
        "min", "mins", "minute", "minutes", "minuten", "minuter", "minutter", "minuto", "minutos", "minuti", "minut",
        "minuty", "minuuttia", "mn", "hour", "hours", "hr", "hrs", "stunde", "stunden", "heure", "hora", "horas",
        "мин", "минут", "минуты", "минуту", "分", "분",
    ),
    "FAR": (
        "km", "kms", "mi", "mile", "miles", "meter", "meters", "metre", "metres", "metern", "metros", "metri",
        "metrów", "mètres", "kilometer", "kilometers", "kilometre", "kilometres", "yd", "yds", "yard", "yards", "км",
        "метр", "метров", "метра", "公里", "米",
    ),
    "BODY": (
        "bw", "body weight", "körpergewicht", "kgw", "pdc", "pc", "poids du corps", "poids de corps", "peso corporal",
        "peso corporeo", "corpo libero", "peso do corpo", "kroppsvekt", "kroppsvikt", "kropsvægt", "kehonpaino",
        "kehonpainolla", "eigen gewicht", "eigengewicht", "lichaamsgewicht", "eigen lichaamsgewicht", "masa ciała",
        "свой вес", "собственный вес", "без веса", "自重",
    ),
    "MAX": (
        "amrap", "max", "maximum", "max reps", "failure", "to failure", "till failure", "until failure",
        "bis versagen", "bis zum versagen", "versagen", "muskelversagen", "bis muskelversagen",
        "bis zum muskelversagen", "to fail", "al fallo", "à l'échec", "a l'echec", "échec", "a cedimento",
        "cedimento", "até a falha", "até à falha", "na maxa", "maks", "макс", "максимум", "до отказа",
    ),
    "EACH": (
        "each", "apiece", "ea", "e/s", "e/side", "e/leg", "e/arm", "ea side", "ea leg", "ea arm", "p/side", "p/leg",
        "p/s", "unilateral", "beidseitig",
        *(
            f"{per} {side}"
            for per in ("per", "each", "a", "/", "both")
            for side in ("side", "leg", "arm", "hand", "way", "db", "dumbbell", "sides", "legs", "arms")
        ),
        *(f"{per} {side}" for per in ("pro", "je", "/", "jede") for side in ("seite", "bein", "arm", "hand")),
        *(f"{per} {side}" for per in ("par", "chaque", "/") for side in ("côté", "jambe", "bras", "main")),
        *(f"{per} {side}" for per in ("por", "cada", "/") for side in ("lado", "pierna", "brazo", "mano")),
        *(f"{per} {side}" for per in ("por", "cada", "/") for side in ("perna", "braço", "mão")),
        *(f"{per} {side}" for per in ("per", "ogni", "/") for side in ("gamba", "lato", "braccio")),
        *(f"{per} {side}" for per in ("per", "pr", "/") for side in ("been", "kant", "ben", "side", "sida", "arm")),
        *(f"{per} {side}" for per in ("на", "на каждую") for side in ("ногу", "сторону", "руку")),
        *(f"na {side}" for side in ("nogę", "stronę", "rękę")),
    ),
    "WARM": (
        "warm up", "warm ups", "warming up", "warmed up", "w/u", "wu", "warm", "aufwärmen", "aufwaermen", "aufgewärmt",
        "aufwärmsatz", "aufwärmsätze", "échauffement", "échauffements", "échauffé", "calentamiento", "calentando",
        "aproximación", "aproximaciones", "riscaldamento", "aquecimento", "uppvärmning", "oppvarming", "opvarmning",
        "lämmittely", "lämmittelyt", "lämmittelysarjat", "opwarmen", "opwarming", "warming", "rozgrzewka",
        "rozgrzewki", "разминка", "разминочные", "разминочный", "ウォームアップ", "アップ", "热身", "워밍업",
    ),
    "WORK": (
        "work", "work sets", "work set", "working", "working sets", "working set", "main", "main work", "main set",
        "top set", "top sets", "arbeitssätze", "arbeitssatz", "hauptteil", "travail", "efectivas", "efectivos",
        "series efectivas", "principal", "arbetsset", "werksets", "рабочие", "рабочий", "основная", "основные",
    ),
    "THEN": (
        "then", "followed by", "dann", "danach", "anschließend", "sowie", "puis", "ensuite", "luego", "después",
        "poi", "depois", "sedan", "deretter", "derefter", "sitten", "daarna", "potem", "потом", "затем", "after that",
        "afterwards", "plus",
    ),
    "SUPER": (
        "superset", "super set", "supersets", "supersatz", "supersätze", "supersérie", "superserie", "superséries",
        "superserien", "biset", "triset", "tri set", "giant set", "circuit", "zirkel", "суперсет", "ss",
    ),
    "ROUNDS": (
        "round", "rounds", "runde", "runden", "tour", "tours", "ronda", "rondas", "vueltas", "giri", "rundor",
        "runder", "rondes", "kierrosta", "rundy", "раунд", "раунда", "раундов", "круг", "круга", "кругов",
    ),
    "REST": (
        "rest", "rests", "resting", "break", "breaks", "pausen", "satzpause", "récup", "récupération", "repos",
        "descanso", "descansos", "recupero", "pauze", "paus", "hvile", "vila", "tauko", "przerwa", "przerwy", "отдых",
        "отдыха", "off", "between sets", "between", "dazwischen",
    ),
    "RPE": ("rpe",),
    "RM": ("rm", "e1rm", "erm"),
    "RIR": ("rir", "reps in reserve", "rep in reserve", "in reserve", "in the tank", "im tank", "en réserve"),
    # What is said about a set or a session, and is no part of a name.
    "SAID": (
        "leg day", "push day", "pull day", "arm day", "chest day", "back day", "upper body", "lower body", "full body",
        "heavy", "light", "easy", "moderate", "hard", "last", "same", "only", "just", "all", "total", "weight",
        "load", "drop set", "drop sets", "drop", "back off", "back offs", "backdown", "every", "cluster",
        "pyramid", "ramped", "ramping", "test", "tested", "testing", "pr", "pb", "prs", "pbs", "new", "season",
        "today", "tonight", "this morning", "morning", "evening", "gym", "me", "also", "did", "does", "do", "done",
        "doing", "made", "hit", "got", "managed", "completed", "knocked out", "cranked out", "topped out", "moved",
        "finish", "finished", "started", "start", "worked up", "working up",
        "work up", "worked", "i", "we", "session", "workout", "training", "day", "week", "phase", "accessories",
        "accessory", "assistance", "finisher", "strength", "exercise", "part", "leicht", "schwer", "heute", "gemacht",
        "noch", "nochmal", "zum schluss", "kraft", "krafttraining", "steigernd", "lourd", "léger", "aujourd'hui",
        "fait", "hoy", "hice", "pesado", "ligero", "oggi", "fatto", "hoje", "fiz", "idag", "i dag", "tung", "tunga",
        "tungt", "tänään", "vandaag", "zwaar", "dziś", "ciężko", "сегодня", "сделал", "сделала", "тяжело", "ladder",
        "nb", "approx", "about",
    ),
    # From here on a remark, whatever it says.
    "REMARK": (
        "went", "tougher", "harder", "easier", "better", "heavier", "lighter", "felt", "feel", "feels", "feeling",
        "was", "were", "is", "but", "because", "though", "still", "super", "nice",
        "good", "great", "solid", "tough", "grindy", "grind", "smooth", "fast", "slow", "strong", "tired", "sore",
        "no belt", "beltless", "with pause", "with pauses", "fühlte", "ging", "war", "leider", "gut", "facile", "dur",
        "bien", "mal fait", "fácil", "duro", "bene", "bra", "lätt", "kevyt", "raskas", "goed", "dobrze", "легко",
        "хорошо",
    ),
    # Endurance: what is repeated in this sentence is no set.
    "RUN": (
        "run", "runs", "ran", "running", "jog", "jogs", "jogging", "jogged", "interval", "intervals", "intervalle",
        "intervalles", "intervall", "intervallen", "intervalo", "intervalos", "interwały", "fartlek", "stride",
        "strides", "sprint", "sprints", "sprinten", "hill", "hills", "track", "repeats", "treadmill", "tempo run",
        "threshold", "ftp", "watt", "watts", "norwegian", "vo2 max", "pace", "swim", "swam", "swimming", "kick",
        "freestyle", "breast", "breaststroke", "backstroke", "lap", "laps", "lengths", "pool", "pull buoy", "bike",
        "biking", "bikes", "ride", "rode", "cycling", "spin", "erg", "ergs", "assault bike", "skierg", "ski erg",
        "rower", "laufen", "lauf", "läufe", "laufband", "bahn", "bahnen", "steigerungsläufe", "steigerungen",
        "bergläufe", "treppe", "treppen", "trab", "radfahren", "schwimmen", "kraul", "vma", "footing", "course",
        "courir", "piste", "côte", "côtes", "fractionné", "nage", "natation", "crawl", "brasse", "vélo", "carrera",
        "correr", "trote", "pista", "cuestas", "nadar", "natación", "crol", "bici", "corsa", "ripetute", "allunghi",
        "nuoto", "vasche", "salite", "corrida", "tiros", "natação", "piscina", "löpning", "intervaller", "backe",
        "backar", "simning", "løp", "løping", "løb", "mølla", "bakke", "svømming", "juoksu", "vedot", "veto", "mäki",
        "mäkivedot", "uinti", "hardlopen", "baan", "zwemmen", "heuvel", "bieg", "bieganie", "podbiegi", "pływanie",
        "przebieżki", "бег", "бегом", "ускорения", "ускорений", "отрезки", "отрезков", "плавание", "кроль", "горка",
        "горки", "стадион", "интервалы", "ラン", "インターバル", "流し", "坂道", "坂道ダッシュ", "スイム", "跑",
        "跑步", "间歇", "间歇跑", "달리기", "인터벌",
    ),
    # Not done, or not yet.
    "UNDONE": (
        "tomorrow", "dream", "dreaming", "traum", "next", "next time", "todo", "to do", "wants", "should", "would",
        "aim", "hopes", "someday", "cancelled", "canceled", "abgesagt", "annulé", "cancelado", "plan", "planned",
        "plans", "planning", "goal", "goals", "target", "aiming", "meant to", "supposed to", "should have",
        "going to", "wanted to", "want to", "hoping to", "hoping for", "hope to", "will do", "will try", "gonna",
        "instead of", "skipped", "skip", "couldn't", "could not", "didn't", "did not", "yesterday", "last week",
        "last time", "morgen", "nächstes mal", "nächste woche", "nächste einheit", "geplant", "ziel", "wollte",
        "sollte", "ausgefallen", "statt", "gestern", "letzte woche", "demain", "prochaine", "prochaine fois", "prévu",
        "objectif", "voulais", "devais", "mañana", "próximo", "próxima", "objetivo", "quería", "ayer", "domani",
        "obiettivo", "prossimo", "prossima", "ieri", "volevo", "amanhã", "meta", "ontem", "imorgon", "i morgon",
        "nästa", "i morgen", "neste", "mål", "næste", "huomenna", "ensi", "tavoite", "volgende", "doel", "gisteren",
        "jutro", "następny", "następna", "następnym", "cel", "wczoraj", "завтра", "план", "планирую", "цель",
        "следующий", "следующая", "вчера", "明日", "予定", "目標", "明天", "计划", "내일",
    ),
    # This one failed; others of the sentence may have succeeded.
    "FAILED": (
        "failed", "fail", "fails", "missed", "miss", "nicht geschafft", "gescheitert", "raté", "échoué", "fallado",
        "fallada", "fallé", "fallito", "falhei", "missade", "epäonnistui", "mislukt", "nieudana", "nieudane",
        "не смог", "не вышло", "неудача",
    ),
    # `5x5` of these is no set, unless a load says so.
    "GAME": (
        "basketball", "football", "fútbol", "fussball", "fußball", "soccer", "handball", "volleyball", "tennis",
        "padel", "pádel", "hockey", "rugby", "squash", "badminton", "tournament", "turnier", "tournoi", "torneo",
        "torneio", "turnering", "match", "spiel", "game", "games", "score", "scored", "won", "lost", "gewonnen",
        "verloren", "gagné", "perdu", "relay", "staffel", "relais", "relevos", "estafette", "stafett", "эстафета",
        "climbing", "boulder", "bouldering", "klettern", "bouldern", "escalade", "escalada", "golf", "cricket",
        "chess", "dance", "dancing", "drove", "car", "cars", "truck", "jeep", "offroad", "off road", "4wd",
        "playlist", "song", "songs", "album", "soundtrack", "spotify", "rubik's", "cube", "pixels", "photo", "photos",
        "bag", "bags", "boxes", "sacks", "säcke", "sacs", "sacos", "compost", "cement", "concrete", "furniture",
        "bought", "beat", "beaten", "defeated", "wins", "built", "deck", "timber", "lumber", "fence", "shed", "posts",
        "boards", "rafters", "garden", "tiles",
        "bricks", "drywall", "pallets", "firewood",
    ),
}  # fmt: skip

#: Exercises whose words alone mean something else.
PROTECTED = (
    "good morning",
    "good mornings",
    "hammer strength",
    "donkey kick",
    "max effort",
    "dead stop",
    "weight plate",
    "single leg",
    "single arm",
    "bike crunch",
    "bike crunches",
    "weight vest",
    "drop squat",
    "drop squats",
    "drop lunge",
    "running man",
    "strong man",
    "flutter kick",
    "frog kick",
    "rest pause",
)
#: A set of seconds of these is a set.
HOLDS = (
    "plank", "planks", "hollow", "hold", "holds", "hang", "hangs", "wall sit", "wall sits", "l sit", "l sits",
    "isometric", "isometrics", "iso", "handstand", "carry", "carries", "farmer", "farmers", "farmer's", "suitcase",
    "sled", "yoke", "unterarmstütz", "unterarmstuetz", "seitstütz", "planke", "wandsitz", "wandsitzen", "hängen",
    "halten", "gainage", "chaise", "planche", "plancha", "planchas", "puente", "isométrica", "isométrico", "prancha",
    "ponte", "planka", "planken", "plankku", "lankku", "deska", "планка", "вис", "стульчик", "プランク", "平板支撑",
    "플랭크",
)  # fmt: skip
#: Carried or pushed over metres, with a load.
CARRIES = ("carry", "carries", "farmer", "farmers", "farmer's", "suitcase", "sled", "prowler", "yoke")
#: A numbered set of seconds of these is endurance.
CARDIO = (
    "stretching", "stretch", "yoga", "mobility", "foam rolling", "warm up", "cool down",
    "treadmill", "running", "run", "rowing", "row machine", "rower", "erg", "cycling", "bike", "elliptical", "stair",
    "stairs", "stairmaster", "stepper", "walking", "swimming", "jump rope", "skipping", "laufband", "crosstrainer",
    "rudergerät", "ergometer", "rad", "fahrrad", "tapis", "vélo", "rameur", "elliptique", "cinta", "bicicleta",
    "elíptica", "cuerda", "cyclette", "vogatore", "esteira", "löpband", "tredemølle", "löpning", "juoksumatto",
    "loopband", "bieżnia", "беговая", "дорожка", "велотренажер", "гребля", "トレッドミル", "ランニング", "跑步机",
    "러닝머신",
)  # fmt: skip
#: Exercises: without one a bare number, or a title, is not believed to tell of sets.
EXERCISES = (
    "squat", "squats", "sqaut", "deadlift", "deadlifts", "deads", "dl", "dls", "rdl", "rdls", "bench", "bp", "press",
    "presses", "ohp", "row", "rows", "pull up", "pull ups", "chin up", "chin ups", "chin", "chins", "push up",
    "push ups", "press up", "press ups", "sit up", "sit ups", "crunch", "crunches", "dip", "dips", "bug", "bugs",
    "bridge", "bridges", "clam", "clams", "clamshell", "clamshells", "bird dog", "bird dogs", "walk outs",
    "face pull", "face pulls", "pull through", "pull throughs", "pushdown", "pushdowns", "push down", "push downs",
    "hyper", "hypers", "dc", "c & j", "cj", "squatted", "deadlifted", "benched", "sq", "press ups",
    "mountain climber", "mountain climbers", "russian twist", "russian twists", "twists", "rollout", "rollouts",
    "knee raise", "knee raises", "toes to bar", "t2b", "wall ball", "wall balls", "box jump", "box jumps",
    "good morning", "good mornings", "hip thrust", "slam", "slams", "superman", "supermans", "lunge", "lunges",
    "step up", "step ups", "burpee", "burpees", "curl", "curls", "raise", "raises", "thrust", "thrusts", "clean",
    "cleans", "snatch", "snatches", "jerk", "jerks", "thruster", "thrusters", "swing", "swings", "shrug", "shrugs",
    "fly", "flys", "flyes", "flies", "pull down", "pull downs", "extension", "extensions", "kickback", "kickbacks",
    "get up", "get ups", "muscle up", "muscle ups", "jump", "jumps", "nordics", "nordic", "plank", "planks", "hang",
    "hangs", "pistol", "pistols", "kniebeuge", "kniebeugen", "kreuzheben", "bankdrücken", "bankdruecken",
    "schulterdrücken", "klimmzug", "klimmzüge", "klimmzuege", "liegestütz", "liegestütze", "liegestützen",
    "ausfallschritt", "ausfallschritte", "rudern", "beinpresse", "wadenheben", "latzug", "latziehen", "seitheben",
    "beinbeuger", "beinstrecker", "butterfly", "beinheben", "bauchpressen", "hampelmänner", "hüftheben", "soulevé",
    "développé",
    "tractions", "pompes", "fentes", "mollets", "gainage", "abdos", "presse", "tirage", "élévations",
    "relevés de jambes", "squats bulgares", "pont", "ponts", "rowing barre", "sentadilla", "sentadillas",
    "peso muerto", "dominadas", "lagartijas", "jalón", "elevaciones", "puente de glúteos", "flexiones", "fondos",
    "zancadas", "abdominales", "remo", "panca", "stacco",
    "stacchi", "trazioni", "piegamenti", "affondi", "addominali", "alzate", "spinte", "rematore", "croci",
    "lento avanti", "supino", "agachamento",
    "agachamentos", "levantamento terra", "flexões", "barras", "remada", "rosca", "elevação", "afundo", "crucifixo",
    "bänk", "mark", "chins", "benpres", "nedtrekk", "bänkpress", "marklyft", "knäböj",
    "armhävningar", "utfall", "benkpress", "markløft", "knebøy", "armhevinger", "dødløft", "bænkpres", "armbøjninger",
    "penkki", "penkkipunnerrus", "maastaveto", "mave", "kyykky", "kyykyt", "leuanveto", "leuat", "punnerrus",
    "punnerrukset", "bankdrukken", "opdrukken", "optrekken", "kniebuigingen", "przysiad", "przysiady", "martwy ciąg",
    "wyciskanie", "podciąganie", "pompki", "brzuszki", "wykroki", "dřep", "dřepy", "kliky", "shyby", "mrtvý tah",
    "брусья", "брусьях", "пресс", "присед", "приседания", "приседаний", "становая", "жим", "подтягивания",
    "подтягиваний", "отжимания", "отжиманий", "выпады", "тяга", "スクワット", "デッドリフト", "ベンチプレス", "懸垂",
    "腕立て", "腕立て伏せ", "腹筋", "深蹲", "卧推", "硬拉", "引体向上", "俯卧撑", "스쿼트", "데드리프트",
    "벤치프레스",
)  # fmt: skip
#: Lifts of a barbell, never done forty times.
LIFTS = (
    "squat", "squats", "bench", "bench press", "deadlift", "deadlifts", "dl", "bp", "ohp", "overhead press", "clean",
    "cleans", "snatch", "jerk", "kniebeuge", "kniebeugen", "bankdrücken", "kreuzheben", "développé", "soulevé",
    "press banca", "press de banca", "sentadilla", "peso muerto", "panca", "stacco", "supino", "agachamento",
    "marklyft", "knäböj", "bänkpress", "knebøy", "benkpress", "markløft", "dødløft", "kyykky", "penkki", "mave",
    "maastaveto", "bankdrukken", "przysiad", "wyciskanie", "martwy ciąg", "присед", "жим", "становая",
)  # fmt: skip
#: Beside an exercise in a title: "Back squats".
QUALIFIERS = (
    "front", "back", "low", "high", "bar", "barbell", "dumbbell", "db", "kb", "kettlebell", "bb", "romanian", "sumo",
    "conventional", "trap", "hex", "incline", "decline", "close", "wide", "grip", "overhead", "military", "strict",
    "push", "bent", "over", "pendlay", "weighted", "goblet", "split", "bulgarian", "hip", "leg", "calf", "power",
    "hang", "pause", "paused",
)  # fmt: skip

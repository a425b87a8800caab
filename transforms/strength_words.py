"""Words that people use about sets, in their languages: parts of regular expressions, matched without regard to case."""

#: A set as apps number it, sets counted, and repetitions.
SET = r"set|satz|s[eé]rie|sarja|sett|sæt|подход|セット|seria"
SETS = (
    r"(?:sets?|sätzen?|satz|saetzen?|s[eé]ries?|serier|serien|serii|sarjaa|sett|sæt|подход[а-я]*|сет(?:а|ов)?|"
    r"セット|组|組|세트)"
)
REPS = (
    r"(?:reps?|repetitions?|wdhs?|wiederholungen|wh|répétitions?|repetitions|répés?|repeticiones|ripetizioni|repetições|"
    r"repetitioner|repetisjoner|repetities|gentagelser|toistoa|herhalingen|powtórzeń|powtórzenia|повтор[а-я]*|раз|"
    r"回|次|회|下)"
)
#: Between sets and repetitions: "3 sets of 5", "3 Sätze à 5", "10 mal 10".
OF = r"(?:x|of|de|da|a|à|mit|von|zu|je|av|af|på|po|по|di|with|för|med|van|na|на|/|,)"
TIMES = r"(?:times|mal|fois|veces|volte|vezes|keer|ganger|gånger|gange|razy|раза|kertaa)"
SECONDS = (
    r"(?:s|secs?|seks?|seconds?|sekunden?|secondes?|segundos?|secondi|sekunder|sekund[ya]?|seconden|сек[а-я]*|с|秒|초)"
)
MINUTES = (
    r"(?:mins?|minutes?|minuten?|minuter|minutter|minutos?|minuti|minut[yu]?|minuuttia|mn|hours?|hrs?|h|мин[а-я]*|分|분)"
)
METRES = (
    r"(?:m|km|kms|k|mi|miles?|meters?|metres?|metern?|metros?|metri|metrów|mètres?|kilomet(?:er|re)s?|yds?|yards?|"
    r"laps?|м|км|метр[а-я]*|公里|米)"
)

#: The body's own weight.
BODY = (
    r"bw|body ?weight|körpergewicht|kgw|pdc|pc|poids d[ue] corps|peso corporal|peso corporeo|corpo libero|peso do corpo|"
    r"kroppsvekt|kroppsvikt|kropsvægt|kehonpaino(?:lla)?|eigen (?:lichaams)?gewicht|lichaamsgewicht|masa ciała|"
    r"(?:свой|собственный) вес|自重"
)
#: As many as one can.
MAXIMUM = (
    r"amrap|max(?:imum|imal)?(?: reps)?|failure|to failure|till failure|until failure|(?:bis )?(?:zum )?(?:muskel)?versagen|"
    r"al fallo|à l'échec|échec|a cedimento|até a falha|na maxa|макс(?:имум)?|до отказа|maks"
)
#: One side of the body, or one hand.
PER_SIDE = (
    r"(?:(?:per|each|pro|je|par|por|per|pr\.?|/|a|an?|на|na|на каждую|chaque|cada|jede|per|för|ogni)\s?(?:each\s)?"
    r"(?:side|leg|arm|hand|way|limb|seite|bein|hand|côté|jambe|bras|main|lado|pierna|brazo|mano|perna|gamba|lato|braccio|"
    r"been|kant|ben|side|sida|sidan|puoli|jalka|ногу|сторону|руку|nogę|stronę|rękę|dumbbell|db)s?|each|apiece|"
    r"beidseitig|ea\b|e/s)"
)
WARM_UP = (
    r"warm[\s-]?ups?|warming up|w/u|wu|warm|\(w\)|\[w\]|aufw[äa]e?rm[a-zäöü]*|échauff[a-zé]*|echauff[a-z]*|calentamiento|"
    r"calentando|aproximaci[oó]n|riscaldamento|aquecimento|uppvärmning|oppvarming|opvarmning|lämmittely(?:t|sarjat)?|"
    r"opwarm[a-z]*|warming|rozgrzewk[a-z]*|разминк[а-я]*|разминочн[а-я]*|ウォームアップ|アップ|热身|워밍업"
)
#: After these the warm-up is over.
WORK = (
    r"work(?:ing)?(?: ?sets?)?|main|then|top ?sets?|dann|danach|arbeitss[äa]e?tze|hauptteil|puis|ensuite|travail|luego|"
    r"despu[eé]s|efectiv[oa]s|principal|poi|depois|sedan|arbetsset|deretter|derefter|sitten|daarna|werksets|potem|"
    r"потом|затем|рабочие|основн[а-я]*"
)
THEN = (
    r"then|followed by|dann|danach|anschließend|sowie|puis|ensuite|luego|despu[eé]s|poi|depois|sedan|deretter|derefter|"
    r"sitten|daarna|potem|потом|затем|after that|afterwards"
)
AND = r"and|und|et|y|e|och|og|ja|en|oraz|и|plus"
SUPERSET = (
    r"super[- ]?sets?|supers[äa]e?tze|supersatz|supers[eé]ries?|superserien?|superserie|bi-?set|tri-?sets?|giant sets?|"
    r"circuit|zirkel|суперсет[а-я]*|ss"
)
ROUNDS = r"rounds?|runden|tours?|rondas|vueltas|giri|rundor|runder|rondes|kierrosta|rund|раунд[а-я]*|кругов|круга|круг"
REST = (
    r"rests?|resting|breaks?|pausen?|satzpause|récup[a-zé]*|recup[a-zé]*|repos|descansos?|recupero|pauze|paus|pauze|"
    r"hvile|vila|tauko|przerw[ay]|отдых[а-я]*|off|between sets|between|dazwischen|r="
)
#: Held, not repeated: a set of seconds.
HOLDS = (
    r"planks?|side planks?|hollow|holds?|hangs?|wall ?sits?|l-?sits?|isometrics?|isos?|iso|bridges?|handstand|"
    r"superman|boat|unterarmst[üu]e?tz|seitst[üu]e?tz|planke|wandsitzen?|hängen|halten|gainage|chaise|planche|plancha|"
    r"puente|sentadilla isom[eé]trica|isom[eé]tric[oa]|prancha|ponte|planka|planken|plankku|lankku|deska|планка|"
    r"вис|стульчик|プランク|平板支撑|플랭크|carr(?:y|ies)|farmers?|suitcase|walks?|sled|yoke|stretch"
)
#: Carried or pushed over metres, with a load.
CARRIES = r"carr(?:y|ies)|farmer'?s?|suitcase|sled|prowler|yoke"

#: Exercises without which a bare number, or a title, is not believed to tell of sets.
EXERCISES = (
    r"squats?|sqaut|deadlifts?|dls?|rdls?|bench(?: press)?|bp|press(?:es)?|ohp|rows?|pull[- ]?ups?|pullups?|chin[- ]?ups?|"
    r"chins?|push[- ]?ups?|pushups?|press[- ]?ups?|sit[- ]?ups?|situps?|crunch(?:es)?|dips?|lunges?|step[- ]?ups?|burpees?|"
    r"curls?|raises?|thrusts?|cleans?|snatch(?:es)?|jerks?|thrusters?|swings?|shrugs?|flys?|flyes|pull[- ]?downs?|"
    r"extensions?|kickbacks?|get[- ]?ups?|muscle[- ]?ups?|jumps?|nordics?|planks?|hangs?|pistols?|"
    r"kniebeugen?|kreuzheben|bankdrücken|bankdruecken|schulterdrücken|klimmz[üu]e?ge?|liegest[üu]e?tze?n?|ausfallschritte?|"
    r"rudern|beinpresse|wadenheben|beuge|drücken|latzug|"
    r"squats?|soulev[ée] de terre|d[ée]velopp[ée]|tractions?|pompes|fentes|mollets|gainage|abdos|presse|tirage|"
    r"sentadillas?|peso muerto|press (?:de )?banca|press militar|dominadas|flexiones|fondos|zancadas|abdominales|remo|"
    r"panca(?: piana)?|stacc(?:o|hi)|trazioni|piegamenti|affondi|addominali|lento avanti|supino|agachamentos?|"
    r"levantamento terra|flexões|barras?|remada|bänkpress|marklyft|knäböj|armhävningar|utfall|chins|benkpress|markløft|"
    r"knebøy|armhevinger|dødløft|bænkpres|armbøjninger|penkki(?:punnerrus)?|maastaveto|mave|kyykky|kyykyt|leuanveto|"
    r"leuat|punnerrus|punnerrukset|bankdrukken|opdrukken|optrekken|kniebuigingen|przysiad[y]?|martwy ciąg|wyciskanie|"
    r"podciąganie|pompki|присед[а-я]*|становая|жим(?: лежа| лёжа| стоя)?|подтягивани[а-я]*|отжимани[а-я]*|выпад[а-я]*|тяга|"
    r"スクワット|デッドリフト|ベンチプレス|懸垂|腕立て(?:伏せ)?|腹筋|深蹲|卧推|硬拉|引体向上|俯卧撑|스쿼트|데드리프트|벤치프레스"
)

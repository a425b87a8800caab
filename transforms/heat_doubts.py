"""Words that cast doubt on a heat word in a note without minutes, wherever in its clause they stand."""

from transforms.heat_denials import NEGATIONS, NEGATIONS_AFTER, WISHES, WISHES_AFTER

#: Of the other lists these mean too much else far from the heat word: "na sauna no clube", "next to the lake".
_ONLY_NEARBY = {
    "no", "sin", "zero", "may", "next", "later", "time for", "soon", "need", "earned a", "deserved", "is down",
    "mérité", "mérite", "bora", "next up", "ani", "why not",
    "nada", "non", "will", "gonna", "vado in", "vou na",
    "jdu do", "megyek", "lähen", "ready for", "going for", "toca ir", "dream", "pas", "plus tard", "later nog",
    "más tarde", "później może", "mais tarde", "più tardi", "później", "später", "later today", "als", "zaraz",
    "kohta", "needed", "reif für", "va a", "falta", "needs", "must", "deserve", "ansaittu", "merezco", "mereço",
    "forte", "off to", "heading to", "kell", "bylo", "休み", "早く", "これから", "想",
}  # fmt: skip

#: Somebody else was there, or it was only spoken of.
_OTHERS = (
    "copine", "copain", "compagne", "conjoint", "сосед*",
    "neighbour*", "neighbor*", "nachbar*", "voisin*", "vecino*",
    "vecina*", "vicino di casa", "vizinh*", "naapuri*", "granne",
    "grannen", "naboen", "buurman", "buren", "sąsiad*",
    "soused*", "szomszéd*", "jealous", "envious", "envy",
    "neidisch", "jaloux", "jalouse", "qué envidia", "che invidia",
    "que inveja", "avundsjuk", "misunnelig", "kateellinen", "jaloers", "zazdroszczę", "závidím", "завидую",
    "wife", "wife's", "husband", "my mate", "my mates",
    "swears", "they say", "study", "studies", "read", "article",
    "paper about", "talking about", "talked about",
    "podcast about", "video about", "my coach says", "recommends",
    "meine frau", "mein mann", "freundin", "ma femme",
    "mon mari", "mi mujer", "mi marido", "mi novia", "mia moglie",
    "mio marito", "minha mulher", "meu marido", "min fru", "frun",
    "min man", "kona", "konen", "vaimo", "mies meni",
    "mijn vrouw", "mijn man", "żona", "mąż", "manželka",
    "manžel", "feleségem", "жена", "муж", "дружина", "чоловік",
    "documentary", "tv", "特集", "番組", "テレビ", "記事", "動画", "says", "mówi", "mówią", "říká", "говорит",
    "говорят",
    "sagt", "dit que", "dice que", "diz que", "dice che", "siger", "sier", "säger", "sanoo", "zegt", "らしい", "先輩",
    "上司", "友達が", "가려다", "려다", "妻", "嫁", "아내", "老婆", "老公", "studie", "étude", "estudio sobre",
    "studio sulla", "estudo", "artykuł",
    "статью", "статья", "论文", "論文",
)  # fmt: skip
#: Somebody offered it, told of it or asked along, and it was turned down.
_OFFERED = (
    "offered", "invited", "invites", "invite", "invitation", "tried to lure", "tried to persuade", "told me", "told us",
    "telling me about", "telling us", "tells me", "asked me", "asked if", "turned down", "declined", "refused",
    "reckons", "suggested", "apparently", "his new", "her new", "their new", "eingeladen", "überreden", "angeboten",
    "erzählt", "erzählte", "schwärmt*", "abgelehnt", "m'a proposé", "m'a invité", "m'a parlé", "me parle", "refusé",
    "décliné", "invitó", "invitaron", "propuso", "ofreció", "me contó", "rechacé", "mi ha invitato", "invitato",
    "proposto", "mi ha raccontato", "rifiutato", "convidou", "chamou", "ofereceu", "me contou", "recusei", "bjöd in",
    "bjöd mig", "försökte", "ville ha med", "berättade", "tackade nej", "prøvde", "lokke", "inviterte", "takket nei",
    "fortalte", "prøvede", "inviterede", "takkede nej", "houkutteli", "pyysi", "kutsui", "kieltäydyin", "vertelde",
    "nodigde", "vroeg", "bood", "zapraszał*", "zaprosił*", "namawiał*", "odmówił*", "opowiadał*", "zval*", "pozval*",
    "lákal*", "odmítl*", "vyprávěl*", "hívott", "hívtak", "mesélt", "davet*", "çağırdı", "kutsus", "звал", "звали",
    "позвал", "позвали", "предложил*", "уговаривал*", "отказался", "отказалась", "рассказывал*", "кликали", "запросив",
    "誘われ", "断って", "断り", "断った", "勧められ", "すすめられ", "권했", "권유", "거절", "邀请", "约我", "拒绝",
    "推荐",
)  # fmt: skip
#: It was weighed or meant, which says that it came otherwise.
_CONSIDERED = (
    "considered", "contemplated", "debated", "toyed with", "intended", "nearly", "almost", "überlegt", "überlegte",
    "fast noch", "beinahe", "hésité", "j'hésite", "pensé ir", "pensaba", "dudé", "pensavo", "pensato di", "pensei em",
    "pensava", "övervägde", "funderade", "hade tänkt", "vurderte", "tenkte", "overvejede", "tænkte", "harkitsin",
    "mietin", "meinasin", "piti mennä", "overwoog", "twijfelde", "dacht", "planowałem", "planowałam", "planowaliśmy",
    "rozważał*", "myślał*", "miałem iść", "miała być", "miał być", "zvažoval*", "přemýšlel*", "měla být", "terveztem",
    "gondolkodtam", "akartam", "düşündüm", "planladı*", "plaanisin", "mõtlesin", "думал", "думала", "думали",
    "планировал*", "собирался", "собиралась", "думав", "迷った", "悩んだ", "つもり", "고민", "생각했", "犹豫", "本来",
)  # fmt: skip
#: It is there, and nothing is said of having been in it.
_THERE = (
    "in the building", "available", "on site", "onsite", "comes with", "equipped", "gibt es", "gibt's", "hat auch",
    "il y a", "y a un", "hay", "tiene", "tem", "c'è", "ci sono", "finns", "finnes", "findes", "heeft", "er is een",
    "есть", "є", "があります", "がある", "있음", "있다", "book", "booking", "book a", "buchen", "réserver", "reservar",
    "prenotare", "boka", "bestille", "varata", "boeken", "zarezerwować", "rezervovat", "taken over", "taking over",
)  # fmt: skip
#: A place to go round or out to.
_ROUND_IT = (
    "around the", "out to the", "as far as the", "up to the", "down to the", "rund um", "rundum", "autour", "alrededor",
    "attorno", "intorno", "em volta", "à volta", "rondom", "rondje om", "runt", "rundt om", "rundt", "ympäri", "wokół",
    "dookoła", "körül", "etrafında", "вокруг", "周り", "まわり", "一周", "주변", "周围", "绕",
)  # fmt: skip
#: A thing, a house or its price.
_THINGS = (
    "lent", "sold", "verkauft", "verliehen", "vendu",
    "vendido", "venduto", "sålde", "lånade bort", "solgte", "myytiin",
    "myyty", "verkocht", "sprzedałem", "prodal", "продал*", "level", "levels", "joining", "invite", "verleih",
    "membership", "expired", "voucher", "costs", "cost", "fee", "price", "too expensive", "for sale", "brewery",
    "cafe", "shop", "store", "advert", "saving up", "saving for", "has a", "have a", "had a look", "there is a",
    "there's a", "teuer", "abgelaufen", "trop cher", "caro", "carísima", "troppo cara", "för dyrt", "for dyrt",
    "liian kallis", "te duur", "za drogo", "moc drahé",
    "дорого", "past the", "ran past", "walked past", "passed",
    "hat eine", "vorbei", "devant", "por delante", "davanti",
    "förbi", "forbi", "ohi", "voorbij", "obok", "kolem",
    "мимо", "повз", "前を通", "路过",
)  # fmt: skip
#: Given up, forgotten, put off or in use by others.
_MISSED = (
    "put off", "postponed", "rained off", "off the menu",
    "choice", "vs", "out of action", "out of use", "drained",
    "broke", "broke it", "busy", "packed", "rammed", "queue", "llenas", "llenos", "a tope", "petada", "petado",
    "petados", "pieni", "pieno", "cheios", "lotado",
    "überlaufen", "blindé", "meni ohi", "crowded", "mobbed", "heaving", "gave it a miss",
    "miss the", "wasn't on", "turned off", "switched off", "not on", "gespart", "geschenkt", "vergessen",
    "verschoben", "abgesagt", "besetzt", "belegt", "leider", "keine zeit", "defekt", "außer betrieb", "oublié",
    "reporté", "remis", "zappé", "bondé", "pas le temps", "occupé", "fermait", "hélas", "olvidé", "aplazada",
    "aplazado", "pospuesta", "a reventar", "abarrotada", "hasta arriba", "ocupada", "sin tiempo", "averiada",
    "mantenimiento", "manutenção", "manutenzione", "dimenticato", "dimenticata", "rimandata", "rimandato",
    "saltata", "saltato", "occupata", "strapiena", "affollata",
    "fuori uso", "purtroppo", "adiada", "adiei", "esqueci",
    "ocupada", "cheia demais", "infelizmente", "sem tempo",
    "glömde", "uppskjuten", "sköt upp", "upptagen", "tyvärr",
    "missade", "ingen tid", "skippade", "hoppar över", "glemte", "utsatt", "opptatt", "dessverre", "glipp av",
    "skippet", "droppa", "udsat", "desværre", "unohtui",
    "siirtyi", "siirretty", "varattu", "valitettavasti", "jäi",
    "väliin", "skippasin", "vergeten", "uitgesteld",
    "bezet", "helaas", "geen tijd", "zapomniałem", "przełożona",
    "przełożone", "zajęta", "niestety", "zabrakło",
    "odpuszczona", "odpuszczam", "zapomněl", "odložena", "odloženo",
    "obsazená", "obsazeno", "bohužel", "vynechal",
    "nebyl čas", "elfelejtettem", "elhalasztva", "foglalt", "sajnos",
    "kimaradt", "unuttum", "ertelendi", "ertelendim", "maalesef", "doluydu", "vahele", "unustasin", "kahjuks",
    "забыл", "забыла", "забыли", "отложил", "отложили",
    "отложена", "перенесли", "занята", "занято", "увы", "к сожалению",
    "пропустил", "пропустили", "забув", "відклали", "перенесли", "на жаль", "зайнята", "延期", "断念", "諦め",
    "混んで", "残念", "忘れ", "미룸", "미뤘", "못", "패스", "아쉽", "推迟", "改期", "人太多", "可惜", "忘了", "太贵",
)  # fmt: skip
#: Said of an evening that has not come yet: what was done has a verb, or minutes.
_TONIGHT = (
    "tonight", "this evening", "heute abend", "ce soir", "esta noche",
    "stasera", "hoje à noite", "ikväll", "i kveld", "i aften",
    "tänä iltana", "vanavond", "dziś wieczorem", "dnes večer", "ma este", "bu akşam", "täna õhtul",
    "we'll go", "we're going", "gehen wir", "on y va", "on ira", "nous irons", "vamos a ir", "iremos", "andiamo",
    "ci vado", "andremo", "gaan we", "skal vi", "ska vi", "menemme", "pójdziemy", "pójdę", "půjdeme", "megyünk",
    "gideceğiz", "пойдём", "пойду", "поедем", "підемо", "сегодня вечером", "сьогодні ввечері", "今夜", "오늘 밤",
    "今晚", "jetzt ne", "jetzt eine", "jetzt freu",
    "freu mich", "thinking", "meant to", "wondering", "tempted", "fancy", "fancied", "choice was",
)  # fmt: skip
#: It was as hot as in one: the town, the hall, the heat itself.
_COMPARED = (
    "giant", "gigantic", "huge", "one big", "literal",
    "whole city", "whole town", "for free", "free sauna", "riesig",
    "riesige", "géant", "géante", "gratuit", "gigante", "enorme", "literal", "literalmente", "gratis sauna",
    "toda la ciudad", "hela stan", "hele byen", "koko kaupunki", "leek wel", "cette chaleur", "quelle chaleur",
    "was für eine", "was für", "what a", "que calor",
    "che caldo", "настоящая", "настоящий", "справжня", "весь город",
    "вся улица", "est un", "era una", "es una", "es un",
    "è una", "é uma", "is a", "ist eine", "gleicht", "wirklich eine",
    "correr en", "running in", "laufen in", "courir dans", "correre in", "biegać w", "прямо", "このサウナ",
    "天然サウナ", "za darmo", "zdarma", "ingyen", "bedava", "tasuta", "бесплатно", "безкоштовно", "外面", "就是",
    "室外", "外は", "街は", "部屋は", "室内は", "の中を", "какая-то", "какой-то", "якась", "pay for", "more like",
    "dentro un", "dentro una",
    "meterse en", "dentro de una", "não preciso", "brauche ich", "braucht", "who pays", "qui a besoin",
    "chi ha bisogno",
    "天然桑拿", "免费桑拿", "찜통",
)  # fmt: skip

#: Shut, under repair, or warming up for later.
_SHUT = (
    "rempassa", "remontissa", "remppa", "维护", "ist erst",
    "erst morgen", "erst am", "dopiero", "vasta", "pas avant",
    "inte förrän", "ikke før", "až v", "až zítra", "только в", "nešel", "nešla", "nešli", "nestih*",
    "reopening", "reopen", "refurb", "refurbishment", "renovation",
    "leaking", "unplugged", "sold out", "slots", "shut",
    "ladies only", "women only", "heating up", "warming up",
    "lukewarm", "revision", "wartung", "damentag", "öffnet",
    "baustelle", "hatte zu", "heizt", "en maintenance", "rénovation", "réservé aux", "rouvre", "fermeture",
    "interdit", "interdite", "chauffe", "cerraron", "reforma", "abre", "se está calentando", "ristrutturazione",
    "riapre", "interditada", "interditado", "reabre",
    "desligada", "desligado", "avstängt", "öppnar", "renoveras",
    "värms", "stenger", "åpner", "oppussing", "varmes", "åbner", "avataan", "huollossa", "kylmänä", "lämpiää",
    "lämpenee", "lämpeämässä", "onderhoud", "verbouwing",
    "opent", "remont", "otwierają", "rekonstrukce", "otevře",
    "ремонт*", "откроют", "откроется", "холодная", "топится", "греется", "зачинен*", "felújítás", "felújítják",
    "工事", "メンテ", "再開", "공사", "점검", "휴관", "维修", "装修", "重新开放", "kalmadı", "yetmedi",
)  # fmt: skip
#: Of the weather.
_WEATHER = (
    "humidity", "humid", "muggy", "sticky", "schwül", "luftfeuchtigkeit", "ambiance", "atmosphère", "humedad",
    "bochorno", "afa", "umidità", "umidade", "abafado",
    "ambiente de", "atmosfera", "fuktigt", "kosteus", "tunnelma",
    "luchtvochtigheid", "wilgotność", "parno", "dusno", "fülledt", "nemli", "nem oranı", "духота", "влажность",
    "задуха", "湿度", "蒸し暑", "습도", "闷热", "潮湿",
)  # fmt: skip

#: Not gone in, for want of time, clothes or courage.
_NOT_GONE = (
    "ausprobieren", "to try", "try it", "must try", "worth a try", "à tester", "à essayer", "probarla", "probarlo",
    "da provare", "experimentar", "testa någon", "prøves", "kokeilla", "uitproberen", "wypróbować", "vyzkoušet",
    "kipróbálni", "попробовать", "never found time", "never found the time", "never got", "never went", "never made it",
    "never used", "never tried",
    "no time", "didn't go", "didn't get", "didn't use", "didn't bother", "didn't bring", "didn't fancy", "didn't try",
    "didn't have time", "couldn't be bothered", "no trunks", "no swimmers", "had to leave", "had to run",
    "had to get home", "had to work", "straight home", "bedtime", "nicht rein", "nicht hin", "nicht gegangen",
    "nicht geschafft", "keine lust", "musste heim", "musste nach hause", "musste los", "musste arbeiten",
    "direkt heim", "pas allé", "pas allée", "pas allés", "pas eu le temps", "pas envie", "rentré direct", "no entramos",
    "no entré", "no fuimos", "no fui", "no dio tiempo", "no me dio tiempo", "directo a casa", "non sono andato",
    "non sono andata", "non siamo entrati", "non ci siamo", "niente tempo", "dritto a casa", "não fui", "não fomos",
    "não entrei", "não deu", "direto pra casa", "hann inte", "gick inte", "orkade inte", "fick gå hem", "rakk ikke",
    "gikk ikke", "måtte på jobb", "måtte hjem", "vant", "nåede ikke", "gik ikke", "måtte på arbejde", "en mennyt",
    "en ehtinyt", "ei ehditty", "kotiin piti", "niet geweest", "ging niet", "geen zin", "moest naar huis",
    "nie poszedłem", "nie poszłam", "nie było czasu", "prosto do domu", "nie zdążyłem", "nešel", "nestihl*",
    "rovnou domů", "nem mentem", "nem mentünk", "nem volt idő", "gitmedim", "vakit yoktu", "ei läinud", "не пошёл",
    "не пошел", "не пошли", "не стал", "не успел*", "не пішов", "не встиг*", "行かず", "帰った", "やめて", "안 갔",
    "没去",
    "没进去",
)  # fmt: skip
#: Said in the clause after the heat word: "wanted the sauna, but it was shut".
DOUBTS_BEHIND: tuple[str, ...] = (*NEGATIONS_AFTER, *_SHUT, *_MISSED, *_NOT_GONE, *_OFFERED)

DOUBTS: tuple[str, ...] = (
    *(word for word in (*NEGATIONS, *NEGATIONS_AFTER, *WISHES, *WISHES_AFTER) if word not in _ONLY_NEARBY),
    *_OTHERS, *_OFFERED, *_CONSIDERED, *_THERE, *_ROUND_IT, *_THINGS, *_MISSED, *_TONIGHT, *_COMPARED, *_SHUT,
    *_WEATHER,
    "je file", "me voy a", "voy a la", "wish i had",
)  # fmt: skip

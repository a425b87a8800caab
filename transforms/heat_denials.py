"""Words that turn a heat word into something that did not happen, happened another day, or is only a comparison.

Written as people do, many languages side by side; matching ignores case and accents (see `transforms.text`).
"""

#: It did not happen. Looked for shortly before the keyword.
NEGATIONS = (
    "no", "not", "without", "w/o", "skip", "skipped", "skipping", "skips", "miss", "missed", "missing", "instead of",
    "didn't", "didnt", "did not", "don't", "dont", "couldn't", "couldnt", "can't", "cannot", "never",
    "never made it to the", "cancel", "cancelled", "canceled", "rather than", "ditched", "bailed on", "zero",
    "lack of", "avoid", "avoided", "hate", "kein", "keine", "keinen", "keiner", "ohne", "nicht", "statt", "pas de",
    "sans", "pas", "sin", "nada de", "en lugar de", "no hay", "senza", "niente", "niente piu", "nao", "não", "ingen",
    "inget", "inte", "utan", "ikke", "uten", "uden", "ei", "ilman", "emme", "geen", "niet", "zonder", "bez", "nie",
    "nie bylo", "без", "не", "нет", "nem", "nincs", "anstelle", "au lieu de", "i stället för", "sijaan", "вместо",
    "forgot", "forget", "too tired for", "too late for", "ran out of time for", "didn't make it to", "haven't",
    "hasn't", "wasn't", "wouldn't", "isn't", "no time for", "nope", "unable", "failed to", "passed on", "sacked off",
    "who needs", "if only", "sans le", "pas eu", "aucun", "jamais", "plutôt qu'un", "plutôt que", "à la place du",
    "au lieu du", "au lieu d'un", "faute de", "raté", "ratée", "fehlt", "niemals", "anstatt", "weder", "leider kein",
    "keinerlei", "verpasst", "tampoco", "ningún", "ninguna", "nunca", "en vez de", "me quedé sin", "se quedó sin",
    "perdí", "falta de", "non", "nessuna", "nessun", "invece di", "invece della", "al posto di", "niente più",
    "nenhuma", "em vez de", "no lugar da", "faltou", "não deu", "hann inte", "aldrig", "istället för", "hoppade över",
    "ingenting", "aldri", "i stedet for", "rakk ikke", "droppet", "droppede", "droppade", "i stedet", "nåede ikke",
    "sprang over", "en ehtinyt", "en jaksanut", "en päässyt", "en mennyt", "en käynyt", "en saanut", "eikä",
    "en viitsinyt", "jätin väliin", "nooit", "in plaats van", "i.p.v.", "ipv", "overgeslagen", "nigdy", "zamiast",
    "brak", "nie zdążyłem", "odpuściłem", "žádná", "žádnou", "není", "nestihl*", "nebyla", "nebyl", "místo", "ani",
    "nikdy", "nem volt", "helyett", "nélkül", "soha", "nincsen", "sose", "olmadan", "yerine", "ei saanud", "asemel",
    "пропустил*", "никакой", "никаких", "замість", "немає", "не встиг", "не було", "обойдёмся без", "没去", "不去", "沒有",
    "沒去", "没空", "不蒸", "不泡", "没能", "没蒸", "没泡", "没时间",
)  # fmt: skip

#: It did not happen, said after the keyword.
NEGATIONS_AFTER = (
    "closed", "was closed", "broken", "out of order", "cancelled", "canceled", "was full", "too full", "not working",
    "wasn't working", "not available", "unavailable", "didn't happen", "skipped", "geschlossen", "kaputt", "fiel aus",
    "fiel leider aus", "fällt aus", "ausgefallen", "entfällt", "fermé", "en panne", "cerrada", "cerrado", "chiusa",
    "chiuso", "fechada", "stängd", "trasig", "stengt", "lukket", "kiinni", "rikki", "gesloten", "zamknieta",
    "zamknięta", "nieczynna", "закрыта", "не работает", "не работала", "не было", "なし", "無し", "ならず", "休み", "入らず",
    "入れず", "没有", "jäi väliin", "suljettu", "can wait", "will have to wait", "has to wait", "have to wait",
    "must wait", "shut down", "being repaired", "being fixed", "being renovated", "under repair", "under maintenance",
    "under renovation", "reopens", "opens on", "fully booked", "booked out", "booked up", "didn't work",
    "doesn't work", "won't heat", "down again", "is down", "überfüllt", "gesperrt", "fällt heute aus", "fällt flach",
    "ausgebucht", "entfallen", "muss warten", "geht nicht", "gestrichen", "fermée", "fermés", "cassé", "cassée",
    "annulé", "hors service", "en travaux", "attendra", "estropeada", "estropeado", "averiada", "averiado", "rota",
    "roto", "cancelada", "en obras", "tendrá que esperar", "no funciona", "no funcionaba", "fuera de servicio",
    "rotto", "rotta", "guasta", "guasto", "fuori servizio", "annullata", "non funziona", "non funzionava", "fechado",
    "quebrada", "quebrado", "estragada", "estragado", "avariada", "lotada", "não funciona", "fora de serviço",
    "stängt", "sönder", "fullbokad", "avstängd", "inställd", "ur funktion", "fick vänta", "uteblev", "ødelagt",
    "i stykker", "ute av drift", "optaget", "avlyst", "i ustand", "fik vente", "fikk vente", "remontissa", "ei toimi",
    "ei toiminut", "epäkunnossa", "peruttu", "sai jäädä", "pois päältä", "kapot", "buiten gebruik", "ging niet door",
    "afgelast", "nieczynne", "zepsuta", "zepsute", "zepsuty", "odwołana", "w remoncie", "popsuta", "zavřená",
    "zavřeno", "zavřený", "zavřené", "rozbitá", "rozbitý", "mimo provoz", "nefunguje", "nefungovala", "zrušena",
    "zrušená", "zárva", "zárva volt", "nem működött", "nem működik", "elromlott", "elmaradt", "tele volt", "nem volt",
    "volt zárva", "kapalı*", "bozuk*", "yok*", "doluydu", "iptal*", "çalışmıyor*", "suletud", "katki", "ei saanud",
    "ei saa", "jäi ära", "ei töötanud", "закрыт", "закрыли", "закрыты", "закрыто", "сломана", "сломалась", "сломан",
    "отменилась", "отменили", "отменяется", "не состоялась", "не получилась", "не вышло", "закрита", "зачинена",
    "зачинено", "зламана", "зламалась", "не працює", "не працювала", "немає", "не було", "не вийшло", "休業", "定休日",
    "閉まって", "故障", "行けず", "行けなかった", "入れなかった", "入らなかった", "中止", "満員", "壊れて", "やめた", "휴무", "문 닫", "닫혀", "고장", "취소", "관문",
    "关门", "关了", "坏了", "没开", "关闭", "取消", "關門", "壞了", "停业", "没去成",
)  # fmt: skip

#: The same, but only as the last words of a clause: "zu" and "full" have other meanings too.
NEGATIONS_AT_END = (
    "zu", "war zu", "aus", "voll", "vol", "var full", "är full", "var fullt", "plein", "piena", "cheia", "llena", "lleno", "complet",
    "täynnä", "nicht", "нет", "stuk", "odottaa", "jäi", "dicht", "shut", "opens", "off limits", "was off", "is off",
    "was cold", "kinni", "plná", "defect", "defekt", "nope", "none", "nil", "occupied", "closes", "aflyst", "pełna",
    "no", "nix", "keine", "nada", "pas", "못 감", "못 갔", "못 가", "안 감", "안 갔", "안 가", "못했", "못 했", "없음", "없다", "없었",
    "없네",
)  # fmt: skip

#: Only a comparison: "like a sauna", "it was a sauna out there". Looked for directly before the keyword.
SIMILES = (
    "as", "what", "a real", "a proper", "a true", "a literal", "eine echte", "un vrai", "une vraie", "una vera",
    "una verdadera", "like", "like in", "like being in", "like running in", "as hot as", "hot as", "hotter than",
    "worse than", "basically", "practically", "literally", "virtually", "equivalent to", "wie", "wie in",
    "wie in der", "wie im", "comme", "comme dans", "comme un", "como", "como una", "como en", "come", "come in",
    "come una", "come un", "som", "som i", "som en", "kuin", "aivan kuin", "zoals", "als", "als in een", "jak",
    "jak w", "как", "как в", "словно", "mint", "mint egy", "feels like", "felt like", "aussi chaud que", "tout comme",
    "parecia", "parecía", "became", "turned into", "turned into a", "turns into", "such a", "same as", "similar to", "equal to", "could have been",
    "may as well have been", "might as well have been", "more like", "turning into", "becomes", "become",
    "the perfect", "a real life", "a walking", "an absolute", "a moving", "nature's", "gefühlt", "das reinste",
    "die reinste", "der reinste", "die reine", "quasi", "regelrecht", "schlimmer als", "heißer als", "reinste",
    "wie ein", "wie eine", "wie ne", "wie in ner", "wie in einem", "véritable", "un véritable", "une véritable",
    "vrai", "cru dans", "croirait dans", "croirait dans un", "croyait dans", "dirait", "on dirait", "ressemblait à",
    "digne d'un", "pire qu'un", "plus chaud qu'un", "plus chaud que", "parece", "pareció", "parecía una",
    "parecia que estava", "parecia que estava numa", "parecia que estava em", "parecia estar", "que parece",
    "un auténtico", "una auténtica", "igual que", "igual que en", "peor que", "más calor que en", "menuda", "esto es",
    "esto era", "convertido en", "convertida en", "sembra", "sembrava", "sembrava di stare in",
    "sembrava di essere in", "sembrava di correre in", "pareva", "pareva di stare in", "autentica", "peggio di",
    "tipo", "più caldo che in", "più caldo di", "uma autêntica", "um verdadeiro", "uma verdadeira", "pior que",
    "feito", "tipo uma", "virou", "virou uma", "que nem", "parecendo", "mais quente que", "rena", "rena rama",
    "rena rena", "värre än", "varmare än", "kändes som", "liknade", "rene", "rene rama", "reneste", "den rene",
    "føltes som", "føles som", "verre enn", "varmere enn", "varmere end", "værre end", "som at løbe i",
    "som å løpe i", "som att springa i", "kuumempi kuin", "niinkuin", "kuten", "ihan kuin", "tuntui kuin",
    "pahempi kuin", "melkein", "muistutti", "varsinainen", "net als", "net als in", "leek", "leek op", "leek wel",
    "leek wel een", "lijkt", "lijkt wel", "lijkt op", "voelde als", "zo heet als", "heter dan", "erger dan",
    "warmer dan", "net een", "jakby", "niczym", "gorzej niż", "prawdziwa", "cieplej niż", "istna", "jako", "jako v",
    "skoro jako", "horší než", "hotová", "učiněná", "tepleji než v", "olyan", "olyan volt mint", "mintha", "akár",
    "akár egy", "valóságos", "mint a", "mintha a", "sanki", "adeta", "tam bir", "resmen", "nagu", "nagu oleks",
    "justkui", "kui", "словно в", "будто", "будто в", "как будто", "жарче чем в", "хуже чем в", "похоже на",
    "прямо как", "превратился в", "превратилась в", "наче", "неначе", "ніби", "немов", "мов", "як", "як у", "як в",
    "まるで", "ほぼ", "もはや", "마치", "거의", "像", "好像", "如同", "宛如", "简直", "简直是", "堪比", "犹如", "跟", "仿佛", "就像", "好似",
)  # fmt: skip

#: Said after the keyword, it is only a comparison.
SIMILES_AFTER = (
    "out there", "outside", "out today", "in here", "in there", "today out", "draußen", "dehors", "ahí fuera",
    "like conditions", "のよう", "みたい", "のような", "みたいな", "같은", "같았다", "一样", "般的", "ulkona", "ute i dag", "ute idag",
    "weather", "conditions", "like", "ish", "levels", "level humidity", "but close", "in the gym today", "on wheels",
    "à ciel ouvert", "en plein air", "là fuera", "ahí afuera", "afuera", "là fuori", "lá fora", "ute!!", "udenfor",
    "utendørs", "utomhus", "ulkosalla", "pihalla", "olosuhteet", "keli", "buiten", "na zewnątrz", "venku", "odakint",
    "dışarıda", "dışarısı", "gibi*", "gibiydi", "kadar", "õues", "на улице", "снаружи", "надворі", "状態", "並み", "並",
    "並みの", "レベル", "かよ", "かと", "と化", "같다", "같음", "같았음", "같네", "처럼", "수준", "이나 다름", "似的", "般", "一般", "一样热", "天气", "状态",
)  # fmt: skip

#: Another day's heat, or a plan for it. Looked for anywhere in the clause.
OTHER_DAYS = (
    "day after", "days after", "tag nach", "lendemain", "tomorrow", "tmrw", "tmr", "yesterday", "yesterday's",
    "yesterdays", "last night", "last night's", "last week", "next week", "next time", "next day", "day before",
    "monday's", "planning", "plan to", "plan is", "planned", "planning on", "morgen", "gestern", "gestrigen",
    "nächste woche", "demain", "hier", "hier soir", "mañana", "ayer", "anoche", "domani", "ieri", "amanhã", "ontem",
    "imorgon", "i morgon", "i morgen", "igår", "i går", "huomenna", "eilen", "eilisen", "gisteren", "jutro",
    "wczoraj", "zítra", "včera", "holnap", "tegnap", "завтра", "вчера", "вчерашней", "明日", "昨日", "内일", "내일", "어제",
    "明天", "昨天", "in two days", "some day", "someday", "tomorrow's", "last weekend", "next weekend", "last month",
    "on the weekend", "days ago", "weeks ago", "week ago", "day ago", "the other day", "the night before",
    "the day before", "previous day", "on monday", "on tuesday", "on wednesday", "on thursday", "on friday",
    "on saturday", "on sunday", "until monday", "until friday", "until march", "next month", "overmorrow",
    "vorgestern", "vorgestrige*", "übermorgen", "gestrige*", "gestern abend", "letzte woche", "letzter woche",
    "vor zwei tagen", "vor drei tagen", "am wochenende", "nächstes mal", "nächste mal", "am samstag", "am sonntag",
    "am freitag", "d'hier", "avant hier", "avant-hier", "la veille", "après-demain", "la semaine dernière",
    "semaine prochaine", "la prochaine fois", "ce week end", "le week end", "week end prochain", "anteayer",
    "antes de ayer", "la semana pasada", "semana que viene", "próxima semana", "la próxima", "próximo día",
    "el otro día", "pasado mañana", "el sábado", "el domingo", "ayer por la noche", "l'altro ieri", "ieri sera",
    "dopodomani", "settimana scorsa", "la settimana prossima", "prossima settimana", "prossima volta", "la prossima",
    "weekend prossimo", "anteontem", "depois de amanhã", "semana passada", "semana que vem", "na próxima", "förrgår",
    "i förrgår", "igår kväll", "gårdagens", "övermorgon", "i övermorgon", "förra veckan", "nästa vecka", "nästa gång",
    "häromdagen", "forrige uke", "neste uke", "neste gang", "i går kveld", "gårsdagens", "gårsdagen", "overmorgen",
    "i forgårs", "i overmorgen", "sist uke", "til helga", "i aftes", "sidste uge", "næste uge", "næste gang",
    "forleden", "toissapäivänä", "eilinen", "eilistä", "eilisestä", "eilisillan", "eilisiltana", "viime viikolla",
    "viime viikon", "ensi viikolla", "ensi kerralla", "ylihuomenna", "viikonloppuna", "huomisen", "huominen",
    "huomiselle", "lauantaina", "sunnuntaina", "eergisteren", "gisteravond", "gisterenavond", "vorige week",
    "volgende week", "volgende keer", "dit weekend", "przedwczoraj", "wczorajsza", "wczorajszej", "wczorajszy",
    "pojutrze", "w zeszłym tygodniu", "zeszły tydzień", "w przyszłym tygodniu", "następnym razem", "w weekend",
    "w sobotę", "w niedzielę", "předevčírem", "včerejší", "pozítří", "minulý týden", "příští týden", "příště",
    "o víkendu", "tegnapelőtt", "tegnapi", "holnapután", "múlt héten", "jövő héten", "legközelebb", "hétvégén", "dün",
    "dünkü", "yarın", "yarınki", "geçen hafta", "gelecek hafta", "haftaya", "evvelsi gün", "dün akşam", "eile",
    "eilne", "homme", "homne", "üleeile", "ülehomme", "eelmisel nädalal", "järgmisel nädalal", "järgmine kord",
    "nädalavahetusel", "позавчера", "вчерашняя", "вчерашний", "послезавтра", "на прошлой неделе",
    "на следующей неделе", "в выходные", "в субботу", "в воскресенье", "в следующий раз", "вчора", "учора",
    "вчорашня", "вчорашньої", "позавчора", "післязавтра", "минулого тижня", "наступного тижня", "на вихідних",
    "наступного разу", "前日", "一昨日", "おととい", "昨夜", "昨晩", "きのう", "あした", "翌日", "来週", "先週", "明後日", "그저께", "모레", "지난주",
    "다음주", "다음에", "어젯밤", "前天", "后天", "昨晚", "上周", "下周", "下次", "改天", "隔天",
)  # fmt: skip

#: Not another day, though a word of `OTHER_DAYS` stands in it.
SAME_DAY = (
    "am morgen", "heute morgen", "diesen morgen", "guten morgen", "jeden morgen", "esta mañana", "de la mañana",
    "por la mañana", "next to", "as planned", "monday evening", "sunday evening", "sunday sauna", "ce matin",
    "morgens", "heute am morgen",
)  # fmt: skip

#: A wish or an intention. Looked for before the keyword; a session of its own may still be called "much needed sauna".
WISHES = (
    "need", "need a", "want", "want a", "wants", "should", "should have", "should've", "must", "hope", "hoping",
    "wish", "wished", "would", "would love", "could use", "looking forward", "dreaming of", "dream of", "thinking of",
    "thinking about", "time for", "will", "gonna", "going to", "i'll", "heading to", "off to", "earned a", "deserve",
    "deserved", "deserves", "maybe", "later", "to do", "todo", "brauche", "will in die", "freue mich auf", "besoin",
    "besoin d'un", "envie d'un", "envie de", "je veux", "quiero", "necesito", "voglio", "quero", "vill ha", "behöver",
    "tarvitsen", "хочу", "надо", "нужна", "chcę", "行きたい", "faire du", "bientôt", "tonight", "soon", "considering",
    "craving", "needs", "needed a", "needing", "could murder", "could do with", "could kill for", "i could use",
    "would kill for", "wanted", "wanting", "was going to", "planned", "hope to", "hoped", "let's", "might", "may",
    "can't wait for", "can't wait to", "ready for", "saving for", "booked", "promise", "promised", "next stop",
    "next up", "going for", "on my way to", "on the way to", "should've had", "should book", "wishing for", "wishing",
    "where is my", "where's my", "give me a", "dream", "dreams of", "voucher for", "voucher", "lust auf", "bock auf",
    "reif für", "reif für die", "sehnsucht nach", "hätte gern", "hätte gerne", "wollte", "wollten", "will noch",
    "würde", "würde gern", "möchte", "vielleicht", "gleich noch", "später", "später noch", "bräuchte",
    "jetzt ab in die", "vorfreude auf", "plane", "gutschein für", "besoin de", "bien besoin", "mérite", "mérité un",
    "envie d'aller", "envie d'un petit", "vivement", "vivement le", "hâte", "hâte d'aller", "je rêve", "rêve d'un",
    "je vais", "j'irai", "irai", "on ira", "vais aller", "il me faut", "il me faudrait", "voudrais", "aimerais",
    "peut-être", "plus tard", "tout à l'heure", "faudrait", "ganas de", "ganas de una", "qué ganas de", "necesitaba",
    "me apetece", "apetece", "ojalá", "ojalá tuviera", "quisiera", "querría", "sueño con", "soñando con", "a ver si",
    "luego iré", "iré", "tal vez", "quizás", "quizá", "toca ir", "me falta una", "merezco", "voglia di",
    "voglia d'una", "vorrei", "avrei bisogno di", "bisogno di", "ho bisogno di", "sogno", "sognando", "magari",
    "forse", "ci vorrebbe", "mi serve", "mi merito", "più tardi", "andrò in", "vado in", "non vedo l'ora", "queria",
    "vontade de", "preciso de", "precisava de", "precisando de", "sonhando com", "quem me dera", "talvez",
    "mais tarde", "mereço", "vou para", "vou à", "vou na", "bora", "partiu", "saudades da", "saudade da", "ansioso",
    "ska", "skall", "vill", "sugen på", "längtar", "längtar till", "längtar efter", "behövt", "behövs", "hade behövt",
    "hade velat", "drömmer om", "borde", "kanske", "tänkte", "på väg till", "ser fram emot", "förtjänar", "skal",
    "vil ha", "vil", "gleder meg", "gleder meg til", "lengter etter", "trenger", "skulle hatt", "skulle gjerne",
    "drømmer om", "kanskje", "burde", "ønsker", "fortjener", "på vei til", "glæder mig", "glæder mig til",
    "længes efter", "trænger til", "måske", "kunne godt bruge", "skulle have", "drømmer", "kohta", "pian",
    "tekisi mieli", "tekis mieli", "kaipaan", "haluan", "haluaisin", "pitäisi", "pitäis", "ehkä", "odotan",
    "illalla vielä", "mennään", "haaveilen", "ansaittu", "voisi", "matkalla", "menossa", "vielä illalla", "straks",
    "straks nog", "misschien", "zin in", "behoefte aan", "toe aan", "verlang naar", "wil", "wilde", "ga zo",
    "ga straks", "zou graag", "nodig", "dromen van", "droom van", "verdien", "snak naar", "klaar voor", "later nog",
    "marzy mi się", "marzę o", "chciałbym", "chciałabym", "chciał*", "przydałaby się", "przydałoby się", "potrzebuję",
    "trzeba", "może", "zaraz", "później może", "zasłużyłem", "idę do", "ochota na", "mam ochotę", "chtěl*",
    "chtělo by to", "potřebuju", "potřebuji", "těším se", "těším se na", "možná", "musím", "zasloužím", "půjdu",
    "jdu do", "sním o", "bodla by", "szeretnék", "jól esne", "kéne", "kellene", "kell", "vágyom", "vágyom egy",
    "talán", "megyek", "álmodom", "lazım", "istiyorum", "ihtiyacım", "hayal", "keşke", "belki", "tahaks", "tahan",
    "vaja", "võiks", "unistan", "äkki", "ehk", "varsti", "lähen", "plaanis", "хочется", "хотелось бы", "хотел",
    "хотела", "мечтаю", "мечтаю о", "нужно", "нужен", "пора", "пора в", "может", "скоро", "иду в", "еду в",
    "собираюсь", "бы в", "сейчас бы", "планирую", "жду", "хочеться", "хотів*", "хотіла", "мрію", "треба", "потрібна",
    "може", "йду", "піду", "збираюсь", "планую", "そろそろ", "早く", "これから", "이제", "가고 싶", "想", "想去", "想要", "需要", "打算",
    "准备", "准备去", "要去", "好想", "该去", "计划", "渴望",
)  # fmt: skip

#: Said after the keyword, it is still to come.
WISHES_AFTER = (
    "tonight", "later", "later today", "soon", "calling", "is calling", "awaits", "行きたい", "入りたい", "したい", "wartet",
    "m'attend", "would be nice", "would have been nice", "sounds good", "sounds great", "sounds perfect", "would be",
    "would have been", "would help", "would do", "next", "now please", "please", "anyone", "needed", "is needed",
    "is waiting", "waiting", "is on the plan", "wäre", "wäre jetzt", "wäre toll", "wäre schön", "steht an", "ruft",
    "muss her", "folgt", "kommt noch", "serait", "m'appelle", "serait bien", "ferait du bien", "s'impose", "sería",
    "vendría bien", "me espera", "me vendría", "sarebbe", "mi aspetta", "ci starebbe", "ci vuole", "seria",
    "cairia bem", "me aguarda", "hade varit", "hade suttit", "vore", "väntar", "lockar", "hadde vært", "venter",
    "frister", "ville være", "ville have", "kalder", "kalles", "kutsuu", "odottaa", "olisi", "ois", "tekisi",
    "maistuisi", "maistuis", "zou", "wacht", "lonkt", "roept", "roept mij", "byłaby", "by się przydała", "czeka",
    "by była", "by bodla", "čeká", "by byla", "jól esne", "kéne", "vár", "lazım", "olsa", "bekliyor", "iyi gider",
    "iyi gelir", "oleks", "ootab", "kuluks ära", "ждёт", "ждет", "бы", "зовёт", "зовет", "бы сейчас",
    "не помешала бы", "чекає", "би", "кличе", "不可避", "行くか", "行こう", "行きます", "行く予定", "入りたかった", "行きたかった", "가고 싶", "가야",
    "가야지", "갈까", "가자", "가고싶", "땡긴다", "마렵", "去吧", "走起", "等我",
)  # fmt: skip

#: Work on a sauna, or a thing bought for one. Looked for shortly before the keyword.
WORK = (
    "fix", "fixing", "fixed", "repair", "repaired", "repairing", "build", "built", "building", "paint", "painting",
    "painted", "clean", "cleaned", "cleaning", "buy", "bought", "buying", "sell", "sold", "selling", "install",
    "installed", "installing", "assemble", "assembled", "assembling", "ordered", "got a voucher for", "ran past",
    "repariert", "gebaut", "bauen", "baue", "streichen", "kaufen", "gekauft", "putzen", "geputzt", "vorbei an",
    "construit", "construire", "réparer", "réparé", "peindre", "acheté", "acheter", "nettoyer", "devant le",
    "construyendo", "construir", "reparar", "reparando", "pintando", "limpiar", "comprar", "costruire", "costruito",
    "riparare", "montare", "pulire", "comprato", "construindo", "consertar", "montar", "limpar", "comprei", "bygger",
    "byggde", "bygde", "byggede", "byggde klart", "bygga", "bygge", "reparera", "reparere", "målar", "maler", "köpt",
    "kjøpt", "købt", "rakennettu", "rakensin", "rakentamassa", "rakennus", "maalasin", "korjasin", "lämmitin",
    "bouwen", "gebouwd", "gekocht", "schilderen", "budowa", "budowałem", "buduję", "naprawa", "kupiłem", "stavba",
    "stavím", "oprava", "koupil", "építés", "építettem", "строил", "строили", "строю", "строим", "строительство",
    "ремонт", "чинил", "купил", "купили", "будував", "будую", "ремонтував",
)  # fmt: skip

#: The same, said after the keyword.
WORK_AFTER = (
    "build", "building", "bench", "benches", "construction", "renovation", "repair", "repairs", "installation",
    "project", "assembly", "delivery", "demolition", "gebaut", "gestrichen", "angeschlossen", "aufgebaut", "montiert",
    "repariert", "geputzt", "renoviert", "abgerissen", "en construction", "à monter", "construite", "en construcción",
    "en obra", "bygge", "bygget", "byggd", "bygd", "bygger", "bygges", "rakennus", "rakenteilla", "remontti",
    "rakennusta", "bouwen", "gebouwd", "bouw", "w budowie", "budowa", "ve výstavbě", "építés", "строится", "строим",
)  # fmt: skip

#: It did happen, whatever wish or negation stands near: verbs of what people do in the heat.
DONE = (
    "did", "had", "took", "sat", "sitting", "soaked", "soaking", "soak", "sweated", "relaxed", "enjoyed", "finished",
    "ended", "got in", "jumped in", "hopped in", "spent", "managed", "saß", "gesessen", "gemacht", "gegönnt",
    "geschwitzt", "fini", "terminé", "fait", "pris", "transpiré", "terminado", "hice", "hicimos", "acabé", "fatto",
    "finito", "fiz", "terminei", "avslutade", "avsluttet", "satt", "tok", "kävin", "käytiin", "istuin", "afgesloten",
    "gezeten", "gedaan", "zrobiłem", "byłem", "dal jsem", "byl jsem", "посидел", "сходил", "сходили", "попарился",
)  # fmt: skip

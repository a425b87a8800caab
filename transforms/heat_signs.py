"""Words with which a note without minutes says that somebody was in the heat: without one it may be about anything.

Looked for anywhere in the clause of the heat word. What may be said of a sauna without having been in one has no end;
how people tell that they were in one has few kinds.
"""

from transforms.heat_denials import DONE

#: What came before it, or that it was the last thing or the reward.
_ENDING = (
    "after", "afterwards", "afters", "following", "post", "then", "finish", "finishing", "finisher", "finished",
    "ending", "to end", "to close", "closed out", "round off", "rounded off", "topped off", "capped", "followed",
    "reward", "rewarded", "treat", "treated", "cool down", "cooldown", "danach", "im anschluss", "anschließend",
    "hinterher", "nachher", "dann", "nach", "nachm", "abschluss", "ausklang", "ausklingen", "abgerundet", "ende",
    "belohnung", "belohnt", "après", "ensuite", "puis", "pour finir", "pour terminer", "enchaîné", "enchaîne",
    "clôture",
    "conclu", "récompense", "retour", "rentrant", "sortant", "después", "luego", "tras", "al acabar", "al terminar",
    "para acabar", "para terminar", "remate", "rematé", "cierre", "premio", "al bajar", "al llegar", "acabamos",
    "cerramos", "cerré", "acabo", "acabé", "termino", "terminé",
    "terminamos", "dopo", "poi", "per finire", "per chiudere", "chiusura", "concluso", "al ritorno", "depois",
    "em seguida",
    "pra fechar", "para fechar", "pra terminar", "para terminar", "pra encerrar", "fechei", "fechando", "terminamos",
    "recompensa", "prêmio", "efter", "efteråt", "sedan", "sen", "därefter", "avslutade", "avslutning", "avslut",
    "avslutat", "belöning", "etter", "etterpå", "deretter", "så", "avslutta", "avslutning", "belønning", "bagefter",
    "derefter", "sluttede", "afslutning", "afsluttede", "jälkeen", "jälkkäri*", "sitten", "lopuksi", "loppuun",
    "päätteeksi", "päälle", "palkinto", "palkinnoksi", "daarna", "na afloop", "achteraf", "afsluiten", "afsluiter",
    "afgesloten", "beloning", "po", "potem", "następnie", "na koniec", "na zakończenie",
    "zakończył*", "w nagrodę", "nagroda", "potom", "pak", "na závěr", "zakončil*", "odměna",
    "za odměnu", "utána", "aztán", "majd", "végül", "zárásként", "zártam", "levezetésnek", "jutalom", "sonra",
    "sonrası*", "ardından", "üstüne", "bitirdim", "ödül", "pärast", "siis", "lõpetuseks", "lõpuks", "после", "потом",
    "затем", "закончил*", "завершил*", "в конце", "напоследок", "на десерт", "в награду", "після", "потім",
    "наприкінці",
    "μετά", "després", "締め", "シメ", "仕上げ", "ご褒美", "帰り", "そのまま", "から", "마무리", "보상", "뛰고", "收尾",
    "奖励",
    "然后", "再去", "回", "đồng thời", "sau", "după", "apoi",
)  # fmt: skip
#: To get warm, to recover, to relax.
_PURPOSE = (
    "thaw*", "warm up", "warmed up", "defrost*", "to recover", "recovery", "loosen", "relax*", "unwind", "chill*",
    "cooked", "sweat*", "frozen", "acclimation", "acclimatisation", "acclimatization", "adaptation", "heat training",
    "aufgetaut", "auftauen", "aufgewärmt", "aufwärmen", "entspann*", "erholung", "regeneration", "ausgeschwitzt",
    "réchauffer", "réchauffé*", "détendre", "détente", "récup*", "entrar en calor", "calentar", "recuperar",
    "recuperación", "soltar", "relajar*", "relax", "scalda*", "sciolt*", "sciogliere", "defaticamento", "recupero",
    "rilass*", "aquecer", "relaxa*", "recuperação", "värm*", "varm i", "tinade", "återhämtning", "slappnade", "skönt",
    "tinte", "varme opp", "restitusjon", "tøede", "restitution", "lämmit*", "sulattel*", "rentout*", "palautu*",
    "opgewarmd", "opwarmen", "ontdooi*", "ontspann*", "herstel", "rozgrza*", "ogrza*", "regeneracj*", "relaks*",
    "ohřá*", "rozmrz*", "regenerac*", "melegedt*", "kipihen*", "regeneráció", "ısın*", "dinlen*", "rahatla*", "sooja*",
    "taastu*", "отогр*", "погре*", "прогре*", "расслаб*", "восстанов*", "зігрі*", "温ま", "暖ま", "あたた", "癒",
    "生き返", "ととの", "整", "汗を", "녹", "풀", "땀", "放松", "暖", "恢复", "出汗",
)  # fmt: skip
#: Been, gone, sat: what people do in the heat, in the first person or the past.
_BEEN = (
    "home from", "back from", "zurück aus", "heim aus", "de retour du", "de vuelta de", "di ritorno", "hem från",
    "hjem fra", "terug van", "went", "hit", "hit the", "got", "used", "tried", "visited", "back to back", "straight",
    "straight in", "into",
    "warst", "waren", "war ich", "gegangen", "besucht", "genossen", "getestet", "noch", "ab in", "direkt", "sauniert",
    "allé", "allée", "allés", "passé", "profité", "testé", "tour au", "direct", "fui", "fuimos", "metí", "metimos",
    "estuve", "estuvimos", "pasé", "cayó", "andato", "andata", "andati", "stato", "passato", "goduto", "fomos",
    "entrei",
    "curti", "curtimos", "passei", "gick", "badade", "bastade", "provade", "krop", "hoppade", "dro", "gikk", "var i",
    "satt", "hoppet", "rett i", "gik", "var i", "hoppede", "kävi*", "mentiin", "menin", "istu*", "pääsi*", "suoraan",
    "kotona", "ging", "gegaan", "geweest", "geweest", "lekker", "genieten", "nagenieten", "genoten", "poszedł*",
    "poszliśmy", "wpadł*", "zaliczon*", "wygrza*", "moczeni*", "siedzia*", "šel", "šla", "šli", "byli", "zašel",
    "zašli",
    "seděl*", "beült*", "voltam", "voltunk", "mentem", "mentünk", "áztam", "áztunk", "gittim", "gittik", "girdim",
    "girdik", "yaptım", "keyfi", "käisime", "käisin", "käidud", "käik", "istus*", "ходил*", "сходил*", "заш*", "пошли",
    "пошёл", "погнали", "попарил*", "парил*", "сидел*", "ходили", "пішли", "сходили", "попарили*", "入った", "入って",
    "行った", "行って", "直行", "つか", "浸か", "寄っ", "蒸され", "のんびり", "満喫", "最高", "気持ち", "다녀", "갔다",
    "들어갔", "들렀", "했다", "지짐", "에서", "蒸了", "泡了", "去了", "蒸", "泡", "舒服", "享受",
)  # fmt: skip
#: Of the same day, or a little of it.
_WHEN = (
    "in the evening", "quick", "cheeky", "a bit of", "lovely", "bliss", "glorious", "abends", "am abend",
    "herrlich", "le soir", "por la tarde", "por la noche", "un rato", "un ratito", "rato de", "la sera", "in serata",
    "um pouco", "à noite", "på kvällen", "en stund", "om kvelden", "om aftenen", "'s avonds", "s avonds", "heerlijk",
    "eindelijk", "wieczorem", "večer", "akşam", "õhtul", "вечером", "ввечері", "увечері", "夜に", "저녁",
    "晚上", "illalla", "illaksi", "kurz", "petit", "petite", "piccola", "ett pass",
)  # fmt: skip

#: Signs that it happened.
SIGNS: tuple[str, ...] = (*DONE, *_ENDING, *_PURPOSE, *_BEEN, *_WHEN)

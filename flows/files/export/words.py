"""What the words of Strava's list of activities mean, in the languages that an account can have."""

import polars as pl

from transforms.sport_group import KNOWN
from transforms.text import folded

#: What is read of the list, and its headers, parted by `|`, in English, German, French, Spanish, Italian, Portuguese,
#: Dutch and Japanese; some changed with the years, or differ between Spain and America, or Portugal and Brazil.
_HEADERS = {
    "id": (
        "Activity ID|Aktivitäts-ID|ID de l'activité|ID de actividad|Id. de actividad|ID de la actividad|ID attività|"
        "ID dell'attività|ID da atividade|Activiteits-ID|アクティビティID"
    ),
    "date": (
        "Activity Date|Aktivitätsdatum|Datum der Aktivität|Date de l'activité|Fecha de la actividad|"
        "Fecha de actividad|Data dell'attività|Data attività|Data da atividade|Datum van activiteit|"
        "Datum activiteit|アクティビティ実行日|アクティビティ日"
    ),
    "name": (
        "Activity Name|Name der Aktivität|Aktivitätsname|Nom de l'activité|Nombre de la actividad|"
        "Nombre de actividad|Nome attività|Nome dell'attività|Nome da atividade|Naam activiteit|"
        "Naam van activiteit|アクティビティ名"
    ),
    "sport": (
        "Activity Type|Aktivitätsart|Aktivitätstyp|Art der Aktivität|Type d'activité|Tipo de actividad|Tipo attività|"
        "Tipo di attività|Tipo de atividade|Activiteitstype|Type activiteit|アクティビティタイプ|アクティビティの種類"
    ),
    "description": (
        "Activity Description|Aktivitätsbeschreibung|Beschreibung der Aktivität|Description de l'activité|"
        "Descripción de la actividad|Descripción de actividad|Descrizione dell'attività|Descrizione attività|"
        "Descrição da atividade|Beschrijving van activiteit|Beschrijving activiteit|"
        "アクティビティの説明|アクティビティ説明"
    ),
    "elapsed": (
        "Elapsed Time|Verstrichene Zeit|Temps écoulé|Tiempo transcurrido|Tempo trascorso|Tempo decorrido|"
        "Verstreken tijd|経過時間"
    ),
    "distance": "Distance|Distanz|Distancia|Distanza|Distância|Afstand|距離",
    "max_heartrate": (
        "Max Heart Rate|Max. Herzfrequenz|Fréquence cardiaque max.|Ritmo cardiaco máximo|"
        "Frecuencia cardiaca máxima|Frecuencia cardiaca máx.|Frequenza cardiaca massima|Frequenza cardiaca max.|"
        "Frequência cardíaca máxima|Frequência cardíaca máx.|Max. hartslag|最大心拍数"
    ),
    "file": (
        "Filename|Dateiname|Nom du fichier|Nombre del archivo|Nombre de archivo|Nome del file|Nome file|"
        "Nome do arquivo|Nome do ficheiro|Bestandsnaam|ファイル名"
    ),
    "moving": (
        "Moving Time|Bewegungszeit|Durée de déplacement|Tiempo en movimiento|Tempo in movimento|"
        "Tempo de movimentação|Tempo em movimento|Beweegtijd|移動時間"
    ),
    "gain": (
        "Elevation Gain|Höhenzunahme|Dénivelé positif|Desnivel positivo|Dislivello positivo|Ganho de elevação|"
        "Totale stijging|Hoogtewinst|獲得標高"
    ),
    "cadence": (
        "Average Cadence|Durchschnittliche Trittfrequenz|Cadence moyenne|Cadencia promedio|Cadencia media|"
        "Cadenza media|Cadência média|Gemiddelde cadans|平均ケイデンス"
    ),
    "mean_heartrate": (
        "Average Heart Rate|Durchschnittliche Herzfrequenz|Fréquence cardiaque moyenne|Ritmo cardiaco promedio|"
        "Frecuencia cardiaca media|Frecuencia cardiaca promedio|Frequenza cardiaca media|Frequência cardíaca média|"
        "Gemiddelde hartslag|平均心拍数"
    ),
    "watts": "Average Watts|Durchschnittliche Watt|Puissance moyenne|Vatios promedio|Watt medi|Gemiddeld wattage",
    "temp": (
        "Average Temperature|Durchschnittliche Temperatur|Température moyenne|Temperatura promedio|"
        "Temperatura média|Gemiddelde temperatuur"
    ),
    "exertion": (
        "Perceived Exertion|Gefühlte Anstrengung|Effort ressenti|Esfuerzo percibido|Sforzo percepito|Ervaren inspanning"
    ),
    "weather_temp": (
        "Weather Temperature|Wetter: Temperatur|Température selon les prévisions météo|Temperatura meteorológica|"
        "Buitentemperatuur"
    ),
    "apparent_temp": (
        "Apparent Temperature|Scheinbare Temperatur|Température ressentie|Temperatura aparente|Gevoelstemperatuur"
    ),
    "humidity": "Humidity|Luftfeuchtigkeit|Humidité|Humedad|Vochtigheid",
    "wind": "Wind Speed|Windgeschwindigkeit|Vitesse du vent|Velocidad del viento|Windsnelheid",
}
#: Headers of lists before July 2019. They have no second distance: theirs is in metres.
_OLD_HEADERS = {
    "id": "id",
    "date": "date",
    "name": "name",
    "sport": "type",
    "description": "description",
    "elapsed": "elapsed_time",
    "distance": "distance",
    "file": "filename",
}
#: Which column of an account in any language tells what, and how many columns behind the file's name the others
#: stand: so in every export since 2020, while columns before the name and at the end of the row came and went.
FIRST = {"id": 0, "date": 1, "name": 2, "sport": 3, "description": 4, "elapsed": 5, "distance": 6}
BEHIND_FILE = {
    **{"elapsed": 3, "moving": 4, "distance": 5, "gain": 8, "cadence": 17, "max_heartrate": 18, "mean_heartrate": 19},
    **{"watts": 21, "temp": 24, "exertion": 31, "weather_temp": 44, "apparent_temp": 45, "humidity": 47, "wind": 49},
}

#: Strava's sports in the languages above; the English ones are Strava's own words with spaces.
_SPORTS = {
    "Run": "Lauf|Laufen|Course à pied|Course|Carrera|Corsa|Corrida|Hardloopsessie|Hardlopen|ランニング|ラン",
    "TrailRun": (
        "Traillauf|Trailrunning|Trail|Course sur sentier|Carrera de montaña|Carrera de trail|Corsa su sentiero|"
        "Corsa trail|Corrida em trilha|Corrida de trilha|Trailrun|Trailloop|トレイルランニング|トレイルラン|トレラン"
    ),
    "VirtualRun": (
        "Virtueller Lauf|Course à pied virtuelle|Course virtuelle|Carrera virtual|Corsa virtuale|Corrida virtual|"
        "Virtuele hardloopsessie|Virtuele run|バーチャルランニング|バーチャルラン"
    ),
    "Ride": (
        "Radfahrt|Radfahren|Fahrt|Vélo|Sortie à vélo|Cyclisme|Bicicleta|Ciclismo|Pedalata|Giro in bici|Pedalada|"
        "Fietsrit|Fietsen|ライド|サイクリング|自転車"
    ),
    "VirtualRide": (
        "Virtuelle Radfahrt|Virtuelle Fahrt|Vélo virtuel|Sortie à vélo virtuelle|Bicicleta virtual|Ciclismo virtual|"
        "Pedalata virtuale|Giro in bici virtuale|Pedalada virtual|Virtuele fietsrit|バーチャルライド"
    ),
    "GravelRide": (
        "Gravelfahrt|Gravel-Radfahrt|Gravel|Vélo gravel|Sortie gravel|Bicicleta de gravel|Giro gravel|"
        "Pedalada gravel|Gravelrit|Gravel-fietsrit|グラベルライド"
    ),
    "MountainBikeRide": (
        "Mountainbikefahrt|Mountainbike-Fahrt|Mountainbiken|VTT|Sortie VTT|Bicicleta de montaña|"
        "Ciclismo de montaña|Mountain bike|Giro in mountain bike|Pedalada de mountain bike|Mountainbikerit|"
        "マウンテンバイクライド|マウンテンバイク"
    ),
    "EBikeRide": (
        "E-Bike-Fahrt|E-Bike-Radfahrt|Vélo électrique|Sortie à vélo électrique|Bicicleta eléctrica|E-bike|"
        "Giro in e-bike|Pedalada de e-bike|Pedalada com e-bike|E-bikerit|E-bike-rit|E-Bike ライド|eバイクライド"
    ),
    "EMountainBikeRide": "E-Mountainbike-Fahrt|VTT électrique|Bicicleta de montaña eléctrica|E-mountainbikerit",
    "Walk": "Spaziergang|Gehen|Marche|Caminata|Andar|Camminata|Caminhada|Wandeling|Wandelen|ウォーキング|ウォーク",
    "Hike": (
        "Wandern|Wanderung|Randonnée|Randonnée pédestre|Senderismo|Excursionismo|Escursione|Escursionismo|Trilha|"
        "Caminhada na natureza|Hiken|ハイキング|ハイク"
    ),
    "Swim": "Schwimmen|Natation|Natación|Nuoto|Nuotata|Natação|Zwemmen|Zwemsessie|水泳|スイム",
    "WeightTraining": (
        "Gewichtstraining|Krafttraining|Entraînement aux poids|Musculation|Entrenamiento con pesas|"
        "Entrenamiento de fuerza|Allenamento con i pesi|Allenamento pesi|Sollevamento pesi|Treinamento com peso|"
        "Treinamento com pesos|Treino com pesos|Musculação|Krachttraining|ウェイトトレーニング|筋トレ|筋力トレーニング"
    ),
    "Workout": (
        "Training|Trainingseinheit|Entraînement|Entrenamiento|Allenamento|Treino|Treinamento|ワークアウト|トレーニング"
    ),
    "Yoga": "ヨガ|Ioga",
    "Pilates": "ピラティス",
    "Crossfit": "クロスフィット",
    "HighIntensityIntervalTraining": "HIIT|Hochintensives Intervalltraining|高強度インターバルトレーニング",
    "Elliptical": "Ellipsentrainer|Crosstrainer|Elliptique|Vélo elliptique|Elíptica|Ellittica|Elíptico|エリプティカル",
    "StairStepper": "Stepper|Treppensteiger|Escalier|Simulador de escaleras|Stepapparaat|ステアステッパー",
    "Rowing": "Rudern|Aviron|Remo|Canottaggio|Roeien|ローイング|ボート漕ぎ",
    "VirtualRow": "Virtuelles Rudern|Aviron virtuel|Remo virtual|Virtueel roeien|バーチャルローイング",
    "Kayaking": "Kajakfahren|Kajak|Kayak|Caiaque|Kajakken|Kayakken|カヤック",
    "Canoeing": "Kanufahrt|Kanufahren|Canoë|Canoa|Piragüismo|Canoagem|Kanoën|カヌー",
    "StandUpPaddling": "Stand Up Paddling|Stand-Up-Paddling|Paddle|Paddle surf|Suppen|SUP|スタンドアップパドル",
    "Surfing": "Surfen|Surf|サーフィン",
    "AlpineSki": "Ski Alpin|Alpinski|Esquí alpino|Sci alpino|Alpineskiën|Alpineskiing|アルペンスキー|スキー",
    "BackcountrySki": (
        "Skitouren|Skitour|Ski de randonnée|Esquí de travesía|Sci alpinismo|Toerskiën|バックカントリースキー"
    ),
    "NordicSki": "Langlauf|Skilanglauf|Ski de fond|Esquí de fondo|Sci di fondo|Langlaufen|ノルディックスキー",
    "RollerSki": "Skiroller|Rollski|Ski-roue|Rollerski|ローラースキー",
    "Snowboard": "Snowboarden|スノーボード",
    "Snowshoe": "Schneeschuhwanderung|Schneeschuhwandern|Raquettes|Raquetas de nieve|Ciaspolata|Sneeuwschoenwandelen",
    "IceSkate": "Eislaufen|Patin à glace|Patinage|Patinaje sobre hielo|Pattinaggio su ghiaccio|Schaatsen|スケート",
    "InlineSkate": "Inlineskaten|Roller|Patinaje en línea|Pattinaggio in linea|Inline-skaten|インラインスケート",
    "RockClimbing": "Klettern|Escalade|Escalada en roca|Escalada|Arrampicata|Rotsklimmen|Klimmen|ロッククライミング",
    "Soccer": "Fußball|Football|Fútbol|Calcio|Futebol|Voetbal|サッカー",
    "Tennis": "Tenis|Tênis|Ténis|テニス",
    "TableTennis": "Tischtennis|Tennis de table|Tenis de mesa|Tennistavolo|Tafeltennis|卓球",
    "Badminton": "Bádminton|バドミントン",
    "Golf": "ゴルフ",
    "Sail": "Segeln|Voile|Vela|Zeilen|セーリング",
    "Windsurf": "Windsurfen|Planche à voile|ウィンドサーフィン",
    "Kitesurf": "Kitesurfen|カイトサーフィン",
}
#: How the months begin in these languages, in Swedish, Danish, Norwegian, Polish, Russian, Turkish and Indonesian.
_MONTHS = {
    "1": "jan|gen|ene|sty|oca|янв",
    "2": "feb|fev|şub|lut|фев",
    "3": "mar|mrt|maa|мар",
    "4": "apr|avr|abr|kwi|nis|апр",
    "5": "may|mai|mei|mag|maj|мая|май",
    "6": "jun|juin|giu|cze|haz|июн",
    "7": "jul|juil|lug|lip|tem|июл",
    "8": "aug|aoû|ago|sie|agu|авг",
    "9": "sep|set|wrz|eyl|сен",
    "10": "oct|okt|ott|out|paź|eki|окт",
    "11": "nov|lis|kas|ноя",
    "12": "dec|dez|des|dic|gru|ara|дек",
}


def plain(words: pl.Expr) -> pl.Expr:
    """Words without case, accents, spaces and signs, so that "E-Bike Ride" and "EBikeRide" are one."""
    return folded(words).str.replace_all(r"[^\p{L}\p{N}]", "")


def _by_word(table: dict[str, str]) -> dict[str, str]:
    """Which line of a table each of its words, made `plain`, stands in."""
    lines = [(word, key) for key, words in table.items() for word in words.split("|")]
    words = pl.select(plain(pl.lit(pl.Series([word for word, _ in lines])))).to_series()
    return dict(zip(words, (key for _, key in lines), strict=True))


#: `plain` headers → fields, and those of lists before July 2019.
FIELDS, OLD_FIELDS = _by_word(_HEADERS), _by_word(_OLD_HEADERS)
#: `plain` headers of ids in languages where a comma parts thousands, and a date of numbers may begin with the month.
COMMA_PARTS_THOUSANDS = tuple(_by_word({"": "Activity ID|アクティビティID"}))
#: `plain` words of sports → Strava's words.
SPORT_TYPES = {**_by_word({sport: sport for sport in KNOWN}), **_by_word(_SPORTS)}
#: Beginnings of months' names, `plain` → their numbers.
MONTHS = {word: int(number) for word, number in _by_word(_MONTHS).items()}

"""Header rows of Strava's list of activities, per account language, in the order in which exports have them.

`en`, `de`, `fr` and `nl` are whole rows of exports of 2024 to 2026, `es` one of 2022. Of `it`, `pt` and `ja` the
columns up to the file name, the times, distances, climbs and heart rates are from exports; the rest is translated here.
"""


def _row(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.replace("\n", " ").split("|"))


HEADERS = {
    "en": _row("""
        Activity ID|Activity Date|Activity Name|Activity Type|Activity Description|Elapsed Time|Distance|Max Heart Rate|
        Relative Effort|Commute|Activity Private Note|Activity Gear|Filename|Athlete Weight|Bike Weight|Elapsed Time|
        Moving Time|Distance|Max Speed|Average Speed|Elevation Gain|Elevation Loss|Elevation Low|Elevation High|
        Max Grade|Average Grade|Average Positive Grade|Average Negative Grade|Max Cadence|Average Cadence|
        Max Heart Rate|Average Heart Rate|Max Watts|Average Watts|Calories|Max Temperature|Average Temperature|
        Relative Effort|Total Work|Number of Runs|Uphill Time|Downhill Time|Other Time|Perceived Exertion|Type|
        Start Time|Weighted Average Power|Power Count|Prefer Perceived Exertion|Perceived Relative Effort|Commute|
        Total Weight Lifted|From Upload|Grade Adjusted Distance|Weather Observation Time|Weather Condition|
        Weather Temperature|Apparent Temperature|Dewpoint|Humidity|Weather Pressure|Wind Speed|Wind Gust|Wind Bearing|
        Precipitation Intensity|Sunrise Time|Sunset Time|Moon Phase|Bike|Gear|Precipitation Probability|
        Precipitation Type|Cloud Cover|Weather Visibility|UV Index|Weather Ozone|Jump Count|Total Grit|Average Flow|
        Flagged|Average Elapsed Speed|Dirt Distance|Newly Explored Distance|Newly Explored Dirt Distance|Activity Count|
        Total Steps|Carbon Saved|Pool Length|Training Load|Intensity|Average Grade Adjusted Pace|Timer Time|
        Total Cycles|Recovery|With Pet|Competition|Long Run|For a Cause|With Kid|Downhill Distance|Total Sets|
        Total Reps|Media"""),
    "de": _row("""
        Aktivitäts-ID|Aktivitätsdatum|Name der Aktivität|Aktivitätsart|Aktivitätsbeschreibung|Verstrichene Zeit|
        Distanz|Max. Herzfrequenz|Relative Leistung|Pendeln|Hinweis zur Privatsphäre für Aktivitäten|
        Aktivitätsausrüstung|Dateiname|Sportlergewicht|Fahrradgewicht|Verstrichene Zeit|Bewegungszeit|Distanz|
        Höchstgeschw.|Durchschnittliche Geschwindigkeit|Höhenzunahme|Höhenunterschied|Min. Höhe|Max. Höhe|
        Max. Steigung|Durchschnittliche Steigung|Durchschnittliche positive Steigung|
        Durchschnittliche negative Steigung|Max. Tritt-/Schrittfrequenz|Durchschnittliche Trittfrequenz|
        Max. Herzfrequenz|Durchschnittliche Herzfrequenz|Max. Watt|Durchschnittliche Watt|Kalorien|Max. Temperatur|
        Durchschnittliche Temperatur|Relative Leistung|Gesamtarbeit|Anzahl Läufe|Bergaufzeit|Bergabzeit|Andere Zeit|
        Gefühlte Anstrengung|Art|Startzeit|Gewichtete durchschnittliche Leistung|Leistungszahl|
        Gefühlte Anstrengung verwenden|Gefühlte relative Leistung|Pendeln|Insgesamt gestemmtes Gewicht|Von Upload|
        Auf Steigung angepasste Distanz|Wetterbeobachtungszeit|Wetterlage|Wetter: Temperatur|Scheinbare Temperatur|
        Taupunkt|Luftfeuchtigkeit|Wetter: Druck|Windgeschwindigkeit|Windböe|Windrichtung|Niederschlagsintensität|
        Sonnenaufgangszeit|Sonnenuntergangszeit|Mondphase|Fahrrad|Ausrüstung|Niederschlagswahrscheinlichkeit|
        Niederschlagsart|Wolkendecke|Wetter: Sichtbarkeit|UV-Index|Wetter: Ozon|Sprunganzahl|Schwierigkeit insgesamt|
        Durchschnittlicher Flow|Markiert|Durchschnittsgeschwindigkeit im Aufzeichnungszeitraum|
        Auf Schotter zurückgelegte Distanz|Neu getestete Distanz|Neu getestete Schotterdistanz|Aktivitätsanzahl|
        Schritte insgesamt|Eingesparte CO₂-Emissionen|Pool-Länge|Trainingsbelastung|Intensität|
        Durchschnittliches auf Steigung angepasstes Tempo|Medien"""),
    "fr": _row("""
        ID de l'activité|Date de l'activité|Nom de l'activité|Type d'activité|Description de l'activité|Temps écoulé|
        Distance|Fréquence cardiaque max.|Effort relatif|Déplacement-transport|Note privée sur les activités|
        Matériel utilisé pour l'activité|Nom du fichier|Poids de l'athlète|Poids du vélo|Temps écoulé|
        Durée de déplacement|Distance|Vitesse max.|Vitesse moyenne|Dénivelé positif|Dénivelé négatif|Altitude min.|
        Altitude max.|Pente max.|Pente moyenne|Pente positive moyenne|Pente négative moyenne|Cadence max.|
        Cadence moyenne|Fréquence cardiaque max.|Fréquence cardiaque moyenne|Puissance max.|Puissance moyenne|Calories|
        Température max.|Température moyenne|Effort relatif|Effort total|Nombre de sorties course à pied|
        Temps de montée|Temps de descente|Autres temps|Effort ressenti|Type|Heure de début|Puissance moyenne pondérée|
        Nombre d'échantillons de puissance|Utiliser l'Effort ressenti|Effort relatif ressenti|Déplacement-transport|
        Poids total soulevé|À partir du téléchargement|Distance ajustée selon la pente|Heure d'observation de la météo|
        Conditions météo|Température selon les prévisions météo|Température ressentie|Point de rosée|Humidité|
        Pression atmosphérique|Vitesse du vent|Rafale de vent|Direction du vent|Intensité des précipitations|
        Heure de lever du soleil|Heure de coucher du soleil|Phase de la lune|Vélo|Matériel|
        Probabilité de précipitations|Type de précipitations|Couverture nuageuse|
        Visibilité selon les prévisions météo|Indice UV|Ozone selon les prévisions météo|Nombre de sauts|Grit total|
        Flow moyen|Signalé|Vitesse moyenne (temps écoulé)|Distance sur chemin|Distance récemment découverte|
        Distance sur chemin récemment découverte|Nombre d'activités|Nombre total de pas|CO2 économisé|
        Longueur de piscine|Charge d’entraînement|Intensité|Vitesse moyenne ajustée selon la pente|
        Temps enregistré par le chronomètre|Nombre total de cycles|Récupération|Avec mon animal de compagnie|
        Compétition|Sortie longue|Pour la bonne cause|Avec enfant|Distance en descente|Nombre total de séries|
        Nombre total de répétitions|Support"""),
    "es": _row("""
        ID de actividad|Fecha de la actividad|Nombre de la actividad|Tipo de actividad|Descripción de la actividad|
        Tiempo transcurrido|Distancia|Ritmo cardiaco máximo|Esfuerzo Relativo|Desplazamiento|
        Nota privada de actividad|Equipamiento de la actividad|Nombre del archivo|Peso del deportista|
        Peso de la bicicleta|Tiempo transcurrido|Tiempo en movimiento|Distancia|Velocidad máxima|Velocidad promedio|
        Desnivel positivo|Pérdida de desnivel|Desnivel bajo|Desnivel alto|Pendiente máxima|Pendiente promedio|
        Pendiente positiva promedio|Pendiente negativa promedio|Cadencia máx.|Cadencia promedio|Ritmo cardiaco máximo|
        Ritmo cardiaco promedio|Vatios máx.|Vatios promedio|Calorías|Temperatura máx.|Temperatura promedio|
        Esfuerzo Relativo|Trabajo total|Número de carreras|Tiempo en ascenso|Tiempo en descenso|Otro tiempo|
        Esfuerzo Percibido|Type|Start Time|Potencia promedio ponderada|Recuento de potencia|Usar Esfuerzo Percibido|
        Esfuerzo Relativo percibido|Desplazamiento|Peso total levantado|Desde la carga|
        Distancia ajustada en pendientes|Hora de observación meteorológica|Condición meteorológica|
        Temperatura meteorológica|Temperatura aparente|Punto de rocío|Humedad|Presión meteorológica|
        Velocidad del viento|Ráfaga de viento|Dirección del viento|Intensidad de precipitación|Hora del amanecer|
        Hora del atardecer|Fase lunar|Bicicleta|Equipamiento|Probabilidad de precipitación|Tipo de precipitación|
        Nubosidad|Visibilidad meteorológica|Índice UV|Ozono meteorológico|Jump Count|Total Grit|Avg Flow|Flagged|
        Avg Elapsed Speed|Dirt Distance"""),
    "it": _row("""
        ID attività|Data dell’attività|Nome attività|Tipo attività|Descrizione dell’attività|Tempo trascorso|Distanza|
        Frequenza cardiaca massima|Sforzo relativo|Tragitto casa-lavoro|Nota privata attività|Attrezzatura attività|
        Nome del file|Peso dell’atleta|Peso della bici|Tempo trascorso|Tempo in movimento|Distanza|Velocità massima|
        Velocità media|Dislivello positivo|Dislivello negativo|Altitudine minima|Altitudine massima|Pendenza massima|
        Pendenza media|Pendenza positiva media|Pendenza negativa media|Cadenza massima|Cadenza media|
        Frequenza cardiaca massima|Frequenza cardiaca media|Watt massimi|Watt medi|Calorie|Temperatura massima|
        Temperatura media|Sforzo relativo|Lavoro totale|Numero di corse|Tempo in salita|Tempo in discesa|Altro tempo|
        Sforzo percepito|Tipo|Ora di inizio|Potenza media ponderata|Conteggio potenza|Preferisci sforzo percepito|
        Sforzo relativo percepito|Tragitto casa-lavoro|Peso totale sollevato|Da caricamento|
        Distanza adattata alla pendenza|Ora di osservazione meteo|Condizioni meteo|Temperatura meteo|
        Temperatura percepita|Punto di rugiada|Umidità|Pressione meteo|Velocità del vento|Raffica di vento|
        Direzione del vento|Media"""),
    "pt": _row("""
        ID da atividade|Data da atividade|Nome da atividade|Tipo de atividade|Descrição da atividade|Tempo decorrido|
        Distância|Frequência cardíaca máxima|Esforço relativo|Deslocamento|Nota privada da atividade|
        Equipamento da atividade|Nome do arquivo|Peso do atleta|Peso da bicicleta|Tempo decorrido|
        Tempo de movimentação|Distância|Velocidade máx.|Velocidade média|Ganho de elevação|Perda de elevação|
        Elevação mínima|Elevação máxima|Inclinação máxima|Inclinação média|Inclinação positiva média|
        Inclinação negativa média|Cadência máxima|Cadência média|Frequência cardíaca máxima|Frequência cardíaca média|
        Potência máxima|Potência média|Calorias|Temperatura máxima|Temperatura média|Esforço relativo|Trabalho total|
        Número de corridas|Tempo de subida|Tempo de descida|Outro tempo|Esforço percebido|Tipo|Hora de início|
        Potência média ponderada|Contagem de potência|Preferir esforço percebido|Esforço relativo percebido|
        Deslocamento|Peso total levantado|Do upload|Distância ajustada à inclinação|
        Hora da observação meteorológica|Condição do tempo|Temperatura do tempo|Temperatura aparente|
        Ponto de orvalho|Umidade|Pressão atmosférica|Velocidade do vento|Rajada de vento|Direção do vento|Mídia"""),
    "nl": _row("""
        Activiteits-ID|Datum van activiteit|Naam activiteit|Activiteitstype|Beschrijving van activiteit|
        Verstreken tijd|Afstand|Max. hartslag|Vergelijkbare poging|Woon-werkverkeer|Privénotitie activiteit|
        Uitrusting voor activiteit|Bestandsnaam|Gewicht sporter|Gewicht fiets|Verstreken tijd|Beweegtijd|Afstand|
        Max. snelheid|Gemiddelde snelheid|Totale stijging|Totale daling|Kleinste hoogte|Grootste hoogte|
        Max. stijgingspercentage|Gemiddeld stijgingspercentage|Gemiddeld positief stijgingspercentage|
        Gemiddeld negatief stijgingspercentage|Max. cadans|Gemiddelde cadans|Max. hartslag|Gemiddelde hartslag|
        Maximaal wattage|Gemiddeld wattage|Calorieën|Maximale temperatuur|Gemiddelde temperatuur|
        Vergelijkbare poging|Totale arbeid|Aantal hardloopsessies|Tijd bergop|Tijd bergaf|Andere tijd|
        Ervaren inspanning|Type|Starttijd|Gewogen gemiddeld vermogen|Aantal vermogensgegevens|
        Voorkeur voor ervaren inspanning|Ervaren vergelijkbare poging|Woon-werkverkeer|Totaal geheven gewicht|
        Van upload|Aan stijgingspercentage aangepaste afstand|Tijd weerbeeld|Weersomstandigheden|Buitentemperatuur|
        Gevoelstemperatuur|Dauwpunt|Vochtigheid|Luchtdruk|Windsnelheid|Windstoot|Windrichting|Neerslagintensiteit|
        Tijd zonsopgang|Tijd zonsondergang|Maanstand|Fiets|Uitrusting|Kans op neerslag|Type neerslag|Bewolking|Zicht|
        UV-index|Ozonwaarde|Aantal jumps|Totale grit|Gemiddelde flow|Gemeld|
        Gemiddelde snelheid (op basis van verstreken tijd)|Afstand (onverharde wegen)|Afstand nieuw ontdekte wegen|
        Afstand op nieuw ontdekte wegen (onverhard)|Aantal activiteiten|Totaal aantal stappen|CO2-besparing|
        Lengte van zwembad|Trainingsbelasting|Intensiteit|Gemiddelde vergelijkbare tempo op vlak terrein|
        Tijd op de timer|Totaalaantal cycli|Media"""),
    "ja": _row("""
        アクティビティID|アクティビティ実行日|アクティビティ名|アクティビティタイプ|アクティビティの説明|経過時間|距離|最大心拍数|
        相対的エフォート|通勤|アクティビティの非公開メモ|アクティビティ用ギア|ファイル名|アスリートの体重|自転車の重量|経過時間|
        移動時間|距離|最大速度|平均速度|獲得標高|標高損失|最低標高|最高標高|最大斜度|平均斜度|平均上り斜度|平均下り斜度|
        最大ケイデンス|平均ケイデンス|最大心拍数|平均心拍数|最大ワット|平均ワット|カロリー|最高気温|平均気温|
        相対的エフォート|総仕事量|ラン数|上り時間|下り時間|その他の時間|主観的運動強度|タイプ|開始時刻|加重平均パワー|
        パワー数|主観的運動強度を優先|主観的相対的エフォート|通勤|総挙上重量|アップロード元|勾配調整距離|気象観測時刻|天候|
        気温|体感温度|露点|湿度|気圧|風速|突風|風向|メディア"""),
}
#: Lists before July 2019, whose distances are in metres and whose dates are `2018-09-12 15:02:23`.
OLD_HEADERS = ("id", "date", "name", "type", "description", "elapsed_time", "distance", "commute", "gear", "filename")

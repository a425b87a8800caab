"""Whole bulk exports of Strava's, in any account language, for tests that need one."""

import gzip
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.written.export_headers import HEADERS, OLD_HEADERS
from tests.written.workout import Workout

#: Makes a workout's file: the ending of its name, such as `fit.gz` or `gpx`, and its bytes before packing; None where
#: the workout was entered by hand.
MakeFile = Callable[[Workout], tuple[str, bytes] | None]

_MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "pt": "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
}
_SPORTS: dict[str, dict[str, str]] = {
    "en": {"WeightTraining": "Weight Training", "VirtualRide": "Virtual Ride", "TrailRun": "Trail Run"},
    "de": {"Run": "Lauf", "Ride": "Radfahrt", "VirtualRide": "Virtuelle Radfahrt", "WeightTraining": "Gewichtstraining",
           "Workout": "Training", "Swim": "Schwimmen", "Walk": "Spaziergang", "Hike": "Wandern"},
    "fr": {"Run": "Course à pied", "Ride": "Vélo", "VirtualRide": "Vélo virtuel", "Swim": "Natation", "Walk": "Marche",
           "WeightTraining": "Entraînement aux poids", "Workout": "Entraînement", "Hike": "Randonnée"},
    "es": {"Run": "Carrera", "Ride": "Bicicleta", "VirtualRide": "Bicicleta virtual", "Swim": "Natación",
           "WeightTraining": "Entrenamiento con pesas", "Workout": "Entrenamiento", "Walk": "Caminata"},
    "it": {"Run": "Corsa", "Ride": "Pedalata", "Swim": "Nuoto", "Walk": "Camminata",
           "WeightTraining": "Allenamento con i pesi", "Workout": "Allenamento"},
    "pt": {"Run": "Corrida", "Ride": "Pedalada", "Swim": "Natação", "Walk": "Caminhada",
           "WeightTraining": "Treinamento com peso", "Workout": "Treino"},
    "nl": {"Run": "Hardloopsessie", "Ride": "Fietsrit", "VirtualRide": "Virtuele fietsrit", "Swim": "Zwemmen",
           "WeightTraining": "Krachttraining", "Workout": "Training", "Walk": "Wandeling"},
    "ja": {"Run": "ランニング", "Ride": "サイクリング", "VirtualRide": "バーチャルライド", "Swim": "水泳",
           "WeightTraining": "ウェイトトレーニング", "Workout": "ワークアウト", "Walk": "ウォーキング"},
}  # fmt: skip
#: Lists that belong to an export and tell nothing of workouts.
_OTHER_LISTS = {
    "bikes.csv": b"Bike Name,Bike Brand\nTopstone,Cannondale\n",
    "comments.csv": b"Comment Date,Comment\n",
    "media.csv": b"Media Filename,Media Caption\nmedia/a.jpg,\n",
    "media/a.jpg": b"\xff\xd8\xff\xe0",
    "routes/1.gpx": b'<?xml version="1.0"?><gpx version="1.1"><rte><name>Never ridden</name></rte></gpx>',
    "structured_details.csv": b"Activity ID,Details\n",
}


def no_file(workout: Workout) -> None:
    """Every workout was entered by hand."""


def written_date(at: datetime, language: str) -> str:
    """A start as an export of that language writes it, in UTC."""
    clock = f"{at:%H:%M:%S}"
    if language == "de":
        return f"{at:%d.%m.%Y}, {clock}"
    if language == "ja":
        return f"{at:%Y/%m/%d} {at.hour}{clock[2:]}"
    month = _MONTHS[language].split()[at.month - 1]
    if language == "en":
        return f"{month} {at.day}, {at.year}, {at.hour % 12 or 12}{clock[2:]} {'AM' if at.hour < 12 else 'PM'}"
    if language == "pt":
        return f"{at.day} de {month} de {at.year}, {clock}"
    if language == "fr":
        return f"{at.day} {month} {at.year} à {clock}"
    return f"{at.day} {month} {at.year}, {clock}"


def activities_csv(
    workouts: Sequence[Workout],
    language: str = "en",
    files: MakeFile = no_file,
    *,
    unit_m: float = 1000.0,
    separator: str = ",",
    newline: str = "\n",
    columns: Sequence[int] | None = None,
) -> bytes:
    """The list of activities, one row per workout.

    `unit_m` is what the first distance counts in; `columns` are the columns to write, by number, else all.
    `workout.more` may have `weather` (columns of core.weather), `perceived_exertion`, `gear` and `mean_temp_c`.
    """
    chosen = range(len(HEADERS[language])) if columns is None else columns
    rows = [HEADERS[language]]
    rows += [_row(workout, number, language, files, unit_m) for number, workout in enumerate(workouts, 1)]
    return _lines([[row[column] for column in chosen] for row in rows], separator, newline)


def old_activities_csv(workouts: Sequence[Workout], files: MakeFile = no_file) -> bytes:
    """The list of activities as it was before July 2019."""
    rows = [
        (
            *(str(activity_id(workout, number)), f"{workout.start_at:%Y-%m-%d %H:%M:%S}", workout.name),
            *(workout.sport_type, workout.description or "", str(workout.elapsed_time_s), _number(workout.distance_m)),
            *("false", "", file_name(workout, number, files)),
        )
        for number, workout in enumerate(workouts, 1)
    ]
    return _lines([OLD_HEADERS, *rows])


def activity_id(workout: Workout, number: int) -> int:
    """Strava's id of the workout that is the `number`th of the list."""
    return number if workout.strava_id is None else workout.strava_id


def file_name(workout: Workout, number: int, files: MakeFile) -> str:
    """The path of the workout's file in the archive; empty where there is none."""
    made = files(workout)
    # Files are named by the upload, whose id is not the activity's.
    upload = activity_id(workout, number) + 10**9 if workout.upload_id is None else workout.upload_id
    return "" if made is None else f"activities/{upload}.{made[0]}"


def profile_csv(athlete_id: int, language: str = "en") -> bytes:
    """`profile.csv`: whose export it is."""
    first = {"de": "Athleten-ID", "fr": "ID de l'athlète", "ja": "アスリートID"}.get(language, "Athlete ID")
    return f"{first},Email Address,First Name\n{athlete_id},nobody@example.org,Nobody\n".encode()


def export_files(
    workouts: Sequence[Workout],
    language: str = "en",
    files: MakeFile = no_file,
    *,
    athlete_id: int = 4711,
    **of_list: Any,
) -> dict[str, bytes]:
    """What a whole archive holds: path → bytes. `of_list` are options of `activities_csv`."""
    made = {
        file_name(workout, number, files): body
        for number, workout in enumerate(workouts, 1)
        for _, body in [files(workout) or ("", b"")]
    }
    made.pop("", None)
    return {
        "activities.csv": activities_csv(workouts, language, files, **of_list),
        "profile.csv": profile_csv(athlete_id, language),
        **_OTHER_LISTS,
        **{path: gzip.compress(body, mtime=0) if path.endswith(".gz") else body for path, body in made.items()},
    }


def as_zip(members: dict[str, bytes], top: str = "") -> bytes:
    """A zip of the files; `top` is a folder that all of them are in, such as `export_4711/`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, body in members.items():
            archive.writestr(top + path, body)
    return packed.getvalue()


def as_folder(members: dict[str, bytes], folder: Path) -> Path:
    """The files, unpacked into a folder."""
    for path, body in members.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    return folder


def export_archive(workouts: Sequence[Workout], language: str = "en", files: MakeFile = no_file, **more: Any) -> bytes:
    """A whole archive as a zip; options are those of `export_files`."""
    return as_zip(export_files(workouts, language, files, **more))


def _row(workout: Workout, number: int, language: str, files: MakeFile, unit_m: float) -> list[str]:
    row = [""] * len(HEADERS[language])
    comma = "." if language in ("en", "ja") else ","
    samples, weather = workout.samples, workout.more.get("weather", {})
    distance = "" if workout.distance_m is None else f"{workout.distance_m / unit_m:.2f}".replace(".", comma)
    means = {name: samples[name].mean() for name in ("heartrate_bpm", "watts", "temp_c")}
    means["cadence"] = samples["cadence"].filter(samples["cadence"] > 0).mean()
    highest = _number(samples["heartrate_bpm"].max())
    humidity = weather.get("humidity_pct")
    for column, cell in {
        0: str(activity_id(workout, number)),
        1: written_date(workout.start_at, language),
        2: workout.name,
        3: _SPORTS[language].get(workout.sport_type, workout.sport_type),
        4: workout.description or "",
        5: str(workout.elapsed_time_s),
        6: distance,
        7: highest,
        9: "false",
        11: workout.more.get("gear", ""),
        12: file_name(workout, number, files),
        15: _number(workout.elapsed_time_s),
        16: _number(workout.moving_s),
        17: _number(workout.distance_m),
        20: _number(workout.elevation_gain_m),
        29: _number(means["cadence"]),
        30: highest,
        31: _number(means["heartrate_bpm"]),
        33: _number(means["watts"]),
        36: _number(workout.more.get("mean_temp_c", means["temp_c"])),
        43: _number(workout.more.get("perceived_exertion")),
        56: _number(weather.get("temp_c")),
        57: _number(weather.get("apparent_temp_c")),
        59: _number(None if humidity is None else humidity / 100),
        61: _number(weather.get("wind_mps")),
    }.items():
        row[column] = cell
    return row


def _lines(rows: Sequence[Sequence[str]], separator: str = ",", newline: str = "\n") -> bytes:
    """Rows as CSV after RFC 4180: unlike Python's own writer, a cell with a carriage return is always quoted."""

    def quoted(cell: str) -> str:
        is_plain = not any(sign in cell for sign in ('"', "\r", "\n", separator))
        return cell if is_plain else '"' + cell.replace('"', '""') + '"'

    return "".join(separator.join(map(quoted, row)) + newline for row in rows).encode()


def _number(value: Any) -> str:
    """A number as the columns after the file name have it, whatever the language."""
    return "" if value is None else repr(float(value))

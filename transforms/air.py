"""How warm it was around each run, by the best that anybody tells of it."""

import polars as pl

from transforms.apparent_temperature import apparent_temperature_c
from transforms.running_effort import is_machine
from transforms.session_rows import said

KEY = ["athlete_id", "activity_id"]

#: What may have been told, the best first, and how it is said. Air temperature alone leaves the humidity open; a
#: sensor on a wrist reads warm.
MEASURES = {
    "apparent": "{} °C apparent (weather {})",
    "computed": "{} °C apparent (worked out from temperature, humidity and wind {})",
    "air": "{} °C (air temperature {}, which tells no humidity)",
    "sensor": "{} °C by the watch, which reads warm{}",
}
BY = {"strava_export": "in Strava's export", "open_meteo": "by Open-Meteo"}
#: What a row's `told_by` says where the device's sensor is all there is.
WATCH = "watch"


def with_air(runs: pl.DataFrame, samples: pl.DataFrame, weather: pl.DataFrame) -> pl.DataFrame:
    """Rows of core.activities with `temp_c`, its `measure` (a key of `MEASURES`), `told_by`, `air_said` and `watch_c`.

    Weather (core.weather) outranks the sensor, and means nothing indoors. `watch_c` is the sensor's mean once it has
    settled (core.activity_samples), or without samples that of the whole run. All are null where nobody tells.
    """
    told = weather.select(
        *KEY,
        told_by="source",
        apparent="apparent_temp_c",
        computed=apparent_temperature_c(pl.col("temp_c"), pl.col("humidity_pct"), pl.col("wind_mps")),
        air="temp_c",
    )
    watch_c = pl.coalesce("mean_temp_after_20min_c", pl.when(~pl.col("has_streams")).then(pl.col("mean_temp_c")))
    outdoors = [pl.when(~is_machine()).then(name).alias(name) for name in ("apparent", "computed", "air")]
    measure = pl.coalesce(pl.when(pl.col(name).is_not_null()).then(pl.lit(name)) for name in MEASURES)
    number = said(pl.col("temp_c"), 1)
    by = pl.col("told_by").replace_strict(BY, default="", return_dtype=pl.String)
    return (
        runs.join(samples.select(*KEY, "mean_temp_after_20min_c"), on=KEY, how="left", maintain_order="left")
        .join(told, on=KEY, how="left", maintain_order="left")
        .with_columns(*outdoors, watch_c=watch_c, sensor=watch_c)
        .with_columns(temp_c=pl.coalesce(*MEASURES), measure=measure)
        .with_columns(
            told_by=pl.when(pl.col("measure") == "sensor").then(pl.lit(WATCH)).when(pl.col("measure").is_not_null())
            .then("told_by")
        )
        .with_columns(
            air_said=pl.coalesce(
                pl.when(pl.col("measure") == name).then(pl.format(text, number, by)) for name, text in MEASURES.items()
            )
        )
        .drop(MEASURES)
    )  # fmt: skip

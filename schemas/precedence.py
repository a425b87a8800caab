"""Whose word counts where several sources tell of one activity, the first that says anything."""

#: Of each field but those of samples and laps: what the athlete may have edited at Strava since, then the list of an
#: export, then files, the richer format first.
FIELDS = ("api", "csv", "fit", "tcx", "gpx")
#: Of samples, and of laps, each whole from one source: a device's own file holds what it measured, Strava's answer is
#: a copy of it, which carries more than a GPX file does.
SAMPLES = ("fit", "tcx", "api", "gpx")
#: Formats of which Strava's samples are but a copy.
BETTER_THAN_API = SAMPLES[: SAMPLES.index("api")]

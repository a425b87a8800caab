"""The plan that is written for an athlete who has none: the five interventions as prescribed."""

DEFAULT_PLAN = """\
# Your plan: what fivefold measures adherence against. Edit it as you like, then look at it with: fivefold plan show
#
# A target is a minimum, which meets it, and a maximum, the upper end of what is prescribed. More than the maximum is
# not more adherent. Leave a table out and that intervention is not followed. Weeks are Monday to Sunday; a week is
# held to the target in force on its Monday.

# First day of the plan. Without it the plan begins with the first week of your history.
# from = 2026-01-05

# Sessions a week of 8–10 s maximal sprints up a steep hill, walking or standing 90 s to 2 min between.
[hill_sprints]
min = 1
max = 1
min_reps = 3            # fewer reps are no session

# Passive heat sessions a week (sauna, hot tub), 20–30 min each. Runs in the heat are shown, not counted.
[heat]
min = 2
max = 3
# Your own words for it in titles and notes, beside the many that are known; also hot_tub, steam and passive_other.
# words = { sauna = ["hot box", "*kabine"] }

# Hours a week of easy cycling, pool running, elliptical and the like.
[cross_training]
min = 2
max = 3
# How much of an hour counts, by Strava's name of the sport: 1, but 0.5 on e-bikes and 0 for Walk and Hike.
# weights = { EBikeRide = 0.5, Walk = 0.25 }

# Heavy strength sessions a week: 3–6 reps, about 45 min.
[strength]
min = 2
max = 2
unknown_counts = true   # does a session count when nothing says how heavy it was?

# New monthly distance records a year.
[monthly_mileage]
min = 2
max = 3

# A change of plan does not rewrite the past: add it with the day from which it holds, and leave the lines above alone.
# [[target]]
# from = 2026-03-02
# intervention = "heat"
# min = 3
# max = 4

# What low intensity is measured by, where you know better than Strava's zones and FTP, from a day on: the heart rate at
# your first threshold, or your maximum and whether it comes from the "field" or a "laboratory"; and your FTP in watts.
# [[heart_rate]]
# from = 2026-01-05
# first_threshold = 145
# [[power]]
# from = 2026-01-05
# threshold = 250

# A week with a day of a break is not due. Without `until` the break goes on; without `interventions` it is from all.
# [[break]]
# from = 2026-08-03
# until = 2026-08-16
# reason = "holiday"
# interventions = ["hill_sprints", "strength"]
"""

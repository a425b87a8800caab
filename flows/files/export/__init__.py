"""The lists in a bulk export of Strava's."""

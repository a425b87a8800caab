"""Files that the athlete hands over: exports of Strava's, FIT, GPX, TCX."""

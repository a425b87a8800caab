"""Recordings and lists that the athlete hands over become frames: FIT, GPX, TCX, exports of Strava's."""

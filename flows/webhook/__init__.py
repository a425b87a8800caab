"""Strava's webhook: what it tells is kept in a file until the next sync, and that sync comes soon.

An event is signed by nobody. So it never changes anything: it only marks an activity of ours that the next sync asks
Strava about. Whatever gets lost here, the nightly listing finds all the same.
"""

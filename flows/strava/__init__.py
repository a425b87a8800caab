"""Strava as a source: `login` once, then `client`, `listing` and `fetch` bring verbatim bodies within a `budget`."""

"""A server that speaks the Strava V3 API over real HTTP, for the demo and the tests."""

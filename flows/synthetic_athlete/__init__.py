"""A synthetic athlete: years of plausible training from a seed, with the ground truth beside it."""

from flows.synthetic_athlete.life import Life, RecordedActivity, live

__all__ = ["Life", "RecordedActivity", "live"]

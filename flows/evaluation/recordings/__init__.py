"""Recordings with known truth: a body runs a script, a watch records it, and what was truly run stands beside."""

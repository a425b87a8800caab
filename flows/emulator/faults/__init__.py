"""Faults on demand: which calls a rule means, and what goes wrong with them."""

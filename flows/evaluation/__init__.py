"""How good the verdicts are: recordings with known truth, scored."""

"""The athlete's word: labels, which outrank rules, and sessions that no device recorded."""

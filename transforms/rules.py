"""The version that stands on every verdict; raise it whenever a rule or a threshold changes."""

RULE_VERSION = "2026.3"

"""The athlete's plan: the file, and what it means."""

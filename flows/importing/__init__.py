"""`fivefold import`: files are found, land as they are, and are derived and published."""

"""Taking back what came from one source, from every place where fivefold keeps it or what it made of it."""

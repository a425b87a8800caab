"""The published copy once more, in the schemas core, mart and ops of a PostgreSQL database."""

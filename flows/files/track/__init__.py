"""GPX and TCX: tracks written as XML."""

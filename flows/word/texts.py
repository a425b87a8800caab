"""Texts that the athlete types."""

from flows.errors import UsageError


def check_text(text: str | None, longest: int, option: str) -> None:
    """Raise `UsageError` where what stands behind an option is too long, or holds bytes that are no text."""
    if text and len(text) > longest:
        raise UsageError(f"The text of {option} has {len(text)} characters; {longest} are the most. Shorten it.")
    # Python makes lone surrogates of bytes that it cannot read.
    if text and any("\ud800" <= character <= "\udfff" for character in text):
        raise UsageError(f"The text of {option} holds bytes that are not UTF-8. Type it again.")

"""Somebody's words in a mail: not too many of them, and marked as theirs."""


def cut(text: str, longest: int) -> str:
    """Shorten a text that is longer than so many letters."""
    return text if len(text) <= longest else text[:longest].rstrip() + " …"


def quoted(text: str) -> str:
    """Mark every line as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))

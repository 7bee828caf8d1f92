"""What the forms at the door have in common."""

from reviewblog.text.clean import clean_line


def cleaned(text: str | None) -> str:
    """Clean one line of input, also where a field is missing."""
    return clean_line(text or "")

"""What a picture was called where it came from: shown and searched, never a path."""

import re

from reviewblog.text.clean import clean_line

LONGEST_NAME = 120
# Names that Windows keeps for devices, whatever follows the dot.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_UNWANTED = re.compile(r'[<>:"|?*]')


def clean_filename(name: str) -> str:
    """Return the last part of a path as one harmless line; "picture" if none is left.

    Directions of writing, controls and NUL go, since they make a name look like
    another; the end of an overlong one is kept, for it says most.
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(letter for letter in last if letter.isprintable())
    line = _UNWANTED.sub("", clean_line(kept)).strip(". ")
    if _RESERVED.match(line):
        line = f"picture-{line}"
    return line[-LONGEST_NAME:].strip(". ") or "picture"

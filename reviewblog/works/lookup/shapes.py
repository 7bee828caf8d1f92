"""Reading JSON whose shape nobody vouches for: what is not as expected is empty."""

from typing import Any

from reviewblog.text.clean import clean_line

LONGEST_TEXT = 2000
LARGEST_NUMBER = 10**9

Json = Any


def dig(value: Json, *path: str | int) -> Json:
    """Follow names and places into a value; None where the way ends."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list):
            value = value[step] if step < len(value) else None
        else:
            return None
    return value


def entries(value: Json, *path: str | int) -> list[Json]:
    """Return the list there, or an empty one."""
    found = dig(value, *path)
    return found if isinstance(found, list) else []


def members(value: Json, *path: str | int) -> dict[str, Json]:
    """Return the object there, or an empty one."""
    found = dig(value, *path)
    return found if isinstance(found, dict) else {}


def line(value: Json, *path: str | int) -> str:
    """Return the text there, clean and on one line, or an empty one."""
    found = dig(value, *path)
    return clean_line(found) if isinstance(found, str) and _is_sane(found) else ""


def whole(value: Json, *path: str | int) -> int | None:
    """Return the whole number there; text in figures will do."""
    found = dig(value, *path)
    if isinstance(found, str) and found.isascii() and found.isdecimal():
        found = int(found) if _is_sane(found) else None
    is_number = isinstance(found, int) and not isinstance(found, bool)
    return found if is_number and 0 < found < LARGEST_NUMBER else None


def _is_sane(text: str) -> bool:
    return len(text) <= LONGEST_TEXT

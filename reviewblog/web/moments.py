"""Moments that travel through a form, as whole seconds or to the last digit."""

from datetime import UTC, datetime

LATEST_SECOND = 2**33


def as_moment(text: str) -> datetime | None:
    """Read the second in which something was served; nonsense is no moment."""
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(LATEST_SECOND)):
        return None
    return datetime.fromtimestamp(min(int(text), LATEST_SECOND), tz=UTC)


def as_time(text: str) -> datetime | None:
    """Read the exact moment that was printed in ISO form; nonsense is no moment."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is UTC else None

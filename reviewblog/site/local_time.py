"""Times as an author types them: by the site's clock, without a word about its zone."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from reviewblog.errors import DomainError

EARLIEST_YEAR = 1800
LATEST_YEAR = 2999

_TYPED = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:(?:T| +)(\d\d?):(\d\d)(?::(\d\d)(?:\.\d{1,6})?)?)?",
    re.ASCII,
)


class LocalTimeError(DomainError):
    """What was typed is no time; the message shows how to write one."""


class LocalTime(Struct, frozen=True):
    """A moment, and what to tell the author when clocks made it doubtful."""

    moment: datetime
    note: str = ""


def read_local_time(text: str, zone: ZoneInfo) -> LocalTime:
    """Read ``2026-03-14 19:30``, perhaps with a ``T``, seconds, or no time of day.

    Raises:
        LocalTimeError: it reads otherwise, or there is no such day or hour.
    """
    wall = _read_wall_time(text)
    # Of two such moments the earlier; of none, the one the clocks jumped to.
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    shown = moment.astimezone(zone).replace(tzinfo=None)
    if shown != wall:
        note = (
            f"There is no {wall:%H:%M} on {wall:%Y-%m-%d} in {zone.key}, because the "
            f"clocks go forward; it was taken as {shown:%H:%M}."
        )
        return LocalTime(moment, note)
    if moment != wall.replace(tzinfo=zone, fold=1).astimezone(UTC):
        note = (
            f"The clocks go back on {wall:%Y-%m-%d} in {zone.key}, so {wall:%H:%M} "
            f"comes twice; it was taken as the first."
        )
        return LocalTime(moment, note)
    return LocalTime(moment)


def write_local_time(moment: datetime, zone: ZoneInfo) -> str:
    """Write a moment as browsers want it in their field for times."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def _read_wall_time(text: str) -> datetime:
    typed = _TYPED.fullmatch(text.strip())
    if typed is None:
        raise LocalTimeError("Write the time like this: 2026-03-14 19:30.")
    year, month, day, hour, minute, second = (int(n or 0) for n in typed.groups())
    try:
        wall = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 -- the zone comes next
    except ValueError as error:
        raise LocalTimeError("There is no such day or hour.") from error
    if not EARLIEST_YEAR <= wall.year <= LATEST_YEAR:
        raise LocalTimeError(
            f"Give a year from {EARLIEST_YEAR} to {LATEST_YEAR}, please."
        )
    return wall

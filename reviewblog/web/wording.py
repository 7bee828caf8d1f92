"""How dates, numbers, grades and kinds are printed for people, and for machines."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from reviewblog.reviews.calibration import Standing
from reviewblog.site.models import RunningTimeStyle
from reviewblog.text.titles import running_time
from reviewblog.web.site import current_site
from reviewblog.works.models import WorkKind

NOON = 12


def as_date(moment: datetime) -> str:
    """Print a day: 14 March 2026."""
    return as_whole_day(_local(moment))


def as_whole_day(day: date) -> str:
    """Print a day of the calendar, which no zone moves: 3 May 2026."""
    return f"{day.day} {day:%B} {day.year}"


def as_short_date(moment: datetime) -> str:
    """Print a day for a table: 14 Mar 2026."""
    local = _local(moment)
    return f"{local.day} {local:%b} {local.year}"


def as_day(moment: datetime) -> str:
    """Print a day without its year: 14 March."""
    local = _local(moment)
    return f"{local.day} {local:%B}"


def as_year(moment: datetime) -> int:
    """Return the year it was on the site's clock."""
    return _local(moment).year


def as_datetime(moment: datetime) -> str:
    """Print a moment: 14 March 2026, 7.22 pm."""
    local = _local(moment)
    half = "am" if local.hour < NOON else "pm"
    return f"{as_whole_day(local)}, {local.hour % NOON or NOON}.{local:%M} {half}"


def zone_words(zone: ZoneInfo, *, at: datetime) -> str:
    """Name a zone with its offset at a moment: Europe/Paris, UTC+01:00; UTC alone."""
    if zone.key == "UTC":
        return zone.key
    offset = at.astimezone(zone).strftime("%z")
    return f"{zone.key}, UTC{offset[:3]}:{offset[3:5]}"


def as_iso(moment: datetime) -> str:
    """Print a moment for machines, with the offset of the site's zone."""
    return _local(moment).isoformat(timespec="seconds")


def as_number(number: int) -> str:
    """Print a number as people read it: 1,042."""
    return f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """Print a number with its noun: 1 review, 1,042 reviews."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def grade_label(label: str) -> str:
    """Print a grade with a true minus: A−."""
    return f"{label[:-1]}−" if label.endswith("-") else label


def rarity_words(standing: Standing) -> str:
    """Say how often a grade was given, and how rare that makes it."""
    if not standing.count:
        times = "Never given yet"
    else:
        times = f"Given {counted(standing.count, 'time')}"
    total, rarity = standing.total, standing.rarity
    if not total:
        return f"{times}."
    if rarity is None:
        return f"{times}, of {counted(total, 'graded review')}."
    end = "top" if rarity.is_top else "bottom"
    if not rarity.percent:
        return f"{times}: nothing of {total:,} graded reviews is as {_as(end)}."
    return f"{times}: among the {end} {rarity.percent} % of {total:,} graded reviews."


def _as(end: str) -> str:
    return "good" if end == "top" else "bad"


def round_to_five(percent: int) -> int:
    """Round to the steps in which the stylesheet fills a grade's tile."""
    return 5 * round(percent / 5)


def as_running_time(minutes: int) -> str:
    """Print a running time as the site does: 1 Hr. 56 Mins., or 116 minutes."""
    if current_site().running_time_style is RunningTimeStyle.HOURS:
        return running_time(minutes)
    return counted(minutes, "minute")


def kind_name(kind: str) -> str:
    """Print what sort of thing a work is."""
    return "Short film" if kind == WorkKind.SHORT else kind.capitalize()


def _local(moment: datetime) -> datetime:
    return moment.astimezone(current_site().zone)

"""The stretches of time that counts are shown for, by the site's clock."""

from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

DAYS = {"7": 7, "30": 30, "90": 90}
MONTHS_IN_YEAR = 12


class Period(StrEnum):
    """What an author may choose; a year and longer are shown by the month."""

    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"
    YEAR = "year"
    ALL = "all"


class Span(Struct, frozen=True):
    """From a day to another, both included, cut into days or months."""

    since: date
    until: date
    by_month: bool

    @property
    def steps(self) -> list[date]:
        """List the days, or the first days of the months, in order."""
        if self.by_month:
            return months_between(self.since, self.until)
        days = (self.until - self.since).days + 1
        return [self.since + timedelta(days=number) for number in range(days)]

    def step_of(self, day: date) -> date:
        """Return the step that a day belongs to."""
        return day.replace(day=1) if self.by_month else day


def span_of(period: Period, *, today: date, first: date | None) -> Span:
    """Work out a period that ends today; ``first`` is the first day with a count."""
    if period.value in DAYS:
        since = today - timedelta(days=DAYS[period.value] - 1)
        return Span(since, today, by_month=False)
    if period is Period.YEAR:
        return Span(_months_ago(today, MONTHS_IN_YEAR - 1), today, by_month=True)
    begin = min(first or today, today)
    return Span(begin.replace(day=1), today, by_month=True)


def months_between(since: date, until: date) -> list[date]:
    """List the first days of the months from one day to another."""
    first, last = (day.year * MONTHS_IN_YEAR + day.month - 1 for day in (since, until))
    return [_first_of(number) for number in range(first, last + 1)]


def next_month(day: date) -> date:
    """Return the first day of the month after."""
    return _first_of(day.year * MONTHS_IN_YEAR + day.month)


def _months_ago(day: date, months: int) -> date:
    return _first_of(day.year * MONTHS_IN_YEAR + day.month - 1 - months)


def _first_of(number: int) -> date:
    return date(number // MONTHS_IN_YEAR, number % MONTHS_IN_YEAR + 1, 1)

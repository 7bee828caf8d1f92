"""Stretches of time."""

from datetime import date

import pytest

from reviewblog.stats.periods import Period, next_month, span_of

TODAY = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("period", "since", "steps"),
    [
        (Period.WEEK, date(2026, 3, 8), 7),
        (Period.MONTH, date(2026, 2, 13), 30),
        (Period.QUARTER, date(2025, 12, 15), 90),
        (Period.YEAR, date(2025, 4, 1), 12),
        (Period.ALL, date(2023, 11, 1), 29),
    ],
)
def test_a_period_ends_today(period: Period, since: date, steps: int) -> None:
    span = span_of(period, today=TODAY, first=date(2023, 11, 20))

    assert (span.since, span.until, len(span.steps)) == (since, TODAY, steps)
    assert span.step_of(TODAY) == span.steps[-1]


def test_a_new_site_has_one_month() -> None:
    assert span_of(Period.ALL, today=TODAY, first=None).steps == [date(2026, 3, 1)]


def test_after_december_comes_january() -> None:
    assert next_month(date(2025, 12, 31)) == date(2026, 1, 1)

"""How things are printed."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, g

from reviewblog.site.defaults import default_site
from reviewblog.site.models import RunningTimeStyle
from reviewblog.web import wording
from reviewblog.web.site import House

LATE = datetime(2019, 12, 31, 23, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_berlin() -> Iterator[None]:
    """Print for a site whose clocks are an hour ahead."""
    with Flask("test").app_context():
        g.house = House(default_site(at=LATE), ())
        g.house.site.time_zone = "Europe/Berlin"
        yield


@pytest.mark.parametrize(
    ("key", "words"),
    [("Europe/Berlin", "Europe/Berlin, UTC+01:00"), ("UTC", "UTC")],
)
def test_a_zone_is_named_with_its_offset_unless_it_has_none(
    key: str, words: str
) -> None:
    assert wording.zone_words(ZoneInfo(key), at=LATE) == words


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (wording.as_date, "1 January 2020"),
        (wording.as_short_date, "1 Jan 2020"),
        (wording.as_day, "1 January"),
        (wording.as_year, 2020),
        (wording.as_datetime, "1 January 2020, 12.05 am"),
        (wording.as_iso, "2020-01-01T00:05:00+01:00"),
    ],
)
def test_moments_are_told_by_the_sites_clock(
    printed: Callable[[datetime], object], expected: object
) -> None:
    assert printed(LATE) == expected


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(11, "12.00 pm"), (12, "1.00 pm"), (22, "11.00 pm"), (10, "11.00 am")],
)
def test_as_datetime_counts_to_twelve(hour: int, expected: str) -> None:
    moment = datetime(2026, 3, 14, hour, tzinfo=UTC)

    assert wording.as_datetime(moment) == f"14 March 2026, {expected}"


@pytest.mark.parametrize(
    ("label", "expected"), [("A-", "A−"), ("B+", "B+"), ("C", "C"), ("So-so", "So-so")]
)
def test_grade_label_prints_a_true_minus(label: str, expected: str) -> None:
    assert wording.grade_label(label) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "0 reviews"), (1, "1 review"), (1042, "1,042 reviews")],
)
def test_counted_agrees_in_number(number: int, expected: str) -> None:
    assert wording.counted(number, "review") == expected


def test_counted_takes_odd_plurals() -> None:
    assert wording.counted(2, "reply", "replies") == "2 replies"


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (RunningTimeStyle.HOURS, "1 Hr. 56 Mins."),
        (RunningTimeStyle.MINUTES, "116 minutes"),
    ],
)
def test_as_running_time_obeys_the_setting(
    style: RunningTimeStyle, expected: str
) -> None:
    g.house.site.running_time_style = style

    assert wording.as_running_time(116) == expected


@pytest.mark.parametrize(
    ("percent", "step"), [(0, 0), (16, 15), (42, 40), (91, 90), (100, 100)]
)
def test_round_to_five(percent: int, step: int) -> None:
    assert wording.round_to_five(percent) == step


@pytest.mark.parametrize(
    ("kind", "name"), [("film", "Film"), ("short", "Short film"), ("album", "Album")]
)
def test_kind_name(kind: str, name: str) -> None:
    assert wording.kind_name(kind) == name


def test_as_number() -> None:
    assert wording.as_number(1042) == "1,042"

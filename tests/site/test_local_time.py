"""Times as authors type them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from reviewblog.site.local_time import (
    LocalTimeError,
    read_local_time,
    write_local_time,
)

LONDON = ZoneInfo("Europe/London")
SUMMER_EVENING = datetime(2026, 7, 14, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-07-14T19:30", SUMMER_EVENING),
        ("2026-07-14 19:30", SUMMER_EVENING),
        (" 2026-07-14T19:30:00 ", SUMMER_EVENING),
        ("2026-07-14T19:30:00.000", SUMMER_EVENING),
        ("2026-7-14 19:30", SUMMER_EVENING),
        ("2026-07-14T19:30:05", SUMMER_EVENING.replace(second=5)),
        ("2026-01-14", datetime(2026, 1, 14, tzinfo=UTC)),
    ],
)
def test_a_time_is_read_by_the_clock_of_the_zone(text: str, moment: datetime) -> None:
    time = read_local_time(text, LONDON)

    assert time.moment == moment
    assert not time.note


def test_an_hour_that_does_not_exist_is_the_one_the_clocks_jump_to() -> None:
    time = read_local_time("2026-03-29 01:30", LONDON)

    assert time.moment == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert "no 01:30 on 2026-03-29 in Europe/London" in time.note
    assert "taken as 02:30" in time.note


def test_an_hour_that_comes_twice_is_the_first() -> None:
    time = read_local_time("2026-10-25 01:30", LONDON)

    assert time.moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert "comes twice" in time.note


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow",
        "14/07/2026",
        "2026-02-30",
        "2026-07-14 25:00",
        "2026-07-14T19:30Z",
        "0001-01-01",
        "9999-12-31 23:59",
        "\uff12\uff10\uff12\uff16-07-14",
        "2026-07-14T19:30" * 99,
        "-1",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(LocalTimeError):
        read_local_time(text, LONDON)


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Kathmandu", "UTC"])
def test_a_time_is_read_as_it_was_written(zone: str) -> None:
    text = write_local_time(SUMMER_EVENING, ZoneInfo(zone))

    assert read_local_time(text, ZoneInfo(zone)).moment == SUMMER_EVENING

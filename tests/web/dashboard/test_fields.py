"""What the desk's fields make of what is typed into them."""

import pytest

from reviewblog.web.dashboard.fields import minutes_in


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("104", 104),
        (" 104 min", 104),
        ("104 Mins.", 104),
        ("104\u2032", 104),
        ("1 hr 44 min", 104),
        ("1h44", 104),
        ("1:44", 104),
        ("1 Hr. 44 Mins.", 104),
        ("2 Hrs.", 120),
        ("2 hours", 120),
    ],
)
def test_a_running_time_is_read_as_people_say_it(typed: str, minutes: int) -> None:
    assert minutes_in(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["", "min", ":", "long", "-5", "1.5 h", "104 seconds", "1 h 2 h", "9" * 99]
)
def test_what_is_no_running_time_is_none(typed: str) -> None:
    assert minutes_in(typed) is None

"""One visitor cannot drown the others."""

from reviewblog.web.counting.gate import MOST_FROM_ONE, MOST_VISITORS, Gate


def test_a_visitor_is_let_through_so_often_a_minute() -> None:
    now = 0.0
    gate = Gate(clock=lambda: now)

    first = [gate.admits("192.0.2.1") for _ in range(MOST_FROM_ONE + 2)]
    others = gate.admits("192.0.2.2")
    now = 61.0
    later = gate.admits("192.0.2.1")

    assert first == [True] * MOST_FROM_ONE + [False] * 2
    assert others
    assert later


def test_a_household_of_ipv6_is_one_visitor() -> None:
    gate = Gate(clock=lambda: 0.0)

    given = [gate.admits(f"2001:db8::{n:x}") for n in range(MOST_FROM_ONE + 1)]

    assert not given[-1]


def test_a_crowd_beyond_counting_is_left_out() -> None:
    gate = Gate(clock=lambda: 0.0)

    for number in range(MOST_VISITORS):
        gate.admits(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")

    assert not gate.admits("192.0.2.1")
    assert gate.admits("10.0.0.1")

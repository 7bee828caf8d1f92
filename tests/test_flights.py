"""One works while the others wait."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from reviewblog.flights import Flights


def test_what_everybody_wants_is_made_once() -> None:
    flights, together = Flights(), threading.Barrier(8)
    made: list[int] = []

    def want(number: int) -> int:
        together.wait()
        with flights.alone("page"):
            if not made:
                made.append(number)
            return made[0]

    with ThreadPoolExecutor(8) as crowd:
        assert len(set(crowd.map(want, range(8)))) == 1
    assert len(made) == 1


def test_different_things_are_made_at_once() -> None:
    flights, both = Flights(), threading.Barrier(2, timeout=20)

    def make(key: str) -> None:
        with flights.alone(key):
            both.wait()

    with ThreadPoolExecutor(2) as two:
        list(two.map(make, ["one", "another"]))


def test_a_failure_does_not_keep_the_next_one_out() -> None:
    flights = Flights()

    for _ in range(2):
        with pytest.raises(ZeroDivisionError), flights.alone("page"):
            raise ZeroDivisionError


def test_whoever_works_may_ask_again() -> None:
    flights = Flights()

    with flights.alone("page"), flights.alone("page"):
        pass

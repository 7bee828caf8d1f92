"""One works while the others wait."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

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


def test_it_stays_one_at_a_time_whoever_works_within() -> None:
    flights, inside, most = Flights(), [0], [0]

    def work(_: int) -> None:
        with flights.alone("page"):
            with flights.alone("page"):
                pass
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.02)
            inside[0] -= 1

    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(work, range(8)))

    assert most == [1]
    assert flights.under_way == 0


def test_nobody_waits_for_others_to_fail_as_well() -> None:
    flights, everybody = Flights(), threading.Barrier(4, timeout=20)
    begun, others_wait = threading.Event(), threading.Event()

    def fail() -> None:
        with suppress(ZeroDivisionError), flights.alone("page"):
            begun.set()
            others_wait.wait(20)
            raise ZeroDivisionError

    def wait() -> None:
        with flights.alone("page"):
            # Passed only when all are here at once.
            everybody.wait()

    with ThreadPoolExecutor(5) as crowd:
        first = crowd.submit(fail)
        begun.wait(20)
        others = [crowd.submit(wait) for _ in range(4)]
        time.sleep(0.1)
        others_wait.set()
        for one in (first, *others):
            one.result()

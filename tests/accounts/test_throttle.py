"""Guessers wait; nobody else does."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import FailedLogin
from reviewblog.accounts.throttle import (
    Attempt,
    count_attempt,
    forget_old_failures,
    forgive,
)
from reviewblog.errors import TooManyError
from reviewblog.limit import Limit
from tests.factories import LONG_AGO
from tests.races import race

LIMIT = Limit(10, 900)
SECRET = "secret"
GUESSER = "192.0.2.1"


def attempt(name: str = "tamsin", address: str = GUESSER) -> Attempt:
    return Attempt.of(name, address, secret=SECRET)


def fail(
    session: Session,
    times: int,
    who: Attempt | None = None,
    at: datetime = LONG_AGO,
    limit: Limit | None = LIMIT,
) -> None:
    for _ in range(times):
        count_attempt(session, who or attempt(), limit=limit, at=at)


def seconds_to_wait(
    session: Session, who: Attempt, at: datetime = LONG_AGO, limit: Limit | None = LIMIT
) -> int:
    try:
        with session.begin_nested():
            count_attempt(session, who, limit=limit, at=at)
    except TooManyError as refusal:
        return refusal.retry_after
    return 0


def test_five_failures_are_free(session: Session) -> None:
    fail(session, 4)

    assert seconds_to_wait(session, attempt()) == 0
    assert seconds_to_wait(session, attempt()) == 30


def test_the_wait_doubles_with_each_failure_and_ends_somewhere(
    session: Session,
) -> None:
    fail(session, 5, limit=None)
    at = LONG_AGO
    waits = []
    for _ in range(8):
        waits.append(seconds_to_wait(session, attempt(), at, None))
        at += timedelta(seconds=waits[-1])
        count_attempt(session, attempt(), limit=None, at=at)

    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_a_refused_attempt_does_not_make_the_wait_longer(session: Session) -> None:
    fail(session, 5)

    for _ in range(3):
        assert seconds_to_wait(session, attempt()) == 30


def test_the_refusal_says_in_words_how_long(session: Session) -> None:
    fail(session, 5)

    with pytest.raises(TooManyError, match="try again in a minute"):
        fail(session, 1)


def test_the_right_address_is_not_locked_out_by_a_guesser(session: Session) -> None:
    fail(session, 5)

    assert seconds_to_wait(session, attempt(address="198.51.100.7")) == 0


def test_an_address_may_not_fail_more_often_than_its_limit(session: Session) -> None:
    for number in range(10):
        fail(session, 1, attempt(f"name{number}"))

    late = LONG_AGO + timedelta(minutes=14)
    assert seconds_to_wait(session, attempt("another")) == 900
    assert seconds_to_wait(session, attempt("another"), late) == 60
    assert seconds_to_wait(session, attempt("another", "198.51.100.7")) == 0


def test_an_address_is_forgiven_after_its_window(session: Session) -> None:
    for number in range(10):
        fail(session, 1, attempt(f"name{number}"))

    later = LONG_AGO + timedelta(minutes=15)
    assert seconds_to_wait(session, attempt("another"), later) == 0


def test_without_a_limit_only_the_pair_waits(session: Session) -> None:
    for number in range(30):
        fail(session, 1, attempt(f"name{number}"), limit=None)

    assert seconds_to_wait(session, attempt("another"), limit=None) == 0


def test_a_pair_is_forgotten_after_a_quiet_day(session: Session) -> None:
    fail(session, 5)

    tomorrow = LONG_AGO + timedelta(days=1)
    fail(session, 4, at=tomorrow)

    assert seconds_to_wait(session, attempt(), tomorrow) == 0


def test_forgive_takes_the_failures_of_the_pair_back(session: Session) -> None:
    fail(session, 5)

    forgive(session, attempt())

    assert seconds_to_wait(session, attempt()) == 0
    failures = select(FailedLogin.failures).where(FailedLogin.key == attempt().address)
    # Five wrong ones and the one that was just counted, less the right one.
    assert session.scalar(failures) == 5


def test_a_clock_that_runs_behind_makes_nobody_wait(session: Session) -> None:
    fail(session, 1, at=LONG_AGO + timedelta(seconds=9))

    assert seconds_to_wait(session, attempt()) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8::1", "2001:db8::ffff:1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:DB8::1", "2001:db8:0:0::1"),
    ],
)
def test_addresses_of_one_household_count_together(one: str, other: str) -> None:
    assert attempt(address=one) == attempt(address=other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("192.0.2.1", "192.0.2.2"), ("2001:db8::1", "2001:db8:0:1::1"), ("", "unix:")],
)
def test_addresses_of_others_count_apart(one: str, other: str) -> None:
    assert attempt(address=one) != attempt(address=other)


def test_attempts_tell_nothing_to_whoever_reads_the_database() -> None:
    who = attempt("tamsin", "192.0.2.1")

    assert who != Attempt.of("tamsin", "192.0.2.1", secret="another")
    assert "tamsin" not in repr(who)
    assert "192" not in repr(who)[:20]


def test_forget_old_failures_leaves_those_that_count(session: Session) -> None:
    fail(session, 1)
    tomorrow = LONG_AGO + timedelta(days=1)
    fail(session, 1, attempt("other", "198.51.100.7"), at=tomorrow)

    forget_old_failures(session, limit=LIMIT, at=tomorrow)

    assert session.scalar(select(func.count(FailedLogin.key))) == 2


def test_forget_old_failures_waits_for_a_long_window(session: Session) -> None:
    fail(session, 1)
    tomorrow = LONG_AGO + timedelta(days=1)

    forget_old_failures(session, limit=Limit(10, 7 * 86400), at=tomorrow)

    assert session.scalar(select(func.count(FailedLogin.key))) == 2


def test_attempts_at_once_are_each_counted(app: Flask, session: Session) -> None:
    def guess(own: Session, _: int) -> None:
        count_attempt(own, attempt(), limit=LIMIT, at=LONG_AGO)

    refusals = race(app, guess, times=12)

    assert [type(refusal) for refusal in refusals] == [TooManyError] * 7
    assert session.scalars(select(FailedLogin.failures)).all() == [5, 5]


def test_right_and_wrong_attempts_at_once_do_not_stop_each_other(app: Flask) -> None:
    def knock(own: Session, number: int) -> None:
        who = attempt(f"name{number % 2}")
        count_attempt(own, who, limit=None, at=LONG_AGO)
        if number % 2:
            forgive(own, who)
            forget_old_failures(own, limit=None, at=LONG_AGO + timedelta(days=2))

    assert race(app, knock, times=8) == []

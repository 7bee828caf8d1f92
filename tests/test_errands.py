"""Errands: asked for once, and at most one runner at the same one."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from reviewblog.errands import (
    Errand,
    ErrandState,
    ask_for,
    back_off,
    lock_state,
    take_asked,
)
from tests.factories import LONG_AGO
from tests.races import race


def test_what_was_asked_for_is_taken_once(session: Session) -> None:
    ask_for(session, Errand.SEND_MAIL)
    ask_for(session, Errand.SEND_MAIL)

    assert take_asked(session) == {Errand.SEND_MAIL}
    assert take_asked(session) == set()


def test_the_first_wait_is_about_a_minute() -> None:
    waits = [back_off(1) for _ in range(100)]

    assert min(waits) >= timedelta(seconds=54)
    assert max(waits) <= timedelta(seconds=66)
    assert len(set(waits)) > 1


def test_no_wait_is_longer_than_a_few_hours() -> None:
    assert back_off(10**9) <= timedelta(hours=5)


def test_a_state_is_made_when_it_is_first_asked_for(session: Session) -> None:
    with transaction(session):
        state = lock_state(session, Errand.PING_HUB)

    assert (state.done_until, state.failures, state.last_error) == (None, 0, "")
    assert not state.is_waiting(at=LONG_AGO)


def test_runners_at_once_share_one_state(app: Flask, session: Session) -> None:
    def fail(own: Session, number: int) -> None:
        lock_state(own, Errand.PING_HUB).fail(f"reason {number}", at=LONG_AGO)

    assert race(app, fail, times=4) == []
    assert session.get_one(ErrandState, Errand.PING_HUB).failures == 4


def test_a_failure_is_waited_out(session: Session) -> None:
    with transaction(session):
        state = lock_state(session, Errand.PING_HUB)
        state.fail("no " * 1000, at=LONG_AGO)

    assert state.is_waiting(at=LONG_AGO)
    assert not state.is_waiting(at=LONG_AGO + timedelta(minutes=2))
    assert len(state.last_error) == 500


def test_success_forgets_failures(session: Session) -> None:
    with transaction(session):
        state = lock_state(session, Errand.PING_HUB)
        state.fail("no", at=LONG_AGO)
        state.succeed(until=LONG_AGO)

    assert (state.done_until, state.failures) == (LONG_AGO, 0)
    assert (state.last_error, state.next_attempt_at) == ("", None)

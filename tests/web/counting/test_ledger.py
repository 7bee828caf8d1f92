"""Counts wait in memory, and are not lost when the database is away."""

import logging
import time

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from reviewblog.errors import BusyError
from reviewblog.stats.models import ReadCount
from reviewblog.web.counting import ledger as ledgers
from reviewblog.web.counting.ledger import Ledger
from tests.factories import make_review


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("", {}, Exception("gone")),
        BusyError("Somebody is writing.", retry_after=10),
    ],
)
def test_a_batch_waits_while_the_database_is_away(
    error: Exception,
    fresh_app: Flask,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    make_review(session, slug="rush")
    ledger = Ledger(fresh_app)

    def fail(*_: object, **__: object) -> None:
        ledger.count(lambda batch: batch.add_read("rush", ""))
        raise error

    ledger.count(lambda batch: batch.add_read("rush", ""))
    with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
        patch.setattr(ledgers, "record", fail)
        ledger.write()
    ledger.write()
    ledger.write()

    assert session.scalars(select(ReadCount.reads)).all() == [2]
    assert "counts have to wait" in caplog.text


def test_what_is_noted_is_remembered_until_counts_are_written(
    fresh_app: Flask,
) -> None:
    ledger = Ledger(fresh_app)

    ledger.note("a reader", lambda batch: batch.add_reader("/feed.xml", 1))
    known = ledger.has_noted("a reader"), ledger.has_noted("another")
    ledger.write()

    assert known == (True, False)
    assert not ledger.has_noted("a reader")


def test_no_more_is_noted_than_there_is_room_for(
    fresh_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledgers, "MOST_NOTED", 2)
    ledger = Ledger(fresh_app)

    for number in range(5):
        ledger.note(number, lambda batch: batch.add_reader("/feed.xml", 1))

    assert [number for number in range(5) if ledger.has_noted(number)] == [0, 1]


def test_counts_are_written_by_themselves(
    fresh_app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_review(session, slug="rush")
    monkeypatch.setattr(ledgers, "WRITE_SECONDS", 0.01)
    fresh_app.testing = False
    ledger = Ledger(fresh_app)

    ledger.count(lambda batch: batch.add_read("rush", ""))

    for _ in range(500):
        session.rollback()
        if found := session.scalars(select(ReadCount.reads)).all():
            break
        time.sleep(0.02)
    assert found == [1]

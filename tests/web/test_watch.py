"""What is known of changes, by the database and by the clock."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.freshness import counter_of
from reviewblog.web import watch as watching
from reviewblog.web.watch import Watch
from tests.factories import make_review

AN_HOUR = timedelta(hours=1)


def test_a_clock_that_is_set_back_lets_everything_come_due_once_more(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = utcnow()
    make_review(session, published_at=now + AN_HOUR)
    with app.app_context():
        watch = Watch(db.engine, counter_of(db.engine))
    monkeypatch.setattr(watching, "utcnow", lambda: now + 2 * AN_HOUR)
    wrong = watch.look((now + 2 * AN_HOUR).timestamp())
    monkeypatch.setattr(watching, "utcnow", lambda: now)

    right = watch.look(now.timestamp())

    assert wrong.due_at > (now + 2 * AN_HOUR).timestamp()
    assert right.era > wrong.era
    assert right.turned_at == now
    assert right.due_at == (now + AN_HOUR).timestamp()


def test_a_clock_that_is_set_right_by_little_turns_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = utcnow()
    with app.app_context():
        watch = Watch(db.engine, counter_of(db.engine))
    monkeypatch.setattr(watching, "utcnow", lambda: now)
    before = watch.look(now.timestamp())
    earlier = now - timedelta(seconds=0.5)
    monkeypatch.setattr(watching, "utcnow", lambda: earlier)

    assert watch.look(earlier.timestamp()) is before

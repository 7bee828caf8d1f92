"""What is known of those who wrote comments goes when it has served."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.correspondents import Correspondent, ensure_correspondent
from reviewblog.comments.models import Comment
from reviewblog.comments.upkeep import KEPT_NETWORK
from reviewblog.jobs.forgetting import forget_addresses
from tests.factories import LONG_AGO, make_comment

MINUTE = timedelta(minutes=1)


def test_hashes_of_network_addresses_are_dropped_after_a_month(
    app: Flask, session: Session
) -> None:
    now = utcnow()
    make_comment(session, submitted_at=now - KEPT_NETWORK - MINUTE)
    make_comment(session, submitted_at=now - KEPT_NETWORK + MINUTE, address_hash="x")

    with app.app_context():
        forget_addresses()

    session.expire_all()
    hashes = session.scalars(select(Comment.address_hash).order_by(Comment.id)).all()
    assert hashes == ["", "x"]


def test_addresses_that_no_comment_gives_are_forgotten_unless_mail_was_stopped(
    app: Flask, session: Session
) -> None:
    make_comment(session, author_email="Used@example.org")
    for address in ("used@example.org", "gone@example.org"):
        ensure_correspondent(session, address, at=LONG_AGO)
    ensure_correspondent(session, "new@example.org", at=utcnow())
    stopped = ensure_correspondent(session, "stopped@example.org", at=LONG_AGO)
    stopped.stopped_at = LONG_AGO
    session.commit()

    with app.app_context():
        forget_addresses()

    kept = session.scalars(select(Correspondent.address)).all()
    assert set(kept) == {
        "used@example.org",
        "new@example.org",
        "stopped@example.org",
    }

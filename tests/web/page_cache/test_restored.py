"""A database that is restored under the program brings its own pages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from reviewblog.comments.models import CommentStatus
from reviewblog.freshness import Freshness
from reviewblog.reviews.models import Review
from tests.factories import make_comment, make_review


class Backup:
    """What was counted until now, to be put back beside what has changed since."""

    def __init__(self, session: Session) -> None:
        self._session = session
        kept = select(Freshness.scope, Freshness.changed, Freshness.changed_at)
        self._rows = session.execute(kept).all()

    def restore(self) -> None:
        self._session.flush()
        self._session.execute(delete(Freshness))
        for scope, changed, changed_at in self._rows:
            row = {"scope": scope, "changed": changed}
            self._session.execute(insert(Freshness), row)
            of_row = update(Freshness).where(Freshness.scope == scope)
            self._session.execute(of_row.values(changed_at=changed_at))


@pytest.fixture
def app(fresh_app: Flask) -> Flask:
    """An application whose requests can be counted, with an empty cache."""
    return fresh_app


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session, title="Playtime", slug="playtime-1967")


def test_a_restored_database_brings_its_own_pages(
    client: FlaskClient, session: Session, review: Review
) -> None:
    client.get("/")
    review.title = "As it was"
    session.flush()
    session.execute(update(Freshness).values(changed=1))
    session.commit()

    assert "As it was" in client.get("/").text


def test_a_restored_database_is_known_though_it_counts_to_the_same_number(
    client: FlaskClient, session: Session, review: Review
) -> None:
    backup = Backup(session)
    review.title = "As it never was"
    session.commit()
    client.get("/")

    backup.restore()
    review.title = "As it is now"
    session.commit()

    assert "As it is now" in client.get("/").text


def test_a_restored_database_is_known_though_it_has_overtaken_the_other(
    client: FlaskClient, session: Session, review: Review
) -> None:
    approved = CommentStatus.APPROVED
    other = make_review(session)
    backup = Backup(session)
    html = "<p>Never said.</p>"
    lost = make_comment(session, review=review, body_html=html, status=approved)
    before = client.get("/reviews/playtime-1967/").text

    session.delete(lost)
    backup.restore()
    for _ in range(3):
        make_comment(session, review=other, status=approved)

    assert "Never said." in before
    assert "Never said." not in client.get("/reviews/playtime-1967/").text


def test_a_restored_database_is_known_by_changes_in_between(
    client: FlaskClient, session: Session, review: Review
) -> None:
    """Each of them has come further, but none of them as far as the lost ones."""
    comment = make_comment(session, review=review, status=CommentStatus.APPROVED)
    backup = Backup(session)
    review.title = "As it never was"
    session.commit()
    comment.author_name = "Nobody"
    session.commit()
    client.get("/")

    backup.restore()
    for title in ("As it was then", "As it is now"):
        review.title = title
        session.commit()
    comment.author_name = "Somebody"
    session.commit()

    assert "As it is now" in client.get("/").text

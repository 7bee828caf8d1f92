"""The review that a comment was sent to."""

from flask import Flask, current_app
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.commented import Found, find_commented
from reviewblog.web.review_page import refuse_slug
from reviewblog.web.unchanged import Unchanged
from reviewblog.web.watch import known_now

COMMENTED = "commented"


def init_app(app: Flask) -> None:
    """Let the application keep what its form has to know of a review."""
    with app.app_context():
        app.extensions[COMMENTED] = Unchanged(db.engine, ask_for_commented)


def ask_for_commented(session: Session, slug: str) -> Found | None:
    """Find the review that readers see at this moment."""
    return find_commented(session, slug, at=utcnow())


def get_commented_or_404(session: Session, slug: str) -> Found:
    """Find the review that a comment was sent to, with no more than that takes.

    One that has moved since the page was opened is found: a redirect would lose
    what was typed.
    """
    return ask_for_commented(session, slug) or refuse_slug(session, slug)


def known_commented_or_404(slug: str) -> Found:
    """Find the same from memory; its number of comments may be old."""
    kept: Unchanged[str, Found] = current_app.extensions[COMMENTED]
    return kept.look(known_now(), slug) or refuse_slug(db.session(), slug)

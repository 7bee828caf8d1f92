"""Answers kept between requests, and never older than what readers see."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.extensions import db
from reviewblog.reviews.models import Review
from reviewblog.web.unchanged import MOST, Unchanged
from reviewblog.web.watch import known_now
from tests.factories import make_review


class Keeper:
    """Keeps what reviews say below their titles, and notes what it had to ask for."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.asked: list[str] = []
        with app.app_context():
            self.kept = Unchanged(db.engine, self.find)

    def find(self, session: Session, slug: str) -> str | None:
        self.asked.append(slug)
        return session.scalar(select(Review.dek).where(Review.slug == slug))

    def look(self, slug: str) -> str | None:
        with self.app.app_context():
            return self.kept.look(known_now(), slug)


def test_an_answer_is_kept_until_readers_see_something_else(
    app: Flask, session: Session
) -> None:
    keeper = Keeper(app)
    review = make_review(session, slug="rush", dek="Before")

    assert [keeper.look("rush"), keeper.look("rush")] == ["Before", "Before"]
    assert keeper.asked == ["rush"]

    review.dek = "After"
    session.commit()

    assert [keeper.look("rush"), keeper.look("rush")] == ["After", "After"]
    assert keeper.asked == ["rush", "rush"]


def test_what_is_not_there_is_asked_for_again(app: Flask) -> None:
    keeper = Keeper(app)

    assert [keeper.look("rush"), keeper.look("rush")] == [None, None]
    assert keeper.asked == ["rush", "rush"]


def test_no_more_is_kept_than_there_is_room_for(app: Flask) -> None:
    asked: list[int] = []

    def note(session: Session, number: int) -> int:
        asked.append(number)
        return number

    with app.app_context():
        kept = Unchanged(db.engine, note)
        for number in range(MOST + 1):
            assert kept.look(known_now(), number) == number
        asked.clear()

        assert kept.look(known_now(), 0) == 0
        assert kept.look(known_now(), MOST) == MOST
    assert asked == [MOST]

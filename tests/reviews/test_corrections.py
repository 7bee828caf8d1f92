"""Mistakes that were put right, openly."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.reviews.corrections import (
    Correction,
    add_correction,
    corrections_of,
    remove_correction,
)
from reviewblog.reviews.models import Review
from tests.factories import LONG_AGO, make_review

LATER = LONG_AGO + timedelta(days=30)


def correct(session: Session, review: Review, day: int, text: str) -> Correction:
    return add_correction(session, review, on=date(2026, 5, day), text=text, at=LATER)


def test_corrections_stand_in_the_order_of_their_days(session: Session) -> None:
    review, other = make_review(session), make_review(session)
    correct(session, review, 9, "Two.")
    correct(session, review, 3, "One.")

    found = corrections_of(session, [review.id, other.id])

    assert [correction.text for correction in found[review.id]] == ["One.", "Two."]
    assert found[other.id] == []


def test_a_correction_makes_the_review_changed_and_not_new(session: Session) -> None:
    review = make_review(session)

    correct(session, review, 3, "One.")

    assert review.updated_at == LATER
    assert review.published_at == LONG_AGO


def test_a_correction_can_be_taken_back(session: Session) -> None:
    review, other = make_review(session), make_review(session)
    correction = correct(session, review, 3, "One.")

    assert not remove_correction(session, other, correction.id, at=LATER)
    assert remove_correction(session, review, correction.id, at=LATER)
    assert not remove_correction(session, review, correction.id, at=LATER)
    assert session.scalars(select(Correction)).all() == []

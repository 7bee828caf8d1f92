"""What stands below a review."""

from datetime import date

from flask import Flask
from sqlalchemy.orm import Session

from reviewblog.reviews.corrections import add_correction, remove_correction
from reviewblog.reviews.margins import margins_of
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.origins import note_origin
from tests.factories import LONG_AGO, make_review
from tests.statements import counted_statements

MAY, JUNE = date(2021, 5, 1), date(2021, 6, 1)


def correct(session: Session, review: Review, on: date, text: str) -> int:
    at = review.updated_at.replace(year=review.updated_at.year + 1)
    correction = add_correction(session, review, on=on, text=text, at=at)
    session.commit()
    return correction.id


def test_corrections_begin_with_the_oldest(session: Session) -> None:
    review, other = make_review(session), make_review(session)
    correct(session, review, JUNE, "It was 1991.")
    correct(session, review, MAY, "It was 1992.")
    correct(session, other, MAY, "Not here.")

    margins = margins_of(session, review, at=LONG_AGO)

    assert margins.corrections == [(MAY, "It was 1992."), (JUNE, "It was 1991.")]
    assert margins.origin is None


def test_the_outlet_is_named_where_a_review_was_first(session: Session) -> None:
    review = make_review(session)
    note_origin(session, review, "The Post", "https://post.example/", at=LONG_AGO)
    session.commit()

    margins = margins_of(session, review, at=LONG_AGO)

    assert margins.origin == ("The Post", "https://post.example/")


def test_margins_are_looked_for_until_they_change(app: Flask, session: Session) -> None:
    review = make_review(session)
    first = correct(session, review, MAY, "It was 1992.")
    margins_of(session, review, at=LONG_AGO)

    with counted_statements(app) as sent:
        margins_of(session, review, at=LONG_AGO)
    remove_correction(session, review, first, at=review.published_at or LONG_AGO)
    session.commit()

    assert not [statement for statement in sent if "correction" in statement]
    assert margins_of(session, review, at=LONG_AGO).corrections == []


def test_the_margins_of_a_draft_are_looked_for_anew(session: Session) -> None:
    draft = make_review(session, status=ReviewStatus.DRAFT)
    before = margins_of(session, draft, at=LONG_AGO)

    correct(session, draft, MAY, "It was 1992.")

    assert before.corrections == []
    assert len(margins_of(session, draft, at=LONG_AGO).corrections) == 1

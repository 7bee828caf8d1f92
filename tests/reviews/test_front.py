"""What stands on the front page."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from msgspec.structs import replace
from sqlalchemy import update
from sqlalchemy.orm import Session

from reviewblog.reviews.front import Front, load_front, plan_front
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.pins import MOST_SHOWN, pin_review, unpin_review
from reviewblog.reviews.queries import published
from reviewblog.reviews.scales import Step, adopt_scale
from tests.factories import LONG_AGO, make_review
from tests.statements import counted_statements

TOMORROW = LONG_AGO + timedelta(days=1)


@pytest.fixture
def reviews(session: Session) -> list[Review]:
    """Return a few reviews, newest first."""
    return [
        make_review(session, published_at=LONG_AGO - timedelta(days=days))
        for days in range(3)
    ]


def front_at(session: Session, at: datetime = LONG_AGO) -> Front:
    ids = [review.id for review in session.scalars(published(at=at))]
    return load_front(session, ids, plan_front(session, at=at), at=at)


def pinned_at(session: Session, at: datetime) -> list[int]:
    return [review.id for review in front_at(session, at).pinned]


def test_what_is_pinned_stands_at_the_top_alone(
    session: Session, reviews: list[Review]
) -> None:
    newest, pinned, oldest = reviews
    pin_review(session, pinned, until=None, at=LONG_AGO)
    session.commit()

    front = front_at(session)

    assert [review.id for review in front.pinned] == [pinned.id]
    assert [review.id for review in front.newest] == [newest.id, oldest.id]


def test_the_last_pinned_comes_first_and_there_are_few(session: Session) -> None:
    pinned = [make_review(session) for _ in range(MOST_SHOWN + 1)]
    for minutes, review in enumerate(pinned):
        at = LONG_AGO + timedelta(minutes=minutes)
        pin_review(session, review, until=None, at=at)
    session.commit()

    shown = pinned_at(session, LONG_AGO)

    assert shown == [review.id for review in reversed(pinned[1:])]


def test_a_pin_ends_by_the_clock_and_lets_another_up(session: Session) -> None:
    pinned = [make_review(session) for _ in range(MOST_SHOWN + 1)]
    for minutes, review in enumerate(pinned):
        at = LONG_AGO + timedelta(minutes=minutes)
        pin_review(session, review, until=TOMORROW, at=at)
    pin_review(session, pinned[0], until=None, at=LONG_AGO)
    session.commit()

    before = pinned_at(session, TOMORROW - timedelta(seconds=1))
    after = pinned_at(session, TOMORROW)

    assert pinned[0].id not in before
    assert after == [pinned[0].id]


def test_what_is_pinned_or_let_go_shows_at_once(
    session: Session, reviews: list[Review]
) -> None:
    none = pinned_at(session, LONG_AGO)
    pin_review(session, reviews[1], until=None, at=LONG_AGO)
    session.commit()
    one = pinned_at(session, LONG_AGO)
    unpin_review(session, reviews[1])
    session.commit()

    assert (none, one) == ([], [reviews[1].id])
    assert pinned_at(session, LONG_AGO) == []


def test_no_draft_is_at_the_top(session: Session, reviews: list[Review]) -> None:
    pin_review(session, reviews[1], until=None, at=LONG_AGO)
    session.commit()
    pinned_at(session, LONG_AGO)

    reviews[1].status = ReviewStatus.DRAFT
    session.commit()
    front = front_at(session)

    assert front.pinned == []
    assert reviews[1].id not in [review.id for review in front.newest]


def test_plan_front_knows_the_landmarks_of_the_scale_in_use(session: Session) -> None:
    make_review(session)
    letters = plan_front(session, at=LONG_AGO).landmarks
    later = LONG_AGO + timedelta(days=9000)
    adopt_scale(
        session, "Thumbs", [Step("Up", 100, "Go."), Step("D-", 0, "")], at=later
    )
    session.commit()

    thumbs = plan_front(session, at=LONG_AGO).landmarks

    assert [step.label for step in letters] == ["A", "B", "C", "D", "F"]
    assert thumbs == [Step("Up", 100, "Go.")]


def test_the_front_is_loaded_once_but_for_the_comments(
    app: Flask, session: Session, reviews: list[Review]
) -> None:
    ids = [review.id for review in reviews]

    def load() -> Front:
        return load_front(session, ids, plan_front(session, at=LONG_AGO), at=LONG_AGO)

    before = load()
    session.execute(update(Review).values(comment_count=7))
    session.commit()

    with counted_statements(app) as sent:
        after = load()

    assert [before.newest[0].comment_count, after.newest[0].comment_count] == [0, 7]
    assert after == replace(before, newest=after.newest)
    assert len([one for one in sent if "FROM review" in one]) == 2
    assert not any("FROM credit" in one or "FROM still" in one for one in sent)


def test_the_front_follows_what_is_changed_on_it(
    session: Session, reviews: list[Review]
) -> None:
    front_at(session)
    reviews[0].title, reviews[1].work.title = "Another", "Another work"
    session.commit()

    newest = front_at(session).newest

    assert newest[0].title == "Another"
    assert newest[1].work.title == "Another work"


def test_an_empty_front_is_empty(session: Session) -> None:
    assert front_at(session).newest == []

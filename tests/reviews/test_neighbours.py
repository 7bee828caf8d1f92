"""What a reader of one review may want to read next."""

from datetime import timedelta

from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.neighbours import (
    find_next,
    find_previous,
    list_by_directors,
    list_with_grade,
)
from reviewblog.reviews.queries import find_published
from tests.factories import LONG_AGO, make_review, make_work


def reload(session: Session, review: Review) -> Review:
    """Load a review as its page does."""
    found = find_published(session, review.slug, at=LONG_AGO)
    assert found is not None
    return found


def test_neighbours_in_time(session: Session) -> None:
    first, second, third = (
        make_review(session, published_at=LONG_AGO - timedelta(days=days))
        for days in (2, 1, 1)
    )
    make_review(session, published_at=LONG_AGO + timedelta(days=1))

    assert find_previous(session, second, at=LONG_AGO) == first
    assert find_next(session, second, at=LONG_AGO) == third
    assert find_previous(session, first, at=LONG_AGO) is None
    assert find_next(session, third, at=LONG_AGO) is None


def test_list_by_directors_mentions_each_other_work_once(session: Session) -> None:
    director = ("Max Ophüls",)
    review = make_review(session, work=make_work(session, directors=director))
    other = make_work(session, directors=("Nobody", *director))
    make_review(session, work=other, published_at=LONG_AGO - timedelta(days=1))
    newest = make_review(session, work=other)
    make_review(session, work=make_work(session, cast=director))
    make_review(
        session,
        work=make_work(session, directors=director),
        status=ReviewStatus.DRAFT,
    )

    found = list_by_directors(session, reload(session, review), at=LONG_AGO, limit=4)

    assert found == [newest]


def test_list_by_directors_without_a_director(session: Session) -> None:
    review = reload(session, make_review(session))
    make_review(session)

    assert list_by_directors(session, review, at=LONG_AGO, limit=4) == []


def test_list_with_grade_keeps_to_the_limit(session: Session) -> None:
    review, *others = (make_review(session, grade="B") for _ in range(4))
    make_review(session, grade="B+")

    found = list_with_grade(session, reload(session, review), at=LONG_AGO, limit=2)

    assert found == others[:0:-1]


def test_list_with_grade_without_a_grade(session: Session) -> None:
    review = reload(session, make_review(session))
    make_review(session)

    assert list_with_grade(session, review, at=LONG_AGO, limit=4) == []

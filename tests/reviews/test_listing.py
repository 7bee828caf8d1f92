"""Reviews as lines of a list."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from reviewblog.reviews.listing import list_by_ids, list_newest
from reviewblog.reviews.models import ReviewStatus
from tests.factories import LONG_AGO, make_review, make_work


def test_list_by_ids_says_what_a_line_shows(session: Session) -> None:
    work = make_work(
        session,
        title="Fargo",
        sort_title="fargo",
        release_year=1996,
        directors=("Joel Coen", "Ethan Coen"),
        cast=("Frances McDormand as Martha",),
    )
    review = make_review(session, work=work, title="Cold", dek="Snow.", grade="A-")

    (line,) = list_by_ids(session, [review.id], at=LONG_AGO)

    assert (line.id, line.slug, line.work_id) == (review.id, review.slug, work.id)
    assert (line.title, line.dek) == ("Cold", "Snow.")
    assert line.published_at == review.published_at
    assert (line.word_count, line.comment_count) == (review.word_count, 0)
    assert line.grade == ("A-", 91)
    assert line.work[1:] == ("Fargo", "fargo", "", "", 1996)
    directors = [credit.person for credit in line.work.directors]
    slugs = [credit.person.slug for credit in work.directors]
    assert directors == [(slugs[0], "Joel Coen"), (slugs[1], "Ethan Coen")]


def test_list_by_ids_does_without_grade_year_and_directors(session: Session) -> None:
    work = make_work(session, release_year=None)
    review = make_review(session, work=work, grade=None)

    (line,) = list_by_ids(session, [review.id], at=LONG_AGO)

    assert line.grade is None
    assert line.work.release_year is None
    assert not line.work.directors


def test_list_by_ids_keeps_the_order_of_the_ids(session: Session) -> None:
    first, second = (make_review(session) for _ in range(2))
    ids = [second.id, 999, first.id]

    lines = list_by_ids(session, ids, at=LONG_AGO)

    assert [line.id for line in lines] == [second.id, first.id]
    assert list_by_ids(session, [], at=LONG_AGO) == []


@pytest.mark.parametrize(
    "overrides",
    [
        {"status": ReviewStatus.DRAFT},
        {"published_at": LONG_AGO + timedelta(seconds=1)},
        {"deleted_at": LONG_AGO},
    ],
)
def test_no_line_is_of_what_readers_may_not_see(
    session: Session, overrides: dict[str, object]
) -> None:
    hidden = make_review(session, **overrides)

    assert list_by_ids(session, [hidden.id], at=LONG_AGO) == []
    assert list_newest(session, at=LONG_AGO, limit=9) == []


def test_list_newest_orders_by_time_then_by_id(session: Session) -> None:
    older, first, second = (
        make_review(session, published_at=LONG_AGO - timedelta(days=days))
        for days in (1, 0, 0)
    )

    found = list_newest(session, at=LONG_AGO, limit=9)

    assert [line.id for line in found] == [second.id, first.id, older.id]
    assert list_newest(session, at=LONG_AGO, limit=2) == found[:2]

"""What a reader of one review may want to read next."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.neighbours import Mention, Neighbours, neighbours_of
from reviewblog.reviews.shown import find_published
from tests.factories import LONG_AGO, make_review, make_work
from tests.statements import counted_statements

DIRECTOR = ("Max Ophüls",)


def around(session: Session, review: Review) -> Neighbours:
    """Look around a review as its page does."""
    found = find_published(session, review.slug, at=LONG_AGO)
    assert found is not None
    return neighbours_of(session, found, at=LONG_AGO)


def ids(found: Sequence[Review | Mention | None]) -> list[int | None]:
    return [one.id if one else None for one in found]


def test_neighbours_in_time(session: Session) -> None:
    reviews = [
        make_review(session, published_at=LONG_AGO - timedelta(days=days))
        for days in (2, 1, 1)
    ]
    make_review(session, published_at=LONG_AGO + timedelta(days=1))

    near = [around(session, review) for review in reviews]

    assert ids([one.previous for one in near]) == ids([None, *reviews[:2]])
    assert ids([one.next for one in near]) == ids([*reviews[1:], None])


def test_neighbours_are_mentioned_by_what_a_line_shows(session: Session) -> None:
    review = make_review(session)
    work = make_work(session, release_year=1955)
    make_review(session, work=work, slug="lola", title="Lola", grade="A-")

    mention = around(session, review).next

    assert mention is not None
    assert (mention.slug, mention.title) == ("lola", "Lola")
    assert (mention.release_year, mention.published_at) == (1955, LONG_AGO)
    assert mention.grade == ("A-", 91)


def test_by_directors_mentions_each_other_work_once(session: Session) -> None:
    review = make_review(session, work=make_work(session, directors=DIRECTOR))
    other = make_work(session, directors=("Nobody", *DIRECTOR))
    make_review(session, work=other, published_at=LONG_AGO - timedelta(days=1))
    newest = make_review(session, work=other)
    make_review(session, work=make_work(session, cast=DIRECTOR))
    make_review(
        session,
        work=make_work(session, directors=DIRECTOR),
        status=ReviewStatus.DRAFT,
    )

    assert ids(around(session, review).by_directors) == [newest.id]


def test_without_a_director_nothing_is_by_them(session: Session) -> None:
    review = make_review(session)
    make_review(session)

    assert around(session, review).by_directors == []


def test_with_grade_keeps_to_the_limit(session: Session) -> None:
    review, *others = (make_review(session, grade="B") for _ in range(6))
    make_review(session, grade="B+")

    assert ids(around(session, review).with_grade) == ids(others[:0:-1])


def test_without_a_grade_nothing_is_graded_alike(session: Session) -> None:
    review = make_review(session)
    make_review(session)

    assert around(session, review).with_grade == []


def test_verdicts_are_all_of_the_work_the_oldest_first(session: Session) -> None:
    work = make_work(session)
    newer, older = (
        make_review(
            session, work=work, grade="B", published_at=LONG_AGO - timedelta(days=days)
        )
        for days in (1, 9)
    )
    make_review(session, work=work, status=ReviewStatus.DRAFT)
    make_review(session, grade="B")

    near = around(session, newer)

    assert ids(near.verdicts) == ids([older, newer])
    assert len(near.with_grade) == 1


def test_neighbours_are_looked_for_once(app: Flask, session: Session) -> None:
    review = make_review(session)
    around(session, review)

    with counted_statements(app) as sent:
        around(session, review)

    assert not [statement for statement in sent if "UNION" in statement]


def test_what_has_changed_around_a_review_is_seen(session: Session) -> None:
    review = make_review(session, grade="B")
    before = around(session, review)

    make_review(session, grade="B")

    assert before.with_grade == []
    assert len(around(session, review).with_grade) == 1


def test_a_draft_is_looked_around_anew(session: Session) -> None:
    draft = make_review(session, status=ReviewStatus.DRAFT, grade=None)
    make_review(session, work=make_work(session, directors=DIRECTOR))
    before = neighbours_of(session, draft, at=LONG_AGO)
    work = make_work(session, directors=DIRECTOR)

    draft.work = work
    session.commit()

    assert before.by_directors == []
    assert len(neighbours_of(session, draft, at=LONG_AGO).by_directors) == 1


def test_what_was_loaded_before_a_change_is_not_remembered_for_after_it(
    session: Session,
) -> None:
    review, alike, unlike = (make_review(session, grade=grade) for grade in "BBA")
    better = unlike.grade
    session.expunge_all()
    before = find_published(session, review.slug, at=LONG_AGO)
    assert before is not None
    with Session(session.get_bind()) as desk:
        desk.get_one(Review, review.id).grade = desk.merge(better)
        desk.commit()

    near = neighbours_of(session, before, at=LONG_AGO)
    session.rollback()

    assert ids(near.with_grade) == [alike.id]
    assert ids(around(session, review).with_grade) == [unlike.id]

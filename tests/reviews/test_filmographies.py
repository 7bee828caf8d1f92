"""People by the works of theirs that were reviewed."""

from sqlalchemy.orm import Session

from reviewblog.reviews.filmographies import find_parts, find_person, list_reviews_with
from reviewblog.reviews.models import ReviewStatus
from reviewblog.works.models import CreditRole
from tests.factories import LONG_AGO, make_person, make_review, make_work


def test_list_reviews_with_begins_with_the_newest_work(session: Session) -> None:
    person = make_person(session, "Orson Welles")
    undated, older, newer = (
        make_review(
            session, work=make_work(session, release_year=year, cast=(person.name,))
        )
        for year in (None, 1941, 1958)
    )
    hidden = make_work(session, directors=(person.name,))
    make_review(session, work=hidden, status=ReviewStatus.DRAFT)

    found = list_reviews_with(session, person, at=LONG_AGO)

    assert [review.id for review in found] == [newer.id, older.id, undated.id]


def test_find_parts_tells_directing_from_acting(session: Session) -> None:
    person = make_person(session, "Orson Welles")
    both = make_work(
        session,
        directors=(person.name,),
        cast=("Joseph Cotten", "Orson Welles as Kane"),
    )
    make_review(session, work=both)
    reviews = list_reviews_with(session, person, at=LONG_AGO)

    parts = find_parts(session, person, reviews)

    assert [part.character for part in parts[CreditRole.DIRECTOR]] == [""]
    assert [part.character for part in parts[CreditRole.CAST]] == ["Kane"]
    assert parts[CreditRole.WRITER] == []


def test_find_person(session: Session) -> None:
    person = make_person(session, "Orson Welles")

    assert find_person(session, person.slug) == person
    assert find_person(session, "nobody") is None

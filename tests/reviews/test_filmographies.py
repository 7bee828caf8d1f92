"""People by the works of theirs that were reviewed."""

from flask import Flask
from sqlalchemy.orm import Session

from reviewblog.reviews.filmographies import Filmography, find_filmography
from reviewblog.reviews.models import ReviewStatus
from reviewblog.works.models import CreditRole
from tests.factories import LONG_AGO, make_person, make_review, make_work
from tests.statements import counted_statements

WELLES = "orson-welles"


def found(session: Session) -> Filmography:
    filmography = find_filmography(session, WELLES, at=LONG_AGO)
    assert filmography is not None
    return filmography


def test_reviews_begin_with_the_newest_work(session: Session) -> None:
    person = make_person(session, "Orson Welles", slug=WELLES)
    undated, older, newer = (
        make_review(
            session, work=make_work(session, release_year=year, cast=(person.name,))
        )
        for year in (None, 1941, 1958)
    )
    hidden = make_work(session, directors=(person.name,))
    make_review(session, work=hidden, status=ReviewStatus.DRAFT)

    reviews = found(session).reviews

    assert [review.id for review in reviews] == [newer.id, older.id, undated.id]


def test_directing_is_told_from_acting(session: Session) -> None:
    person = make_person(session, "Orson Welles", slug=WELLES)
    both = make_work(
        session,
        directors=(person.name,),
        cast=("Joseph Cotten", "Orson Welles as Kane"),
    )
    make_review(session, work=both)

    parts = found(session).parts

    assert [part.character for part in parts[CreditRole.DIRECTOR]] == [""]
    assert [part.character for part in parts[CreditRole.CAST]] == ["Kane"]
    assert parts[CreditRole.WRITER] == []


def test_namesakes_are_those_whom_readers_can_see(session: Session) -> None:
    one, other, _ = (
        make_person(session, "Orson Welles", slug=slug, disambiguation=slug)
        for slug in (WELLES, "the-critic", "the-clerk")
    )
    for each in (one, other):
        work = make_work(session, directors=(f"Somebody {each.id}",))
        work.credits[0].person = each
        make_review(session, work=work)

    namesakes = found(session).namesakes

    assert [each.slug for each in namesakes] == ["the-critic"]


def test_who_is_on_nothing_public_is_not_found(session: Session) -> None:
    make_person(session, "Orson Welles", slug=WELLES)
    work = make_work(session, directors=("Orson Welles",))
    review = make_review(session, work=work, status=ReviewStatus.DRAFT)

    assert find_filmography(session, WELLES, at=LONG_AGO) is None
    assert find_filmography(session, "nobody", at=LONG_AGO) is None

    review.status, review.published_at = ReviewStatus.PUBLISHED, LONG_AGO
    session.commit()

    assert [each.id for each in found(session).reviews] == [review.id]


def test_what_was_found_is_remembered_until_readers_see_something_else(
    app: Flask, session: Session
) -> None:
    make_person(session, "Orson Welles", slug=WELLES)
    make_review(session, work=make_work(session, directors=("Orson Welles",)))
    before = found(session)
    session.commit()

    with counted_statements(app) as sent:
        assert found(session) is before
    make_review(session, work=make_work(session, cast=("Orson Welles",)))
    session.commit()

    assert len(sent) == 1
    assert len(found(session).reviews) == 2

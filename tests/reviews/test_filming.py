"""Which work a review is about, and what becomes of it."""

from datetime import timedelta

import pytest
from flask import Flask
from msgspec.structs import replace
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.db import transaction
from reviewblog.reviews.desk import find_review
from reviewblog.reviews.drafts import draft_of
from reviewblog.reviews.models import Review
from reviewblog.reviews.publishing import publish
from reviewblog.reviews.refusals import ReviewRefusedError
from reviewblog.reviews.writing import update_review
from reviewblog.works.facts import Billing, WorkFacts, facts_of
from reviewblog.works.models import Person, Work
from tests.factories import LONG_AGO, make_account
from tests.races import race
from tests.reviews.drafts import RUSH, load, make_draft, rewrite, write

LATER = LONG_AGO + timedelta(days=1)
STALKER = WorkFacts(title="Stalker", release_year=1979, directors=("Andrei Tarkovsky",))


@pytest.fixture
def theirs(session: Session) -> Review:
    """A review by somebody else, of a film that one's own is about as well."""
    return write(session)


def author(session: Session) -> Account:
    return make_account(session, role=Role.AUTHOR)


def test_an_author_changes_nothing_that_shows_on_reviews_of_others(
    session: Session, theirs: Review
) -> None:
    own = write(session, by=author(session))
    before = facts_of(load(session, theirs).work)
    assert own.work_id == theirs.work_id

    for edits in ({"runtime_minutes": 7}, {"title": "Rash"}, {"cast": (Billing("X"),)}):
        with pytest.raises(ReviewRefusedError, match="Others write about this film"):
            rewrite(session, own, film=replace(before, **edits))

    assert facts_of(load(session, theirs).work) == before


def test_a_new_review_or_one_that_moves_adds_nothing_to_the_film_of_others(
    session: Session, theirs: Review
) -> None:
    before = facts_of(load(session, theirs).work)
    more = replace(before, writers=("Pete Dexter",), runtime_minutes=7)

    new = write(session, make_draft(film=more), by=author(session))
    moving = write(session, make_draft(film=STALKER), by=author(session))
    rewrite(session, moving, film=more)

    assert new.work_id == load(session, moving).work_id == theirs.work_id
    assert facts_of(load(session, theirs).work) == before


def test_an_author_corrects_what_only_they_write_about(session: Session) -> None:
    by = author(session)
    first, second = write(session, by=by), write(session, by=by)

    rewrite(session, second, runtime_minutes=121)

    assert load(session, first).work.runtime_minutes == 121


def test_two_who_correct_one_film_on_two_reviews_wait_for_nobody(
    app: Flask, session: Session
) -> None:
    ids = [write(session).id, write(session).id]

    def correct(own: Session, number: int) -> None:
        review = find_review(own, ids[number], to_change=True)
        assert review
        draft = draft_of(review)
        film = replace(draft.film, runtime_minutes=100 + number)
        draft = replace(draft, film=film, body=f"Text {number}.")
        update_review(own, review, draft, by=review.author, at=LATER)

    for _ in range(5):
        assert race(app, correct, times=2) == []


def count_works(session: Session) -> int:
    return session.scalar(select(func.count(Work.id))) or 0


def test_a_correction_changes_the_work_in_place(session: Session) -> None:
    review = write(session)
    work_id = review.work_id

    rewrite(session, review, release_year=1992, runtime_minutes=120)

    assert review.work_id == work_id
    assert (review.work.release_year, review.work.runtime_minutes) == (1992, 120)


def test_the_work_of_a_draft_moves_with_its_title(session: Session) -> None:
    review = write(session)

    rewrite(session, review, film=STALKER)

    assert review.work.slug == "stalker-1979"
    assert count_works(session) == 1


def test_the_work_of_a_published_review_stays_where_it_is(session: Session) -> None:
    review = write(session)
    with transaction(session):
        publish(session, load(session, review), at=LONG_AGO)

    rewrite(session, review, at=LATER, release_year=1992)

    assert review.work.slug == "rush-1991"


def test_a_correction_shows_on_every_review_of_the_work(session: Session) -> None:
    first, second = write(session), write(session)

    rewrite(session, second, at=LATER, runtime_minutes=120)

    assert load(session, first).work.runtime_minutes == 120
    assert first.updated_at == LATER


def test_a_second_look_may_complete_the_work(session: Session) -> None:
    first = write(session)

    write(session, make_draft(cast=(), runtime_minutes=120))

    work = load(session, first).work
    assert facts_of(work) == replace(RUSH, runtime_minutes=120)


def test_a_work_that_turns_out_to_be_known_is_merged_into_it(session: Session) -> None:
    known = write(session, make_draft(runtime_minutes=120))
    review = write(session, make_draft(directors=("Somebody",), cast=()))

    rewrite(session, review, directors=RUSH.directors)

    assert review.work_id == known.work_id
    assert facts_of(review.work) == replace(RUSH, runtime_minutes=120)
    assert count_works(session) == 1
    assert "Somebody" not in session.scalars(select(Person.name)).all()


def test_a_shared_work_is_left_to_the_others_when_a_review_moves_over(
    session: Session,
) -> None:
    known = write(session)
    first, second = (
        write(session, make_draft(directors=("Somebody",))) for _ in range(2)
    )

    rewrite(session, second, directors=RUSH.directors)

    assert second.work_id == known.work_id
    assert load(session, first).work.directors[0].person.name == "Somebody"


def test_another_film_is_no_correction_of_a_shared_one(session: Session) -> None:
    first, second = write(session), write(session)

    rewrite(session, second, film=STALKER)

    assert load(session, first).work.title == "Rush"
    assert load(session, second).work.title == "Stalker"


def test_a_shared_title_can_be_corrected(session: Session) -> None:
    first, second = write(session), write(session)

    rewrite(session, second, film=replace(RUSH, title="Rush!"))

    assert load(session, first).work.title == "Rush!"
    assert count_works(session) == 1


def test_films_of_one_name_and_year_are_two_works(session: Session) -> None:
    first = write(session)

    second = write(session, make_draft(directors=("Somebody Else",)))

    assert second.work_id != first.work_id
    assert second.slug == "rush-1991-2"


def test_drafts_without_a_title_never_share_a_work(session: Session) -> None:
    nameless = make_draft(film=WorkFacts(title=""), body="The hat.")

    first, second = write(session, nameless), write(session, nameless)
    rewrite(session, second, film=STALKER)

    assert load(session, first).work.title == ""


def test_a_part_can_be_corrected(session: Session) -> None:
    review = write(session)

    rewrite(session, review, cast=(Billing("Jason Patric", "Raynor"),))

    assert review.work.cast[0].character == "Raynor"

"""Putting a work's facts right."""

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from reviewblog.works.correcting import (
    correct_work,
    move_work,
    remove_work_if_unused,
)
from reviewblog.works.facts import Billing, WorkFacts, facts_of
from reviewblog.works.matching import find_or_make_work
from reviewblog.works.models import Credit, CreditRole, Person, Work
from tests.factories import LONG_AGO, make_person, make_review, make_work

RUSH = WorkFacts(
    title="Rush",
    release_year=1991,
    directors=("Lili Fini Zanuck",),
    cast=(Billing("Jason Patric", "Jim Raynor"), Billing("Sam Elliott", "Dodd")),
    countries=("United States",),
)


@pytest.fixture
def rush(session: Session) -> Work:
    with transaction(session):
        return find_or_make_work(session, RUSH, at=LONG_AGO)


def correct(session: Session, work: Work, facts: WorkFacts) -> None:
    with transaction(session):
        correct_work(session, work, facts, at=LONG_AGO)


@pytest.mark.parametrize(
    "facts",
    [
        replace(RUSH, title="The Rush", release_year=1992, runtime_minutes=120),
        replace(RUSH, cast=RUSH.cast[::-1]),
        replace(RUSH, cast=(), directors=(), countries=()),
        replace(RUSH, cast=(Billing("Jason Patric", "Raynor"), *RUSH.cast[1:])),
        replace(RUSH, countries=("Canada", "United States")),
        replace(RUSH, writers=("Jason Patric", "Pete Dexter")),
    ],
)
def test_a_work_is_as_it_was_corrected(
    session: Session, rush: Work, facts: WorkFacts
) -> None:
    correct(session, rush, facts)

    assert facts_of(rush) == facts


def test_who_stays_in_the_credits_stays_the_same_person(
    session: Session, rush: Work
) -> None:
    before = {credit.person.name: credit.person.id for credit in rush.cast}

    correct(session, rush, replace(RUSH, cast=RUSH.cast[::-1]))

    assert {credit.person.name: credit.person.id for credit in rush.cast} == before


def test_a_namesake_who_is_credited_already_stays_credited(session: Session) -> None:
    actor = make_person(session, "Steve McQueen", disambiguation="the actor")
    make_person(session, "Steve McQueen")
    work = make_work(session, title="Bullitt")
    work.credits = [
        Credit(
            person=actor, role=CreditRole.CAST, position=1, character="Frank Bullitt"
        )
    ]
    session.commit()

    correct(session, work, replace(facts_of(work), directors=("Peter Yates",)))

    assert work.cast[0].person is actor


def test_somebody_whom_no_work_credits_any_more_is_dropped(
    session: Session, rush: Work
) -> None:
    make_work(session, cast=("Sam Elliott",))

    correct(session, rush, replace(RUSH, cast=(), directors=()))

    assert session.scalars(select(Person.name)).all() == ["Sam Elliott"]


def test_a_work_moves_to_the_address_of_its_new_title(
    session: Session, rush: Work
) -> None:
    make_work(session, slug="rush-1992")
    correct(session, rush, replace(RUSH, release_year=1992))

    with transaction(session):
        move_work(session, rush)

    assert rush.slug == "rush-1992-2"


def test_a_work_that_nothing_needs_is_removed_with_its_people(
    session: Session, rush: Work
) -> None:
    with transaction(session):
        remove_work_if_unused(session, rush)

    assert session.scalar(select(func.count(Work.id))) == 0
    assert session.scalar(select(func.count(Person.id))) == 0


def test_a_work_with_a_review_is_kept_with_its_people(
    session: Session, rush: Work
) -> None:
    make_review(session, work=rush)

    with transaction(session):
        remove_work_if_unused(session, rush)

    assert session.scalar(select(func.count(Work.id))) == 1
    assert session.scalar(select(func.count(Person.id))) == 3

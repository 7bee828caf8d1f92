"""What reviews show of people who are renamed, merged and told apart."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.errors import ConflictError
from reviewblog.reviews.models import Review
from reviewblog.reviews.personnel import (
    change_person,
    count_people,
    list_people,
    merge_people,
    plan_merge,
    split_person,
)
from reviewblog.works.facts import Billing
from reviewblog.works.models import Credit, Person
from reviewblog.works.namesakes import PersonDraft
from tests.factories import LONG_AGO, make_person
from tests.reviews.drafts import load, make_draft, rewrite, write
from tests.searching import found_in_index

LATER = LONG_AGO + timedelta(days=1)


def named(session: Session, name: str) -> Person:
    return session.scalars(select(Person).where(Person.name == name)).one()


def test_a_new_name_is_found_and_told_to_feeds(session: Session) -> None:
    review = write(session, make_draft(directors=("J. Tati",)))

    person = named(session, "J. Tati")
    change_person(session, person.id, PersonDraft(name="Jacques Tati"), at=LATER)
    session.commit()

    assert found_in_index(session, "jacques") == {review.id}
    updated = select(Review.updated_at).where(Review.id == review.id)
    assert session.scalar(updated) == LATER


def test_merging_does_what_the_plan_said(session: Session) -> None:
    write(session, make_draft(directors=("J. Tati",), writers=("Jacques Tati",)))
    lost, kept = named(session, "J. Tati"), named(session, "Jacques Tati")
    plan = plan_merge(session, lost, kept)

    label, person = merge_people(session, lost.id, kept.id, at=LATER)

    assert (plan.moved, plan.doubled) == (1, 0)
    assert (label, person) == ("J. Tati", kept)


def test_merging_with_oneself_or_nobody_is_refused(session: Session) -> None:
    person = make_person(session)

    with pytest.raises(ConflictError):
        merge_people(session, person.id, person.id, at=LATER)
    with pytest.raises(ConflictError):
        merge_people(session, person.id, person.id + 1, at=LATER)


def test_reviews_of_namesakes_are_edited_without_confusion(session: Session) -> None:
    review = write(
        session,
        make_draft(
            directors=("Steve McQueen",), cast=(Billing("Steve McQueen", "Frank"),)
        ),
    )
    person = named(session, "Steve McQueen")
    directing = session.scalars(
        select(Credit.id).where(Credit.role == "director")
    ).all()
    split_person(
        session, person.id, directing, additions=("actor", "director"), at=LATER
    )
    session.commit()
    session.expire_all()

    assert not rewrite(session, load(session, review))

    rewrite(session, review, writers=("Steve McQueen (director)",))
    people = {c.person.label for c in load(session, review).work.credits}
    assert people == {"Steve McQueen (actor)", "Steve McQueen (director)"}


def test_people_are_found_by_words_in_any_order(session: Session) -> None:
    make_person(session, "Agnès Varda", sort_name="varda agnes")
    make_person(session, "Jacques Tati", sort_name="tati jacques")

    found = list_people(session, "agnès VARDA", limit=9)

    assert [listed.person.name for listed in found] == ["Agnès Varda"]
    assert count_people(session, "100%") == 0
    assert count_people(session, "") == 2

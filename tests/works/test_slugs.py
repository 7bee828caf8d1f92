"""Taking what must be unique."""

from itertools import count

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from reviewblog.errors import ConflictError
from reviewblog.works.models import Person
from reviewblog.works.slugs import claim, free_slugs, is_free
from tests.factories import make_person, make_work

PEOPLE = [select(Person.slug)]


def test_free_slugs_of_one_name_are_numbered(session: Session) -> None:
    make_person(session, slug="ann")
    make_person(session, slug="ann-2")

    slugs = free_slugs(session, ["ann", "bob", "ann", "bob"], among=PEOPLE)

    assert slugs == ["ann-3", "bob", "ann-4", "bob-2"]


def test_a_gap_is_filled(session: Session) -> None:
    make_person(session, slug="ann")
    make_person(session, slug="ann-3")

    assert free_slugs(session, ["ann"], among=PEOPLE) == ["ann-2"]


def test_a_slug_that_begins_alike_is_no_obstacle(session: Session) -> None:
    make_person(session, slug="anna")

    assert free_slugs(session, ["ann"], among=PEOPLE) == ["ann"]


def test_a_long_slug_is_numbered_within_its_length(session: Session) -> None:
    make_person(session, slug="a" * 80)
    make_person(session, slug="a" * 78 + "-2")

    assert free_slugs(session, ["a" * 80], among=PEOPLE) == ["a" * 78 + "-3"]


def test_a_slug_is_free_until_it_is_taken(session: Session) -> None:
    assert is_free(session, "ann", among=PEOPLE)

    make_person(session, slug="ann")

    assert not is_free(session, "ann", among=PEOPLE)


def test_claim_tries_again_when_somebody_was_first(session: Session) -> None:
    make_work(session, slug="rush")
    work, attempts = make_work(session), count(1)

    def take() -> None:
        work.slug = "rush" if next(attempts) == 1 else "rush-2"

    with transaction(session):
        claim(session, take)

    session.refresh(work)
    assert work.slug == "rush-2"


def test_claim_gives_up_in_the_end(session: Session) -> None:
    make_work(session, slug="rush")
    work = make_work(session, title="Before")

    def take() -> None:
        work.slug = "rush"

    with pytest.raises(ConflictError, match="try again"), transaction(session):
        claim(session, take)

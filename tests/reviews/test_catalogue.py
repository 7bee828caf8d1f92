"""Everything reviewed, from A to Z."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.reviews.catalogue import (
    DIGITS,
    OTHER_SCRIPTS,
    Letter,
    initial_of,
    list_entries,
    list_letters,
    people,
    works,
)
from reviewblog.reviews.models import ReviewStatus
from tests.factories import LONG_AGO, make_review, make_work


def test_people_are_those_of_public_reviews(session: Session) -> None:
    work = make_work(
        session,
        directors=("Welles",),
        writers=("Welles", "Mankiewicz"),
        cast=("Welles as Kane",),
    )
    make_review(session, work=work)
    make_review(session, work=work)
    hidden = make_work(session, directors=("Nobody",))
    make_review(session, work=hidden, status=ReviewStatus.DRAFT)

    entries = list_entries(session, people(at=LONG_AGO), limit=9)

    assert [(entry.name, entry.count) for entry in entries] == [
        ("Mankiewicz", 2),
        ("Welles", 2),
    ]


def test_works_carry_their_year(session: Session) -> None:
    for title, year in (("Rush", 1991), ("Alien", 1979), ("Alien", None)):
        work = make_work(session, title=title, release_year=year)
        make_review(session, work=work)

    entries = list_entries(session, works(at=LONG_AGO), limit=2)

    assert [(entry.name, entry.detail) for entry in entries] == [
        ("Alien", "1979"),
        ("Alien", ""),
    ]


def test_list_letters_knows_where_each_begins(session: Session) -> None:
    for key in ("8 1 2", "39 steps, the", "alien", "aliens", "zulu"):
        make_review(session, work=make_work(session, sort_title=key))

    assert list_letters(session, works(at=LONG_AGO)) == [
        Letter(DIGITS, 2, before=0),
        Letter("A", 2, before=2),
        Letter("Z", 1, before=4),
    ]


@pytest.mark.parametrize(
    ("key", "initial"),
    [
        ("rush", "R"),
        ("8 1 2", DIGITS),
        ("千と千尋", OTHER_SCRIPTS),
        ("", OTHER_SCRIPTS),
    ],
)
def test_initial_of(key: str, initial: str) -> None:
    assert initial_of(key) == initial


def test_keys_are_compared_letter_by_letter(session: Session) -> None:
    for key in ("de-niro", "de niro", "deniro", "ÿ", "z"):
        make_review(session, work=make_work(session, title=key, sort_title=key))

    entries = list_entries(session, works(at=utcnow()), limit=9)

    assert [entry.key for entry in entries] == sorted(entry.key for entry in entries)
    if session.get_bind().dialect.name == "postgresql":
        named = text(
            "SELECT DISTINCT collation_name FROM information_schema.columns"
            " WHERE column_name IN ('sort_title', 'sort_name')"
        )
        assert session.scalars(named).all() == ["C"]

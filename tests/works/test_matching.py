"""When two reviews are about the same work."""

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from reviewblog.works.facts import Billing, WorkFacts, facts_of
from reviewblog.works.matching import find_or_make_work, find_work
from reviewblog.works.models import Person, Work, WorkKind
from reviewblog.works.people import AmbiguousNameError
from tests.factories import LONG_AGO, make_person

CRASH = WorkFacts(
    title="Crash",
    release_year=1996,
    directors=("David Cronenberg",),
    writers=("David Cronenberg",),
    cast=(Billing("James Spader", "James Ballard"), Billing("Holly Hunter")),
    runtime_minutes=100,
    countries=("Canada", "United Kingdom"),
    original_title="Crash!",
    original_language="en",
)


def make(session: Session, facts: WorkFacts) -> Work:
    with transaction(session):
        return find_or_make_work(session, facts, at=LONG_AGO)


def test_a_new_work_has_every_fact(session: Session) -> None:
    work = make(session, CRASH)

    assert facts_of(work) == CRASH
    assert work.slug == "crash-1996"
    assert work.sort_title == "crash"


def test_people_are_made_with_readable_slugs(session: Session) -> None:
    make(session, CRASH)

    people = session.scalars(select(Person).order_by(Person.slug)).all()
    assert [(one.slug, one.sort_name) for one in people] == [
        ("david-cronenberg", "cronenberg david"),
        ("holly-hunter", "hunter holly"),
        ("james-spader", "spader james"),
    ]


@pytest.mark.parametrize(
    "again",
    [
        CRASH,
        replace(CRASH, title="CRASH"),
        replace(CRASH, title="Crash\u00a0"),
        replace(CRASH, runtime_minutes=None, cast=()),
    ],
)
def test_a_second_look_is_about_the_same_work(
    session: Session, again: WorkFacts
) -> None:
    first = make(session, CRASH)

    assert make(session, again) is first


@pytest.mark.parametrize(
    "other",
    [
        replace(CRASH, release_year=2004),
        replace(CRASH, release_year=None),
        replace(CRASH, directors=("Paul Haggis",)),
        replace(CRASH, directors=()),
        replace(CRASH, title="The Crash"),
        replace(CRASH, kind=WorkKind.BOOK),
    ],
)
def test_a_namesake_is_another_work(session: Session, other: WorkFacts) -> None:
    first = make(session, CRASH)

    assert make(session, other) is not first


def test_the_order_of_directors_makes_no_difference(session: Session) -> None:
    first = make(session, WorkFacts(title="Fargo", directors=("Joel", "Ethan")))

    second = make(session, WorkFacts(title="Fargo", directors=("Ethan", "Joel")))

    assert second is first
    assert facts_of(second).directors == ("Ethan", "Joel")


def test_works_of_one_name_and_year_have_readable_slugs(session: Session) -> None:
    make(session, CRASH)

    other = make(session, replace(CRASH, directors=("Somebody Else",)))

    assert other.slug == "crash-1996-2"


def test_what_is_left_out_the_second_time_is_still_known(session: Session) -> None:
    make(session, CRASH)

    work = make(
        session,
        WorkFacts(
            title="Crash",
            release_year=1996,
            directors=CRASH.directors,
            runtime_minutes=101,
        ),
    )

    assert facts_of(work) == replace(CRASH, runtime_minutes=101)


def test_works_without_a_title_are_never_the_same(session: Session) -> None:
    first, second = (make(session, WorkFacts(title="")) for _ in range(2))

    assert first is not second
    assert (first.slug, second.slug) == ("untitled", "untitled-2")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("8½", "8-1-2-1963"),
        ("Se7en", "se7en-1963"),
        ("<script>", "script-1963"),
        ("..", "untitled-1963"),
        ("🎬", "untitled-1963"),
        ("x" * 300, f"{'x' * 75}-1963"),
        ("½" * 300, None),
        ("ß" * 300, None),
        ("千と千尋の神隠し", None),
    ],
)
def test_strange_titles_have_readable_slugs(
    session: Session, title: str, slug: str | None
) -> None:
    work = make(session, WorkFacts(title=title, release_year=1963))

    assert work.slug == slug or (slug is None and work.slug.endswith("-1963"))
    assert work.slug.isascii()
    assert find_work(session, facts_of(work)) is work


def test_people_of_the_same_name_are_one_person(session: Session) -> None:
    make(session, CRASH)

    make(session, WorkFacts(title="The Fly", directors=("David Cronenberg",)))

    assert session.scalar(select(func.count(Person.id))) == len(
        {"Cronenberg", "Spader", "Hunter"}
    )


def test_a_bare_name_is_never_guessed_to_be_a_namesake(session: Session) -> None:
    make_person(session, "Steve McQueen", disambiguation="the actor")

    with pytest.raises(AmbiguousNameError):
        make(session, WorkFacts(title="Hunger", directors=("Steve McQueen",)))


def test_names_that_read_alike_in_latin_have_slugs_of_their_own(
    session: Session,
) -> None:
    names = ("René Clair", "Rene Clair", "🎬", "🍿")

    work = make(session, WorkFacts(title="Sous les toits", directors=names))

    assert [credit.person.slug for credit in work.directors] == [
        "rene-clair-2",
        "rene-clair",
        "person-2",
        "person",
    ] or len({credit.person.slug for credit in work.directors}) == len(names)


def test_two_hundred_names_are_no_trouble(session: Session) -> None:
    cast = tuple(Billing(f"Actor {n}", "") for n in range(200))

    work = make(session, WorkFacts(title="Gandhi", cast=cast))

    assert facts_of(work).cast == cast

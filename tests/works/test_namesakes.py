"""People renamed, made one, and told apart."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.works.models import Credit, FormerPersonSlug, Person, Work
from reviewblog.works.namesakes import (
    PersonDraft,
    change_person,
    list_namesakes,
    merge_people,
    split_person,
)
from reviewblog.works.telling_apart import PersonRefusedError
from tests.factories import LONG_AGO, make_person, make_work


def credits_of(session: Session, person: Person) -> list[tuple[str, str, int, str]]:
    session.flush()
    query = (
        select(Work.title, Credit.role, Credit.position, Credit.character)
        .join(Credit.work)
        .where(Credit.person_id == person.id)
        .order_by(Work.title, Credit.role)
    )
    return [tuple(row) for row in session.execute(query)]  # type: ignore[misc]


def heirs(session: Session) -> dict[str, int]:
    rows = session.execute(select(FormerPersonSlug.slug, FormerPersonSlug.person_id))
    return {slug: person_id for slug, person_id in rows}  # noqa: C416 -- rows, not pairs


def named(session: Session, name: str) -> Person:
    return session.scalars(select(Person).where(Person.name == name)).one()


def test_merging_moves_the_credits_and_doubles_none(session: Session) -> None:
    make_work(session, title="A", cast=("J. Tati as Hulot", "Jacques Tati as Waiter"))
    make_work(session, title="B", directors=("J. Tati",), writers=("Jacques Tati",))
    lost, kept = named(session, "J. Tati"), named(session, "Jacques Tati")

    merge_people(session, lost, kept, at=LONG_AGO)

    assert credits_of(session, kept) == [
        ("A", "cast", 1, "Hulot / Waiter"),
        ("B", "director", 1, ""),
        ("B", "writer", 1, ""),
    ]
    assert session.scalars(select(Person)).all() == [kept]


def test_addresses_of_the_lost_lead_to_the_kept_however_often(
    session: Session,
) -> None:
    first, second = make_person(session, slug="first"), make_person(session)
    third, second_slug = make_person(session), second.slug

    merge_people(session, first, second, at=LONG_AGO)
    merge_people(session, second, third, at=LONG_AGO)

    assert heirs(session) == {"first": third.id, second_slug: third.id}


def test_splitting_gives_the_chosen_credits_to_a_namesake(session: Session) -> None:
    make_work(session, title="Bullitt", cast=("Steve McQueen as Frank",))
    make_work(session, title="Shame", directors=("Steve McQueen",))
    person = named(session, "Steve McQueen")
    shame = session.scalars(select(Credit).where(Credit.role == "director")).one()

    namesake = split_person(
        session, person, [shame.id], additions=("actor", "director"), at=LONG_AGO
    )

    assert (person.label, namesake.label) == (
        "Steve McQueen (actor)",
        "Steve McQueen (director)",
    )
    assert namesake.slug == "steve-mcqueen-director"
    assert [row[0] for row in credits_of(session, namesake)] == ["Shame"]
    assert [row[0] for row in credits_of(session, person)] == ["Bullitt"]
    assert list_namesakes(session, person) == [namesake]


@pytest.mark.parametrize(
    ("additions", "field"),
    [
        (("", "director"), "stays"),
        (("actor", ""), "leaves"),
        (("actor", "Actor"), "leaves"),
        (("actor, 1930", "director"), "stays"),
        (("actor", "one (of two)"), "leaves"),
    ],
)
def test_people_who_are_not_told_apart_are_refused(
    session: Session, additions: tuple[str, str], field: str
) -> None:
    make_work(session, cast=("Steve McQueen",), directors=("Steve McQueen",))
    person = named(session, "Steve McQueen")
    one = session.scalars(select(Credit.id)).first()
    assert one

    with pytest.raises(PersonRefusedError) as refusal:
        split_person(session, person, [one], additions=additions, at=LONG_AGO)

    assert refusal.value.field == field


@pytest.mark.parametrize("number", [0, 2])
def test_a_split_leaves_credits_to_both(session: Session, number: int) -> None:
    make_work(session, cast=("Steve McQueen",), directors=("Steve McQueen",))
    ids = session.scalars(select(Credit.id)).all()[:number]

    with pytest.raises(PersonRefusedError) as refusal:
        split_person(
            session,
            named(session, "Steve McQueen"),
            ids,
            additions=("a", "b"),
            at=LONG_AGO,
        )

    assert refusal.value.field == "credit_id"


def test_a_new_address_leaves_the_old_one_behind(session: Session) -> None:
    person = make_person(session, "Tati", slug="tati")

    draft = PersonDraft(name="Jacques Tati", slug="jacques-tati")
    change_person(session, person, draft, at=LONG_AGO)

    assert (person.slug, person.sort_name) == ("jacques-tati", "tati jacques")
    assert heirs(session) == {"tati": person.id}


def test_somebody_may_have_their_former_address_back(session: Session) -> None:
    person = make_person(session, "Tati", slug="tati")
    change_person(session, person, PersonDraft(name="Tati", slug="x"), at=LONG_AGO)

    change_person(session, person, PersonDraft(name="Tati", slug="tati"), at=LONG_AGO)

    assert person.slug == "tati"
    assert heirs(session) == {"x": person.id}


def test_nobody_takes_the_former_address_of_somebody_else(session: Session) -> None:
    person, other = make_person(session, slug="tati"), make_person(session, "B")
    change_person(session, person, PersonDraft(name="A", slug="a"), at=LONG_AGO)

    change_person(session, other, PersonDraft(name="B", slug="tati"), at=LONG_AGO)

    assert other.slug == "tati-2"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PersonDraft(name=""), "name"),
        (PersonDraft(name="Tati, Jacques"), "name"),
        (PersonDraft(name="Known as Tati"), "name"),
        (PersonDraft(name="Tati", disambiguation="a; b"), "disambiguation"),
        (PersonDraft(name="Ada", disambiguation="poet"), "disambiguation"),
        (PersonDraft(name="Ada (poet)"), "disambiguation"),
    ],
)
def test_what_credits_could_not_say_is_refused(
    session: Session, draft: PersonDraft, field: str
) -> None:
    make_person(session, "Ada", disambiguation="poet")
    person = make_person(session, "Tati")

    with pytest.raises(PersonRefusedError) as refusal:
        change_person(session, person, draft, at=LONG_AGO)

    assert refusal.value.field == field

"""What stands behind each way into the archive."""

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.reviews import facets
from reviewblog.reviews.archive import UNGRADED, Facet, Filters
from reviewblog.reviews.facets import counts_of, list_options
from reviewblog.reviews.memory import MOST_ANSWERS
from reviewblog.reviews.models import ReviewStatus
from reviewblog.works.models import Credit, CreditRole, Person, WorkCountry
from tests.factories import LONG_AGO, make_review, make_work
from tests.statements import counted_statements


def counts(
    session: Session,
    facet: Facet,
    chosen: Mapping[Facet, tuple[str, ...]] | None = None,
) -> list[tuple[str, int]]:
    options = list_options(session, facet, Filters(chosen or {}), at=LONG_AGO)
    return [(option.label, option.count) for option in options]


def slug_of(session: Session, name: str) -> str:
    slug = session.scalar(select(Person.slug).where(Person.name.contains(name)))
    assert slug
    return slug


@pytest.fixture(autouse=True)
def shelf(session: Session) -> None:
    zanuck = make_work(
        session,
        release_year=1991,
        directors=("Lili Fini Zanuck",),
        countries=("United States",),
    )
    tati = make_work(
        session,
        release_year=1967,
        directors=("Jacques Tati",),
        countries=("France", "Italy"),
    )
    make_review(session, work=zanuck, grade="B", tags=["crime"])
    make_review(session, work=tati, grade="A+", tags=["Émigrés", "crime"])
    make_review(session, work=tati, grade="A-")
    make_review(session, work=make_work(session, release_year=1960))
    make_review(session, work=tati, grade="F", status=ReviewStatus.DRAFT)


@pytest.mark.parametrize(
    ("facet", "expected"),
    [
        (Facet.GRADE, [("A+", 1), ("A-", 1), ("B", 1), (UNGRADED, 1)]),
        (Facet.DECADE, [("1990s", 1), ("1960s", 3)]),
        (Facet.YEAR, [("1991", 1), ("1967", 2), ("1960", 1)]),
        (Facet.DIRECTOR, [("Jacques Tati", 2), ("Lili Fini Zanuck", 1)]),
        (Facet.TAG, [("crime", 2), ("Émigrés", 1)]),
        (Facet.COUNTRY, [("France", 2), ("Italy", 2), ("United States", 1)]),
        (Facet.KIND, [("film", 4)]),
    ],
)
def test_list_options_counts_public_reviews(
    session: Session, facet: Facet, expected: list[tuple[str, int]]
) -> None:
    assert counts(session, facet) == expected


def test_list_options_obeys_the_other_facets(session: Session) -> None:
    chosen = {Facet.TAG: ("crime",), Facet.GRADE: ("B",)}

    assert counts(session, Facet.GRADE, chosen) == [("A+", 1), ("B", 1)]
    assert counts(session, Facet.YEAR, chosen) == [("1991", 1)]


def test_list_options_names_what_is_chosen_and_fits_nothing_else(
    session: Session,
) -> None:
    chosen = {Facet.YEAR: ("1991",), Facet.DIRECTOR: (slug_of(session, "Tati"),)}

    assert counts(session, Facet.DIRECTOR, chosen) == [
        ("Jacques Tati", 0),
        ("Lili Fini Zanuck", 1),
    ]


def test_list_options_keeps_what_is_chosen_in_a_long_menu(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "MOST_OPTIONS", 1)

    chosen = {Facet.COUNTRY: ("United States",)}

    assert counts(session, Facet.COUNTRY, chosen) == [("United States", 1)]
    assert counts(session, Facet.COUNTRY) == [("France", 2)]


def test_list_options_keeps_all_that_is_chosen_in_a_long_menu(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "MOST_OPTIONS", 2)

    chosen = {Facet.COUNTRY: ("United States", "Italy")}

    assert counts(session, Facet.COUNTRY) == [("France", 2), ("Italy", 2)]
    assert counts(session, Facet.COUNTRY, chosen) == [
        ("Italy", 2),
        ("United States", 1),
    ]


def test_choices_push_out_only_their_like(app: Flask, session: Session) -> None:
    counts_of(session, Filters(), at=LONG_AGO)
    for year in range(MOST_ANSWERS):
        chosen = Filters({Facet.YEAR: (str(1000 + year),)})
        list_options(session, Facet.KIND, chosen, at=LONG_AGO)

    with counted_statements(app) as sent:
        counts_of(session, Filters(), at=LONG_AGO)

    assert len([each for each in sent if "count(" in each]) == 0


def test_nobody_is_counted_twice_for_one_review(session: Session) -> None:
    both = make_work(session, release_year=1967, directors=("A. B.",), countries=("X",))
    session.add_all(
        [
            Credit(
                work_id=both.id,
                person_id=both.directors[0].person_id,
                role=CreditRole.DIRECTOR,
                position=7,
                character="",
            ),
            WorkCountry(work_id=both.id, position=7, name="X"),
        ]
    )
    make_review(session, work=both)

    assert ("A. B.", 1) in counts(session, Facet.DIRECTOR)
    assert ("X", 1) in counts(session, Facet.COUNTRY)


def test_a_menu_is_counted_once_for_all_that_may_be_chosen_from_it(
    app: Flask, session: Session
) -> None:
    everything = counts_of(session, Filters(), at=LONG_AGO)

    with counted_statements(app) as sent:
        crimes = counts_of(session, Filters({Facet.TAG: ("crime",)}), at=LONG_AGO)

    assert crimes.options[Facet.TAG] == everything.options[Facet.TAG]
    assert crimes.total == 2
    assert not any("FROM tag" in statement for statement in sent)

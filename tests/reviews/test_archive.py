"""Narrowing and ordering the archive."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from reviewblog.reviews.archive import (
    UNGRADED,
    Facet,
    Filters,
    Sort,
    count_matching,
    in_order,
    matching,
)
from reviewblog.reviews.models import ReviewStatus
from reviewblog.works.models import WorkKind
from tests.factories import LONG_AGO, make_review, make_work


def titles(
    session: Session,
    chosen: Mapping[Facet, tuple[str, ...]],
    sort: Sort = Sort.NEWEST,
    offset: int = 0,
) -> list[str]:
    query = in_order(matching(Filters(chosen), at=LONG_AGO), sort)
    page = session.scalars(query.limit(9).offset(offset))
    return [review.title for review in page]


@pytest.fixture
def shelf(session: Session) -> None:
    """Four reviews that differ in everything the archive asks about."""
    tati = make_work(
        session, title="Playtime", directors=("Jacques Tati",), countries=("France",)
    )
    kael = make_work(
        session,
        title="The Rush",
        sort_title="rush, the",
        release_year=1991,
        directors=("Lili Fini Zanuck",),
        countries=("United States",),
    )
    play = make_work(session, title="Amphitryon", release_year=None, kind=WorkKind.PLAY)
    for days, (work, grade, tags) in enumerate(
        [(tati, "A+", ["city"]), (kael, "B", ["crime", "city"]), (play, None, [])]
    ):
        make_review(
            session,
            work=work,
            title=work.title,
            grade=grade,
            tags=tags,
            published_at=LONG_AGO - timedelta(days=days),
        )
    make_review(session, work=tati, title="Draft", status=ReviewStatus.DRAFT)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({}, ["Playtime", "The Rush", "Amphitryon"]),
        ({Facet.GRADE: ("A+",)}, ["Playtime"]),
        ({Facet.GRADE: ("A+", "B")}, ["Playtime", "The Rush"]),
        ({Facet.GRADE: (UNGRADED,)}, ["Amphitryon"]),
        ({Facet.DECADE: ("1990s",)}, ["The Rush"]),
        ({Facet.DECADE: ("1967",)}, ["Playtime"]),
        ({Facet.YEAR: ("1991",)}, ["The Rush"]),
        ({Facet.TAG: ("city",)}, ["Playtime", "The Rush"]),
        ({Facet.TAG: ("city",), Facet.GRADE: ("B",)}, ["The Rush"]),
        ({Facet.COUNTRY: ("France",)}, ["Playtime"]),
        ({Facet.KIND: ("play",)}, ["Amphitryon"]),
        ({Facet.KIND: ("opera",)}, []),
        ({Facet.YEAR: ("the year of grace",)}, []),
        ({Facet.YEAR: ("9" * 40,)}, []),
        ({Facet.DECADE: ("-10s",)}, []),
    ],
)
def test_list_matching_combines_filters(
    session: Session, chosen: Mapping[Facet, tuple[str, ...]], left: list[str]
) -> None:
    assert titles(session, chosen) == left
    assert count_matching(session, Filters(chosen), at=LONG_AGO) == len(left)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.NEWEST, ["Playtime", "The Rush", "Amphitryon"]),
        (Sort.TITLE, ["Amphitryon", "Playtime", "The Rush"]),
        (Sort.RELEASED, ["The Rush", "Playtime", "Amphitryon"]),
        (Sort.GRADE, ["Playtime", "The Rush", "Amphitryon"]),
    ],
)
def test_list_matching_stands_in_the_order_asked_for(
    session: Session, sort: Sort, expected: list[str]
) -> None:
    assert titles(session, {}, sort) == expected


@pytest.mark.usefixtures("shelf")
def test_list_matching_by_director(session: Session) -> None:
    work = make_work(session, cast=("Orson Welles",))
    slug = work.credits[0].person.slug
    make_review(session, work=work)
    make_review(
        session,
        work=make_work(session, directors=("Orson Welles",)),
        title="Directed by him",
    )

    assert titles(session, {Facet.DIRECTOR: (slug,)}) == ["Directed by him"]


@pytest.mark.usefixtures("shelf")
def test_list_matching_turns_pages(session: Session) -> None:
    assert titles(session, {}, offset=2) == ["Amphitryon"]

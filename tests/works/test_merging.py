"""Two entries for one work are made one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.works.facts import Billing, WorkFacts, facts_of
from reviewblog.works.matching import find_or_make_work
from reviewblog.works.merging import absorb, lock_works
from reviewblog.works.models import FormerWorkSlug, Person, Work
from tests.factories import LONG_AGO, make_work


def merged(session: Session, lost: Work, kept: Work) -> WorkFacts:
    """Merge two works, and return what the one that is left says."""
    works = {work.id: work for work in lock_works(session, (lost.id, kept.id))}
    absorb(session, works[lost.id], works[kept.id], at=LONG_AGO)
    session.commit()
    [left] = lock_works(session, (lost.id, kept.id))
    return facts_of(left)


def test_what_one_does_not_know_it_learns_from_the_other(session: Session) -> None:
    kept = make_work(
        session,
        title="PlayTime",
        release_year=1967,
        runtime_minutes=None,
        cast=("Tati as Hulot",),
    )
    lost = make_work(
        session,
        title="Play Time",
        release_year=1968,
        runtime_minutes=124,
        directors=("Jacques Tati",),
        cast=("Somebody",),
        countries=("France",),
        imdb_id="tt0062136",
    )

    facts = merged(session, lost, kept)

    assert (facts.title, facts.release_year) == ("PlayTime", 1967)
    assert facts.runtime_minutes == 124
    assert facts.directors == ("Jacques Tati",)
    assert facts.cast == (Billing("Tati", "Hulot"),)
    assert facts.countries == ("France",)
    assert facts.imdb_id == "tt0062136"


def test_people_whom_nothing_names_any_more_are_gone(session: Session) -> None:
    kept = make_work(session, cast=("Kept",))
    lost = make_work(session, cast=("Lost",))

    merged(session, lost, kept)

    assert session.scalars(select(Person.name)).all() == ["Kept"]


def test_addresses_lead_to_the_one_that_is_left_however_often_it_is_merged(
    session: Session,
) -> None:
    first, second, third = (make_work(session, slug=name) for name in "abc")

    merged(session, first, second)
    merged(session, second, third)

    former = {
        each.slug: each.work_id for each in session.scalars(select(FormerWorkSlug))
    }
    assert former == {"a": third.id, "b": third.id}


def test_a_former_address_is_not_given_to_another_work(session: Session) -> None:
    lost = make_work(session, slug="rush-1991")
    merged(session, lost, make_work(session))

    facts = WorkFacts(title="Rush", release_year=1991)
    work = find_or_make_work(session, facts, at=LONG_AGO)

    assert work.slug == "rush-1991-2"

"""Correcting what is known of a work, and dropping a work that nothing needs."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from reviewblog.text.slugs import MAX_LENGTH, slugify
from reviewblog.text.titles import sort_title
from reviewblog.works.facts import WorkFacts, facts_of
from reviewblog.works.models import (
    Credit,
    CreditRole,
    FormerWorkSlug,
    Person,
    Work,
    WorkCountry,
)
from reviewblog.works.people import find_or_make_people, remove_idle_people
from reviewblog.works.slugs import Slugs, claim, free_slugs

LONGEST_TITLE = 300
_FOUR_DIGITS_AND_A_DASH = 5


def default_slug(title: str, release_year: int | None) -> str:
    """Return the usual address: the title, then the year, however long the title."""
    slug = slugify(title, fallback="untitled")
    if release_year is None:
        return slug
    return f"{slug[: MAX_LENGTH - _FOUR_DIGITS_AND_A_DASH].rstrip('-')}-{release_year}"


def work_slugs() -> list[Slugs]:
    """Select every slug that leads, or once led, to a work."""
    return [select(Work.slug), select(FormerWorkSlug.slug)]


def filed_under(title: str) -> str:
    """Return the key that a work of this title is filed under."""
    return sort_title(title)[:LONGEST_TITLE]


def correct_work(
    session: Session, work: Work, facts: WorkFacts, *, at: datetime
) -> None:
    """Let a work be as these facts say; who stays in the credits stays the same."""
    before = facts_of(work)
    work.kind = facts.kind
    work.title = facts.title
    work.sort_title = filed_under(facts.title)
    work.original_title = facts.original_title
    work.original_language = facts.original_language
    work.release_year = facts.release_year
    work.runtime_minutes = facts.runtime_minutes
    work.wikidata_id = facts.wikidata_id
    work.imdb_id = facts.imdb_id
    work.tmdb_id = facts.tmdb_id
    work.letterboxd_id = facts.letterboxd_id
    if facts.countries != before.countries:
        _name_countries(session, work, facts.countries)
    if any(facts.billed(role) != before.billed(role) for role in CreditRole):
        _bill(session, work, facts, at)


def move_work(session: Session, work: Work) -> None:
    """Give a work that no reader has seen yet the address its title now asks for."""
    base = default_slug(work.title, work.release_year)
    others = [select(Work.slug).where(Work.id != work.id), select(FormerWorkSlug.slug)]

    def take() -> None:
        work.slug = free_slugs(session, [base], among=others)[0]

    claim(session, take)


def remove_work_if_unused(session: Session, work: Work) -> None:
    """Delete a work, unless something still refers to it."""
    people = [credit.person for credit in work.credits]
    try:
        with session.begin_nested():
            session.delete(work)
            session.flush()
    except IntegrityError:
        return
    remove_idle_people(session, people)


def _name_countries(session: Session, work: Work, names: Iterable[str]) -> None:
    work.countries = []
    # Rows are added before others are deleted, and two would have one place.
    session.flush()
    work.countries = [
        WorkCountry(position=place, name=name)
        for place, name in enumerate(names, start=1)
    ]


def _bill(session: Session, work: Work, facts: WorkFacts, at: datetime) -> None:
    known = {part.person.label: part.person for part in work.credits}
    billed = [
        (role, place, billing)
        for role in CreditRole
        for place, billing in enumerate(facts.billed(role), start=1)
    ]
    new = {billing.name for _, _, billing in billed} - known.keys()
    people = find_or_make_people(session, new, at=at)
    work.credits = []
    session.flush()
    work.credits = [
        Credit(
            person=known.get(billing.name) or people[billing.name],
            role=role,
            position=place,
            character=billing.character,
        )
        for role, place, billing in billed
    ]
    session.flush()
    _remove_those_gone(session, work, known.values())


def _remove_those_gone(session: Session, work: Work, people: Iterable[Person]) -> None:
    still = {credit.person.id for credit in work.credits}
    remove_idle_people(session, [one for one in people if one.id not in still])

"""Everything reviewed, from A to Z: works and people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import published
from reviewblog.works.models import Credit, FormerWorkSlug, Person, Work

DIGITS = "0–9"
OTHER_SCRIPTS = "…"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a catalogue; the detail is what tells namesakes apart."""

    slug: str
    name: str
    detail: str
    key: str
    count: int

    @property
    def initial(self) -> str:
        """Return the letter it is filed under."""
        return initial_of(self.key)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, how many entries stand under it, and how many before it."""

    initial: str
    count: int
    before: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is listed, under a name of its own, at a moment."""

    name: str
    query: Select[*tuple[Any, ...]]
    at: datetime


def people(*, at: datetime) -> Catalogue:
    """Select those credited on publicly reviewed works, as entries from A to Z."""
    credited = published(at=at).join(Review.work).join(Work.credits)
    query = (
        credited.join(Credit.person)
        .with_only_columns(
            Person.slug,
            Person.name,
            Person.disambiguation.label("detail"),
            Person.sort_name.label("key"),
            func.count(Review.id.distinct()).label("count"),
        )
        .group_by(Person.id)
        .order_by(None)
        .order_by(Person.sort_name, Person.id)
    )
    return Catalogue("people", query, at)


def works(*, at: datetime) -> Catalogue:
    """Select the publicly reviewed works, as entries from A to Z."""
    query = (
        published(at=at)
        .join(Review.work)
        .with_only_columns(
            Work.slug,
            Work.title.label("name"),
            Work.release_year.label("detail"),
            Work.sort_title.label("key"),
            func.count(Review.id).label("count"),
        )
        .group_by(Work.id)
        .order_by(None)
        .order_by(Work.sort_title, Work.id)
    )
    return Catalogue("works", query, at)


def list_entries(
    session: Session, catalogue: Catalogue, *, limit: int, offset: int = 0
) -> list[Entry]:
    """List one page of a catalogue."""

    def search() -> list[Entry]:
        return [
            Entry(slug, name, str(detail or ""), key, count)
            for slug, name, detail, key, count in session.execute(
                catalogue.query.limit(limit).offset(offset)
            )
        ]

    question = (catalogue.name, limit, offset)
    return remembered(session, question, search, at=catalogue.at)


def list_letters(session: Session, catalogue: Catalogue) -> list[Letter]:
    """List the letters of a catalogue in its own order."""
    key = catalogue.query.order_by(None).subquery().c.key
    first = func.substr(key, 1, 1).label("first")
    # By the database's own order, which is the one that pages are cut in.
    query = select(first, func.count()).group_by("first").order_by(func.min(key))

    def search() -> list[Letter]:
        rows = session.execute(query)
        return _letters([(initial_of(first), count) for first, count in rows])

    return remembered(session, (catalogue.name, "letters"), search, at=catalogue.at)


def find_work(session: Session, slug: str) -> Work | None:
    """Find a work by its slug, whether or not anybody may see a review of it."""
    return session.scalar(select(Work).where(Work.slug == slug))


def find_new_work_address(session: Session, slug: str, *, at: datetime) -> str | None:
    """Find where the page of a work has moved that once had this slug."""
    former = select(FormerWorkSlug.work_id).where(FormerWorkSlug.slug == slug)
    shown = published(at=at).order_by(None).with_only_columns(Review.work_id)
    query = select(Work.slug).where(Work.id.in_(former), Work.id.in_(shown))
    return session.scalar(query)


def initial_of(key: str) -> str:
    """Return the letter under which a key is filed."""
    first = key[:1].upper()
    if first.isdigit():
        return DIGITS
    return first if first.isascii() and first.isalpha() else OTHER_SCRIPTS


def _letters(counts: Sequence[tuple[str, int]]) -> list[Letter]:
    letters: list[Letter] = []
    before = 0
    for initial, rows in groupby(counts, key=lambda row: row[0]):
        count = sum(row[1] for row in rows)
        letters.append(Letter(initial, count, before))
        before += count
    return letters

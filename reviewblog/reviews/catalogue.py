"""Everything reviewed, from A to Z: works and people."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import published
from reviewblog.works.models import Credit, FormerWorkSlug, Person, Work

T = TypeVar("T")

DIGITS = "0–9"
OTHER_SCRIPTS = "…"


class Entry(Struct, frozen=True):
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


class Letter(Struct, frozen=True):
    """A letter, how many entries stand under it, and how many before it."""

    initial: str
    count: int
    before: int


class Catalogue(Struct, frozen=True, kw_only=True):
    """What is listed, under a name of its own, at a moment.

    ``reviews`` are the public ones of an entry. They are counted for those entries
    alone that are looked at: there may be tens of thousands.
    """

    name: str
    entry: type[Person | Work]
    columns: tuple[SQLColumnExpression[Any], ...]
    key: SQLColumnExpression[str]
    reviews: Select[Review]
    at: datetime

    @property
    def is_listed(self) -> ColumnElement[bool]:
        """Tell whether readers can see anything of an entry."""
        return self.reviews.with_only_columns(Review.id).correlate(self.entry).exists()

    def of_each(self, value: ColumnElement[T]) -> ColumnElement[T]:
        """Put the public reviews of an entry together to one value."""
        gathered = self.reviews.with_only_columns(value)
        return gathered.correlate(self.entry).scalar_subquery()

    def page(self, *, limit: int, offset: int) -> Select[*tuple[Any, ...]]:
        """Select some entries from A to Z, each with its number of reviews."""
        in_order = self.key, self.entry.id
        ids = select(self.entry.id).where(self.is_listed).order_by(*in_order)
        count = self.of_each(func.count(Review.id.distinct()))
        shown = self.entry.id.in_(ids.limit(limit).offset(offset))
        entries = select(*self.columns, self.key, count).where(shown)
        return entries.order_by(*in_order)

    def letters(self) -> Select[str, int]:
        """Select how many entries begin with what, in the order of the pages."""
        first = func.substr(self.key, 1, 1).label("first")
        listed = select(first, func.count()).where(self.is_listed)
        return listed.group_by("first").order_by(func.min(self.key))


def people(*, at: datetime) -> Catalogue:
    """List those credited on publicly reviewed works."""
    credited = published(at=at).join(Credit, Credit.work_id == Review.work_id)
    return Catalogue(
        name="people",
        entry=Person,
        columns=(Person.slug, Person.name, Person.disambiguation),
        key=Person.sort_name,
        reviews=credited.where(Credit.person_id == Person.id).order_by(None),
        at=at,
    )


def works(*, at: datetime) -> Catalogue:
    """List the publicly reviewed works."""
    return Catalogue(
        name="works",
        entry=Work,
        columns=(Work.slug, Work.title, Work.release_year),
        key=Work.sort_title,
        reviews=published(at=at).where(Review.work_id == Work.id).order_by(None),
        at=at,
    )


def list_entries(
    session: Session, catalogue: Catalogue, *, limit: int, offset: int = 0
) -> list[Entry]:
    """List one page of a catalogue."""

    def search() -> list[Entry]:
        return [
            Entry(slug, name, str(detail or ""), key, count)
            for slug, name, detail, key, count in session.execute(
                catalogue.page(limit=limit, offset=offset)
            )
        ]

    question = (catalogue.name, limit, offset)
    return remembered(session, question, search, at=catalogue.at)


def list_letters(session: Session, catalogue: Catalogue) -> list[Letter]:
    """List the letters of a catalogue in its own order."""

    def search() -> list[Letter]:
        rows = session.execute(catalogue.letters())
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

"""Unique addresses: which are free, and how to take one although others write too."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import TypeVar

from sqlalchemy import Select, union_all
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from reviewblog.errors import ConflictError
from reviewblog.text.slugs import numbered

ATTEMPTS = 8
# A number at the end of a long slug takes the place of its last letters.
_COMMON_LETTERS = 60

Slugs = Select[str]
T = TypeVar("T")


def claim(session: Session, attempt: Callable[[], T]) -> T:
    """Try to write what must be unique, again if somebody else was first.

    Looking before writing is kind, but only the constraint is right: on PostgreSQL
    two authors can find the same slug free at the same moment.

    Raises:
        ConflictError: it went wrong again and again.
    """
    for _ in range(ATTEMPTS):
        try:
            with session.begin_nested():
                result = attempt()
                session.flush()
                return result
        except IntegrityError:
            continue
    raise ConflictError("Somebody else is saving the same just now. Please try again.")


def free_slugs(
    session: Session, bases: Sequence[str], *, among: Sequence[Slugs]
) -> list[str]:
    """Choose a slug for each base that is not among those selected: rush, rush-2."""
    taken = _taken(session, among, bases)
    chosen: list[str] = []
    for base in bases:
        if base in taken:
            taken |= _alike(session, among, base)
        slug = next(s for n in count(1) if (s := numbered(base, n)) not in taken)
        taken.add(slug)
        chosen.append(slug)
    return chosen


def is_free(session: Session, slug: str, *, among: Sequence[Slugs]) -> bool:
    """Tell whether a slug is not among those selected."""
    return not _taken(session, among, [slug])


def _taken(session: Session, among: Sequence[Slugs], slugs: Sequence[str]) -> set[str]:
    # One statement, so that a slug on its way from one table to another is seen.
    wanted = [query.where(query.selected_columns[0].in_(slugs)) for query in among]
    return set(session.scalars(union_all(*wanted)))


def _alike(session: Session, among: Sequence[Slugs], base: str) -> set[str]:
    start = base[:_COMMON_LETTERS]
    wanted = [
        query.where(query.selected_columns[0].startswith(start, autoescape=True))
        for query in among
    ]
    return set(session.scalars(union_all(*wanted)))

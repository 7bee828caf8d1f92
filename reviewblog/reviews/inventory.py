"""The works of the archive as the desk lists them, and what they lack."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from reviewblog.reviews.familiar import titled
from reviewblog.reviews.models import Review
from reviewblog.works.matching import with_facts
from reviewblog.works.models import Credit, CreditRole, Work, WorkCountry


class Missing(StrEnum):
    """A fact that a work should have."""

    YEAR = "year"
    DIRECTORS = "directors"
    CAST = "cast"
    RUNTIME = "runtime"
    COUNTRIES = "countries"


class Shelved(Struct, frozen=True):
    """A work in the list of the desk, how many reviews it has, and what is missing."""

    work: Work
    reviews: int
    missing: tuple[Missing, ...]


def count_works(session: Session, words: str, missing: Missing | None = None) -> int:
    """Count the works with every word in their title, or those that lack a fact."""
    query = _wanted(words, missing).with_only_columns(func.count(Work.id))
    return session.scalar(query.order_by(None)) or 0


def list_works(
    session: Session,
    words: str,
    missing: Missing | None = None,
    *,
    limit: int,
    offset: int = 0,
) -> Sequence[Shelved]:
    """List works by title, with their reviews counted and what they lack."""
    count = select(func.count(Review.id)).where(Review.work_id == Work.id)
    query = _wanted(words, missing).options(*with_facts())
    rows = session.execute(
        query.add_columns(count.scalar_subquery()).limit(limit).offset(offset)
    )
    return [Shelved(work, reviews, lacks(work)) for work, reviews in rows]


def lacks(work: Work) -> tuple[Missing, ...]:
    """List what a work, loaded with its facts, should have and has not."""
    has = {
        Missing.YEAR: work.release_year,
        Missing.DIRECTORS: work.directors,
        Missing.CAST: work.cast,
        Missing.RUNTIME: work.runtime_minutes,
        Missing.COUNTRIES: work.countries,
    }
    return tuple(fact for fact, value in has.items() if not value)


def list_reviews_of(session: Session, work_id: int) -> Sequence[Review]:
    """List every review of a work, drafts and deleted ones too, the newest first."""
    newest = (Review.published_at.desc().nulls_first(), Review.id.desc())
    query = select(Review).where(Review.work_id == work_id).order_by(*newest)
    return session.scalars(query).all()


def find_work_by_id(session: Session, work_id: int) -> Work | None:
    """Find a work with its facts."""
    query = select(Work).where(Work.id == work_id).options(*with_facts())
    return session.scalar(query)


def find_doubles(session: Session, work: Work, *, limit: int) -> Sequence[Work]:
    """List other works that may be the same: of a like title, or so known elsewhere."""
    same: list[ColumnElement[bool]] = [
        (Work.sort_title == work.sort_title) & (Work.sort_title != "")
    ]
    if work.wikidata_id:
        same.append(Work.wikidata_id == work.wikidata_id)
    if work.imdb_id:
        same.append(Work.imdb_id == work.imdb_id)
    query = select(Work).where(or_(*same), Work.id != work.id).options(*with_facts())
    return session.scalars(query.order_by(Work.id).limit(limit)).all()


def _wanted(words: str, missing: Missing | None) -> Select[Work]:
    query = titled(words)
    return query if missing is None else query.where(_lacks(missing))


def _lacks(missing: Missing) -> ColumnElement[bool]:
    match missing:
        case Missing.YEAR:
            return Work.release_year.is_(None)
        case Missing.RUNTIME:
            return Work.runtime_minutes.is_(None)
        case Missing.COUNTRIES:
            return ~exists().where(WorkCountry.work_id == Work.id)
        case Missing.DIRECTORS:
            return ~_credited(CreditRole.DIRECTOR)
        case Missing.CAST:
            return ~_credited(CreditRole.CAST)


def _credited(role: CreditRole) -> ColumnElement[bool]:
    return exists().where(Credit.work_id == Work.id, Credit.role == role)

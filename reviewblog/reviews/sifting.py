"""Looking for reviews at the desk: whatever narrows the list combines."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, UnaryExpression, func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.reviews.desk import Shelf, on_shelf
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.models import Review, Tag, review_tag
from reviewblog.reviews.narrowing import Facet, condition, with_tag
from reviewblog.search.index import select_each
from reviewblog.search.query import read_query
from reviewblog.text.slugs import slugify
from reviewblog.works.models import Work

MOST_TAGS = 200


class Order(StrEnum):
    """The orders in which the list can stand."""

    USUAL = "usual"
    TITLE = "title"
    GRADE = "grade"
    CHANGED = "changed"


class Sieve(Struct, frozen=True, kw_only=True):
    """What an author looks for; what is empty narrows nothing.

    ``words`` are searched for in titles, names, topics and texts, ``grade`` is a label
    or ``none``, ``year`` that of publication, ``tag`` a topic's name or address.
    """

    words: str = ""
    year: int | None = None
    grade: str = ""
    tag: str = ""
    author_id: int | None = None
    order: Order = Order.USUAL

    @property
    def narrows(self) -> bool:
        """Tell whether it leaves anything out."""
        chosen = (self.words, self.grade, self.tag)
        return any(chosen) or self.year is not None or self.author_id is not None


class Choices(Struct, frozen=True, kw_only=True):
    """What is there to choose from."""

    years: tuple[int, ...]
    grades: tuple[str, ...]
    tags: tuple[str, ...]
    authors: tuple[tuple[int, str], ...]


class Desk(Struct, frozen=True, kw_only=True):
    """Whose desk it is, at what moment, and by which clock."""

    account: Account
    at: datetime
    zone: ZoneInfo


def sifted(
    session: Session, sieve: Sieve, shelf: Shelf | None, desk: Desk
) -> Select[Review]:
    """Select what a sieve leaves of a shelf, or of all that is not deleted."""
    query = on_shelf(shelf, by=desk.account, at=desk.at).where(
        *_conditions(session, sieve, desk.zone)
    )
    match sieve.order:
        case Order.USUAL:
            return query
        case Order.TITLE:
            works = query.order_by(None).join(Review.work)
            return _then_newest(works, Work.sort_title.asc())
        case Order.GRADE:
            graded = query.order_by(None).outerjoin(Review.grade)
            return _then_newest(graded, Grade.percent.desc().nulls_last())
        case Order.CHANGED:
            return _then_newest(query.order_by(None), Review.updated_at.desc())


def count_sifted(session: Session, query: Select[Review]) -> int:
    """Count what a sieve leaves."""
    ids = query.order_by(None).options().with_only_columns(func.count(Review.id))
    return session.scalar(ids) or 0


def choices(session: Session, desk: Desk) -> Choices:
    """List what the reviews of a desk can be narrowed by, a statement for each.

    An author learns nothing of what others have not published.
    """
    times = select(func.min(Review.published_at), func.max(Review.published_at))
    given = select(Review.grade_id).where(Review.grade_id.is_not(None))
    names = select(Tag.name).order_by(Tag.slug).limit(MOST_TAGS)
    if not desk.account.may_edit_all:
        is_own = Review.author_id == desk.account.id
        own = select(Review.id).where(is_own)
        times, given = times.where(is_own), given.where(is_own)
        tagged = select(review_tag.c.tag_id).where(review_tag.c.review_id.in_(own))
        names = names.where(Tag.id.in_(tagged))
    first, last = session.execute(times).one()
    years = (
        range(last.astimezone(desk.zone).year, first.astimezone(desk.zone).year - 1, -1)
        if first and last
        else ()
    )
    labels = select(Grade.label).where(Grade.id.in_(given)).group_by(Grade.label)
    best_first = labels.order_by(func.max(Grade.percent).desc(), Grade.label)
    return Choices(
        years=tuple(years),
        grades=tuple(session.scalars(best_first)),
        tags=tuple(session.scalars(names)),
        authors=list_writers(session) if desk.account.may_edit_all else (),
    )


def list_writers(session: Session) -> tuple[tuple[int, str], ...]:
    """List those who may have reviews, by name."""
    query = select(Account.id, Account.display_name).where(
        Account.role != Role.MODERATOR, Account.disabled_at.is_(None)
    )
    rows = session.execute(query.order_by(Account.display_name, Account.id))
    return tuple((row.id, row.display_name) for row in rows)


def _conditions(
    session: Session, sieve: Sieve, zone: ZoneInfo
) -> list[ColumnElement[bool]]:
    found = select_each(session, read_query(sieve.words)) if sieve.words else []
    conditions: list[ColumnElement[bool]] = [Review.id.in_(ids) for ids in found]
    if sieve.grade:
        conditions.append(condition(Facet.GRADE, sieve.grade))
    if sieve.tag:
        slug = slugify(sieve.tag, fallback="tag")
        named = with_tag((Tag.slug == slug) | (Tag.name == sieve.tag))
        conditions.append(named)
    if sieve.author_id is not None:
        conditions.append(Review.author_id == sieve.author_id)
    if sieve.year is not None:
        begin, end = (datetime(sieve.year + n, 1, 1, tzinfo=zone) for n in (0, 1))
        in_year = (Review.published_at >= begin) & (Review.published_at < end)
        conditions.append(in_year)
    return conditions


def _then_newest(query: Select[Review], first: UnaryExpression[Any]) -> Select[Review]:
    newest = Review.published_at.desc().nulls_last()
    return query.order_by(first, newest, Review.id.desc())

"""Names of people and tags by the work or review they belong to, as plain values."""

from collections.abc import Collection, Iterable
from typing import TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from reviewblog.db import ask
from reviewblog.reviews.models import Tag, review_tag
from reviewblog.works.models import Credit, CreditRole, Person

T = TypeVar("T")


def people_by_work(
    session: Session, works: Collection[int]
) -> dict[int, list[tuple[CreditRole, str]]]:
    """List for each work who did what, in billing order."""
    found = ask(session, _PEOPLE, {"works": list(works)})
    return _grouped(((work, (role, name)) for work, role, name in found), works)


def tags_by_review(session: Session, reviews: Collection[int]) -> dict[int, list[str]]:
    """List for each review the names of its tags."""
    found = ask(session, _TAGS, {"reviews": list(reviews)})
    return _grouped(((review, name) for review, name in found), reviews)


def _grouped(pairs: Iterable[tuple[int, T]], keys: Iterable[int]) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = {key: [] for key in keys}
    for key, value in pairs:
        groups[key].append(value)
    return groups


# Built once: putting a statement together takes longer than its answer.
_PEOPLE = (
    select(Credit.work_id, Credit.role, Person.name)
    .join(Credit.person)
    .where(Credit.work_id.in_(bindparam("works", expanding=True)))
    .order_by(Credit.work_id, Credit.role, Credit.position)
)
_TAGS = (
    select(review_tag.c.review_id, Tag.name)
    .join(Tag, Tag.id == review_tag.c.tag_id)
    .where(review_tag.c.review_id.in_(bindparam("reviews", expanding=True)))
    .order_by(review_tag.c.review_id, Tag.slug)
)

"""The tags on reviews."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, String, Subquery, bindparam, func, select
from sqlalchemy.orm import Session

from reviewblog.db import ask
from reviewblog.reviews.catalogue import Entry
from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import FormerTagSlug, Review, Tag, review_tag
from reviewblog.reviews.queries import published
from reviewblog.text.folding import fold


class Topic(NamedTuple):
    """A tag, as its page shows it."""

    slug: str
    name: str
    description: str


def list_tags(session: Session, *, at: datetime) -> list[Entry]:
    """List the tags on public reviews."""
    number, count = count_by_tag(published(at=at)).c
    used = select(Tag.slug, Tag.name, count).where(Tag.id == number)

    def search() -> list[Entry]:
        rows = session.execute(used)
        entries = (
            Entry(slug, name, "", fold(name), count) for slug, name, count in rows
        )
        return sorted(entries, key=lambda entry: entry.key)

    return remembered(session, "tags", search, at=at)


def count_by_tag(reviews: Select[Any]) -> Subquery:
    """Count some reviews by the numbers of their tags: two columns.

    To name them only afterwards takes a third of the time.
    """
    tag_id, review_id = review_tag.c.tag_id, review_tag.c.review_id
    with_those = review_id.in_(reviews.with_only_columns(Review.id).order_by(None))
    return select(tag_id, func.count()).where(with_those).group_by(tag_id).subquery()


def find_topic(session: Session, slug: str, *, at: datetime) -> Topic | None:
    """Find what readers are told of a tag on public reviews, or remember it."""

    def look() -> Topic | None:
        row = ask(session, _TOPIC, {"slug": slug}).one_or_none()
        return row and Topic._make(row)

    return remembered(session, ("topic", slug), look, at=at)


_TOPIC = select(Tag.slug, Tag.name, Tag.description).where(
    Tag.slug == bindparam("slug", type_=String)
)


def find_new_address(session: Session, slug: str, *, at: datetime) -> str | None:
    """Find where the page has moved of a topic that once had this slug."""
    shown = published(at=at).join(Review.tags).order_by(None)
    former = select(FormerTagSlug.tag_id).where(FormerTagSlug.slug == slug)
    query = select(Tag.slug).where(
        Tag.id.in_(former), Tag.id.in_(shown.with_only_columns(Tag.id))
    )
    return session.scalar(query)

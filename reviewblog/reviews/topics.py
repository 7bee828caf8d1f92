"""The tags on reviews."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.reviews.catalogue import Entry
from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import FormerTagSlug, Review, Tag
from reviewblog.reviews.queries import published
from reviewblog.text.folding import fold


def list_tags(session: Session, *, at: datetime) -> list[Entry]:
    """List the tags on public reviews."""
    used = published(at=at).join(Review.tags).order_by(None).group_by(Tag.id)
    columns = (Tag.slug, Tag.name, func.count(Review.id))

    def search() -> list[Entry]:
        rows = session.execute(used.with_only_columns(*columns))
        entries = (
            Entry(slug, name, "", fold(name), count) for slug, name, count in rows
        )
        return sorted(entries, key=lambda entry: entry.key)

    return remembered(session, "tags", search, at=at)


def find_tag(session: Session, slug: str) -> Tag | None:
    """Find a tag by its slug, whether or not anybody may see a review with it."""
    return session.scalar(select(Tag).where(Tag.slug == slug))


def find_new_address(session: Session, slug: str, *, at: datetime) -> str | None:
    """Find where the page has moved of a topic that once had this slug."""
    shown = published(at=at).join(Review.tags).order_by(None)
    former = select(FormerTagSlug.tag_id).where(FormerTagSlug.slug == slug)
    query = select(Tag.slug).where(
        Tag.id.in_(former), Tag.id.in_(shown.with_only_columns(Tag.id))
    )
    return session.scalar(query)

"""As much of a review as decides about a comment on it.

A comment is taken in without the review itself, which takes longer to load than all
that there is to ask about it.
"""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import String, bindparam
from sqlalchemy.orm import Session

from reviewblog.db import ask
from reviewblog.reviews.models import FormerSlug, Review
from reviewblog.reviews.queries import AT, published
from reviewblog.site.models import CommentMode


class Found(Struct, frozen=True):
    """A review that was public when it was looked for."""

    id: int
    slug: str
    published_at: datetime | None
    comment_mode: CommentMode | None
    comments_close_at: datetime | None
    comment_count: int

    def is_public(self, *, at: datetime) -> bool:
        """Tell whether a reader may see it at that moment."""
        return self.published_at is not None and self.published_at <= at


Commented = Review | Found


def find_commented(session: Session, slug: str, *, at: datetime) -> Found | None:
    """Find the public review at an address, also one that has moved from there.

    Whose address it is goes first, as it does for readers.
    """
    where = {"slug": slug, "at": at}
    row = ask(session, _HERE, where).first() or ask(session, _MOVED, where).first()
    return Found(*row) if row else None


# Built once: putting a statement together takes longer than its answer. They are two,
# since SQLite would sort what it finds by either of two indexes.
_SLUG = bindparam("slug", type_=String)
_PUBLIC = (
    published(at=AT)
    .order_by(None)
    .with_only_columns(
        Review.id,
        Review.slug,
        Review.published_at,
        Review.comment_mode,
        Review.comments_close_at,
        Review.comment_count,
    )
)
_HERE = _PUBLIC.where(Review.slug == _SLUG)
_MOVED = _PUBLIC.join(FormerSlug, FormerSlug.review_id == Review.id).where(
    FormerSlug.slug == _SLUG
)

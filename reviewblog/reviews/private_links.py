"""Secret addresses at which somebody without an account reads a review beforehand.

An address is made of the site's secret and a random word in the database, which alone
opens nothing; it can be shown to its author again, until it is revoked or renewed.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import ForeignKey, String, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from reviewblog.db import Base
from reviewblog.errors import DomainError
from reviewblog.reviews.models import Review
from reviewblog.tokens import hash_token, keyed_hash

LONGEST_NAME = 60
MOST_LINKS = 20
LONGEST_TOKEN = 64


class PrivateLink(Base):
    """One address of one review; without ``expires_at`` it opens until revoked."""

    __tablename__ = "private_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    nonce: Mapped[str] = mapped_column(String(43))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]

    def token(self, key: str) -> str | None:
        """Return the end of its address; none after the site's secret has changed."""
        token = _token_of(self.nonce, key)
        return token if hash_token(token) == self.token_hash else None

    def is_open(self, *, at: datetime) -> bool:
        """Tell whether it still shows anything."""
        return self.expires_at is None or self.expires_at > at


class Terms(Struct, frozen=True, kw_only=True):
    """Whom an address is for, and until when it opens: none is until it is revoked."""

    name: str = ""
    until: datetime | None = None


class TooManyLinksError(DomainError):
    """There are as many addresses of a review as anybody can look after."""


def open_link(
    session: Session, review: Review, terms: Terms, *, key: str, at: datetime
) -> PrivateLink:
    """Make an address for a review, locked for a change; ``key`` is the site's secret.

    Raises:
        TooManyLinksError: it has enough of them.
    """
    query = select(func.count(PrivateLink.id)).where(PrivateLink.review_id == review.id)
    if (session.scalar(query) or 0) >= MOST_LINKS:
        raise TooManyLinksError(
            f"There are {MOST_LINKS} private links to this review: revoke one first."
        )
    link = PrivateLink(
        review_id=review.id,
        name=terms.name,
        created_at=at,
        expires_at=terms.until,
    )
    renew(link, key=key, at=at)
    session.add(link)
    session.flush()
    return link


def renew(link: PrivateLink, *, key: str, at: datetime) -> None:
    """Give a link another address, open for as long as the first was meant to be."""
    if link.expires_at is not None:
        link.expires_at = at + (link.expires_at - link.created_at)
    link.created_at = at
    link.nonce = secrets.token_urlsafe(32)
    link.token_hash = hash_token(_token_of(link.nonce, key))


def revoke(session: Session, link: PrivateLink) -> None:
    """Close an address for ever."""
    session.delete(link)
    session.flush()


def links_of(session: Session, review: Review) -> Sequence[PrivateLink]:
    """List the addresses of a review, the newest first."""
    query = select(PrivateLink).where(PrivateLink.review_id == review.id)
    newest_first = (PrivateLink.created_at.desc(), PrivateLink.id.desc())
    return session.scalars(query.order_by(*newest_first)).all()


def find_link(session: Session, review: Review, link_id: int) -> PrivateLink | None:
    """Find one address of a review by its number."""
    link = session.get(PrivateLink, link_id)
    return link if link is not None and link.review_id == review.id else None


def find_shared(session: Session, token: str, *, at: datetime) -> int | None:
    """Return the number of the review that an address shows, if it shows any."""
    if len(token) > LONGEST_TOKEN:
        return None
    is_open = or_(PrivateLink.expires_at.is_(None), PrivateLink.expires_at > at)
    query = select(Review.id).join(PrivateLink, PrivateLink.review_id == Review.id)
    return session.scalar(
        query.where(
            PrivateLink.token_hash == hash_token(token),
            Review.deleted_at.is_(None),
            is_open,
        )
    )


def _token_of(nonce: str, key: str) -> str:
    return keyed_hash(key, f"private link {nonce}")

"""Every text that a review has had, with who typed it and when."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, Select, String, select
from sqlalchemy.orm import (
    Mapped,
    Session,
    defer,
    joinedload,
    mapped_column,
    relationship,
)

from reviewblog.accounts.models import Account
from reviewblog.db import Base
from reviewblog.reviews.typed import Typed


class RevisionKind(StrEnum):
    """How a text came to be kept."""

    # Sent by its author with a button of the form; never thrown away.
    SAVED = "saved"
    # Typed since the last save and not sent yet; a review has one at most.
    PENDING = "pending"
    # Was pending until somebody typed on; only the newest of these are kept.
    AUTOSAVED = "autosaved"
    # Came second in a conflict, or was discarded; never thrown away.
    SET_ASIDE = "aside"


class Revision(Base):
    """The whole form of a review as it was at one time."""

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="RESTRICT"), index=True
    )
    kind: Mapped[RevisionKind]
    # The opened page that it was typed in, so that nobody is in their own way.
    tab: Mapped[str] = mapped_column(String(64), index=True)
    started_at: Mapped[datetime]
    kept_at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(String(64))
    words_added: Mapped[int]
    words_removed: Mapped[int]
    fields: Mapped[list[list[str]]] = mapped_column(JSON)

    author: Mapped[Account] = relationship(lazy="raise")

    @property
    def typed(self) -> Typed:
        """Return what was typed."""
        return Typed.of(self.fields)


Index("ix_revision_review", Revision.review_id, Revision.id)
_PENDING = Revision.kind == RevisionKind.PENDING
Index(
    "uq_revision_pending",
    Revision.review_id,
    unique=True,
    sqlite_where=_PENDING,
)


def history_of(review_id: int) -> Select[Revision]:
    """Select the revisions of a review, the newest first, without their texts."""
    return (
        select(Revision)
        .where(Revision.review_id == review_id)
        .order_by(Revision.id.desc())
        .options(joinedload(Revision.author), defer(Revision.fields, raiseload=True))
    )


def find_revision(
    session: Session, review_id: int, revision_id: int
) -> Revision | None:
    """Find one revision of a review, with its author."""
    query = _whole(review_id).where(Revision.id == revision_id)
    return session.scalar(query)


def find_pending(session: Session, review_id: int) -> Revision | None:
    """Find what was typed and not sent yet, with its author."""
    return session.scalar(_whole(review_id).where(_PENDING))


def find_last(session: Session, review_id: int) -> Revision | None:
    """Find what stands in the form of a review now, if any save is remembered."""
    standing = Revision.kind.in_([RevisionKind.SAVED, RevisionKind.PENDING])
    return session.scalar(_newest(_whole(review_id).where(standing)))


def find_last_saved(session: Session, review_id: int) -> Revision | None:
    """Find what an author last saved with a button."""
    saved = Revision.kind == RevisionKind.SAVED
    return session.scalar(_newest(_whole(review_id).where(saved)))


def find_before(session: Session, revision: Revision) -> Revision | None:
    """Find the revision that came before another one."""
    earlier = _whole(revision.review_id).where(Revision.id < revision.id)
    return session.scalar(_newest(earlier))


def find_begun(session: Session, tab: str, *, by: Account) -> Revision | None:
    """Find what an opened page for a new review has begun and not sent yet."""
    if not tab:
        return None
    query = select(Revision).where(
        Revision.tab == tab, Revision.author_id == by.id, _PENDING
    )
    return session.scalar(_newest(query))


def _whole(review_id: int) -> Select[Revision]:
    return (
        select(Revision)
        .where(Revision.review_id == review_id)
        .options(joinedload(Revision.author))
    )


def _newest(query: Select[Revision]) -> Select[Revision]:
    return query.order_by(Revision.id.desc()).limit(1)

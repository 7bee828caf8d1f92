"""Lists of reviews: the best of a year, a marathon, a beginner's guide."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewblog.db import Base
from reviewblog.reviews.models import Review


class ReviewList(Base):
    """Reviews in an order that somebody chose, with a word about each.

    It is a draft until ``published_at`` is set.
    """

    __tablename__ = "review_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    is_ranked: Mapped[bool]
    renderer_version: Mapped[int]
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    intro: Mapped[str] = mapped_column(Text)
    intro_html: Mapped[str] = mapped_column(Text)

    entries: Mapped[list["ListEntry"]] = relationship(
        lazy="raise",
        order_by="ListEntry.position",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @property
    def is_public(self) -> bool:
        """Tell whether readers see it."""
        return self.published_at is not None


class ListEntry(Base):
    """A review's place in a list, and the word about it."""

    __tablename__ = "list_entry"
    __table_args__ = (
        UniqueConstraint("list_id", "review_id", name="uq_list_entry_review"),
        Index("ix_list_entry_review", "review_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(
        ForeignKey("review_list.id", ondelete="CASCADE")
    )
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    position: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    note_html: Mapped[str] = mapped_column(Text)

    review: Mapped[Review] = relationship(lazy="raise")


class FormerListSlug(Base):
    """An address that a list used to have; it redirects for ever."""

    __tablename__ = "former_list_slug"

    slug: Mapped[str] = mapped_column(String(100), primary_key=True)
    list_id: Mapped[int] = mapped_column(
        ForeignKey("review_list.id", ondelete="CASCADE"), index=True
    )
    retired_at: Mapped[datetime]

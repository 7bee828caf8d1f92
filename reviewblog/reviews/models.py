"""The review, its tags, and the addresses it used to have."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    and_,
    text,
)
from sqlalchemy.orm import (
    InstrumentedAttribute,
    Mapped,
    mapped_column,
    relationship,
)

from reviewblog.accounts.models import Account
from reviewblog.db import Base
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.stills import ChosenStill
from reviewblog.site.models import CommentMode
from reviewblog.works.models import Work


class ReviewStatus(StrEnum):
    """What the author wants; whether it shows is then up to the clock."""

    DRAFT = "draft"
    PUBLISHED = "published"


review_tag = Table(
    "review_tag",
    Base.metadata,
    Column(
        "review_id",
        Integer,
        ForeignKey("review.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column(
        "tag_id", Integer, ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True
    ),
    Index("ix_review_tag_tag", "tag_id", "review_id"),
)


class Tag(Base):
    """A topic."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    description: Mapped[str] = mapped_column(String(500), server_default=text("''"))


class FormerTagSlug(Base):
    """An address that a topic used to have; it redirects for ever."""

    __tablename__ = "former_tag_slug"

    slug: Mapped[str] = mapped_column(String(100), primary_key=True)
    tag_id: Mapped[int] = mapped_column(
        ForeignKey("tag.id", ondelete="CASCADE"), index=True
    )
    retired_at: Mapped[datetime]


class Review(Base):
    """One critic's opinion of one work, at one time.

    ``body_html`` and ``notes_html`` are made from ``body`` when it is written, by
    the renderer whose version stands beside them.
    """

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint(
            "status <> 'published' OR published_at IS NOT NULL", "published_has_time"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)
    feed_id: Mapped[str] = mapped_column(String(500), unique=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    work_id: Mapped[int] = mapped_column(
        ForeignKey("work.id", ondelete="RESTRICT"), index=True
    )
    author_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="RESTRICT"), index=True
    )
    grade_id: Mapped[int | None] = mapped_column(
        ForeignKey("grade.id", ondelete="RESTRICT"), index=True
    )
    title: Mapped[str] = mapped_column(String(300))
    dek: Mapped[str] = mapped_column(String(300))
    renderer_version: Mapped[int] = mapped_column(index=True)
    word_count: Mapped[int]
    status: Mapped[ReviewStatus]
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    # Neither given, comments are as on the whole site.
    comment_mode: Mapped[CommentMode | None]
    comments_close_at: Mapped[datetime | None]
    comment_count: Mapped[int]
    # Last, because SQLite comes by the texts on its way to whatever stands behind.
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    notes_html: Mapped[str] = mapped_column(Text)

    work: Mapped[Work] = relationship(lazy="raise")
    author: Mapped[Account] = relationship(lazy="raise")
    grade: Mapped[Grade | None] = relationship(lazy="raise")
    tags: Mapped[list[Tag]] = relationship(
        secondary=review_tag, lazy="raise", order_by=Tag.slug
    )
    still: Mapped[ChosenStill | None] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )

    def is_public(self, *, at: datetime) -> bool:
        """Tell whether a reader may see it at that moment."""
        return (
            self.status is ReviewStatus.PUBLISHED
            and self.deleted_at is None
            and self.published_at is not None
            and self.published_at <= at
        )

    def is_scheduled(self, *, at: datetime) -> bool:
        """Tell whether it will appear by itself later."""
        return (
            self.status is ReviewStatus.PUBLISHED
            and self.deleted_at is None
            and self.published_at is not None
            and self.published_at > at
        )

    def editable_by(self, account: Account) -> bool:
        """Tell whether the account may change it."""
        return account.may_edit_all or (
            account.may_write and account.id == self.author_id
        )


_SHOWN = and_(Review.status == ReviewStatus.PUBLISHED, Review.deleted_at.is_(None))
# Every index of public reviews holds what makes them so, without a look at the rows.
_STATE = (Review.status, Review.deleted_at)


def _index_shown(name: str, *columns: InstrumentedAttribute[Any]) -> None:
    Index(name, *columns, sqlite_where=_SHOWN)


# Wide enough to tell what is public, and of which work, without the texts.
_index_shown(
    "ix_review_shown",
    *(Review.published_at, Review.id, *_STATE, Review.work_id, Review.grade_id),
)
# How often each grade was given, which looks at a work came after others, and when a
# work was last written about is asked of the whole archive after each change: by these
# alone, wide for the same reason.
_index_shown(
    "ix_review_graded",
    *(Review.grade_id, Review.published_at, *_STATE, Review.work_id),
)
_index_shown(
    "ix_review_looks",
    *(Review.work_id, Review.published_at, Review.id, Review.grade_id),
    *(*_STATE, Review.updated_at),
)
# The feed of all comments asks how many there are.
_index_shown(
    "ix_review_comment_count", Review.published_at, Review.comment_count, *_STATE
)
# Asked after each change; few reviews have such a time.
Index(
    "ix_review_closing",
    Review.comments_close_at,
    sqlite_where=Review.comments_close_at.is_not(None),
)


class FormerSlug(Base):
    """An address that a review used to have; it redirects for ever."""

    __tablename__ = "former_slug"

    slug: Mapped[str] = mapped_column(String(100), primary_key=True)
    review_id: Mapped[int] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), index=True
    )
    retired_at: Mapped[datetime]

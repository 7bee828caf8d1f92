"""The comment, the states it can be in, and the log of decisions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewblog.accounts.models import Account
from reviewblog.db import Base, enum_type
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.models import Review


class CommentStatus(StrEnum):
    """Where a comment stands in moderation; only approved ones are public."""

    PENDING = "pending"
    APPROVED = "approved"
    SPAM = "spam"
    DELETED = "deleted"


class Comment(Base):
    """A reader's remark on a review, hidden until a moderator approves it.

    ``writer_hash`` recognises the browser it was written in; ``address_hash`` is
    a keyed hash of the network address, for rate limits only.
    """

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_thread", "review_id", "status", "submitted_at", "id"),
        Index("ix_comment_queue", "status", "submitted_at", "id"),
        Index("ix_comment_address", "address_hash", "submitted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("comment.id", ondelete="SET NULL"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    grade_id: Mapped[int | None] = mapped_column(
        ForeignKey("grade.id", ondelete="RESTRICT"), index=True
    )
    author_name: Mapped[str] = mapped_column(String(60))
    author_email: Mapped[str] = mapped_column(String(254))
    wants_notice: Mapped[bool]
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    renderer_version: Mapped[int]
    status: Mapped[CommentStatus]
    submitted_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    writer_hash: Mapped[str] = mapped_column(String(64), index=True)
    address_hash: Mapped[str] = mapped_column(String(64))

    review: Mapped[Review] = relationship(lazy="raise")
    account: Mapped[Account | None] = relationship(lazy="raise")
    grade: Mapped[Grade | None] = relationship(lazy="raise")
    parent: Mapped["Comment | None"] = relationship(
        lazy="raise", remote_side="Comment.id"
    )


class Decision(Base):
    """One change of a comment's status: from what, to what, by whom, when."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL")
    )
    before: Mapped[CommentStatus] = mapped_column(enum_type(CommentStatus, "before"))
    after: Mapped[CommentStatus] = mapped_column(enum_type(CommentStatus, "after"))
    decided_at: Mapped[datetime] = mapped_column(index=True)

    comment: Mapped[Comment] = relationship(lazy="raise")

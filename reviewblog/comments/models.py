"""The comment, the states it can be in, and the log of decisions."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    and_,
    false,
    or_,
    text,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reviewblog.accounts.models import Account
from reviewblog.db import Base, enum_type
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.models import Review

# A reader may change a comment for this long after posting it; an editor opened
# in that time may be used for as long again.
EDIT_TIME = timedelta(minutes=15)


class CommentStatus(StrEnum):
    """Where a comment stands in moderation; only approved ones are public."""

    PENDING = "pending"
    APPROVED = "approved"
    SPAM = "spam"
    DELETED = "deleted"


class Lesson(StrEnum):
    """What the spam filter was told that a comment is."""

    SPAM = "spam"
    GOOD = "good"


def is_undecided(status: CommentStatus, taught: Lesson | None) -> bool:
    """Tell whether a comment waits, to its writer's mind, for somebody to read it.

    It does in the spam bin too, as long as nobody but the rules has put it there:
    they may err, and whoever sends spam shall not learn what passes. A person who
    decides teaches the filter.
    """
    return status is CommentStatus.PENDING or (
        status is CommentStatus.SPAM and taught is None
    )


def is_shown(status: CommentStatus, taught: Lesson | None, *, is_own: bool) -> bool:
    """Tell whether a comment may be seen, by its writer or by everybody."""
    return status is CommentStatus.APPROVED or (is_own and is_undecided(status, taught))


def is_of_browser(writer_hash: str, browser: str) -> bool:
    """Tell whether a comment was written in a browser; nobody's is nobody's."""
    return bool(browser) and writer_hash == browser


def _index_where_given(column: str) -> Index:
    """Index the few comments that have something; all others need not wait for it."""
    # Saying so of PostgreSQL, too, as the migration does, would load it at every start.
    given = text(f"{column} IS NOT NULL")
    return Index(f"ix_comment_{column}", column, sqlite_where=given)


class Comment(Base):
    """A reader's remark on a review, hidden until it is approved.

    ``writer_hash`` recognises the browser it was written in; ``address_hash`` is
    a keyed hash of the network address, for rate limits and block lists only, and
    ``email_hash`` one of the email address. ``body_key`` is the same for texts that
    differ in nothing that matters, and empty for short ones. A comment that its
    writer took back is deleted and empty; one that a moderator deleted keeps its
    text, so that the decision can be undone.

    ``original_body`` is what the writer left where the house has changed it, and
    ``edit_note`` says to readers why; ``is_folded`` says that the whole text stands in
    a spoiler.
    """

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_thread", "review_id", "status", "submitted_at", "id"),
        Index(
            "ix_comment_queue",
            "status",
            "submitted_at",
            "id",
            sqlite_where=text("withdrawn_at IS NULL"),
        ),
        Index(
            "ix_comment_answered",
            "review_id",
            "parent_id",
            sqlite_where=text("parent_id IS NOT NULL"),
        ),
        *(_index_where_given(name) for name in ("account_id", "grade_id", "parent_id")),
        Index("ix_comment_address", "address_hash", "submitted_at"),
        Index("ix_comment_twins", "body_key", "submitted_at"),
        Index("ix_comment_recent", "submitted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("comment.id", ondelete="SET NULL")
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL")
    )
    grade_id: Mapped[int | None] = mapped_column(
        ForeignKey("grade.id", ondelete="RESTRICT")
    )
    author_name: Mapped[str] = mapped_column(String(120))
    author_email: Mapped[str] = mapped_column(String(254))
    wants_notice: Mapped[bool]
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    renderer_version: Mapped[int] = mapped_column(index=True)
    status: Mapped[CommentStatus]
    submitted_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    original_body: Mapped[str | None] = mapped_column(Text)
    edit_note: Mapped[str] = mapped_column(String(120), server_default=text("''"))
    is_folded: Mapped[bool] = mapped_column(server_default=false())
    withdrawn_at: Mapped[datetime | None]
    pinned_at: Mapped[datetime | None]
    writer_hash: Mapped[str] = mapped_column(String(64), index=True)
    address_hash: Mapped[str] = mapped_column(String(64))
    email_hash: Mapped[str] = mapped_column(
        String(64), index=True, server_default=text("''")
    )
    body_key: Mapped[str] = mapped_column(String(32), server_default=text("''"))
    taught: Mapped[Lesson | None]

    review: Mapped[Review] = relationship(lazy="raise")
    account: Mapped[Account | None] = relationship(lazy="raise")
    grade: Mapped[Grade | None] = relationship(lazy="raise")
    parent: Mapped["Comment | None"] = relationship(
        lazy="raise", remote_side="Comment.id"
    )

    def editable_until(self, opened_at: datetime) -> datetime | None:
        """Say how long an editor opened then may be used; None if opened too late."""
        if opened_at > self.submitted_at + EDIT_TIME:
            return None
        return opened_at + EDIT_TIME

    @hybrid_property
    def is_undecided(self) -> bool:
        """Tell whether it waits, to its writer's mind, for somebody to read it."""
        return is_undecided(self.status, self.taught)

    @is_undecided.inplace.expression
    @classmethod
    def _is_undecided(cls) -> ColumnElement[bool]:
        sorted_out = and_(cls.status == CommentStatus.SPAM, cls.taught.is_(None))
        return or_(cls.status == CommentStatus.PENDING, sorted_out)

    def is_shown_to(self, writer_hash: str) -> bool:
        """Tell whether somebody in that browser may see it."""
        return is_shown(
            self.status, self.taught, is_own=self.is_written_in(writer_hash)
        )

    def is_written_in(self, writer_hash: str) -> bool:
        """Tell whether it was written in that browser."""
        return is_of_browser(self.writer_hash, writer_hash)

    def forget_rewriting(self) -> None:
        """Let the text be its writer's own again."""
        self.original_body, self.edit_note, self.is_folded = None, "", False

    def wipe(self, *, at: datetime) -> None:
        """Forget all that its writer told us, for good."""
        self.status = CommentStatus.DELETED
        self.withdrawn_at = at
        self.author_name = self.author_email = self.body = self.body_html = ""
        self.email_hash = self.body_key = ""
        self.forget_rewriting()
        self.wants_notice = False
        self.grade_id = self.pinned_at = None


class Decision(Base):
    """One change of a comment's status: from what, to what, by whom, when.

    Without an account it was the writer's, or that of the rules.
    """

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    before: Mapped[CommentStatus] = mapped_column(enum_type(CommentStatus, "before"))
    after: Mapped[CommentStatus] = mapped_column(enum_type(CommentStatus, "after"))
    decided_at: Mapped[datetime] = mapped_column(index=True)
    is_by_rules: Mapped[bool] = mapped_column(server_default=false())

    comment: Mapped[Comment] = relationship(lazy="raise")
    account: Mapped[Account | None] = relationship(lazy="raise")

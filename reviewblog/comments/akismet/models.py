"""What Akismet is asked about a comment, and what it is told of it later."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from reviewblog.comments.models import CommentStatus, Lesson
from reviewblog.comments.screening.submitted import Visit
from reviewblog.db import Base, enum_type

LONGEST_ADDRESS = 45
LONGEST_HEADER = 500


class AkismetQuestion(Base):
    """One question about a comment, open until there is an answer.

    ``goes_to`` is where the rules have sorted the comment, which waits meanwhile.
    Address, browser and referrer are kept for that long only. ``opinion`` is what
    Akismet takes the comment for, first by its answer and then by what it was told;
    ``lesson`` is what a moderator said, if anything.
    """

    __tablename__ = "akismet_question"

    comment_id: Mapped[int] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    goes_to: Mapped[CommentStatus] = mapped_column(enum_type(CommentStatus, "goes_to"))
    is_change: Mapped[bool] = mapped_column(server_default=false())
    asked_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(server_default=text("0"))
    next_attempt_at: Mapped[datetime | None] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    user_agent: Mapped[str] = mapped_column(String(LONGEST_HEADER))
    referrer: Mapped[str] = mapped_column(String(LONGEST_HEADER))
    opinion: Mapped[Lesson | None] = mapped_column(enum_type(Lesson, "opinion"))
    lesson: Mapped[Lesson | None] = mapped_column(enum_type(Lesson, "lesson"))

    @property
    def visit(self) -> Visit:
        """Return how the comment was sent; empty once that is forgotten."""
        return Visit(self.address, self.user_agent, self.referrer)

    def forget_visit(self) -> None:
        """Drop all that is known of the browser it was sent from."""
        self.address = self.user_agent = self.referrer = ""

"""Replies that are written once and used often, with a place for names in them."""

from collections.abc import Sequence

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from reviewblog.db import Base
from reviewblog.errors import DomainError

LONGEST_NAME = 60
LONGEST_TEXT = 2_000
# They are chosen from a menu.
MOST = 20
# What stands for the commenter's name, and for the title of the review.
NAME, TITLE = "{name}", "{title}"


class CannedReply(Base):
    """A text to begin a reply with."""

    __tablename__ = "canned_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), unique=True)
    body: Mapped[str] = mapped_column(Text)

    def filled(self, *, name: str, title: str) -> str:
        """Return the text with a commenter's name and a review's title in it."""
        # In one go: a name may read like the place of a title.
        parts = (part.split(TITLE) for part in self.body.split(NAME))
        return name.join(title.join(part) for part in parts)


class CannedReplyRefusedError(DomainError):
    """There is one of that name already, or there are too many."""


def list_canned(session: Session) -> Sequence[CannedReply]:
    """List the replies by their names."""
    return session.scalars(select(CannedReply).order_by(CannedReply.name)).all()


def keep_canned(
    session: Session, name: str, body: str, *, known: CannedReply | None = None
) -> CannedReply:
    """Store a new reply, or change one.

    Raises:
        CannedReplyRefusedError: the name is taken, or there are too many.
    """
    others = [each for each in list_canned(session) if each is not known]
    if any(each.name.casefold() == name.casefold() for each in others):
        raise CannedReplyRefusedError("There is a reply of that name already.")
    if len(others) >= MOST:
        raise CannedReplyRefusedError(f"{MOST} replies at most: remove one first.")
    reply = known or CannedReply()
    reply.name, reply.body = name, body
    session.add(reply)
    session.flush()
    return reply

"""The addresses readers gave for mail, and what their owners say about it.

Nobody is written to about replies before the owner of the address has said so, and
whoever typed the address is not taken for its owner.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from reviewblog.comments.links import Subject
from reviewblog.comments.models import Comment
from reviewblog.db import Base
from reviewblog.errands import Errand, ask_for
from reviewblog.tokens import keyed_hash

MARK_LENGTH = 32


class Correspondent(Base):
    """One address, in small letters, and what its owner has said about mail.

    ``asked_at`` is when its owner was last asked to agree, ``times_asked`` how often;
    ``link_sent_at`` when they were last sent the link to what they wrote.
    """

    __tablename__ = "correspondent"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254), unique=True)
    times_asked: Mapped[int]
    asked_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    link_sent_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class ProvenBrowser(Base):
    """A browser in which the owner of an address opened a link that was sent there.

    Anybody may type an address; only there is what it wrote taken for the writer's.
    """

    __tablename__ = "proven_browser"

    writer_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    correspondent_id: Mapped[int] = mapped_column(
        ForeignKey("correspondent.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    )
    email_hash: Mapped[str] = mapped_column(String(64))
    proved_at: Mapped[datetime]


class ReplyNotice(Base):
    """A reply whose notice is written: there is never a second one."""

    __tablename__ = "reply_notice"

    reply_id: Mapped[int] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True
    )
    queued_at: Mapped[datetime]


def ensure_correspondent(
    session: Session, address: str, *, at: datetime
) -> Correspondent:
    """Find what is known of an address, or begin to know it."""
    key = address.lower()
    known = session.scalar(select(Correspondent).where(Correspondent.address == key))
    if known is None:
        known = Correspondent(address=key, times_asked=0, created_at=at)
        session.add(known)
        session.flush()
    return known


def named(correspondent: Correspondent, *, key: str) -> tuple[int, str]:
    """Name an address in a link: its number, and a mark that is its own.

    SQLite gives the number of somebody who was forgotten to whoever comes next, and
    the links of the one must not open what the other wrote. ``key`` is the site's.
    """
    mark = keyed_hash(key, f"correspondent {correspondent.address}")
    return correspondent.id, mark[:MARK_LENGTH]


def find_named(session: Session, subject: Subject, *, key: str) -> Correspondent | None:
    """Find whom a link names; None if they were forgotten."""
    number, *rest = subject
    found = session.get(Correspondent, number)
    is_same = found is not None and named(found, key=key) == (number, *rest[:1])
    return found if is_same else None


def confirm(session: Session, correspondent: Correspondent, *, at: datetime) -> None:
    """Let the owner of an address agree to notices; those that waited are written."""
    correspondent.confirmed_at = correspondent.confirmed_at or at
    correspondent.stopped_at = None
    ask_for(session, Errand.TELL_READERS)


def prove(
    session: Session,
    correspondent: Correspondent,
    *,
    writer_hash: str,
    email_hash: str,
    at: datetime,
) -> None:
    """Take a browser for that of the owner of an address; hashes as comments keep."""
    known = session.get(ProvenBrowser, (writer_hash, correspondent.id))
    if known is None:
        session.add(
            ProvenBrowser(
                writer_hash=writer_hash,
                correspondent_id=correspondent.id,
                email_hash=email_hash,
                proved_at=at,
            )
        )


def forget_browsers(session: Session, correspondent: Correspondent) -> None:
    """Know none of the browsers any more in which an address was proved."""
    theirs = ProvenBrowser.correspondent_id == correspondent.id
    session.execute(delete(ProvenBrowser).where(theirs))


def stop_all(session: Session, correspondent: Correspondent, *, at: datetime) -> None:
    """Never write to an address about replies again, whatever anybody ticks."""
    correspondent.stopped_at = at
    correspondent.confirmed_at = None
    _withdraw_wishes(session, correspondent)


def stop_review(session: Session, correspondent: Correspondent, review_id: int) -> None:
    """Write no more to an address about the talk under one review."""
    _withdraw_wishes(session, correspondent, Comment.review_id == review_id)


def _withdraw_wishes(
    session: Session, correspondent: Correspondent, *only: object
) -> None:
    session.execute(
        update(Comment)
        .where(
            Comment.wants_notice,
            func.lower(Comment.author_email) == correspondent.address,
            *only,  # type: ignore[arg-type]
        )
        .values(wants_notice=False)
        .execution_options(synchronize_session=False)
    )

"""What was done at the desk: who, when, what, and to what. Comments have decisions.

An entry is written in the transaction of what it tells of, and speaks for itself: it
stays when the account or the thing is gone, until its time is over.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from sqlalchemy import ForeignKey, Select, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from reviewblog.accounts.models import Account
from reviewblog.db import Base

KEPT = timedelta(days=365)
LONGEST_LABEL = 300
LONGEST_WORD = 20


class Verb(StrEnum):
    """What was done."""

    CREATED = "created"
    CHANGED = "changed"
    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    UNPUBLISHED = "unpublished"
    DELETED = "deleted"
    RESTORED = "restored"
    MERGED = "merged"
    SPLIT = "split"
    INVITED = "invited"
    DISABLED = "disabled"
    ENABLED = "enabled"
    UPLOADED = "uploaded"
    REPLACED = "replaced"
    CORRECTED = "corrected"
    UNCORRECTED = "uncorrected"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"


class Matter(StrEnum):
    """What sort of thing it was done to."""

    REVIEW = "review"
    PERSON = "person"
    TAG = "tag"
    WORK = "work"
    LIST = "list"
    PAGE = "page"
    PICTURE = "picture"
    REDIRECT = "redirect"
    ACCOUNT = "account"
    SETTINGS = "settings"


class Activity(Base):
    """One thing that somebody did."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    actor: Mapped[str] = mapped_column(String(120))
    # Words rather than enums of the database: new ones need no migration.
    verb: Mapped[str] = mapped_column(String(LONGEST_WORD))
    matter: Mapped[str] = mapped_column(String(LONGEST_WORD), index=True)
    subject_id: Mapped[int | None]
    label: Mapped[str] = mapped_column(String(LONGEST_LABEL))
    done_at: Mapped[datetime] = mapped_column(index=True)


class Deed(Struct, frozen=True, kw_only=True):
    """What was done to what; the label says it to whoever reads of it later."""

    verb: Verb
    matter: Matter
    label: str
    subject_id: int | None = None


class Narrowing(Struct, frozen=True):
    """What a reader of the log wants to see; nothing narrows nothing."""

    matter: str = ""
    account_id: int | None = None


def note(session: Session, deed: Deed, *, by: Account, at: datetime) -> None:
    """Write down what somebody does, in the transaction in which they do it."""
    session.add(
        Activity(
            account_id=by.id,
            actor=by.display_name,
            verb=deed.verb.value,
            matter=deed.matter.value,
            subject_id=deed.subject_id,
            label=deed.label[:LONGEST_LABEL],
            done_at=at,
        )
    )


def count_deeds(session: Session, narrowing: Narrowing) -> int:
    """Count the entries that are left."""
    query = _narrowed(narrowing).with_only_columns(func.count(Activity.id))
    return session.scalar(query) or 0


def list_deeds(
    session: Session, narrowing: Narrowing, *, limit: int, offset: int = 0
) -> Sequence[Activity]:
    """List one page of the entries, newest first."""
    newest_first = (Activity.done_at.desc(), Activity.id.desc())
    page = _narrowed(narrowing).order_by(*newest_first).limit(limit).offset(offset)
    return session.scalars(page).all()


def forget_old_deeds(session: Session, *, at: datetime) -> None:
    """Delete the entries that are older than a year."""
    session.execute(delete(Activity).where(Activity.done_at < at - KEPT))


def _narrowed(narrowing: Narrowing) -> Select[Activity]:
    query = select(Activity)
    if narrowing.matter:
        query = query.where(Activity.matter == narrowing.matter)
    if narrowing.account_id is not None:
        query = query.where(Activity.account_id == narrowing.account_id)
    return query

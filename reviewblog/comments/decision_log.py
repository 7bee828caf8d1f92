"""The log of decisions: who or what gave which comment which status, and when."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from reviewblog.accounts.models import Account
from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.comments.queries import in_charge

# Nobody turns more pages than these entries fill.
MOST_COUNTED = 2_000


class Hand(StrEnum):
    """Who decided, where it was no account."""

    RULES = "rules"
    WRITERS = "writers"


class LogFilter(Struct, frozen=True, kw_only=True):
    """Which entries are asked for; whatever is empty lets all through."""

    after: CommentStatus | None = None
    account_id: int | None = None
    hand: Hand | None = None
    comment_id: int | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether everything is asked for."""
        return self == LogFilter()


def list_decisions(
    session: Session, wanted: LogFilter, *, by: Account, limit: int, offset: int = 0
) -> Sequence[Decision]:
    """List decisions with their comments that concern ``by``, newest first."""
    return session.scalars(
        _wanted(wanted, by)
        .order_by(Decision.id.desc())
        .limit(limit)
        .offset(offset)
        .options(
            joinedload(Decision.comment).joinedload(Comment.review),
            joinedload(Decision.account),
        )
    ).all()


def count_decisions(session: Session, wanted: LogFilter, *, by: Account) -> int:
    """Count such decisions, up to MOST_COUNTED."""
    some = _wanted(wanted, by).with_only_columns(Decision.id).limit(MOST_COUNTED)
    return session.scalar(select(func.count()).select_from(some.subquery())) or 0


def _wanted(wanted: LogFilter, by: Account) -> Select[Decision]:
    query = select(Decision)
    if not by.may_moderate:
        query = query.join(Decision.comment).where(in_charge(by))
    if wanted.after is not None:
        query = query.where(Decision.after == wanted.after)
    if wanted.account_id is not None:
        query = query.where(Decision.account_id == wanted.account_id)
    if wanted.hand is not None:
        is_by_rules = wanted.hand is Hand.RULES
        query = query.where(
            Decision.account_id.is_(None), Decision.is_by_rules.is_(is_by_rules)
        )
    if wanted.comment_id is not None:
        query = query.where(Decision.comment_id == wanted.comment_id)
    return query

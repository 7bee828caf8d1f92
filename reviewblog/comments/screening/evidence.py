"""What the database knows about a comment that has just come in, in three questions.

They are asked for every comment, so each takes the same time however many there are.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    Executable,
    ScalarSelect,
    String,
    and_,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.screening.models import (
    Block,
    BlockKind,
    CommentRules,
    FilterCorpus,
    FilterToken,
)
from reviewblog.comments.screening.tokens import Reading

TWIN_MEMORY = timedelta(days=30)
FLOOD_SPAN = timedelta(minutes=10)
MOST_COUNTED = 1_000
HOUSE = "house"
NOT_STORED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known: of the writer, of equal texts, of the lists and of the filter."""

    rules: CommentRules
    approved: int
    rejected: int
    recent: int
    twin: CommentStatus | None
    house: Sequence[str]
    blocks: Sequence[tuple[BlockKind, str, str]]
    counts: Sequence[tuple[str, int, int]]
    spam: int
    good: int

    @property
    def is_trusted(self) -> bool:
        """Tell whether the writer has been approved often enough.

        One rejection weighs as much as three approvals.
        """
        return self.approved - 3 * self.rejected >= max(1, self.rules.trust_after)


def gather(
    session: Session, comment: Comment, reading: Reading, *, at: datetime
) -> Evidence:
    """Ask for everything the rules want to know about a comment not yet stored."""
    row = session.execute(_numbers(comment, reading, at)).one()
    rules: CommentRules = row[0]
    listed = session.execute(_lists(comment, reading)).all()
    counts = _counts(session, reading.tokens) if rules.uses_filter and row.spam else []
    return Evidence(
        rules=rules,
        approved=row.approved,
        rejected=row.rejected,
        recent=row.recent,
        twin=row.twin and CommentStatus(row.twin),
        house=[value for kind, value, _ in listed if kind == HOUSE],
        blocks=[(BlockKind(k), v, label) for k, v, label in listed if k != HOUSE],
        counts=counts,
        spam=row.spam,
        good=row.good,
    )


def _numbers(comment: Comment, reading: Reading, at: datetime) -> Executable:
    return select(
        CommentRules,
        FilterCorpus.spam,
        FilterCorpus.good,
        _written(comment, CommentStatus.APPROVED).label("approved"),
        _written(comment, CommentStatus.SPAM, CommentStatus.DELETED).label("rejected"),
        _recent(at).label("recent"),
        _twin(comment, reading.key, at).label("twin"),
    ).join_from(CommentRules, FilterCorpus, CommentRules.id == FilterCorpus.id)


def _written(comment: Comment, *statuses: CommentStatus) -> ScalarSelect[int]:
    """Count what this browser, or this email address, has written before."""
    return (
        select(func.count(Comment.id))
        .where(
            or_(
                and_(
                    Comment.writer_hash == comment.writer_hash,
                    Comment.writer_hash != "",
                ),
                and_(
                    Comment.email_hash == comment.email_hash, Comment.email_hash != ""
                ),
            ),
            Comment.status.in_(statuses),
            Comment.withdrawn_at.is_(None),
        )
        .scalar_subquery()
    )


def _recent(at: datetime) -> ScalarSelect[int]:
    some = (
        select(Comment.id)
        .where(Comment.submitted_at > at - FLOOD_SPAN, Comment.submitted_at <= at)
        .limit(MOST_COUNTED)
        .subquery()
    )
    return select(func.count()).select_from(some).scalar_subquery()


def _twin(comment: Comment, key: str, at: datetime) -> ScalarSelect[CommentStatus]:
    """Find what became of the newest other comment with the same text."""
    return (
        select(Comment.status)
        .where(
            Comment.body_key == key,
            Comment.body_key != "",
            Comment.id != (comment.id or NOT_STORED),
            Comment.submitted_at > at - TWIN_MEMORY,
            Comment.submitted_at <= at,
        )
        .order_by(Comment.submitted_at.desc(), Comment.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _lists(comment: Comment, reading: Reading) -> Executable:
    """List the names of the house, all words, and what else matches exactly."""
    email = comment.author_email.lower()
    exact = {
        *reading.domains,
        email,
        f"@{email.rpartition('@')[2]}",
        comment.writer_hash,
        comment.address_hash,
        comment.email_hash,
    } - {"", "@"}
    names = [Account.display_name, Account.username]
    return union_all(
        select(type_coerce(Block.kind, String), Block.value, Block.label).where(
            or_(Block.kind == BlockKind.WORD, Block.value.in_(sorted(exact)))
        ),
        *(
            select(literal(HOUSE), name, literal("")).where(
                Account.disabled_at.is_(None)
            )
            for name in names
        ),
    )


def _counts(
    session: Session, tokens: Collection[str]
) -> Sequence[tuple[str, int, int]]:
    query = select(FilterToken.token, FilterToken.spam, FilterToken.good)
    found = session.execute(query.where(FilterToken.token.in_(sorted(tokens))))
    return [(token, max(0, spam), max(0, good)) for token, spam, good in found]

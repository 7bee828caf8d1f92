"""What the database knows about a comment that has just come in, in three questions.

They are asked for every comment, so each takes the same time however many there are.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import (
    BindParameter,
    Connection,
    Executable,
    Integer,
    ScalarSelect,
    Select,
    String,
    Subquery,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
    union,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from reviewblog.accounts.models import Account
from reviewblog.comments.correspondents import ProvenBrowser
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.screening.models import (
    Block,
    BlockKind,
    CommentRules,
    FilterCorpus,
    FilterToken,
)
from reviewblog.comments.screening.tokens import Reading
from reviewblog.db import UtcDateTime

TWIN_MEMORY = timedelta(days=30)
FLOOD_SPAN = timedelta(minutes=10)
HOUSE = "house"
NOT_STORED = 0
Told = Select[int, CommentStatus, datetime | None]
TOLD = (Comment.id, Comment.status, Comment.withdrawn_at)


class Rules(Struct, frozen=True):
    """What the rules go by, as it stood when a comment came in."""

    most_links: int
    trust_after: int
    flood_count: int
    uses_filter: bool
    holds_imitators: bool
    flood_until: datetime | None


class Evidence(Struct, frozen=True, kw_only=True):
    """What is known: of the writer, of equal texts, of the lists and of the filter."""

    rules: Rules
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
    session.flush()
    connection = session.connection()
    row = connection.execute(
        NUMBERS,
        {
            # Nobody's is nobody's, and nothing equals NULL.
            "writer": comment.writer_hash or None,
            "key": reading.key,
            "own": comment.id or NOT_STORED,
            "at": at,
            "flood_since": at - FLOOD_SPAN,
            "twin_since": at - TWIN_MEMORY,
        },
    ).one()
    rules = Rules(*row[: len(RULES)])
    exact = {"exact": _exact(comment, reading)}
    listed = connection.execute(LISTS, exact).all()
    asks_filter = rules.uses_filter and row.spam
    return Evidence(
        rules=rules,
        approved=row.approved,
        rejected=row.rejected,
        recent=row.recent,
        twin=row.twin and CommentStatus(row.twin),
        house=[value for kind, value, _ in listed if kind == HOUSE],
        blocks=[(BlockKind(k), v, label) for k, v, label in listed if k != HOUSE],
        counts=_counts(connection, reading.tokens) if asks_filter else [],
        spam=row.spam,
        good=row.good,
    )


def _exact(comment: Comment, reading: Reading) -> list[str]:
    """List what a block may name of a comment, letter by letter."""
    email = comment.author_email.lower()
    named = {
        *reading.domains,
        email,
        f"@{email.rpartition('@')[2]}",
        comment.writer_hash,
        comment.address_hash,
        comment.email_hash,
    }
    return sorted(named - {"", "@"})


def _tally() -> Subquery:
    """Count what of this writer was approved, and what was turned down.

    A writer is a browser, and the addresses that were proved in it. Whoever only types
    an address gets nothing of its good name, and does it no harm.
    """
    mine, others = aliased(ProvenBrowser), aliased(ProvenBrowser)
    proved_here = mine.writer_hash == _writer()
    of_address = (
        select(*TOLD)
        .join(mine, mine.email_hash == Comment.email_hash)
        .where(proved_here)
    )
    of_browsers = (
        select(*TOLD)
        .join(others, others.writer_hash == Comment.writer_hash)
        .join(mine, mine.correspondent_id == others.correspondent_id)
        .where(proved_here)
    )
    approved = _count(of_address, CommentStatus.APPROVED)
    rejected = _count(of_browsers, CommentStatus.SPAM, CommentStatus.DELETED)
    return select(approved.label("approved"), rejected.label("rejected")).subquery()


def _count(elsewhere: Told, *statuses: CommentStatus) -> ScalarSelect[int]:
    """Count what this browser has written, and others elsewhere.

    The status is looked at last: SQLite would go through all approved comments.
    """
    here = select(*TOLD).where(Comment.writer_hash == _writer())
    own = union(here, elsewhere).subquery()
    # Not IN, whose list is written into the statement anew each time.
    is_one = or_(*(own.c.status == status for status in statuses))
    counts = is_one & own.c.withdrawn_at.is_(None)
    total = func.coalesce(func.sum(case((counts, 1), else_=0)), 0)
    return select(total).scalar_subquery()


def _writer() -> BindParameter[str]:
    return bindparam("writer", type_=String)


def _recent() -> ScalarSelect[int]:
    """Count what has come in lately, no further than to where a flood begins."""
    enough = select(CommentRules.flood_count).scalar_subquery()
    some = (
        select(Comment.id)
        .where(
            Comment.submitted_at > bindparam("flood_since", type_=UtcDateTime),
            Comment.submitted_at <= bindparam("at", type_=UtcDateTime),
        )
        .limit(enough)
        .subquery()
    )
    return select(func.count()).select_from(some).scalar_subquery()


def _twin() -> ScalarSelect[CommentStatus]:
    """Find what became of the newest other comment with the same text."""
    return (
        select(Comment.status)
        .where(
            Comment.body_key == bindparam("key", type_=String),
            Comment.body_key != "",
            Comment.id != bindparam("own", type_=Integer),
            Comment.submitted_at > bindparam("twin_since", type_=UtcDateTime),
            Comment.submitted_at <= bindparam("at", type_=UtcDateTime),
        )
        .order_by(Comment.submitted_at.desc(), Comment.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _lists() -> Executable:
    """List the names of the house, all words, and what else matches exactly."""
    names = [Account.display_name, Account.username]
    is_named = Block.value.in_(bindparam("exact", expanding=True, type_=String))
    return union_all(
        select(type_coerce(Block.kind, String), Block.value, Block.label).where(
            or_(Block.kind == BlockKind.WORD, is_named)
        ),
        *(
            select(literal(HOUSE), name, literal("")).where(
                Account.disabled_at.is_(None)
            )
            for name in names
        ),
    )


# Built once: putting a statement together takes longer than its answer.
RULES = tuple(getattr(CommentRules, name) for name in Rules.__struct_fields__)
TALLY = _tally()
NUMBERS = (
    select(
        *RULES,
        FilterCorpus.spam,
        FilterCorpus.good,
        TALLY.c.approved,
        TALLY.c.rejected,
        _recent().label("recent"),
        _twin().label("twin"),
    )
    .join_from(CommentRules, FilterCorpus, CommentRules.id == FilterCorpus.id)
    .join(TALLY, true())
)
LISTS = _lists()
COUNTS = select(FilterToken.token, FilterToken.spam, FilterToken.good).where(
    FilterToken.token.in_(bindparam("tokens", expanding=True, type_=String))
)


def _counts(
    connection: Connection, tokens: Collection[str]
) -> Sequence[tuple[str, int, int]]:
    found = connection.execute(COUNTS, {"tokens": sorted(tokens)})
    return [(token, max(0, spam), max(0, good)) for token, spam, good in found]

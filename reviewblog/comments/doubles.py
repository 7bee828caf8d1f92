"""What was sent twice is stored once."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Text,
    and_,
    bindparam,
    or_,
    select,
)
from sqlalchemy.orm import Session

from reviewblog.comments.models import Comment
from reviewblog.db import UtcDateTime

if TYPE_CHECKING:
    from reviewblog.comments.submission import CommentDraft

DOUBLE = timedelta(days=1)
DOUBLE_CLICK = timedelta(minutes=1)


def find_same(
    session: Session, review_id: int, draft: "CommentDraft", key: str, at: datetime
) -> Comment | None:
    """Find what the same writer has posted there already, word for word."""
    query = SAME if draft.parent_id is None else SAME_REPLY
    found = session.connection().scalar(
        query,
        {
            "review_id": review_id,
            "parent_id": draft.parent_id,
            "key": key,
            "body": draft.body,
            "since": at - DOUBLE,
            # Nobody's is nobody's, and nothing equals NULL.
            "address": draft.address or None,
            "name": draft.name,
            "writer": draft.writer_hash or None,
            "account_id": draft.account.id if draft.account else None,
        },
    )
    return session.get(Comment, found) if found else None


def claimed(same: Comment, draft: "CommentDraft", at: datetime) -> Comment:
    """Let the second click of a double click own what the first one stored.

    A browser without a token is given one by each of the two answers, and keeps
    that of the last.
    """
    if (
        draft.is_new_writer
        and same.is_undecided
        and same.author_name == draft.name
        and same.author_email == draft.email
        and at - same.submitted_at < DOUBLE_CLICK
    ):
        same.writer_hash = draft.writer_hash
    return same


def _same(*place: ColumnElement[bool]) -> Select[int]:
    # Two people behind one address may well both say "Agreed".
    same_writer = or_(
        and_(
            Comment.address_hash == bindparam("address", type_=String),
            Comment.author_name == bindparam("name", type_=String),
        ),
        Comment.writer_hash == bindparam("writer", type_=String),
        Comment.account_id == bindparam("account_id", type_=Integer),
    )
    return (
        select(Comment.id)
        .where(
            Comment.review_id == bindparam("review_id", type_=Integer),
            *place,
            # Texts that are the same have the same key, by which they are found.
            Comment.body_key == bindparam("key", type_=String),
            Comment.body == bindparam("body", type_=Text),
            Comment.submitted_at > bindparam("since", type_=UtcDateTime),
            same_writer,
        )
        .order_by(Comment.id)
        .limit(1)
    )


# Built once: putting a statement together takes longer than its answer.
SAME = _same(Comment.parent_id.is_(None))
SAME_REPLY = _same(Comment.parent_id == bindparam("parent_id", type_=Integer))

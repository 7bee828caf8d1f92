"""The whole talk around one comment, for those who decide about it."""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from reviewblog.accounts.models import Account
from reviewblog.comments.models import Comment
from reviewblog.comments.queries import in_charge

MOST_SHOWN = 300


class Turn(Struct, frozen=True):
    """A comment in a talk, and how deep it stands; the first one stands at 0."""

    comment: Comment
    depth: int


def conversation_around(
    session: Session, comment_id: int, *, by: Account
) -> Sequence[Turn]:
    """List the talk that a comment is part of, each above its answers, oldest first.

    One statement finds it whole. Empty if it is none of the account's business.
    """
    up = (
        select(Comment.id, Comment.parent_id)
        .where(Comment.id == comment_id, in_charge(by))
        .cte("up", recursive=True)
    )
    up = up.union(
        select(Comment.id, Comment.parent_id).join(up, Comment.id == up.c.parent_id)
    )
    down = select(up.c.id).where(up.c.parent_id.is_(None)).cte("down", recursive=True)
    down = down.union(select(Comment.id).join(down, Comment.parent_id == down.c.id))
    comments = session.scalars(
        select(Comment)
        .where(Comment.id.in_(select(down.c.id)))
        .order_by(Comment.submitted_at, Comment.id)
        .limit(MOST_SHOWN)
        .options(
            load_only(
                Comment.id,
                Comment.parent_id,
                Comment.account_id,
                Comment.author_name,
                Comment.body_html,
                Comment.status,
                Comment.submitted_at,
                Comment.withdrawn_at,
                raiseload=True,
            )
        )
    ).all()
    return _in_order(comments)


def _in_order(comments: Sequence[Comment]) -> list[Turn]:
    answers: dict[int | None, list[Comment]] = {}
    known = {comment.id for comment in comments}
    for comment in comments:
        parent = comment.parent_id if comment.parent_id in known else None
        answers.setdefault(parent, []).append(comment)
    turns: list[Turn] = []
    # A stack rather than recursion: talks may be deeper than Python likes.
    ahead = [Turn(comment, 0) for comment in reversed(answers.get(None, []))]
    while ahead:
        turn = ahead.pop()
        turns.append(turn)
        below = reversed(answers.get(turn.comment.id, []))
        ahead.extend(Turn(comment, turn.depth + 1) for comment in below)
    return turns

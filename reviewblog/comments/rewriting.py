"""What the house changes in a reader's words: seen by all, and never without a trace.

The text as its writer left it stays for those who decide, and can be brought back.
"""

from datetime import datetime

from lxml import html as lxml_html
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.comments.bodies import render_body
from reviewblog.comments.ledger import take_turns
from reviewblog.comments.models import Comment
from reviewblog.comments.queries import in_charge
from reviewblog.comments.screening.learning import teach, unlearn
from reviewblog.text.markup import RENDERER_VERSION, render_comment

LONGEST_NOTE = 120
FOLDED = "hidden as a spoiler"
_FENCE = ":::"


class Rewriting(Struct, frozen=True):
    """What a comment shall say, and why, for all to read."""

    body: str
    note: str


def rewrite_comment(
    session: Session, comment_id: int, new: Rewriting, *, by: Account, at: datetime
) -> Comment | None:
    """Change a comment's text; None if there is no such comment.

    Raises:
        BodyRefusedError: the text is empty, too long, or shows nothing.
    """
    render_body(new.body)
    comment = _lock(session, comment_id, by)
    if comment is not None and new.body != comment.body:
        _keep_original(comment)
        _write(session, comment, new.body, at)
        comment.edit_note, comment.is_folded = new.note, False
    return comment


def fold_comment(
    session: Session, comment_id: int, *, by: Account, at: datetime
) -> Comment | None:
    """Hide the whole of a comment behind a spoiler; None if there is none."""
    comment = _lock(session, comment_id, by)
    if comment is not None and not comment.is_folded:
        _keep_original(comment)
        _write(session, comment, folded(comment.body), at)
        comment.edit_note, comment.is_folded = FOLDED, True
    return comment


def restore_original(
    session: Session, comment_id: int, *, by: Account, at: datetime
) -> Comment | None:
    """Give a comment its writer's text again; None if there is no such comment."""
    comment = _lock(session, comment_id, by)
    if comment is not None and comment.original_body is not None:
        _write(session, comment, comment.original_body, at)
        comment.forget_rewriting()
    return comment


def folded(body: str) -> str:
    """Wrap a text in one spoiler, whatever fences it has of its own."""
    wrapped = _wrapped(body)
    return wrapped if _is_one_spoiler(wrapped) else _wrapped(_without_fences(body))


def _wrapped(body: str) -> str:
    return f"{_FENCE} spoiler\n{body}\n\n{_FENCE}"


def _without_fences(body: str) -> str:
    lines = body.split("\n")
    return "\n".join(
        line for line in lines if not line.lstrip(" >*-").startswith(_FENCE)
    )


def _is_one_spoiler(body: str) -> bool:
    parts = lxml_html.fragments_fromstring(render_comment(body).html)
    outer = [part for part in parts if not isinstance(part, str) or part.strip()]
    return len(outer) == 1 and getattr(outer[0], "tag", "") == "details"


def _keep_original(comment: Comment) -> None:
    if comment.original_body is None:
        comment.original_body = comment.body


def _write(session: Session, comment: Comment, body: str, at: datetime) -> None:
    """Write a text, which may be a little longer than a reader's; teach it anew."""
    lesson = comment.taught
    unlearn(session, comment, at=at)
    comment.body_html = render_comment(body).html
    comment.body = body
    comment.renderer_version = RENDERER_VERSION
    if lesson is not None:
        teach(session, [(comment, lesson)], at=at)


def _lock(session: Session, comment_id: int, by: Account) -> Comment | None:
    take_turns(session)
    return session.scalar(
        select(Comment)
        .where(Comment.id == comment_id, Comment.withdrawn_at.is_(None), in_charge(by))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )

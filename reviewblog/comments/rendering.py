"""Render stored comments anew when the renderer has changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.comments.models import Comment
from reviewblog.text.markup import RENDERER_VERSION, render_comment


def rerender_stale(session: Session, *, limit: int) -> int:
    """Render comments that an older renderer made; return how many there were."""
    stale = session.scalars(
        select(Comment).where(Comment.renderer_version < RENDERER_VERSION).limit(limit)
    ).all()
    for comment in stale:
        comment.body_html = render_comment(comment.body).html
        comment.renderer_version = RENDERER_VERSION
    return len(stale)

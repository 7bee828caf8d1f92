"""Changes of a comment's status: each is logged, and the count kept in step.

Whoever changes one holds its review first, before anything is written. That keeps
the count true: PostgreSQL would let an UPDATE that had to wait count what it saw
before it waited. And it keeps the order in which locks are taken the same as where
an author changes the review: site, comments, reviews, and then whatever triggers hold.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from reviewblog.accounts.models import Account
from reviewblog.comments.akismet.questions import note_decisions
from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.comments.openness import SiteRules
from reviewblog.comments.screening.learning import learn
from reviewblog.errands import Errand, ask_for
from reviewblog.reviews.models import Review
from reviewblog.site.models import Site

# Built once: putting a statement together takes longer than its answer.
_ALONE = select(Site.comment_mode, Site.comments_close_after).with_for_update(
    key_share=True
)


def take_turns(session: Session) -> SiteRules:
    """Let one comment in at a time: counting and looking for doubles rely on it."""
    session.flush()
    return SiteRules(*session.connection().execute(_ALONE).one())


def hold_reviews(session: Session, review_ids: Collection[int]) -> None:
    """Keep others from counting the comments of these reviews meanwhile.

    Whoever writes to SQLite is alone anyway.
    """
    if session.get_bind().dialect.name == "sqlite":
        return
    with session.no_autoflush:
        session.execute(
            select(Review.id)
            .where(Review.id.in_(review_ids))
            .order_by(Review.id)
            .with_for_update(key_share=True)
        ).all()


def record(
    comment: Comment, to: CommentStatus, *, by: Account | None, at: datetime
) -> Decision:
    """Change a status and return the entry for the log; writers have no account."""
    decision = Decision(
        comment_id=comment.id,
        account_id=by.id if by else None,
        before=comment.status,
        after=to,
        decided_at=at,
    )
    comment.status = to
    return decision


def enter(session: Session, decisions: Collection[Decision]) -> None:
    """Store what was recorded, and count the approved comments of held reviews."""
    if not decisions:
        return
    session.add_all(decisions)
    session.flush()
    changed = [decision.comment_id for decision in decisions]
    query = select(Comment.review_id).where(Comment.id.in_(changed)).distinct()
    recount(session, session.scalars(query).all())
    learn(session, decisions, at=max(decision.decided_at for decision in decisions))
    note_decisions(session, decisions)


def recount(session: Session, review_ids: Collection[int]) -> None:
    """Make the stored number of approved comments true; the reviews are held."""
    session.flush()
    session.connection().execute(_RECOUNT, {"review_ids": list(review_ids)})
    for review_id in review_ids:
        # A review that somebody holds in their hands asks for the number again.
        held = session.identity_map.get(identity_key(Review, review_id))
        if held is not None:
            session.expire(held, ["comment_count"])
    # Whatever was approved may be an answer to somebody.
    ask_for(session, Errand.TELL_READERS)


_APPROVED = (
    select(func.count(Comment.id))
    .where(Comment.review_id == Review.id, Comment.status == CommentStatus.APPROVED)
    .scalar_subquery()
)
_RECOUNT = (
    update(Review)
    .where(Review.id.in_(bindparam("review_ids", expanding=True)))
    .values(comment_count=_APPROVED)
)

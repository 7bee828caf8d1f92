"""Feeds of comments: approved ones, on reviews that are public."""

from datetime import datetime
from html import escape

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import published
from reviewblog.site.models import Site
from reviewblog.syndication.addresses import Addresses
from reviewblog.syndication.entries import Entry, Original
from reviewblog.syndication.identifiers import comment_entry_id
from reviewblog.syndication.states import (
    State,
    newest_first,
    piece_of,
    state_of,
)
from reviewblog.syndication.windows import Window
from reviewblog.syndication.wording import content_of, in_print, summary_of, verdict_of
from reviewblog.works.models import Work

ANONYMOUS = "A reader"


def public_comments(*, at: datetime) -> Select[Comment]:
    """Select the comments everybody may read at that moment, newest first."""
    # Asked comment by comment, so that SQLite goes through the newest ones and stops.
    review = published(at=at).where(Review.id == Comment.review_id).order_by(None)
    return (
        select(Comment)
        .where(
            Comment.status == CommentStatus.APPROVED,
            # None of these is; the index of the queue holds no others.
            Comment.withdrawn_at.is_(None),
            review.with_only_columns(Review.id).correlate(Comment).exists(),
        )
        .order_by(Comment.submitted_at.desc(), Comment.id.desc())
    )


class Comments(Struct, frozen=True):
    """Public comments, newest first: all, or those on one review."""

    at: datetime
    review_id: int | None = None

    @property
    def query(self) -> Select[Comment]:
        """Return the query that selects them."""
        query = public_comments(at=self.at)
        if self.review_id is None:
            return query
        return query.where(Comment.review_id == self.review_id)

    @property
    def total(self) -> ColumnElement[int]:
        """Add up the counts that are kept with the reviews."""
        reviews = published(at=self.at).order_by(None)
        if self.review_id is not None:
            reviews = reviews.where(Review.id == self.review_id)
        counts = reviews.with_only_columns(func.sum(Review.comment_count))
        return counts.correlate(None).scalar_subquery()

    def state(self, session: Session, window: Window) -> State:
        """Learn what the piece is made of; one statement."""
        parent = aliased(Comment)
        decided_at = select(func.max(Decision.decided_at)).where(
            Decision.comment_id == Comment.id
        )
        query = (
            self._piece(window)
            .join(Comment.review)
            .join(Review.work)
            .outerjoin(parent, parent.id == Comment.parent_id)
            .with_only_columns(
                self.total,
                Comment.id,
                Comment.submitted_at,
                Comment.edited_at,
                Comment.renderer_version,
                Comment.author_name,
                Comment.grade_id,
                decided_at.correlate(Comment).scalar_subquery(),
                parent.id,
                parent.status,
                Review.slug,
                Work.title,
                Work.release_year,
            )
        )
        return state_of(session.execute(query).all())

    def entries(
        self, session: Session, window: Window, site: Site, addresses: Addresses
    ) -> list[Entry]:
        """Write the entries of the piece, newest first."""
        shown = (
            joinedload(Comment.review).joinedload(Review.work),
            joinedload(Comment.parent).load_only(Comment.status),
            joinedload(Comment.grade),
        )
        comments = session.scalars(self._piece(window).options(*shown)).all()
        entries = [_entry(comment, addresses) for comment in comments]
        return newest_first(entries, window)

    def _piece(self, window: Window) -> Select[Comment]:
        return piece_of(self.query, window, Comment.submitted_at, Comment.id)


def about(work: Work) -> str:
    """Name what is talked about."""
    return f"{work.title} ({work.release_year})" if work.release_year else work.title


def _entry(comment: Comment, addresses: Addresses) -> Entry:
    review, author = comment.review, comment.author_name or ANONYMOUS
    page = addresses.review(review.slug)
    verdict = verdict_of(comment.grade)
    grade = f"<p>Grade: {escape(in_print(verdict))}</p>" if verdict else ""
    return Entry(
        id=comment_entry_id(review.uuid, comment.id),
        title=f"{author} on {about(review.work)}",
        address=addresses.comment(review.slug, comment.id),
        author=author,
        published_at=comment.submitted_at,
        updated_at=comment.edited_at or comment.submitted_at,
        summary=summary_of(comment.body_html),
        content=content_of(comment.body_html, page) + grade,
        originals=_originals(comment, addresses),
        review_id=review.uuid.urn,
        verdict=verdict,
    )


def _originals(comment: Comment, addresses: Addresses) -> tuple[Original, ...]:
    review, parent = comment.review, comment.parent
    answered = Original(id=review.feed_id, address=addresses.review(review.slug))
    if parent is None or parent.status is not CommentStatus.APPROVED:
        return (answered,)
    above = Original(
        id=comment_entry_id(review.uuid, parent.id),
        address=addresses.comment(review.slug, parent.id),
    )
    return (above, answered)

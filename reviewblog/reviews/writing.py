"""Writing a review down: a draft becomes a row, its work, its tags and its HTML."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.reviews.drafts import KEEP_GRADE, ReviewDraft, draft_of
from reviewblog.reviews.filming import find_or_make_film, settle_film
from reviewblog.reviews.grades import Grade
from reviewblog.reviews.indexing import index_reviews, index_work
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.picturing import choose_still, note_uses
from reviewblog.reviews.refusals import ReviewRefusedError
from reviewblog.reviews.rendering import render
from reviewblog.reviews.scales import find_grade
from reviewblog.reviews.slugs import provisional_slug, settle_slug
from reviewblog.reviews.tagging import tag_review
from reviewblog.text.markup import RENDERER_VERSION

__all__ = ["ReviewDraft", "create_review", "put_down", "update_review"]


def create_review(
    session: Session, draft: ReviewDraft, *, by: Account, at: datetime
) -> Review:
    """Write a new review, which only its author sees until it is published.

    Raises:
        ReviewRefusedError: it cannot be saved like this.
    """
    _refuse_blank(draft)
    uuid = uuid4()
    review = Review(
        uuid=uuid,
        # Never made from an address, so that a move makes nothing unread.
        feed_id=uuid.urn,
        slug=provisional_slug(uuid),
        work=find_or_make_film(session, draft.film, by=by, at=at),
        author_id=by.id,
        grade=None,
        tags=[],
        still=None,
        body_html="",
        notes_html="",
        renderer_version=RENDERER_VERSION,
        word_count=0,
        status=ReviewStatus.DRAFT,
        published_at=draft.published_at,
        created_at=at,
        updated_at=at,
        deleted_at=None,
        comment_count=0,
    )
    _write(session, review, draft)
    session.add(review)
    session.flush()
    render(session, review)
    note_uses(session, review)
    settle_slug(session, review, draft, before=None, at=at)
    tag_review(session, review, draft.tags)
    index_work(session, review.work_id)
    return review


def update_review(
    session: Session, review: Review, draft: ReviewDraft, *, by: Account, at: datetime
) -> bool:
    """Rewrite a review loaded for its page; tell whether anything changed.

    When it appears is no part of this once it is published: see ``publishing``.

    Raises:
        ReviewRefusedError: it cannot be saved like this.
    """
    _refuse_blank(draft)
    if review.status is ReviewStatus.PUBLISHED and not draft.film.title:
        raise ReviewRefusedError(
            "A published review needs the film’s title.", field="film_title"
        )
    before, verdict = draft_of(review), review.grade_id
    settle_film(session, review, draft.film, by=by, at=at)
    if review.status is ReviewStatus.DRAFT:
        review.published_at = draft.published_at
    settle_slug(session, review, draft, before=before, at=at)
    _write(session, review, draft)
    if draft.body != before.body:
        render(session, review)
    note_uses(session, review)
    tag_review(session, review, draft.tags)
    # Other reviews of the work are found by what was just corrected, too.
    index_work(session, review.work_id)
    changed = (draft_of(review), review.grade_id) != (before, verdict)
    if changed:
        review.updated_at = at
    return changed


def put_down(
    session: Session, review: Review, draft: ReviewDraft, *, at: datetime
) -> None:
    """Let a review have a draft's prose alone, and leave the rest for a save.

    Film, credits and tags are shared with other reviews: half a name would show there.
    """
    prose = (draft.headline, draft.dek, draft.body)
    if (review.title, review.dek, review.body) == prose:
        return
    is_rewritten = review.body != draft.body
    review.title, review.dek, review.body = prose
    if is_rewritten:
        render(session, review)
        note_uses(session, review)
    review.updated_at = at
    session.flush()
    index_reviews(session, [review.id])


def _refuse_blank(draft: ReviewDraft) -> None:
    if draft.is_blank:
        raise ReviewRefusedError(
            "Give the film’s title, or write something first.", field="film_title"
        )


def _write(session: Session, review: Review, draft: ReviewDraft) -> None:
    review.title = draft.headline
    review.dek = draft.dek
    review.body = draft.body
    choose_still(session, review, draft.still, draft.still_caption)
    review.comment_mode = draft.comment_mode
    review.comments_close_at = draft.comments_close_at
    review.grade = _find_verdict(session, review.grade, draft.grade)


def _find_verdict(session: Session, given: Grade | None, label: str) -> Grade | None:
    if not label or label == KEEP_GRADE:
        return given if label else None
    if grade := find_grade(session, label):
        return grade
    # A verdict on an older scale stands for as long as nobody touches it.
    if given is None or given.label != label:
        raise ReviewRefusedError("Choose a grade of the scale in use.", field="grade")
    return given

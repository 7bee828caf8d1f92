"""Making a review's HTML of its Markdown, when that or what it shows has changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.media.queries import stills_by_hash
from reviewblog.reviews.indexing import index_reviews
from reviewblog.reviews.models import Review
from reviewblog.reviews.stills import picture_use
from reviewblog.text.markup import RENDERER_VERSION, render_review
from reviewblog.text.stills import hashes_in


def render(session: Session, review: Review) -> None:
    """Render a review's text anew, with its pictures as they are now."""
    stills = stills_by_hash(session, hashes_in(review.body))
    rendered = render_review(review.body, prefix=f"r{review.id}", stills=stills)
    review.body_html = rendered.html
    review.notes_html = rendered.notes
    review.word_count = rendered.words
    review.renderer_version = RENDERER_VERSION


def rerender_stale(session: Session, *, limit: int) -> int:
    """Render what an older renderer made, some at a time; return how many were."""
    stale = select(Review).where(Review.renderer_version < RENDERER_VERSION)
    reviews = session.scalars(stale.limit(limit)).all()
    for review in reviews:
        render(session, review)
    index_reviews(session, [review.id for review in reviews])
    return len(reviews)


def rerender_showing(session: Session, picture_id: int) -> None:
    """Render the reviews that show a picture, since it looks or reads differently."""
    showing = select(picture_use.c.review_id).where(
        picture_use.c.picture_id == picture_id
    )
    query = select(Review).where(Review.id.in_(showing)).order_by(Review.id)
    reviews = session.scalars(query.with_for_update()).all()
    for review in reviews:
        render(session, review)
    index_reviews(session, [review.id for review in reviews])

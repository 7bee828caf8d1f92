"""Making a review's HTML of its Markdown, when that or what it shows has changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.media.queries import stills_by_hash, stills_in
from reviewblog.reviews.indexing import index_reviews
from reviewblog.reviews.list_writing import find_list, render_list
from reviewblog.reviews.models import Review
from reviewblog.reviews.uses import Place, uses_of
from reviewblog.standing.models import StandingPage
from reviewblog.standing.writing import render_page
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
    # Asked at every start: whole reviews take longer to ask for, also in vain.
    stale = select(Review.id).where(Review.renderer_version < RENDERER_VERSION)
    ids = session.scalars(stale.limit(limit)).all()
    if not ids:
        return 0
    reviews = session.scalars(select(Review).where(Review.id.in_(ids))).all()
    for review in reviews:
        render(session, review)
    index_reviews(session, ids)
    return len(reviews)


def hold_showing(session: Session, picture_id: int) -> None:
    """Lock the reviews that show a picture, before anything of it is written.

    Whoever saves one of them locks it before they write what all writers write.
    """
    uses = uses_of(session, [picture_id])[picture_id]
    shown_in = [use.subject_id for use in uses if use.place is Place.REVIEW]
    shown = select(Review.id).where(Review.id.in_(shown_in)).order_by(Review.id)
    session.execute(shown.with_for_update())


def rerender_showing(session: Session, picture_id: int) -> None:
    """Render whatever shows a picture, since it looks or reads differently."""
    uses = uses_of(session, [picture_id])[picture_id]
    shown_in = {
        place: [use.subject_id for use in uses if use.place is place] for place in Place
    }
    query = select(Review).where(Review.id.in_(shown_in[Place.REVIEW]))
    reviews = session.scalars(query.order_by(Review.id).with_for_update()).all()
    for review in reviews:
        render(session, review)
    index_reviews(session, [review.id for review in reviews])
    for page_id in shown_in[Place.PAGE]:
        page = session.get_one(StandingPage, page_id)
        render_page(page, stills_in(session, page.body))
    for list_id in shown_in[Place.LIST]:
        if found := find_list(session, list_id, to_change=True):
            render_list(session, found)

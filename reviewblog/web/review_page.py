"""The page of one review: found by its address, drawn with all that belongs to it."""

from datetime import datetime
from http import HTTPStatus
from typing import Never

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.readers_grade import (
    ENOUGH_GRADES,
    ReadersGrade,
    average,
    grades_given,
)
from reviewblog.extensions import db
from reviewblog.reviews.calibration import rarity_of
from reviewblog.reviews.margins import margins_of
from reviewblog.reviews.models import Review
from reviewblog.reviews.neighbours import neighbours_of
from reviewblog.reviews.queries import (
    find_new_slug,
    is_gone,
)
from reviewblog.reviews.scales import list_steps
from reviewblog.reviews.shown import find_published
from reviewblog.web.body_form import as_id
from reviewblog.web.comment_form import CommentForm
from reviewblog.web.paging import page_number
from reviewblog.web.review_parts import made_once
from reviewblog.web.share_card import card_of
from reviewblog.web.structured_data import graph_of
from reviewblog.web.thread import NEWEST_FIRST, Part, Thread, thread_for
from reviewblog.web.thread_entries import age
from reviewblog.web.writer import writer_token


def get_published_or_404(session: Session, slug: str, *, at: datetime) -> Review:
    """Find the public review at an address, or say where it went.

    One that has moved answers 301 to where it is now, one that was deleted 410.
    """
    review = find_published(session, slug, at=at)
    return review or refuse_slug(session, slug)


def render_review(
    review: Review,
    form: CommentForm | None = None,
    *,
    at: datetime | None = None,
    template: str = "public/show_review.html",
    **more: object,
) -> str:
    """Draw a review's page; without a form its comments are closed.

    The desk's preview draws the same page with its own template around it.
    """
    session, at = db.session(), at or utcnow()
    margins = margins_of(session, review, at=at)
    thread = thread_for(
        session,
        review,
        writer_token=writer_token(),
        at=at,
        part=_part_asked_for(),
    )
    readers = readers_of(session, thread, at=at)
    return render_template(
        template,
        review=review,
        work=review.work,
        graph=made_once(
            review, "graph", lambda: graph_of(review, margins, readers), readers
        ),
        margins=margins,
        share_image=card_of(review).is_drawable,
        rarity=rarity_of(session, review.grade, at=at),
        near=neighbours_of(session, review, at=at),
        thread=thread,
        readers=readers,
        form=form,
        **more,
    )


def _part_asked_for() -> Part:
    return Part(
        page_number(),
        request.args.get("sort") == NEWEST_FIRST,
        as_id(request.args.get("comment")),
    )


def readers_of(
    session: Session, thread: Thread, *, at: datetime
) -> ReadersGrade | None:
    """Say what the readers gave; asks for the scale only where enough of them did."""
    entries = sorted(thread.shown.values(), key=age)
    given = grades_given(entry.comment for entry in entries)
    if len(given) < ENOUGH_GRADES:
        return None
    return average(given, list_steps(session, at=at))


def refuse_slug(session: Session, slug: str) -> Never:
    """Answer for an address at which there is no public review."""
    at = utcnow()
    new_slug = find_new_slug(session, slug, at=at)
    if new_slug:
        page = url_for("public.show_review", slug=new_slug)
        abort(redirect(page, HTTPStatus.MOVED_PERMANENTLY))
    abort(HTTPStatus.GONE if is_gone(session, slug, at=at) else HTTPStatus.NOT_FOUND)

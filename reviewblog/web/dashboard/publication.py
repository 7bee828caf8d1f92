"""How a review appears: beforehand to a few, for the first time, and to whom."""

from http import HTTPStatus

from flask import abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.reviews import private_links
from reviewblog.reviews.desk import shelf_of
from reviewblog.reviews.embargoes import find_embargo, put_under_embargo
from reviewblog.reviews.models import Review
from reviewblog.reviews.origins import find_origin, note_origin
from reviewblog.reviews.pins import find_pin, pin_review, unpin_review
from reviewblog.reviews.private_links import PrivateLink
from reviewblog.site.local_time import write_local_time
from reviewblog.syndication.announcing import ask_to_announce
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import BIGGEST_ID, get_editable_or_404
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.dashboard.publication_forms import PrivateLinkForm, PublicationForm
from reviewblog.web.identity import current_account
from reviewblog.web.site import current_site


@bp.get("/reviews/<int:review_id>/publication")
def show_publication(review_id: int) -> ResponseReturnValue:
    return _show(get_editable_or_404(db.session(), review_id))


@bp.post("/reviews/<int:review_id>/publication")
def update_publication(review_id: int) -> ResponseReturnValue:
    review = get_editable_or_404(db.session(), review_id)
    form = _open(review)
    if not form.validate():
        return _show(review, form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction(db.session()) as session:
        review = get_editable_or_404(session, review_id, to_change=True)
        _write(session, review, form)
        note_deed(session, Verb.CHANGED, Matter.REVIEW, review.title, review.id)
        ask_to_announce(session)
    flash("Saved.")
    return _back(review_id)


@bp.post("/reviews/<int:review_id>/links")
def create_private_link(review_id: int) -> ResponseReturnValue:
    review, form = get_editable_or_404(db.session(), review_id), PrivateLinkForm()
    if not form.validate():
        return _show(review, form), HTTPStatus.UNPROCESSABLE_ENTITY
    at = utcnow()
    with transaction(db.session()) as session:
        review = get_editable_or_404(session, review_id, to_change=True)
        private_links.open_link(
            session,
            review,
            form.terms(at=at),
            key=_key(),
            at=at,
        )
    flash("Whoever has the new link can read the review as it stands in the form.")
    return _back(review_id)


@bp.post("/reviews/<int:review_id>/links/<int:link_id>/renew")
def renew_private_link(review_id: int, link_id: int) -> ResponseReturnValue:
    with transaction(db.session()) as session:
        link = _get_link_or_404(session, review_id, link_id)
        private_links.renew(link, key=_key(), at=utcnow())
    flash("The link has a new address; the old one shows nothing any more.")
    return _back(review_id)


@bp.post("/reviews/<int:review_id>/links/<int:link_id>/delete")
def delete_private_link(review_id: int, link_id: int) -> ResponseReturnValue:
    with transaction(db.session()) as session:
        private_links.revoke(session, _get_link_or_404(session, review_id, link_id))
    flash("The link is revoked: it shows nothing any more.")
    return _back(review_id)


def _open(review: Review) -> PublicationForm:
    session, zone = db.session(), current_site().zone
    origin = find_origin(session, review)
    embargo, pin = find_embargo(session, review), find_pin(session, review, at=utcnow())
    until = pin.until if pin else None
    return PublicationForm(
        zone,
        first_published_in=origin.outlet if origin else "",
        first_published_link=origin.link if origin else "",
        embargo_until=write_local_time(embargo, zone) if embargo else "",
        pinned=pin is not None,
        pinned_until=write_local_time(until, zone) if until else "",
    )


def _write(session: Session, review: Review, form: PublicationForm) -> None:
    at = utcnow()
    outlet, link = form.first_published_in.data, form.first_published_link.data
    note_origin(session, review, outlet or "", link or "", at=at)
    put_under_embargo(session, review, form.time_of("embargo_until"))
    # What stands on the front page is for those who look after all of it.
    if not current_account().may_edit_all:
        return
    if form.pinned.data:
        pin_review(session, review, until=form.time_of("pinned_until"), at=at)
    else:
        unpin_review(session, review)


def _get_link_or_404(session: Session, review_id: int, link_id: int) -> PrivateLink:
    review = get_editable_or_404(session, review_id, to_change=True)
    if link_id > BIGGEST_ID:
        abort(HTTPStatus.NOT_FOUND)
    link = private_links.find_link(session, review, link_id)
    return link or abort(HTTPStatus.NOT_FOUND)


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])


def _back(review_id: int) -> ResponseReturnValue:
    page = url_for("dashboard.show_publication", review_id=review_id)
    return redirect(page, HTTPStatus.SEE_OTHER)


def _show(
    review: Review,
    link_form: PrivateLinkForm | None = None,
    form: PublicationForm | None = None,
) -> str:
    at, key = utcnow(), _key()
    links = private_links.links_of(db.session(), review)
    return render_desk(
        "dashboard/show_publication.html",
        review=review,
        shelf=shelf_of(review, at=at),
        form=form or _open(review),
        link_form=link_form or PrivateLinkForm(formdata=None),
        may_pin=current_account().may_edit_all,
        now=at,
        links=[(link, link.token(key), link.is_open(at=at)) for link in links],
    )

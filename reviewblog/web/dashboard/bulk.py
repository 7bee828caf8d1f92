"""Where one thing is done to many reviews, after a page that says what will happen."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.reviews.bulk import Deed, Wish, affected, fulfil
from reviewblog.reviews.desk import find_many
from reviewblog.reviews.models import Review
from reviewblog.reviews.tagging import TagsError, read_tags
from reviewblog.syndication.announcing import ask_to_announce
from reviewblog.web.body_form import as_id, as_line
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.bulk_wording import (
    NOTES,
    WORDS,
    what_happened,
    what_will_happen,
)
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import current_author
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.dashboard.review_list import ROWS_PER_PAGE, render_list
from reviewblog.web.dashboard.sieve_form import address_of, asked_shelf, asked_sieve

VERBS = {
    Deed.UNPUBLISH: Verb.UNPUBLISHED,
    Deed.DELETE: Verb.DELETED,
    Deed.RESTORE: Verb.RESTORED,
}


class UnclearError(DomainError):
    """The form does not say what shall be done, or to what."""


@bp.post("/reviews/bulk")
def change_reviews() -> ResponseReturnValue:
    author, session = current_author(), db.session()
    try:
        wish = _read_wish(session, author)
        if "confirmed" not in request.form:
            return _ask(session, wish, author)
        changed = _fulfil(wish, author)
    except DomainError as refusal:
        typed = {name: request.form.get(name, "") for name in ("deed", "tag", "author")}
        page = render_list(refusal=refusal, chosen=_chosen_ids(), **typed)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    flash(what_happened(wish, len(changed)))
    return redirect(_way_back(wish, changed, author), HTTPStatus.SEE_OTHER)


def _ask(session: Session, wish: Wish, author: Account) -> str:
    reviews = _chosen(session, author)
    changing = affected(reviews, wish)
    return render_desk(
        "dashboard/change_reviews.html",
        wish=wish,
        offer=WORDS[wish.deed].offer,
        note=NOTES.get(wish.deed, ""),
        question=what_will_happen(wish, len(changing)),
        changing=changing,
        staying=[review for review in reviews if review not in changing],
        bulk=request.full_path.rstrip("?"),
        here=_here(author),
    )


def _fulfil(wish: Wish, author: Account) -> Sequence[Review]:
    at = utcnow()
    with transaction(db.session()) as session:
        reviews = _chosen(session, author, to_change=True)
        changed = fulfil(session, reviews, wish, at=at)
        verb = VERBS.get(wish.deed, Verb.CHANGED)
        for review in changed:
            note_deed(session, verb, Matter.REVIEW, review.title, review.id)
        ask_to_announce(session)
    return changed


def _read_wish(session: Session, author: Account) -> Wish:
    try:
        deed = Deed(request.form.get("deed", ""))
    except ValueError as error:
        raise UnclearError("Choose what shall be done with them.") from error
    if deed in {Deed.ADD_TAG, Deed.REMOVE_TAG}:
        return Wish(deed=deed, tag=_read_tag())
    if deed is not Deed.GIVE:
        return Wish(deed=deed)
    if not author.may_edit_all:
        abort(HTTPStatus.FORBIDDEN)
    heir = session.get(Account, as_id(request.form.get("author")) or 0)
    if heir is None:
        raise UnclearError("Choose whose they shall be.")
    return Wish(deed=deed, author=heir)


def _read_tag() -> str:
    tags = read_tags(as_line(request.form.get("tag", "")))
    if len(tags) != 1:
        raise TagsError("Name the topic, and one only.")
    return tags[0]


def _chosen_ids() -> list[int]:
    typed = request.form.getlist("review_id")[:ROWS_PER_PAGE]
    return [as_id(one) or 0 for one in typed]


def _chosen(
    session: Session, author: Account, *, to_change: bool = False
) -> Sequence[Review]:
    # Somebody else's is as good as none: that it is there is nobody's business.
    reviews = find_many(session, _chosen_ids(), by=author, to_change=to_change)
    if not reviews:
        raise UnclearError("Choose at least one review: tick the box before it.")
    return reviews


def _here(author: Account) -> str:
    return address_of(asked_sieve(sees_all=author.may_edit_all), asked_shelf())


def _way_back(wish: Wish, changed: Sequence[Review], author: Account) -> str:
    here = _here(author)
    if wish.deed is not Deed.DELETE or not changed:
        return here
    # The list offers to undo it.
    return f"{here}&deleted={','.join(str(review.id) for review in changed)}"

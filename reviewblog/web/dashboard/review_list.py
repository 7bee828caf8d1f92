"""The list of reviews at the desk: shelves, a sieve, and what is chosen from it."""

from collections.abc import Collection, Sequence
from http import HTTPStatus
from typing import Any

from flask import abort, request

from reviewblog.clock import utcnow
from reviewblog.errors import DomainError
from reviewblog.extensions import db
from reviewblog.reviews.bulk import Deed
from reviewblog.reviews.desk import Shelf, count_shelves, find_many, shelf_of
from reviewblog.reviews.embargoes import embargoes_of
from reviewblog.reviews.models import Review
from reviewblog.reviews.sifting import Desk, Sieve, choices, count_sifted, sifted
from reviewblog.web.body_form import as_id
from reviewblog.web.dashboard.bulk_wording import WORDS
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import current_author
from reviewblog.web.dashboard.sieve_form import address_of, asked_shelf, asked_sieve
from reviewblog.web.paging import Page, page_number
from reviewblog.web.site import current_site

ROWS_PER_PAGE = 50


def render_list(
    *,
    refusal: DomainError | None = None,
    chosen: Collection[int] = (),
    **typed: Any,  # noqa: ANN401 -- Jinja's
) -> str:
    """Draw the page of the list that was asked for, with what was chosen on it."""
    account, session = current_author(), db.session()
    desk = Desk(account=account, at=utcnow(), zone=current_site().zone)
    counts = count_shelves(session, by=account, at=desk.at)
    sieve = asked_sieve(sees_all=account.may_edit_all)
    shelf = _shelf(sieve, counts)
    query = sifted(session, sieve, shelf, desk)
    page: Page[Review] = Page(
        [], page_number(), ROWS_PER_PAGE, count_sifted(session, query)
    )
    rows = query.limit(page.size).offset((page.number - 1) * page.size)
    reviews = session.scalars(rows).all()
    return render_desk(
        "dashboard/list_reviews.html",
        shelf=shelf,
        counts=counts,
        page=page,
        rows=[(review, shelf_of(review, at=desk.at)) for review in reviews],
        embargoes=embargoes_of(session, [one.id for one in reviews], at=desk.at),
        sieve=sieve,
        here=address_of(sieve, shelf),
        bulk=address_of(sieve, shelf, "dashboard.change_reviews"),
        choices=choices(session, desk),
        deleted=_just_deleted(),
        sees_all=account.may_edit_all,
        refusal=refusal,
        chosen=chosen,
        typed={"deed": "", "tag": "", "author": ""} | typed,
        deeds=_deeds(shelf, sees_all=account.may_edit_all),
    )


def _deeds(shelf: Shelf | None, *, sees_all: bool) -> list[tuple[str, str]]:
    """Offer what makes sense with what lies there."""
    idle = {Deed.DELETE} if shelf is Shelf.DELETED else {Deed.RESTORE}
    if shelf in {Shelf.DRAFTS, Shelf.DELETED}:
        idle.add(Deed.UNPUBLISH)
    if not sees_all:
        idle.add(Deed.GIVE)
    return [(deed.value, WORDS[deed].offer) for deed in Deed if deed not in idle]


def _shelf(sieve: Sieve, counts: dict[Shelf, int]) -> Shelf | None:
    if "status" in request.args or sieve.narrows:
        return asked_shelf()
    # An author without drafts is not met by an empty shelf.
    return next((shelf for shelf, count in counts.items() if count), Shelf.DRAFTS)


def _just_deleted() -> Sequence[Review]:
    """Find what the author has thrown away a moment ago and may want back."""
    typed = request.args.get("deleted", "")
    if not typed:
        return ()
    ids = [as_id(one) or 0 for one in typed.split(",")][:ROWS_PER_PAGE]
    if not all(ids):
        abort(HTTPStatus.NOT_FOUND)
    found = find_many(db.session(), ids, by=current_author())
    if not found:
        abort(HTTPStatus.NOT_FOUND)
    return [review for review in found if review.deleted_at]

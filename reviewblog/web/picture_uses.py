"""What needs a picture, in words and with the page of the desk where it is changed."""

from flask import url_for

from reviewblog.reviews.uses import Place, Use
from reviewblog.web.identity import current_account

_SOMEBODY_ELSES = "a text of somebody else"
_KEPT = "%s (typed earlier, or not saved yet)"
_NAMES = {
    Place.REVIEW: "%s",
    Place.PAGE: "the page %s",
    Place.LIST: "the list %s",
    Place.KEPT_TEXT: _KEPT,
}


def name_of_use(use: Use) -> str:
    """Say in words what needs a picture; titles are for those who may open it."""
    if not use.open_to(current_account()):
        return _SOMEBODY_ELSES
    return _NAMES[use.place] % use.title


def page_of_use(use: Use) -> str | None:
    """Return where at the desk whoever asks may change the text, if they may."""
    if not use.open_to(current_account()):
        return None
    if use.place is Place.PAGE:
        return url_for("dashboard.edit_page", page_id=use.subject_id)
    if use.place is Place.LIST:
        return url_for("dashboard.edit_list", list_id=use.subject_id)
    if use.place is Place.KEPT_TEXT:
        return url_for("dashboard.list_revisions", review_id=use.subject_id)
    return url_for("dashboard.edit_review", review_id=use.subject_id)

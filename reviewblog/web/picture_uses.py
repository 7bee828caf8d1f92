"""What needs a picture, in words and with the page of the desk where it is changed."""

from flask import url_for

from reviewblog.reviews.uses import Place, Use

_KEPT = "%s (typed earlier, or not saved yet)"
_NAMES = {
    Place.REVIEW: "%s",
    Place.PAGE: "the page %s",
    Place.LIST: "the list %s",
    Place.KEPT_TEXT: _KEPT,
}


def name_of_use(use: Use) -> str:
    """Say in words what needs a picture."""
    return _NAMES[use.place] % use.title


def page_of_use(use: Use) -> str:
    """Return where at the desk the text that needs a picture is changed."""
    if use.place is Place.PAGE:
        return url_for("dashboard.edit_page", page_id=use.subject_id)
    if use.place is Place.LIST:
        return url_for("dashboard.edit_list", list_id=use.subject_id)
    if use.place is Place.KEPT_TEXT:
        return url_for("dashboard.list_revisions", review_id=use.subject_id)
    return url_for("dashboard.edit_review", review_id=use.subject_id)

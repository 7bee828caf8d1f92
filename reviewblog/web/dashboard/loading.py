"""Loading and allowing in one step, so that no view can do one without the other."""

from http import HTTPStatus

from flask import abort
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.reviews.desk import find_review
from reviewblog.reviews.models import Review
from reviewblog.web.identity import current_account

# No database counts further.
BIGGEST_ID = 2**31 - 1


def current_author() -> Account:
    """Return the account of somebody who may write; 403 for everybody else."""
    account = current_account()
    if not account.may_write:
        abort(HTTPStatus.FORBIDDEN)
    return account


def current_editor() -> Account:
    """Return the account of somebody who may change what others wrote; else 403."""
    account = current_account()
    if not account.may_edit_all:
        abort(HTTPStatus.FORBIDDEN)
    return account


def current_owner() -> Account:
    """Return the account of somebody who may change the site; 403 for the others."""
    account = current_account()
    if not account.may_manage_site:
        abort(HTTPStatus.FORBIDDEN)
    return account


def get_editable_or_404(
    session: Session, review_id: int, *, to_change: bool = False
) -> Review:
    """Find a review that the current account may edit, with all that its form shows.

    Somebody else's is as good as none: even that there is a draft is nobody's business.
    """
    author = current_author()
    if review_id > BIGGEST_ID:
        abort(HTTPStatus.NOT_FOUND)
    review = find_review(session, review_id, to_change=to_change)
    if review is None or not review.editable_by(author):
        abort(HTTPStatus.NOT_FOUND)
    return review

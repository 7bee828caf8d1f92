"""What the queue is asked for, in an address that can be kept and shared."""

from datetime import datetime, time, timedelta
from http import HTTPStatus
from typing import Any

from flask import abort, request, url_for
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    SearchField,
    SelectField,
    ValidationError,
)
from wtforms.validators import Optional

from reviewblog.accounts.models import Account
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.queries import find_for_decision
from reviewblog.comments.sifting import Sieve
from reviewblog.reviews.models import Review
from reviewblog.web.body_form import as_id, as_line
from reviewblog.web.moderation_wording import RULES
from reviewblog.web.paging import page_number
from reviewblog.web.site import current_site

ANY = "any"
LONGEST_SEARCH = 200
# SQLite writes years with four digits, and shifting zones must not leave the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 9000
STATUS_NAMES = {
    CommentStatus.PENDING: "Waiting",
    CommentStatus.APPROVED: "Approved",
    CommentStatus.SPAM: "Spam",
    CommentStatus.DELETED: "Deleted",
}


def _shortened(typed: str | None) -> str:
    return as_line(typed)[:LONGEST_SEARCH]


class QueueFilter(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Reads the address of the queue, and says at a field what is wrong there."""

    class Meta:
        """Nothing is changed by looking."""

        csrf = False

    q = SearchField("Name, email, words or title", filters=[_shortened])
    status = SelectField("Which", validate_choice=False)
    reason = SelectField("Why it was held", validate_choice=False)
    links = BooleanField("With links")
    since = DateField("From", validators=[Optional()])
    until = DateField("To", validators=[Optional()])
    review = HiddenField()
    sender = HiddenField()

    def __init__(self, session: Session, account: Account) -> None:
        """Read the address of this request; 404 for lists that are none."""
        super().__init__(request.args)
        self.status.choices = [
            *((each.value, name) for each, name in STATUS_NAMES.items()),
            (ANY, "All"),
        ]
        self.reason.choices = [
            ("", "Anything"),
            *((code.value, name) for code, name in RULES.items()),
        ]
        self.chosen = _status_of(request.args.get("status"))
        self.status.data = self.chosen.value if self.chosen else ANY
        if self.reason.data and self.reason.data not in RULES:
            abort(HTTPStatus.NOT_FOUND)
        self.review_meant = _review_of(session, request.args.get("review"), account)
        self.sender_meant = _sender_of(session, request.args.get("sender"), account)

    def validate_since(self, field: DateField) -> None:
        """Refuse days outside of what can be reckoned with."""
        if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError("There are no comments of that year.")

    validate_until = validate_since

    @property
    def sieve(self) -> Sieve:
        """Return what is asked for; days are days where the site is."""
        has_days = not (self.since.errors or self.until.errors)
        return Sieve(
            status=self.chosen,
            words=self.q.data or "",
            reason=self.reason.data or "",
            has_links=bool(self.links.data),
            review_id=self.review_meant.id if self.review_meant else None,
            sender=self.sender_meant,
            since=self._midnight(self.since, 0) if has_days else None,
            until=self._midnight(self.until, 1) if has_days else None,
        )

    def address(self, **changes: Any) -> str:  # noqa: ANN401 -- what addresses take
        """Return the address of this very list, or of one that differs in something."""
        asked = {
            "status": self.status.data,
            "page": page_number(),
            "q": self.q.data or None,
            "reason": self.reason.data or None,
            "links": "y" if self.links.data else None,
            "since": request.args.get("since") or None,
            "until": request.args.get("until") or None,
            "review": self.review_meant.id if self.review_meant else None,
            "sender": self.sender_meant.id if self.sender_meant else None,
        }
        return url_for("dashboard.list_comments", **asked | changes)

    def _midnight(self, field: DateField, days: int) -> datetime | None:
        if field.data is None:
            return None
        day = field.data + timedelta(days=days)
        return datetime.combine(day, time.min, current_site().zone)


def _status_of(asked: str | None) -> CommentStatus | None:
    if asked == ANY:
        return None
    try:
        return CommentStatus(CommentStatus.PENDING if asked is None else asked)
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)


def _review_of(session: Session, asked: str | None, by: Account) -> Review | None:
    if not asked:
        return None
    review = session.get(Review, as_id(asked) or 0)
    if review is None or not (by.may_moderate or review.author_id == by.id):
        abort(HTTPStatus.NOT_FOUND)
    return review


def _sender_of(session: Session, asked: str | None, by: Account) -> Comment | None:
    if not asked:
        return None
    found = find_for_decision(session, as_id(asked) or 0, by=by)
    return found or abort(HTTPStatus.NOT_FOUND)

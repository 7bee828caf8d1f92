"""The form under a review, by which a reader comments."""

from datetime import datetime
from functools import cached_property
from typing import Any

from flask import after_this_request, current_app, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)

from reviewblog.accounts.models import Account
from reviewblog.clock import utcnow
from reviewblog.comments.bodies import is_visible
from reviewblog.comments.openness import is_open, mode_of
from reviewblog.comments.queries import last_name_of
from reviewblog.comments.screening.submitted import Circumstances
from reviewblog.comments.submission import CommentDraft
from reviewblog.config import Settings
from reviewblog.reviews.commented import Commented
from reviewblog.reviews.models import Review
from reviewblog.reviews.scales import list_steps
from reviewblog.tokens import new_token
from reviewblog.web.body_form import BodyForm, as_id, as_line, as_text
from reviewblog.web.identity import find_account
from reviewblog.web.moderation_wording import WAITING
from reviewblog.web.site import current_site
from reviewblog.web.stamps import FormAge, age_of_form, form_stamp, own_form_stamp
from reviewblog.web.widgets import QuickInput, QuickSelect, QuickTextArea
from reviewblog.web.wording import grade_label
from reviewblog.web.writer import (
    hashed_address,
    hashed_email,
    keep_private,
    visit_for_akismet,
    writer_token,
)

LONGEST_NAME = 60
LONGEST_EMAIL = 254
PASSED_ON = "Never shown. Akismet gets it, to look for spam."
STALE = "The page had been open for a long time. Please press Post comment again."


def is_email(text: str) -> bool:
    """Tell whether a text reads like an address; nobody is asked whether it exists."""
    # Thirty milliseconds of every start otherwise.
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    if len(text) > LONGEST_EMAIL:
        return False
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


class CommentForm(BodyForm):
    """A comment under a review: the fields of the contract, and a stamp.

    Notices are offered where mail is set up; whoever asks for one all the same is
    remembered as having asked.
    """

    body = TextAreaField(
        "Your comment",
        id="respond-body",
        description="Markdown works. Hide an ending between >! and !<.",
        filters=[as_text],
        widget=QuickTextArea(),
    )
    name = StringField(
        "Name",
        id="respond-name",
        description="Shown with your comment. A pen name is fine.",
        filters=[as_line],
        widget=QuickInput(),
    )
    email = EmailField(
        "Email (optional)",
        id="respond-email",
        description="Never shown or passed on.",
        filters=[as_line],
        widget=QuickInput("email"),
    )
    grade = SelectField(
        "Your own grade (optional)",
        id="respond-grade",
        filters=[as_line],
        validate_choice=False,
        widget=QuickSelect(),
    )
    notify = BooleanField(
        "Email me when someone replies to this comment",
        id="respond-notify",
        description="You confirm the address once, and every mail can stop them.",
        false_values=("", "0", "false", "no", "off"),
    )
    parent_id = HiddenField(filters=[as_line])
    # The trap: out of sight of people, and named as programs like it.
    website = StringField("Leave this field empty", id="respond-website")

    def __init__(
        self,
        session: Session,
        review: Commented,
        typed: MultiDict[str, str] | None = None,
    ) -> None:
        """Open the form of one review, empty or as it was sent."""
        super().__init__(typed)
        self._was_sent = typed is not None
        self._session = session
        self.review: Commented = review
        # Undoing a transaction lets the review go.
        self.slug = review.slug
        self.account: Account | None = find_account()
        if current_app.config["SETTINGS"].akismet_key:
            self.email.description = PASSED_ON

    @cached_property
    def form_age(self) -> FormAge | None:
        """Say when the form was served; None if it is not ours, or too old."""
        return age_of_form(self.stamp.data or "", self.review.id, at=utcnow())

    def offer_grades(self, *, at: datetime) -> None:
        """Get ready to be shown: what comes in by post needs no list to choose from."""
        steps = list_steps(self._session, at=at)
        self.grade.choices = [
            ("", "No grade"),
            *((step.label, grade_label(step.label)) for step in steps),
        ]

    @property
    def offers_notices(self) -> bool:
        """Tell whether a reader may ask to be told of replies."""
        settings: Settings = current_app.config["SETTINGS"]
        return settings.sends_mail and self.account is None

    @property
    def target_id(self) -> int | None:
        """Return the id of the comment that is being answered."""
        return as_id(self.parent_id.data)

    @property
    def fresh_stamp(self) -> str:
        """Return the stamp that the page now being made carries."""
        is_own = request.method == "GET" and "reply" in request.args
        stamp = own_form_stamp if is_own else form_stamp
        return stamp(self.review.id, at=utcnow())

    @property
    def is_blank(self) -> bool:
        """Tell whether it is the form given to everybody who begins a thread."""
        is_of_somebody = self.name.data or self.account
        return not (self._was_sent or self.parent_id.data or is_of_somebody)

    @property
    def what_happens(self) -> str:
        """Say who decides about a comment that is posted here and now."""
        mode = mode_of(self.review, current_site(), at=utcnow())
        return WAITING[mode]

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 -- WTForms'
        """Check the fields, and that the form is ours and not too old."""
        is_valid = bool(super().validate(extra_validators))
        if self.form_age is not None:
            return is_valid
        self.form_errors.append(STALE)
        return False

    def validate_name(self, field: StringField) -> None:
        """Ask for a name, except of those whom we know."""
        name = field.data or ""
        if self.account is not None:
            return
        if not is_visible(name):
            raise ValidationError("Please give a name. A pen name is fine.")
        if len(name) > LONGEST_NAME:
            raise ValidationError(
                f"A name may have up to {LONGEST_NAME} characters; "
                f"this one has {len(name):,}."
            )

    def validate_email(self, field: EmailField) -> None:
        """Take no address or a real one; a notice needs one."""
        if field.data and not is_email(field.data):
            raise ValidationError(
                "This does not read like an email address. It may be left empty."
            )
        if self.notify.data and not field.data and self.account is None:
            raise ValidationError("Please say where the notices should go.")

    def to_draft(self) -> CommentDraft:
        """Hand the validated fields to the domain."""
        known_writer = writer_token()
        return CommentDraft(
            account=self.account,
            body=self.body.data or "",
            name=self.name.data or "",
            email=self.email.data or "",
            parent_id=self.target_id,
            grade=self.grade.data or "",
            wants_notice=bool(self.notify.data),
            writer_token=known_writer or new_token(),
            is_new_writer=not known_writer,
            address=hashed_address(),
            email_hash=hashed_email(self.email.data or ""),
            circumstances=self._circumstances(),
            visit=visit_for_akismet(),
        )

    def _circumstances(self) -> Circumstances:
        return Circumstances(
            form_age=self.form_age.age if self.form_age else None,
            is_exact=self.form_age is not None and self.form_age.is_exact,
            is_trapped=bool(self.website.data),
        )


def form_for(session: Session, review: Review, *, at: datetime) -> CommentForm | None:
    """Open a form for a reader; None where comments are closed.

    ``?reply=7`` answers a comment; whether there is such a one, the thread knows.
    Whoever has commented in this browser finds the name that was given last.
    """
    if not is_open(review, current_site(), at=at):
        return None
    form = CommentForm(session, review)
    form.offer_grades(at=at)
    form.parent_id.data = request.args.get("reply", "")
    token = writer_token()
    if token and form.account is None:
        form.name.data = last_name_of(session, token)
    if form.account is not None or form.name.data:
        after_this_request(keep_private)
    return form


def posted_form(session: Session, review: Commented) -> CommentForm:
    """Read the form as it was sent; whatever else was sent reads as an empty one."""
    return CommentForm(session, review, request.form)

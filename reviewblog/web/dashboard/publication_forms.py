"""The forms around the appearance of a review."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    Form,
    SelectField,
    StringField,
    ValidationError,
)

from reviewblog.reviews.private_links import LONGEST_NAME, Terms
from reviewblog.reviews.publication_models import LONGEST_LINK, LONGEST_OUTLET
from reviewblog.site.local_time import LocalTimeError, read_local_time
from reviewblog.web.dashboard.fields import as_line, at_most, options

FOR_EVER = "0"


def web_address(_form: Form, field: Field) -> None:
    """Refuse what is no address of a page on the web."""
    address = field.data or ""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise ValidationError("This is no address of a page.") from error
    if address and (
        parts.scheme not in {"http", "https"} or not parts.netloc or " " in address
    ):
        raise ValidationError("Give the whole address, from https:// on.")


class PublicationForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Where a review was first, until when it may not appear, and whether it is pinned.

    Times are read by the clock of the site.
    """

    first_published_in = StringField(
        "First published in",
        description="An outlet, such as The Town Crier. The day is the one in "
        "“Publish at”, in the form of the review.",
        filters=[as_line],
        validators=[at_most(LONGEST_OUTLET)],
    )
    first_published_link = StringField(
        "Link to it there",
        filters=[as_line],
        validators=[at_most(LONGEST_LINK), web_address],
    )
    embargo_until = StringField(
        "Embargo until",
        description="Publishing earlier has to be confirmed. Only the desk sees it.",
        filters=[as_line],
    )
    pinned = BooleanField("Keep it at the top of the front page")
    pinned_until = StringField(
        "Until", description="Left empty, until you unpin it.", filters=[as_line]
    )

    def __init__(self, zone: ZoneInfo, **known: object) -> None:
        """Open the form on what is known; what was posted goes over it."""
        self._zone = zone
        super().__init__(data=known)

    def validate_first_published_link(self, field: StringField) -> None:
        """Refuse a link that belongs to no outlet."""
        if field.data and not self.first_published_in.data:
            raise ValidationError("Say in which outlet, too.")

    def validate_embargo_until(self, _field: StringField) -> None:
        """Take a time of the site's clock."""
        self.time_of("embargo_until")

    def validate_pinned_until(self, _field: StringField) -> None:
        """Take a time of the site's clock."""
        self.time_of("pinned_until")

    def time_of(self, name: str) -> datetime | None:
        """Return the moment in a field, if there is one.

        Raises:
            ValidationError: it is none.
        """
        if not self[name].data:
            return None
        try:
            return read_local_time(self[name].data, self._zone).moment
        except LocalTimeError as refusal:
            raise ValidationError(str(refusal)) from refusal


class PrivateLinkForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Whom a private link is for, and how long it opens."""

    name = StringField(
        "For whom",
        description="Only you see this, so that you know which one to revoke.",
        filters=[as_line],
        validators=[at_most(LONGEST_NAME)],
    )
    lifetime = SelectField(
        "It opens",
        choices=options(
            {
                "1": "For a day",
                "7": "For a week",
                "30": "For thirty days",
                FOR_EVER: "Until I revoke it",
            }
        ),
        default="7",
    )

    def terms(self, *, at: datetime) -> Terms:
        """Hand the validated fields to the domain, counting from a moment."""
        days = int(self.lifetime.data)
        until = at + timedelta(days=days) if days else None
        return Terms(name=self.name.data or "", until=until)

"""The forms around the appearance of a review."""

from datetime import datetime, timedelta

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField

from reviewblog.reviews.private_links import LONGEST_NAME, Terms
from reviewblog.web.dashboard.fields import as_line, at_most, options

FOR_EVER = "0"


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

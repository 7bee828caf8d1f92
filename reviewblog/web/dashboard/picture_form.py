"""What an author says of a picture."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import FileField, StringField, TextAreaField

from reviewblog.media.models import (
    LONGEST_ALT,
    LONGEST_CAPTION,
    LONGEST_CREDIT,
    Picture,
)
from reviewblog.web.dashboard.fields import as_line, at_most


class PictureForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The words about a picture; the file itself is changed by its own form."""

    alt = TextAreaField(
        "What it shows",
        description="Read out to those who do not see it. One or two sentences.",
        filters=[as_line],
        validators=[at_most(LONGEST_ALT)],
    )
    caption = StringField(
        "Caption",
        description="Printed below it. A review may say something else there.",
        filters=[as_line],
        validators=[at_most(LONGEST_CAPTION)],
    )
    credit = StringField(
        "Credit",
        description="Whose picture it is, such as “Still: Two Cities Films”.",
        filters=[as_line],
        validators=[at_most(LONGEST_CREDIT)],
    )

    @classmethod
    def of(cls, picture: Picture, **how: Any) -> "PictureForm":  # noqa: ANN401 -- WTForms'
        """Open the form on a picture."""
        said = {"alt": picture.alt, "caption": picture.caption}
        return cls(data=said | {"credit": picture.credit}, **how)

    def describe(self, picture: Picture) -> None:
        """Say of a picture what was typed."""
        picture.describe(
            alt=self.alt.data or "",
            caption=self.caption.data or "",
            credit=self.credit.data or "",
        )


class ReplacementForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Another file for a picture that keeps its address."""

    picture = FileField("Another file")

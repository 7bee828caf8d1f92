"""What all forms have in common in which somebody writes a comment."""

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField, TextAreaField, ValidationError

from reviewblog.comments.bodies import check_length, render_body
from reviewblog.comments.errors import BodyRefusedError
from reviewblog.errors import DomainError
from reviewblog.text.clean import clean_line, clean_text
from reviewblog.text.markup import safe

BIGGEST_ID = 2**31 - 1


def as_line(typed: str | None) -> str:
    """Clean what was typed into a field of one line."""
    return clean_line(typed or "")


def as_text(typed: str | None) -> str:
    """Clean what was typed into a field of many lines; indenting means something."""
    return clean_text(typed or "").lstrip("\n").rstrip()


def as_id(typed: str | None) -> int | None:
    """Read an id; what cannot be one is the id of nothing."""
    if not typed:
        return None
    is_number = typed.isascii() and typed.isdecimal()
    if not is_number or len(typed) > len(str(BIGGEST_ID)):
        return 0
    return int(typed) if int(typed) <= BIGGEST_ID else 0


class BodyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A text, looked at before it is stored, and a stamp instead of a token.

    These forms are part of pages that all readers share, or are only shown to the
    browser that wrote the comment; ``web.guards`` sees to the rest.
    """

    class Meta:
        """Nobody who reads has a session that a token could belong to."""

        csrf = False

    body = TextAreaField("Your comment", filters=[as_text])
    stamp = HiddenField(filters=[as_line])
    preview: Markup | None = None

    def validate_body(self, field: TextAreaField) -> None:
        """Ask for a text of a sensible length."""
        try:
            check_length(field.data or "")
        except BodyRefusedError as refusal:
            raise ValidationError(str(refusal)) from refusal

    def show_preview(self) -> bool:
        """Render what was typed, without storing it; False if it cannot be."""
        try:
            self.preview = safe(render_body(self.body.data or ""))
        except BodyRefusedError as refusal:
            self.refuse(refusal)
        return self.preview is not None

    def refuse(self, refusal: DomainError) -> None:
        """Show a refusal where the reader is looking."""
        name = getattr(refusal, "field", "")
        if name in {"body", "grade"} and name in self:
            self[name].errors = [*self[name].errors, str(refusal)]
        else:
            self.form_errors.append(str(refusal))

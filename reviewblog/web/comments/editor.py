"""The form in which a reader changes a comment."""

from datetime import datetime

from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, TextAreaField, ValidationError

from reviewblog.comments.bodies import check_length, render_body
from reviewblog.comments.errors import BodyRefusedError, CommentRefusedError
from reviewblog.comments.models import Comment
from reviewblog.text.markup import safe
from reviewblog.web.comment_form import as_line, as_text
from reviewblog.web.stamps import editor_stamp, opened_at


class EditorForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The text of a comment, and a stamp that says when the editor was opened."""

    class Meta:
        """Only the writer's browser gets here; ``web.guards`` sees to the rest."""

        csrf = False

    body = TextAreaField("Your comment", filters=[as_text])
    stamp = HiddenField(filters=[as_line])

    def __init__(
        self,
        comment: Comment,
        typed: MultiDict[str, str] | None = None,
        *,
        at: datetime,
    ) -> None:
        """Open the editor, or read what was sent from one."""
        # An empty form must not read as the comment as it is.
        super().__init__(typed, obj=comment if typed is None else None)
        known = opened_at(self.stamp.data or "", comment.id)
        self.opened_at = known or at
        self.stamp.data = editor_stamp(comment.id, opened_at=self.opened_at)
        self.preview: Markup | None = None

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

    def refuse(self, refusal: CommentRefusedError) -> None:
        """Show a refusal where the reader is looking."""
        self.body.errors = [*self.body.errors, str(refusal)]

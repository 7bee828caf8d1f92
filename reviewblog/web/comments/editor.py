"""The form in which a reader changes a comment."""

from datetime import datetime

from werkzeug.datastructures import MultiDict

from reviewblog.comments.models import Comment
from reviewblog.web.body_form import BodyForm
from reviewblog.web.stamps import editor_stamp, opened_at


class EditorForm(BodyForm):
    """The text of a comment; the stamp says when the editor was opened."""

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

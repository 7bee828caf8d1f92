"""What the queue shows of a comment, and what can be done to it there."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.screening.blocks import reading_of
from reviewblog.comments.screening.models import CommentReason
from reviewblog.text.excerpts import excerpt
from reviewblog.text.markup import safe
from reviewblog.web.moderation_wording import reason_words

LONGEST_CONTEXT = 200
LABELS = {
    CommentStatus.PENDING: "Waiting",
    CommentStatus.APPROVED: "Approved",
    CommentStatus.SPAM: "Spam",
    CommentStatus.DELETED: "Deleted",
}
# The single keys of the script; they are shown on the buttons.
KEYS = {"approve": "A", "spam": "S", "delete": "D"}
# What makes sense in each list: the action and the words on its button.
BUTTONS = {
    CommentStatus.PENDING: {
        "approve": "Approve",
        "spam": "Spam",
        "delete": "Delete",
    },
    CommentStatus.APPROVED: {
        "hold": "Back to waiting",
        "spam": "Spam",
        "delete": "Delete",
    },
    CommentStatus.SPAM: {
        "restore": "Not spam",
        "approve": "Approve",
        "delete": "Delete",
    },
    CommentStatus.DELETED: {
        "restore": "Restore",
        "approve": "Approve",
        "spam": "Spam",
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """A comment in the queue."""

    comment: Comment
    reasons: Sequence[CommentReason] = ()

    @property
    def why(self) -> list[str]:
        """Say in words why it was sorted as it was."""
        return [reason_words(reason.code, reason.facts) for reason in self.reasons]

    @property
    def domains(self) -> list[str]:
        """List the hosts it names, each of which can be blocked."""
        return sorted(reading_of(self.comment).hosts)

    @property
    def html(self) -> Markup:
        """Return its text for the template."""
        return safe(self.comment.body_html)

    @property
    def context(self) -> str:
        """Return the beginning of what it answers."""
        parent = self.comment.parent
        return excerpt(parent.body_html, limit=LONGEST_CONTEXT) if parent else ""

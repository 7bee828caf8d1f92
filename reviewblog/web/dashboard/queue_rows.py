"""What the queue shows of a comment, and what can be done to it there."""

from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.screening.blocks import reading_of
from reviewblog.comments.screening.models import CommentReason
from reviewblog.comments.senders import History
from reviewblog.text.excerpts import excerpt
from reviewblog.text.markup import safe
from reviewblog.web.moderation_wording import reason_words
from reviewblog.web.wording import as_date

LONGEST_CONTEXT = 200
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


class Row(Struct, frozen=True):
    """A comment in the queue."""

    comment: Comment
    reasons: Sequence[CommentReason] = ()
    history: History | None = None

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
    def above(self) -> Sequence[tuple[Comment, str]]:
        """List the two comments above it, the upper one first, as they begin."""
        parent = self.comment.parent
        upper = parent.parent if parent else None
        return [
            (one, excerpt(one.body_html, limit=LONGEST_CONTEXT))
            for one in (upper, parent)
            if one is not None
        ]

    @property
    def sent(self) -> str:
        """Say what its sender has sent so far, this one left aside."""
        if self.history is None or self.history.total <= 1:
            return "New here: first seen with this one"
        said = [
            f"{number:,} {words}"
            for number, words in (
                (self.history.approved, "approved"),
                (self.history.waiting, "waiting"),
                (self.history.rejected, "rejected"),
            )
            if number
        ]
        since = self.history.first_at
        return ", ".join(said) + (f", since {as_date(since)}" if since else "")

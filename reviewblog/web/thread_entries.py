"""What a thread on a page is made of: comments at their places, and folded branches."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup
from msgspec import Struct, field

from reviewblog.comments.models import EDIT_TIME, CommentStatus, is_shown
from reviewblog.comments.threads import ThreadComment
from reviewblog.reviews.listing import ListedGrade
from reviewblog.text.markup import safe

# A branch with more replies than this shows a few and folds the others.
LONG_BRANCH = 4
SHOWN_OF_LONG = 3


class Answered(NamedTuple):
    """What a comment answers: no name where that is gone."""

    address: str
    name: str | None


class Face(NamedTuple):
    """All that is shown of a comment itself; ``by`` says who of the house wrote it."""

    id: int
    name: str
    by: str
    is_pinned: bool
    grade: ListedGrade | None
    submitted_at: datetime
    is_edited: bool
    edit_note: str
    is_own: bool
    is_waiting: bool
    minutes_to_edit: int
    answers: Answered | None
    body_html: str

    @property
    def html(self) -> Markup:
        """Return its text for the template."""
        return safe(self.body_html)


class Entry(Struct, eq=False):
    """A comment at its place in the thread.

    It waits where nobody but its writer may read it, and is shown where it is more than
    a place that something answers.
    ``holder`` is what it hangs below, ``parent`` what it answers: the same but below
    the deepest level. ``page`` counts from 1; ``answers`` is the parent where
    its place does not show whom it answers. The text is only there on its page.
    """

    comment: ThreadComment
    is_own: bool
    minutes_to_edit: int
    is_waiting: bool
    is_shown: bool
    level: int = 1
    page: int = 1
    body_html: str = ""
    holder: "Entry | None" = None
    parent: "Entry | None" = None
    answers: "Entry | None" = None
    replies: "list[Entry]" = field(default_factory=list)

    @property
    def is_pinned(self) -> bool:
        """Tell whether a moderator wants it at the top; replies stay where they are."""
        return self.comment.pinned_at is not None and self.is_shown

    def face(self, *, by: str, answers: Answered | None) -> Face:
        """Say all that is shown of it, in values that stay what they are."""
        comment = self.comment
        step = comment.grade
        return Face(
            id=comment.id,
            name=comment.author_name,
            by=by,
            is_pinned=self.is_pinned and self.holder is None,
            grade=ListedGrade(step.label, step.percent) if step else None,
            submitted_at=comment.submitted_at,
            is_edited=comment.edited_at is not None,
            edit_note=comment.edit_note,
            is_own=self.is_own,
            is_waiting=self.is_waiting,
            minutes_to_edit=self.minutes_to_edit,
            answers=answers,
            body_html=self.body_html,
        )

    @property
    def gone(self) -> str:
        """Say why there is nothing where replies hang."""
        if self.comment.withdrawn_at is not None:
            return "A comment was withdrawn by its writer."
        if self.comment.status is CommentStatus.DELETED:
            return "A comment was removed by the critic."
        # Nobody is told whether it is still waiting.
        return "A comment here cannot be shown."

    @property
    def in_view(self) -> "Sequence[Entry]":
        """List the replies that are not folded away."""
        if len(self.replies) <= LONG_BRANCH:
            return self.replies
        return self.replies[:SHOWN_OF_LONG]

    @property
    def folded(self) -> "Sequence[Entry]":
        """List the replies of a long branch that are folded away."""
        return self.replies[len(self.in_view) :]

    @property
    def fold(self) -> "Fold | None":
        """Describe what is folded away, if anything is."""
        return Fold(self.folded) if self.folded else None

    def everything(self) -> "Iterator[Entry]":
        """Walk through it and all below it, which is never deep on the page."""
        yield self
        for reply in self.replies:
            yield from reply.everything()


class Fold:
    """The folded end of a long branch, and what its summary says."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Look through what is folded."""
        inside = [below for entry in entries for below in entry.everything()]
        shown = [entry for entry in inside if entry.is_shown]
        self.entries = entries
        self.count = len(shown)
        self.latest = max(shown, key=age, default=None)
        # Nobody should look for what they have just written.
        self.is_open = any(entry.is_own for entry in shown)


def entry_of(comment: ThreadComment, writer_hash: str, at: datetime) -> Entry:
    """Give a comment its place to be, as one reader sees it at a moment."""
    is_own = comment.is_written_in(writer_hash)
    return Entry(
        comment=comment,
        is_own=is_own,
        minutes_to_edit=_minutes_to_edit(comment, at) if is_own else 0,
        is_waiting=is_own and comment.is_undecided,
        is_shown=is_shown(comment.status, comment.taught, is_own=is_own),
    )


def _minutes_to_edit(comment: ThreadComment, at: datetime) -> int:
    left = comment.submitted_at + EDIT_TIME - at
    return max(0, -(-int(left.total_seconds()) // 60))


def age(entry: Entry) -> tuple[datetime, int]:
    """Return what puts entries in the order in which they were written."""
    return entry.comment.submitted_at, entry.comment.id

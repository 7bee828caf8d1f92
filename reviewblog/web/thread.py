"""The thread under a review: comments in the order and the depth they are shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import after_this_request
from markupsafe import Markup
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import EDIT_TIME, Comment, CommentStatus
from reviewblog.comments.queries import thread_on
from reviewblog.reviews.models import Review
from reviewblog.site.defaults import get_site
from reviewblog.text.markup import safe
from reviewblog.tokens import hash_token
from reviewblog.web.writer import keep_private

# Deeper replies stand beside each other: on a phone nothing else can be read.
DEEPEST = 3
# A branch with more replies than this shows a few and folds the others.
LONG_BRANCH = 4
SHOWN_OF_LONG = 3


@dataclass(slots=True, eq=False)
class Entry:
    """A comment at its place in the thread."""

    comment: Comment
    is_own: bool
    minutes_to_edit: int
    level: int = 1
    holder: "Entry | None" = None
    answers: "Entry | None" = None
    replies: "list[Entry]" = field(default_factory=list)

    @property
    def is_approved(self) -> bool:
        """Tell whether everybody may read it."""
        return self.comment.status is CommentStatus.APPROVED

    @property
    def is_waiting(self) -> bool:
        """Tell whether it is shown to nobody but its writer."""
        return self.is_own and self.comment.status is CommentStatus.PENDING

    @property
    def is_shown(self) -> bool:
        """Tell whether it is more than a place that something answers."""
        return self.is_approved or self.is_waiting

    @property
    def html(self) -> Markup:
        """Return its text for the template."""
        return safe(self.comment.body_html)

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
        self.latest = max(shown, key=_age, default=None)
        # Nobody should look for what they have just written.
        self.is_open = any(entry.is_own for entry in shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What a review's page shows of its comments."""

    roots: Sequence[Entry]
    count: int
    is_open: bool
    is_personal: bool
    shown: dict[int, Entry]

    def find(self, comment_id: int | None) -> Entry | None:
        """Find a comment that this reader can see."""
        return self.shown.get(comment_id or 0)


def thread_for(
    session: Session,
    review: Review,
    *,
    writer_token: str = "",
    at: datetime | None = None,
) -> Thread:
    """Arrange a review's comments for one reader.

    A page that shows something of the reader's own is kept out of caches.
    """
    at = at or utcnow()
    writer_hash = hash_token(writer_token) if writer_token else ""
    entries = _pruned(
        {
            comment.id: _entry(comment, writer_hash, at)
            for comment in thread_on(session, review, writer_hash=writer_hash)
        }
    )
    shown = {key: entry for key, entry in entries.items() if entry.is_shown}
    is_personal = any(entry.is_own for entry in shown.values())
    if is_personal:
        after_this_request(keep_private)
    return Thread(
        roots=_arranged(entries),
        count=sum(entry.is_approved for entry in shown.values()),
        is_open=review.comments_open and get_site(session).comments_open,
        is_personal=is_personal,
        shown=shown,
    )


def _entry(comment: Comment, writer_hash: str, at: datetime) -> Entry:
    is_own = comment.is_written_in(writer_hash)
    left = comment.submitted_at + EDIT_TIME - at
    minutes = -(-int(left.total_seconds()) // 60)
    return Entry(
        comment=comment,
        is_own=is_own,
        minutes_to_edit=max(0, minutes) if is_own else 0,
    )


def _pruned(entries: dict[int, Entry]) -> dict[int, Entry]:
    """Leave out what cannot be seen, unless something visible hangs below it."""
    kept: dict[int, Entry] = {}
    for entry in entries.values():
        climbing: Entry | None = entry if entry.is_shown else None
        while climbing and climbing.comment.id not in kept:
            kept[climbing.comment.id] = climbing
            climbing = entries.get(climbing.comment.parent_id or 0)
    return kept


def _arranged(entries: dict[int, Entry]) -> Sequence[Entry]:
    """Hang every entry where it is shown, parents first, without recursion."""
    below: dict[int, list[Entry]] = {}
    roots = []
    for entry in sorted(entries.values(), key=_age):
        if entry.comment.parent_id in entries:
            below.setdefault(entry.comment.parent_id, []).append(entry)
        else:
            roots.append(entry)
    queue = list(roots)
    for parent in queue:
        for reply in below.get(parent.comment.id, ()):
            _hang(reply, parent)
            queue.append(reply)
    for entry in queue:
        entry.replies.sort(key=_age)
    return roots


def _hang(reply: Entry, parent: Entry) -> None:
    if parent.level == DEEPEST:
        reply.answers = parent
    # An entry of the deepest level has a holder; the others hold their replies.
    reply.holder = (parent.holder if parent.level == DEEPEST else None) or parent
    reply.level = reply.holder.level + 1
    reply.holder.replies.append(reply)


def _age(entry: Entry) -> tuple[datetime, int]:
    return entry.comment.submitted_at, entry.comment.id

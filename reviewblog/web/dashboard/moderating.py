"""What a moderator's form asks for: read, carried out, and said in words."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Self

from msgspec import Struct
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from reviewblog.accounts.models import Account
from reviewblog.comments import moderation
from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.comments.queries import decided_together
from reviewblog.errors import DomainError
from reviewblog.web.body_form import as_id, as_text
from reviewblog.web.moments import as_moment, as_time

STATUS_AFTER = {
    "approve": CommentStatus.APPROVED,
    "spam": CommentStatus.SPAM,
    "delete": CommentStatus.DELETED,
    "hold": CommentStatus.PENDING,
}
DONE = {
    "approve": "Approved {}.",
    "spam": "Marked {} as spam.",
    "delete": "Deleted {}.",
    "hold": "Put {} back to wait.",
    "restore": "Restored {}.",
    "undo": "Undone for {}.",
    "reply": "Approved and answered {}.",
    "pin": "Pinned {}: first in its thread.",
    "unpin": "{} is back in its place.",
}
NOTHING = "Nothing has changed: it was so already, or the comment is gone."
REWRITTEN = "A writer has changed {} since you read it. Please read it again."


class UnclearError(DomainError):
    """A form that does not say what to do, or to what."""


class Outcome(Struct, frozen=True):
    """What has been done: in words, and whether it can be undone."""

    text: str
    can_undo: bool = False
    decisions: Sequence[Decision] = ()
    rewritten: Collection[int] = ()
    reply: Comment | None = None

    def as_answer(self) -> dict[str, Any]:
        """Say it to a script: what has moved, what to undo it by, and what is left."""
        moved: list[dict[str, Any]] = [
            {"comment": one.comment_id, "before": one.before, "after": one.after}
            for one in self.decisions
        ]
        if new := self.reply:
            moved.append({"comment": new.id, "before": None, "after": new.status})
        return {
            "said": self.text,
            "moved": moved,
            "undo": [one.id for one in self.decisions] if self.can_undo else [],
            "left": sorted(self.rewritten),
        }


class Instruction(Struct, frozen=True, kw_only=True):
    """What a moderator asks for; ``read_at`` is when the list was served.

    To undo is asked for by decisions, or by the moment in which all were made.
    """

    action: str
    ids: frozenset[int]
    reply: str
    read_at: datetime | None
    decided_at: datetime | None = None

    @classmethod
    def of_form(cls, typed: MultiDict[str, str]) -> Self:
        """Read a form.

        Raises:
            UnclearError: the action is unknown, or nothing was chosen.
        """
        action = typed.get("action", "")
        if action not in DONE:
            raise UnclearError("That cannot be done to a comment. Press a button.")
        ids = typed.getlist("decision_id" if action == "undo" else "comment_id")
        decided_at = typed.get("decided_at", "") if action == "undo" else ""
        if not ids and not decided_at:
            raise UnclearError("Please select at least one comment first.")
        return cls(
            action=action,
            ids=frozenset(as_id(text) or 0 for text in ids),
            decided_at=as_time(decided_at),
            reply=as_text(typed.get("reply_body")),
            read_at=as_moment(typed.get("read_at", "")),
        )

    def carry_out(self, session: Session, *, by: Account, at: datetime) -> Outcome:
        """Do it.

        Raises:
            BodyRefusedError: a reply is empty, too long, or shows nothing.
            UnclearError: the comment to be answered is not what was read.
        """
        if self.action == "undo":
            return self._undo(session, by, at)
        if self.action == "restore":
            decisions = moderation.restore(session, self.ids, by=by, at=at)
            return self._said(session, decisions)
        if self.action in {"pin", "unpin"}:
            return self._pin(session, by, at)
        rewritten = self._rewritten(session, by)
        if self.action == "reply":
            return self._answer(session, rewritten, by, at)
        to = STATUS_AFTER[self.action]
        ids = self.ids - rewritten
        decisions = moderation.decide(session, ids, to=to, by=by, at=at)
        return self._said(session, decisions, rewritten)

    def _undo(self, session: Session, by: Account, at: datetime) -> Outcome:
        ids: Collection[int] = self.ids
        if self.decided_at is not None:
            ids = decided_together(session, by=by, at=self.decided_at)
        return self._said(session, moderation.undo(session, ids, by=by, at=at))

    def _pin(self, session: Session, by: Account, at: datetime) -> Outcome:
        pinned_at = at if self.action == "pin" else None
        comments = moderation.pin(session, self.ids, by=by, at=pinned_at)
        if not comments:
            return Outcome(NOTHING)
        ids = [comment.id for comment in comments]
        words = DONE[self.action].format(_named(session, ids))
        return Outcome(words[0].upper() + words[1:])

    def _rewritten(self, session: Session, by: Account) -> set[int]:
        if self.read_at is None or self.action not in {"approve", "reply"}:
            return set()
        return moderation.changed_since(session, self.ids, by=by, read_at=self.read_at)

    def _answer(
        self, session: Session, rewritten: set[int], by: Account, at: datetime
    ) -> Outcome:
        if rewritten:
            raise UnclearError(REWRITTEN.format(_named(session, rewritten)))
        comment_id = min(self.ids)
        to = CommentStatus.APPROVED
        # Answering would do it as well, and not tell what that has moved.
        decisions = moderation.decide(session, [comment_id], to=to, by=by, at=at)
        reply = moderation.answer_comment(session, comment_id, self.reply, by=by, at=at)
        if reply is None:
            raise UnclearError("The comment you were answering is not there any more.")
        text = DONE[self.action].format(_named(session, [comment_id]))
        return Outcome(text, decisions=decisions, reply=reply)

    def _said(
        self,
        session: Session,
        decisions: Sequence[Decision],
        rewritten: Collection[int] = (),
    ) -> Outcome:
        ids = [decision.comment_id for decision in decisions]
        words = [DONE[self.action].format(_named(session, ids))] if ids else []
        if rewritten:
            words.append(REWRITTEN.format(_named(session, rewritten)))
        can_undo = bool(ids) and self.action != "undo"
        text = " ".join(words) or NOTHING
        return Outcome(text, can_undo, decisions, rewritten)


def _named(session: Session, comment_ids: Collection[int]) -> str:
    if len(comment_ids) > 1:
        return f"{len(comment_ids):,} comments"
    (only,) = comment_ids
    return f"the comment by {session.get_one(Comment, only).author_name}"

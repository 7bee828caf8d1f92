"""Screening a comment as it comes in, and keeping what was found."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from reviewblog.comments.models import Comment, CommentStatus, Decision
from reviewblog.comments.screening.checks import Case, Finding, Weight
from reviewblog.comments.screening.evidence import gather
from reviewblog.comments.screening.models import (
    CommentReason,
    CommentRules,
    ReasonCode,
)
from reviewblog.comments.screening.submitted import Circumstances
from reviewblog.comments.screening.tokens import read_comment
from reviewblog.comments.screening.verdict import FLOOD_HOLD, Verdict, decide_on
from reviewblog.site.models import CommentMode


def screen(
    session: Session,
    comment: Comment,
    circumstances: Circumstances,
    mode: CommentMode,
    *,
    at: datetime,
) -> Verdict:
    """Let the rules look at a reader's comment that is about to be stored."""
    reading = read_comment(
        comment.author_name, comment.author_email, comment.body, comment.body_html
    )
    comment.body_key = reading.key
    case = Case(
        comment=comment,
        reading=reading,
        evidence=gather(session, comment, reading, at=at),
        circumstances=circumstances,
    )
    verdict = decide_on(case, mode, at=at)
    if verdict.begins_flood:
        session.execute(update(CommentRules).values(flood_until=at + FLOOD_HOLD))
    comment.status = verdict.status
    return verdict


def keep_findings(
    session: Session, comment: Comment, verdict: Verdict, *, at: datetime
) -> None:
    """Store why a comment was sorted as it was; it has its number by now.

    What does not wait for a person is logged as a decision of the rules.
    """
    store_reasons(session, comment, verdict.findings)
    if comment.status is not CommentStatus.PENDING:
        session.execute(
            insert(Decision).values(
                comment_id=comment.id,
                before=CommentStatus.PENDING,
                after=comment.status,
                decided_at=at,
                is_by_rules=True,
            )
        )


def store_reasons(
    session: Session, comment: Comment, findings: Sequence[Finding]
) -> None:
    """Add to the reasons that a comment has."""
    if findings:
        rows = [
            {"comment_id": comment.id, "code": f.code, "facts": f.facts}
            for f in findings
        ]
        session.execute(insert(CommentReason), rows)


def forget_reasons(session: Session, comment: Comment) -> None:
    """Remove what the rules noted of a comment: it may quote the writer's words."""
    reasons = delete(CommentReason).where(CommentReason.comment_id == comment.id)
    session.execute(reasons)


def note_edit(session: Session, comment: Comment) -> None:
    """Say of an approved comment why it waits once more."""
    store_reasons(session, comment, [Finding(ReasonCode.EDITED, Weight.HOLD)])

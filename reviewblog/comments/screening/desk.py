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
from reviewblog.comments.screening.submitted import NOTHING_KNOWN, Circumstances
from reviewblog.comments.screening.tokens import read_comment
from reviewblog.comments.screening.verdict import FLOOD_HOLD, Verdict, decide_on
from reviewblog.site.models import CommentMode

# Built once: putting a statement together takes longer than its answer.
_LOG, _NOTE = insert(Decision), insert(CommentReason)


def screen(session: Session, case: Case, mode: CommentMode, *, at: datetime) -> Verdict:
    """Let the rules look at a reader's comment that is about to be stored."""
    verdict = decide_on(case, mode, at=at)
    if verdict.begins_flood:
        session.execute(update(CommentRules).values(flood_until=at + FLOOD_HOLD))
    case.comment.status = verdict.status
    return verdict


def screen_change(
    session: Session, comment: Comment, mode: CommentMode, *, at: datetime
) -> CommentStatus:
    """Let the rules look at what a reader has made of a comment, and keep why.

    Return where it belongs by now: it is sorted as a new one of the same writer would
    be, but what has been waiting goes on waiting. Where nobody may comment any more,
    nothing new becomes public.
    """
    mode = CommentMode.HOLD_ALL if mode is CommentMode.CLOSED else mode
    case = _case_of(session, comment, NOTHING_KNOWN, at=at, is_change=True)
    verdict = decide_on(case, mode, at=at)
    findings = list(verdict.findings)
    was_public = comment.status is CommentStatus.APPROVED
    if was_public and verdict.status is not CommentStatus.APPROVED:
        findings.append(Finding(ReasonCode.EDITED, Weight.HOLD))
    _renew_reasons(session, comment, findings)
    if was_public or verdict.status is CommentStatus.SPAM:
        return verdict.status
    return comment.status


def keep_findings(
    session: Session, comment: Comment, verdict: Verdict, *, at: datetime
) -> None:
    """Store why a comment was sorted as it was; it has its number by now.

    What does not wait for a person is logged as a decision of the rules.
    """
    store_reasons(session, comment, verdict.findings)
    if comment.status is not CommentStatus.PENDING:
        by_rules = {
            "comment_id": comment.id,
            "before": CommentStatus.PENDING,
            "after": comment.status,
            "decided_at": at,
            "is_by_rules": True,
        }
        session.connection().execute(_LOG, by_rules)


def store_reasons(
    session: Session, comment: Comment, findings: Sequence[Finding]
) -> None:
    """Add to the reasons that a comment has."""
    if findings:
        rows = [
            {"comment_id": comment.id, "code": f.code, "facts": f.facts}
            for f in findings
        ]
        session.connection().execute(_NOTE, rows)


def forget_reasons(session: Session, comment: Comment) -> None:
    """Remove what the rules noted of a comment: it may quote the writer's words."""
    reasons = delete(CommentReason).where(CommentReason.comment_id == comment.id)
    session.execute(reasons)


def _case_of(
    session: Session,
    comment: Comment,
    circumstances: Circumstances,
    *,
    at: datetime,
    is_change: bool = False,
) -> Case:
    reading = read_comment(
        comment.author_name, comment.author_email, comment.body, comment.body_html
    )
    comment.body_key = reading.key
    return Case(
        comment=comment,
        reading=reading,
        evidence=gather(session, comment, reading, at=at),
        circumstances=circumstances,
        is_change=is_change,
    )


def _renew_reasons(
    session: Session, comment: Comment, findings: Sequence[Finding]
) -> None:
    """Put what was found now in the place of what the same rules found before.

    The rest stays: it says why the comment has been waiting.
    """
    outdated = CommentReason.code.in_({finding.code for finding in findings})
    mine = CommentReason.comment_id == comment.id
    session.execute(delete(CommentReason).where(mine, outdated))
    store_reasons(session, comment, findings)

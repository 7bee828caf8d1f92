"""What becomes of a comment, by what the rules found and by who decides here."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from reviewblog.comments.models import CommentStatus
from reviewblog.comments.screening.checks import Case, Finding, Weight, find_all
from reviewblog.comments.screening.evidence import Evidence
from reviewblog.comments.screening.models import ReasonCode
from reviewblog.site.models import CommentMode

FLOOD_HOLD = timedelta(hours=1)


class Verdict(Struct, frozen=True):
    """Where a comment goes, why, and whether it has broken the dam."""

    status: CommentStatus
    findings: Sequence[Finding]
    begins_flood: bool = False


def decide_on(case: Case, mode: CommentMode, *, at: datetime) -> Verdict:
    """Sort a comment: to the spam bin, to those who wait, or to the page.

    A site that is open only holds what is spam for sure; elsewhere every finding holds.
    While a flood lasts, everything waits.
    """
    findings, evidence = find_all(case), case.evidence
    begins_flood = not case.is_change and is_flood_beginning(evidence, at=at)
    if any(finding.weight is Weight.SPAM for finding in findings):
        return Verdict(CommentStatus.SPAM, findings, begins_flood)
    if begins_flood or is_flooded(evidence, at=at):
        findings.append(Finding(ReasonCode.FLOOD, Weight.HOLD))
        return Verdict(CommentStatus.PENDING, findings, begins_flood)
    if mode is CommentMode.OPEN:
        return Verdict(CommentStatus.APPROVED, findings)
    findings += _because_of(mode, evidence)
    is_held = any(finding.weight is Weight.HOLD for finding in findings)
    return Verdict(
        CommentStatus.PENDING if is_held else CommentStatus.APPROVED, findings
    )


def is_flooded(evidence: Evidence, *, at: datetime) -> bool:
    """Tell whether a flood that began before still makes everything wait."""
    until = evidence.rules.flood_until
    return until is not None and until > at


def is_flood_beginning(evidence: Evidence, *, at: datetime) -> bool:
    """Tell whether this comment is one too many; nought is no limit."""
    most = evidence.rules.flood_count
    return bool(most) and evidence.recent >= most and not is_flooded(evidence, at=at)


def _because_of(mode: CommentMode, evidence: Evidence) -> list[Finding]:
    written = {"approved": evidence.approved, "rejected": evidence.rejected}
    if mode is CommentMode.HOLD_ALL:
        return [Finding(ReasonCode.HOLD_ALL, Weight.HOLD)]
    if mode is CommentMode.HOLD_FIRST:
        if evidence.is_trusted:
            return [Finding(ReasonCode.TRUSTED, Weight.NOTE, written)]
        return [Finding(ReasonCode.FIRST_TIME, Weight.HOLD, written)]
    return []

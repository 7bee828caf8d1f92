"""The rules: each looks at one thing and says what it found, or nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from enum import IntEnum
from typing import Any

from msgspec import Struct, field

from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.screening import filter as spam_filter
from reviewblog.comments.screening.evidence import Evidence
from reviewblog.comments.screening.letters import find_imitated, has_strange_letters
from reviewblog.comments.screening.models import BlockKind, ReasonCode
from reviewblog.comments.screening.submitted import Circumstances
from reviewblog.comments.screening.tokens import Reading
from reviewblog.text.folding import fold

# Nobody reads, types and sends within so many seconds of opening a page.
FASTEST = timedelta(seconds=3)
# Programs keep forms for days; people leave tabs open, and only wait to be read.
OLD_FORM = timedelta(days=2)


class Weight(IntEnum):
    """What a finding asks for. Nothing is ever thrown away because of one."""

    NOTE = 0
    HOLD = 1
    SPAM = 2


class Finding(Struct, frozen=True):
    """What a rule found, with the facts that its words are made of."""

    code: ReasonCode
    weight: Weight
    facts: dict[str, Any] = field(default_factory=dict)


class Case(Struct, frozen=True, kw_only=True):
    """Everything a rule may look at; a change is of a comment that is stored."""

    comment: Comment
    reading: Reading
    evidence: Evidence
    circumstances: Circumstances
    is_change: bool = False


Findings = Iterator[Finding]


def find_all(case: Case) -> list[Finding]:
    """Ask every rule, in an order that people would read the reasons in."""
    return [finding for check in CHECKS for finding in check(case)]


def trap(case: Case) -> Findings:
    """The honeypot: a field that people do not see was filled in."""
    if case.circumstances.is_trapped:
        yield Finding(ReasonCode.HONEYPOT, Weight.SPAM)


def pace(case: Case) -> Findings:
    """The time trap: sent at once after opening, or from a form kept for days."""
    age = case.circumstances.form_age
    if age is None:
        return
    if case.circumstances.is_exact and age < FASTEST:
        seconds = int(age.total_seconds())
        yield Finding(ReasonCode.TOO_FAST, Weight.HOLD, {"seconds": seconds})
    elif age > OLD_FORM:
        yield Finding(ReasonCode.OLD_FORM, Weight.HOLD, {"days": age.days})


def block_list(case: Case) -> Findings:
    """Words, domains, addresses and senders that somebody has put on the list."""
    text = f" {' '.join(_said_in(case))} "
    for kind, value, label in case.evidence.blocks:
        if kind is not BlockKind.WORD or f" {value} " in text:
            facts = {"kind": kind.value, "label": label}
            yield Finding(ReasonCode.BLOCKED, Weight.SPAM, facts)


def twin(case: Case) -> Findings:
    """The same text, give or take, was posted lately under any review."""
    before = case.evidence.twin
    if before is not None:
        was_spam = before is CommentStatus.SPAM
        weight = Weight.SPAM if was_spam else Weight.HOLD
        yield Finding(ReasonCode.DUPLICATE, weight, {"was_spam": was_spam})


def links(case: Case) -> Findings:
    """More links than the site lets through."""
    count, most = case.reading.link_count, case.evidence.rules.most_links
    if count > most:
        yield Finding(ReasonCode.LINKS, Weight.HOLD, {"count": count, "most": most})


def imitation(case: Case) -> Findings:
    """A name that looks like one of the house."""
    if not case.evidence.rules.holds_imitators:
        return
    known = find_imitated(case.comment.author_name, case.evidence.house)
    if known:
        yield Finding(ReasonCode.IMITATION, Weight.HOLD, {"of": known})


def letters(case: Case) -> Findings:
    """Characters that hide, turn lines around, or pile up."""
    if has_strange_letters(case.comment.author_name + case.comment.body):
        yield Finding(ReasonCode.STRANGE_LETTERS, Weight.HOLD)


def learned(case: Case) -> Findings:
    """The filter's opinion, once it has seen enough decisions to have one.

    It may be wrong about somebody known, so theirs waits instead.
    """
    spam, good = case.evidence.spam, case.evidence.good
    if not case.evidence.counts or not spam_filter.has_learned(spam, good):
        return
    opinion = spam_filter.judge(case.evidence.counts, spam=spam, good=good)
    facts = {
        "percent": min(99, int(100 * opinion.score)),
        "against": list(opinion.against),
        "in_favour": list(opinion.in_favour),
    }
    if opinion.is_spam:
        weight = Weight.HOLD if case.evidence.is_trusted else Weight.SPAM
        yield Finding(ReasonCode.FILTER_SPAM, weight, facts)
    elif opinion.is_unsure:
        yield Finding(ReasonCode.FILTER_UNSURE, Weight.HOLD, facts)


CHECKS: tuple[Callable[[Case], Findings], ...] = (
    trap,
    block_list,
    pace,
    twin,
    links,
    imitation,
    letters,
    learned,
)


def _said_in(case: Case) -> Iterator[str]:
    yield from case.reading.words
    yield from fold(case.comment.author_name).split()

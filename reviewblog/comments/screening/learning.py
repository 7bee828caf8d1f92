"""The filter learns from what moderators decide, and unlearns what they take back.

It happens in the transaction of the decision. Lessons take turns at the row of the
corpus, which is locked after comments and reviews, and before any token.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.orm import Session

from reviewblog.comments.models import Comment, CommentStatus, Decision, Lesson
from reviewblog.comments.screening.models import FilterCorpus, FilterToken
from reviewblog.comments.screening.tokens import read_comment
from reviewblog.db import insert_into

MOST_TOKENS = 50_000
# Pruning makes room for some time, so that it is seldom needed.
ROOM = 5_000
# SQLite takes 32,766 values in one statement; four go with each token.
AT_ONCE = 1_000


def learn(session: Session, decisions: Collection[Decision], *, at: datetime) -> None:
    """Let the filter know what has been decided about readers' comments.

    Approved is good and spam is spam. Deleting tells nothing, since it is done to
    rude comments and to old spam; whatever goes back to waiting is unlearned.
    """
    ids = [decision.comment_id for decision in decisions]
    after = {decision.comment_id: decision for decision in decisions}
    comments = session.scalars(
        select(Comment).where(Comment.id.in_(ids), Comment.account_id.is_(None))
    )
    lessons = [(c, _lesson_after(c, after[c.id])) for c in comments]
    teach(session, [pair for pair in lessons if pair[0].taught != pair[1]], at=at)


def teach(
    session: Session, lessons: Iterable[tuple[Comment, Lesson | None]], *, at: datetime
) -> None:
    """Let the filter take each comment for what it is now said to be."""
    changes: Counter[tuple[str, Lesson]] = Counter()
    corpus: Counter[Lesson] = Counter()
    for comment, lesson in lessons:
        tokens = tokens_of(comment)
        for sort, step in ((comment.taught, -1), (lesson, 1)):
            if sort is not None:
                corpus[sort] += step
                for token in tokens:
                    changes[token, sort] += step
        comment.taught = lesson
    if corpus:
        _count(session, corpus)
        _store(session, changes, at)
        _prune(session)


def unlearn(session: Session, comment: Comment, *, at: datetime) -> None:
    """Forget a comment before its text changes; the counts would never fit again."""
    if comment.taught is not None:
        teach(session, [(comment, None)], at=at)


def tokens_of(comment: Comment) -> frozenset[str]:
    """Return what the filter sees of a stored comment."""
    return read_comment(
        comment.author_name, comment.author_email, comment.body, comment.body_html
    ).tokens


def _lesson_after(comment: Comment, decision: Decision) -> Lesson | None:
    if decision.is_by_rules:
        # Else the filter would believe itself.
        return None
    if decision.after is CommentStatus.SPAM:
        return Lesson.SPAM
    if decision.after is CommentStatus.APPROVED:
        return Lesson.GOOD
    is_emptied = decision.after is CommentStatus.DELETED
    return Lesson.SPAM if is_emptied and comment.taught is Lesson.SPAM else None


def _count(session: Session, corpus: Counter[Lesson]) -> None:
    session.execute(
        update(FilterCorpus).values(
            spam=_at_least_nought(FilterCorpus.spam + corpus[Lesson.SPAM]),
            good=_at_least_nought(FilterCorpus.good + corpus[Lesson.GOOD]),
        )
    )


def _store(
    session: Session, changes: Counter[tuple[str, Lesson]], at: datetime
) -> None:
    table: Any = FilterToken.__table__
    rows = [
        {
            "token": token,
            "spam": changes[token, Lesson.SPAM],
            "good": changes[token, Lesson.GOOD],
            "seen_at": at,
        }
        for token in sorted({token for token, _ in changes})
    ]
    for start in range(0, len(rows), AT_ONCE):
        statement = insert_into(session, FilterToken).values(
            rows[start : start + AT_ONCE]
        )
        new = statement.excluded
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["token"],
                set_={
                    "spam": _at_least_nought(table.c.spam + new.spam),
                    "good": _at_least_nought(table.c.good + new.good),
                    "seen_at": new.seen_at,
                },
            )
        )
    if any(step < 0 for step in changes.values()):
        forgotten = (FilterToken.spam <= 0) & (FilterToken.good <= 0)
        session.execute(delete(FilterToken).where(forgotten))


def _at_least_nought(number: Any) -> Any:  # noqa: ANN401 -- an SQL expression
    # A token may have been pruned since it was learned.
    return case((number < 0, 0), else_=number)


def _prune(session: Session) -> None:
    """Keep the memory bounded: what was seen least and longest ago goes first."""
    count = session.scalar(select(func.count()).select_from(FilterToken)) or 0
    if count <= MOST_TOKENS:
        return
    rarest = (
        select(FilterToken.token)
        .order_by(FilterToken.spam + FilterToken.good, FilterToken.seen_at)
        .limit(count - MOST_TOKENS + ROOM)
    )
    session.execute(delete(FilterToken).where(FilterToken.token.in_(rarest)))

"""Answers remembered until readers see something else.

Counting an archive takes the longer the larger it is, and comes out the same until
something is published or changed. Only plain values are remembered, no rows of a
session; each process remembers for itself.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from reviewblog.freshness import Freshness
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import AT, list_by_ids, published

T = TypeVar("T")

# The counts of a large archive take some fifty kilobytes.
MOST_ANSWERS = 200
EDITION = "edition"

_answers: OrderedDict[Hashable, Any] = OrderedDict()
_lock = threading.Lock()


def remembered(
    session: Session, question: Hashable, ask: Callable[[], T], *, at: datetime
) -> T:
    """Answer a question about what readers see; ask only if that has changed."""
    if session.connection().get_execution_options().get("sqlite_write"):
        # What is taken back leaves the number of its change to another one.
        return ask()
    key = (*_edition(session, at), question)
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
            known: T = _answers[key]
            return known
    # Two threads may ask at once: that costs time once, a lock would cost it always.
    answer = ask()
    with _lock:
        _answers[key] = answer
        while len(_answers) > MOST_ANSWERS:
            _answers.popitem(last=False)
    return answer


@dataclass(frozen=True, slots=True)
class RememberedList:
    """A list of reviews whose pages are searched for once, and then only loaded."""

    session: Session
    question: Hashable
    query: Select[Review]
    at: datetime

    def __call__(self, *, limit: int, offset: int) -> Sequence[Review]:
        """Load one page of the list."""

        def search() -> Sequence[int]:
            ids = self.query.with_only_columns(Review.id)
            return self.session.scalars(ids.limit(limit).offset(offset)).all()

        question = (self.question, limit, offset)
        ids = remembered(self.session, question, search, at=self.at)
        return list_by_ids(self.session, ids, at=self.at)


def _edition(session: Session, at: datetime) -> tuple[Hashable, ...]:
    """Name what readers see: by the last change, and the last that the clock made.

    A restored database counts from where it was, and gives a number to another change:
    hence the time. All questions of a page are about the same, so it is asked for once.
    """
    reading = session.get_transaction(), at
    known: tuple[object, tuple[Hashable, ...]] | None = session.info.get(EDITION)
    if known is None or known[0] != reading:
        place = str(session.get_bind().engine.url)
        edition = (place, *session.execute(_EDITION, {"at": at}).one())
        known = session.info[EDITION] = reading, edition
    return known[1]


# Put together once, since that takes longer than the answer.
_LAST = Freshness.scope == "reviews"
_EDITION = select(
    select(Freshness.changed).where(_LAST).scalar_subquery(),
    select(Freshness.changed_at).where(_LAST).scalar_subquery(),
    published(at=AT)
    .order_by(None)
    .with_only_columns(func.max(Review.published_at))
    .scalar_subquery(),
)

"""Answers remembered until readers see something else.

Counting an archive takes the longer the larger it is, and comes out the same until
something is published or changed. Only plain values are remembered, and rows that no
session knows any more; each process remembers for itself.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from reviewblog.db import ask as ask_for_rows
from reviewblog.db import is_writing
from reviewblog.flights import Flights
from reviewblog.freshness import Freshness
from reviewblog.reviews.listing import Listed, list_by_ids
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import AT, published

T = TypeVar("T")

# The counts of a large archive take some fifty kilobytes.
MOST_ANSWERS = 200
# A review with all that is drawn of it takes a hundred, as does a page of lines, and as
# do the reviews that have a word, where there are a hundred thousand.
REVIEWS, LINES, WORDS = "reviews", "lines", "words"
LARGE = frozenset({REVIEWS, LINES, WORDS})
MOST_LARGE = 25
EDITION = "edition"

Answers = OrderedDict[Hashable, Any]

# Of the last edition only: nobody asks about an earlier one again. By subject, so that
# questions without number, as searches are, push out only their like.
_kept: dict[tuple[str, str], tuple[Hashable, Answers]] = {}
_lock = threading.Lock()
_flights = Flights()


def remembered(
    session: Session,
    question: Hashable,
    ask: Callable[[], T],
    *,
    at: datetime,
    subject: str = "",
) -> T:
    """Answer a question about what readers see; ask only if that has changed."""
    edition = _edition(session, at)
    # What is not committed yet may never be, and its number be given to another change.
    if edition is None:
        return ask()
    place = edition.database, subject
    answers = _answers(place, edition)
    if (known := _look_up(answers, question)) is None:
        # A large archive is counted for seconds, by one for all who want to know.
        with _flights.alone((place, edition, question)):
            if (known := _look_up(answers, question)) is None:
                most = MOST_LARGE if subject in LARGE else MOST_ANSWERS
                known = _keep(answers, question, ask(), most=most)
    answer: T = known[0]
    return answer


class RememberedList(Struct, frozen=True):
    """A list of reviews whose pages are searched for and loaded once.

    The query is not put together before it has to be asked.
    """

    session: Session
    question: Hashable
    query: Callable[[], Select[Review]]
    at: datetime

    def __call__(self, *, limit: int, offset: int) -> Sequence[Listed]:
        """Load one page of the list; comments may have been counted earlier."""

        def load() -> Sequence[Listed]:
            ids = self.ids(limit=limit, offset=offset)
            return list_by_ids(self.session, ids, at=self.at)

        question = (self.question, limit, offset)
        return remembered(self.session, question, load, at=self.at, subject=LINES)

    def ids(self, *, limit: int, offset: int) -> Sequence[int]:
        """Say which reviews stand on one page of the list."""

        def search() -> Sequence[int]:
            ids = self.query().with_only_columns(Review.id)
            return self.session.scalars(ids.limit(limit).offset(offset)).all()

        question = (self.question, limit, offset)
        return remembered(self.session, question, search, at=self.at, subject="lists")


def _answers(place: tuple[str, str], edition: Hashable) -> Answers:
    with _lock:
        kept = _kept.get(place)
        if kept is None or kept[0] != edition:
            kept = _kept[place] = edition, OrderedDict()
        return kept[1]


def _look_up(answers: Answers, question: Hashable) -> tuple[Any] | None:
    with _lock:
        if question not in answers:
            return None
        answers.move_to_end(question)
        return (answers[question],)


def _keep(
    answers: Answers, question: Hashable, answer: object, *, most: int
) -> tuple[Any]:
    with _lock:
        answers[question] = answer
        while len(answers) > most:
            answers.popitem(last=False)
    return (answer,)


class _Edition(NamedTuple):
    """What readers see at a moment, told from what they see at any other."""

    database: str
    changed: int | None
    changed_at: datetime | None
    newest: datetime | None


def _edition(session: Session, at: datetime) -> _Edition | None:
    """Name what readers see: by the last change, and the last that the clock made.

    There is no name for what a transaction may have changed itself.

    A restored database counts from where it was, and gives a number to another change:
    hence the time. All questions of a page are about the same, so it is asked for once.
    """
    reading = session.get_transaction(), at
    known: tuple[object, _Edition | None] | None = session.info.get(EDITION)
    if known is None or known[0] != reading:
        edition = _look(session, at)
        # Looking begins a transaction where there was none.
        known = session.info[EDITION] = (session.get_transaction(), at), edition
    return known[1]


def _look(session: Session, at: datetime) -> _Edition | None:
    if is_writing(session):
        return None
    database = str(session.get_bind().engine.url)
    return _Edition(database, *ask_for_rows(session, _EDITION, {"at": at}).one())


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

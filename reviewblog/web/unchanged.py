"""Answers that a process keeps between requests, until readers see something else."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from reviewblog.web.watch import Knowledge

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

MOST = 1_000


class Unchanged(Generic[K, T]):
    """Answers to questions about what readers see; None is not kept."""

    def __init__(self, engine: Engine, ask: Callable[[Session, K], T | None]) -> None:
        """Know nothing yet; whoever asks first makes it ask."""
        self._engine, self._ask = engine, ask
        self._kept: tuple[Hashable, dict[K, T]] = None, {}

    def look(self, known: Knowledge, question: K) -> T | None:
        """Return the answer as it is now, or newer than what is known of changes.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database is not there.
        """
        edition = known.era, known.changes.get("reviews", 0)
        kept_edition, answers = self._kept
        if kept_edition != edition:
            answers = {}
            self._kept = edition, answers
        if question in answers:
            return answers[question]
        # In a transaction of its own, begun after the number was read: what comes is
        # as new as that number or newer, and then the next look asks again.
        with Session(self._engine) as session:
            answer = self._ask(session, question)
        if answer is not None and len(answers) < MOST:
            answers[question] = answer
        return answer

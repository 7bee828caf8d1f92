"""Putting reviews into the index, and asking it which of them answer a query."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, delete, literal, select, union_all
from sqlalchemy.orm import Session

from reviewblog.db import ask
from reviewblog.search.backends import backend_of
from reviewblog.search.documents import Document
from reviewblog.search.models import SearchEntry
from reviewblog.search.query import Query
from reviewblog.search.tiers import Tier, tiers_of


def put_documents(session: Session, documents: Mapping[int, Document]) -> None:
    """Let the index say this of these reviews, whatever it said before."""
    if not documents:
        return
    rows = [{"review_id": key, **doc.as_row()} for key, doc in documents.items()]
    insert = backend_of(session).insert(SearchEntry)
    fresh = {name: insert.excluded[name] for name in rows[0] if name != "review_id"}
    session.execute(
        insert.on_conflict_do_update(index_elements=["review_id"], set_=fresh), rows
    )


def clear(session: Session) -> None:
    """Forget everything, also what the database made of it."""
    session.execute(delete(SearchEntry))
    for statement in backend_of(session).CLEARING:
        session.execute(statement)


class Answers:
    """The reviews that answer, tier by tier; there may be very many in one."""

    def __init__(self, session: Session, tiers: Sequence[Tier]) -> None:
        """Ask for them in one statement, but for texts with exactly those words.

        Those are as many as all the others together, and seldom wanted.
        """
        self._session = session
        self._tiers = tiers
        self._backend = backend_of(session)
        first = [tier for tier in tiers if tier.is_in_head or tier is tiers[-1]]
        self._gathered = dict(zip(first, self._gather(first), strict=True))

    def __iter__(self) -> Iterator[Sequence[int]]:
        """Read one tier after the other."""
        return map(self._read, self._tiers)

    @property
    def everything(self) -> Sequence[int]:
        """Read the last tier, which holds all the others."""
        return self._read(self._tiers[-1])

    def _read(self, tier: Tier) -> Sequence[int]:
        if tier not in self._gathered:
            [self._gathered[tier]] = self._gather([tier])
        return self._backend.read_gathered(self._gathered[tier])

    def _gather(self, tiers: Sequence[Tier]) -> list[Any]:
        asked = [
            select(literal(number), self._backend.gathered(matching).scalar_subquery())
            for number, matching in enumerate(map(self._backend.matching, tiers))
        ]
        found = sorted(tuple(row) for row in self._session.execute(union_all(*asked)))
        return [gathered for _, gathered in found]


def find_answers(session: Session, query: Query) -> Answers:
    """Find the reviews that answer a query, the best ones first."""
    return Answers(session, tiers_of(query))


def select_each(session: Session, query: Query) -> list[Select[int]]:
    """Select for each term of a query the reviews that have it."""
    alone = (Query(term.as_typed, (term,)) for term in query.terms)
    return [backend_of(session).matching(tiers_of(one)[-1]) for one in alone]


def list_ids(session: Session, ids: Select[int]) -> list[int]:
    """List the numbers that a query gives, of which there may be very many."""
    backend = backend_of(session)
    return backend.read_gathered(session.scalar(backend.gathered(ids)))


def load_texts(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Load the texts of a few reviews as they read, by their numbers."""
    return dict(ask(session, _TEXTS, {"ids": list(ids)}).all())


_TEXTS = select(SearchEntry.review_id, SearchEntry.plain).where(
    SearchEntry.review_id.in_(bindparam("ids", expanding=True))
)

"""Putting reviews into the index, and asking it which of them answer a query."""

from collections.abc import Collection, Mapping, Sequence

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


def list_each(session: Session, tiers: Sequence[Tier]) -> list[list[int]]:
    """List the reviews of each tier, of which there may be very many.

    They come in no order, and by one statement.
    """
    backend = backend_of(session)
    asked = [
        select(literal(number), backend.gathered(matching).scalar_subquery())
        for number, matching in enumerate(map(backend.matching, tiers))
    ]
    found = sorted(tuple(row) for row in session.execute(union_all(*asked)))
    return [backend.read_gathered(gathered) for _, gathered in found]


def select_each(session: Session, query: Query) -> list[Select[int]]:
    """Select for each term of a query the reviews that have it."""
    alone = (Query(term.as_typed, (term,)) for term in query.terms)
    return [backend_of(session).matching(tiers_of(one)[-1]) for one in alone]


def list_ids(session: Session, ids: Select[int]) -> list[int]:
    """List the numbers that a query gives, of which there may be very many."""
    backend = backend_of(session)
    return backend.read_gathered(session.scalar(backend.gathered(ids)))


def load_words(session: Session, ids: Collection[int]) -> list[str]:
    """Load the words of a few reviews, as they are looked for: between spaces."""
    entry = SearchEntry
    words = entry.title + entry.people + entry.summary + entry.body
    return list(session.scalars(select(words).where(entry.review_id.in_(ids))))


def load_texts(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Load the texts of a few reviews as they read, by their numbers."""
    return dict(ask(session, _TEXTS, {"ids": list(ids)}).all())


_TEXTS = select(SearchEntry.review_id, SearchEntry.plain).where(
    SearchEntry.review_id.in_(bindparam("ids", expanding=True))
)

"""What the index has, public or not."""

from sqlalchemy.orm import Session

from reviewblog.search.index import list_each
from reviewblog.search.query import read_query
from reviewblog.search.tiers import tiers_of


def found_in_index(session: Session, typed: str) -> set[int]:
    """Find all reviews that answer what was typed."""
    [found] = list_each(session, tiers_of(read_query(typed))[-1:])
    return set(found)


def ranked_by_index(session: Session, typed: str) -> list[int]:
    """List them from the best; those of one tier by their numbers."""
    order: dict[int, None] = {}
    for tier in list_each(session, tiers_of(read_query(typed))):
        order |= dict.fromkeys(sorted(tier))
    return list(order)

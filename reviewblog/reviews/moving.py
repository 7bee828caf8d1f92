"""Choices of the archive that name somebody or something by a former address."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from reviewblog.reviews import filmographies, topics
from reviewblog.reviews.archive import Facet, Filters
from reviewblog.reviews.models import FormerTagSlug
from reviewblog.works.models import FormerPersonSlug

_FORMER: dict[Facet, tuple[Select[str], Callable[..., str | None]]] = {
    Facet.DIRECTOR: (select(FormerPersonSlug.slug), filmographies.find_new_address),
    Facet.TAG: (select(FormerTagSlug.slug), topics.find_new_address),
}


def find_moved(session: Session, filters: Filters, *, at: datetime) -> Filters | None:
    """Return the choice with the present addresses; nothing if all of it stands.

    One cheap statement for each kind, and more only for what has in fact moved.
    """
    chosen = dict(filters.chosen)
    for facet in _FORMER.keys() & chosen.keys():
        chosen[facet] = _moved(session, facet, chosen[facet], at)
    return Filters(chosen) if chosen != filters.chosen else None


def _moved(
    session: Session, facet: Facet, slugs: tuple[str, ...], at: datetime
) -> tuple[str, ...]:
    former, find_new = _FORMER[facet]
    left = set(session.scalars(former.where(former.selected_columns[0].in_(slugs))))
    present = [
        find_new(session, slug, at=at) or slug if slug in left else slug
        for slug in slugs
    ]
    return tuple(dict.fromkeys(present))

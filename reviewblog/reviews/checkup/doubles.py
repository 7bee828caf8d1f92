"""What stands in the archive twice: people, and films whose reviews do not meet."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.reviews.checkup.flaws import Flaw, Spot, SpotKind
from reviewblog.reviews.models import Review
from reviewblog.text.folding import fold
from reviewblog.works.models import Credit, CreditRole, Person, Work

_WORD = re.compile(r"\w+")


def doubled_people(session: Session) -> list[Flaw]:
    """List people whose names differ in accents, case or dots only; one statement.

    Those who were all told apart by an addition are namesakes, and meant.
    """
    alike: dict[str, list[tuple[Spot, bool]]] = defaultdict(list)
    query = select(Person.id, Person.name, Person.disambiguation).order_by(Person.id)
    for person_id, name, addition in session.execute(query):
        label = f"{name} ({addition})" if addition else name
        spot = Spot(SpotKind.PERSON, person_id, label)
        alike[_name_key(name)].append((spot, bool(addition)))
    groups = [group for group in alike.values() if len(group) > 1]
    return [
        Flaw(tuple(spot for spot, _ in group))
        for group in groups
        if not all(is_told_apart for _, is_told_apart in group)
    ]


def unlinked_looks(session: Session) -> list[Flaw]:
    """List reviewed works that have one title, kind and year; two statements.

    Works that are known to be by different directors are different works.
    """
    groups = _works_alike(session)
    ids = [spot.subject_id for group in groups for spot in group]
    directors: dict[int, set[int]] = defaultdict(set)
    query = select(Credit.work_id, Credit.person_id)
    query = query.where(Credit.role == CreditRole.DIRECTOR, Credit.work_id.in_(ids))
    for work_id, person_id in session.execute(query):
        directors[work_id].add(person_id)
    same = (
        tuple(spot for spot in group if _has_twin(directors, spot, group))
        for group in groups
    )
    return [Flaw(spots) for spots in same if spots]


def _works_alike(session: Session) -> Sequence[list[Spot]]:
    """Group reviewed works that have title, kind and year in common."""
    reviewed = select(Review.work_id).where(Review.deleted_at.is_(None))
    key = (Work.sort_title, Work.kind, Work.release_year)
    doubled = (
        select(*key)
        .where(Work.id.in_(reviewed), Work.release_year.is_not(None))
        .group_by(*key)
        .having(func.count(Work.id) > 1)
        .subquery()
    )
    query = (
        select(*key, Work.id, Work.title)
        .join(
            doubled,
            (doubled.c.sort_title == Work.sort_title)
            & (doubled.c.kind == Work.kind)
            & (doubled.c.release_year == Work.release_year),
        )
        .where(Work.id.in_(reviewed))
        .order_by(Work.sort_title, Work.id)
    )
    groups: dict[object, list[Spot]] = defaultdict(list)
    for sort_title, kind, year, work_id, title in session.execute(query):
        spot = Spot(SpotKind.WORK, work_id, f"{title} ({year})")
        groups[sort_title, kind, year].append(spot)
    return list(groups.values())


def _has_twin(
    directors: dict[int, set[int]], spot: Spot, group: Iterable[Spot]
) -> bool:
    """Tell whether another work of a group may be the same one."""
    mine = directors[spot.subject_id]
    others = (directors[other.subject_id] for other in group if other != spot)
    return any(not mine or not theirs or mine & theirs for theirs in others)


def _name_key(name: str) -> str:
    folded = name.lower() if name.isascii() else fold(name)
    return " ".join(_WORD.findall(folded)) or name

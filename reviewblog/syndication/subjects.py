"""The works that entries are about, with everybody who made them.

Plain values, in two statements however many works there are: a feed names hundreds of
people, and says nothing of them but their names.
"""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from reviewblog.db import ask
from reviewblog.syndication.entries import Subject
from reviewblog.works.models import Credit, CreditRole, Person, Work, WorkCountry

Part = tuple[str, str]


def subjects_of(session: Session, works: Collection[Work]) -> dict[int, Subject]:
    """Say of works, by their ids, what an entry says of its own."""
    ids = [work.id for work in works]
    parts, countries = _parts(session, ids), _countries(session, ids)
    return {
        work.id: _subject(work, parts[work.id], tuple(countries[work.id]))
        for work in works
    }


def _parts(
    session: Session, works: Collection[int]
) -> dict[int, dict[CreditRole, list[Part]]]:
    parts: dict[int, dict[CreditRole, list[Part]]] = defaultdict(
        lambda: {role: [] for role in CreditRole}
    )
    rows = ask(session, _CREDITS, {"works": works})
    for work_id, role, name, character in rows:
        parts[work_id][role].append((name, character))
    return parts


def _countries(session: Session, works: Collection[int]) -> dict[int, list[str]]:
    countries: dict[int, list[str]] = defaultdict(list)
    for work_id, name in ask(session, _COUNTRIES, {"works": works}):
        countries[work_id].append(name)
    return countries


def _subject(
    work: Work, parts: dict[CreditRole, list[Part]], countries: tuple[str, ...]
) -> Subject:
    return Subject(
        id=work.uuid.urn,
        kind=work.kind.value,
        title=work.title,
        year=work.release_year,
        minutes=work.runtime_minutes,
        directors=tuple(name for name, _ in parts[CreditRole.DIRECTOR]),
        writers=tuple(name for name, _ in parts[CreditRole.WRITER]),
        cast=tuple(parts[CreditRole.CAST]),
        countries=countries,
    )


# Built once: putting a statement together takes longer than its answer.
_WORKS: BindParameter[int] = bindparam("works", expanding=True)
_CREDITS = (
    select(Credit.work_id, Credit.role, Person.name, Credit.character)
    .join(Credit.person)
    .where(Credit.work_id.in_(_WORKS))
    .order_by(Credit.work_id, Credit.role, Credit.position)
)
_COUNTRIES = (
    select(WorkCountry.work_id, WorkCountry.name)
    .where(WorkCountry.work_id.in_(_WORKS))
    .order_by(WorkCountry.work_id, WorkCountry.position)
)

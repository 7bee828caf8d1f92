"""People renamed, merged and told apart, with all that their reviews show of it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from reviewblog.errors import ConflictError
from reviewblog.reviews.indexing import index_person
from reviewblog.reviews.models import Review
from reviewblog.text.folding import fold
from reviewblog.works import namesakes
from reviewblog.works.models import Credit, Person
from reviewblog.works.namesakes import PersonDraft

MOST_WORDS = 8


class Listed(Struct, frozen=True):
    """A person in the list of the desk, and how many credits they have."""

    person: Person
    credits: int


class MergePlan(Struct, frozen=True, kw_only=True):
    """What merging two people would do."""

    moved: int
    doubled: int


def count_people(session: Session, words: str) -> int:
    """Count the people whose name has every word."""
    query = _named(words).with_only_columns(func.count(Person.id)).order_by(None)
    return session.scalar(query) or 0


def list_people(
    session: Session, words: str, *, limit: int, offset: int = 0
) -> Sequence[Listed]:
    """List people whose name has every word, by name, with their credits counted."""
    count = select(func.count(Credit.id)).where(Credit.person_id == Person.id)
    query = _named(words).add_columns(count.scalar_subquery())
    rows = session.execute(query.limit(limit).offset(offset))
    return [Listed(person, credits_) for person, credits_ in rows]


def change_person(
    session: Session, person_id: int, draft: PersonDraft, *, at: datetime
) -> Person:
    """Rename somebody; see ``works.namesakes``."""
    [person] = _hold(session, [person_id])
    namesakes.change_person(session, person, draft, at=at)
    _tell(session, person, at)
    return person


def plan_merge(session: Session, lost: Person, kept: Person) -> MergePlan:
    """Say what merging would do, before it is done."""
    has = {(c.work_id, c.role) for c in namesakes.list_credits(session, kept)}
    gives = [(c.work_id, c.role) for c in namesakes.list_credits(session, lost)]
    doubled = sum(key in has for key in gives)
    return MergePlan(moved=len(gives) - doubled, doubled=doubled)


def merge_people(
    session: Session, lost_id: int, kept_id: int, *, at: datetime
) -> tuple[str, Person]:
    """Make two people one; return what the lost one was called, and the kept one.

    Raises:
        ConflictError: they are one already.
    """
    if lost_id == kept_id:
        raise ConflictError("This is one person already.")
    people = {person.id: person for person in _hold(session, [lost_id, kept_id])}
    label = people[lost_id].label
    namesakes.merge_people(session, people[lost_id], people[kept_id], at=at)
    _tell(session, people[kept_id], at)
    return label, people[kept_id]


def split_person(
    session: Session,
    person_id: int,
    credit_ids: Collection[int],
    *,
    additions: tuple[str, str],
    at: datetime,
) -> Person:
    """Give some credits to a namesake; see ``works.namesakes``."""
    [person] = _hold(session, [person_id])
    namesake = namesakes.split_person(
        session, person, credit_ids, additions=additions, at=at
    )
    _tell(session, person, at)
    _tell(session, namesake, at)
    return namesake


def _named(words: str) -> Select[Person]:
    plain = fold(words).replace(".", " ").replace(",", " ").split()[:MOST_WORDS]
    wanted = (Person.sort_name.contains(word, autoescape=True) for word in plain)
    return select(Person).where(*wanted).order_by(Person.sort_name, Person.id)


def _hold(session: Session, ids: Sequence[int]) -> list[Person]:
    """Lock people behind the reviews of their works, as whoever writes a review does.

    Raises:
        ConflictError: somebody else has merged or dropped one of them meanwhile.
    """
    session.execute(
        select(Review.id)
        .where(Review.work_id.in_(_works_of(ids)))
        .order_by(Review.id)
        .with_for_update()
    ).all()
    people = namesakes.lock_people(session, ids)
    if len(people) != len(ids):
        raise ConflictError("This person is gone: somebody has merged them meanwhile.")
    return people


def _tell(session: Session, person: Person, at: datetime) -> None:
    """Let searches and feeds know that what they say of somebody's works changed."""
    session.flush()
    index_person(session, person.id)
    session.execute(
        update(Review)
        .where(Review.work_id.in_(_works_of([person.id])))
        .values(updated_at=at)
        .execution_options(synchronize_session=False)
    )


def _works_of(ids: Collection[int]) -> Select[int]:
    return select(Credit.work_id).where(Credit.person_id.in_(ids))

"""People: found by their names, made when new, dropped when nothing names them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from reviewblog.text.slugs import slugify
from reviewblog.text.titles import sort_name
from reviewblog.works.crediting import LONGEST_NAME
from reviewblog.works.models import Credit, Person
from reviewblog.works.slugs import claim, free_slugs


def find_or_make_people(
    session: Session, names: Iterable[str], *, at: datetime
) -> dict[str, Person]:
    """Return the person for each name, making those nobody has named before.

    A namesake with a disambiguation is never meant by the bare name.
    """
    # In one order for everybody, so that two writers never wait for each other.
    wanted = sorted(set(names))
    return claim(session, lambda: _find_or_make(session, wanted, at))


def remove_idle_people(session: Session, people: Iterable[Person]) -> None:
    """Delete those of these people whom no work credits any more."""
    credited = exists().where(Credit.person_id == Person.id)
    suspects = sorted(person.id for person in people)
    # Whoever is locked is being credited at this moment and so not idle.
    idle = session.scalars(
        select(Person.id)
        .where(Person.id.in_(suspects), ~credited)
        .with_for_update(skip_locked=True)
    ).all()
    try:
        with session.begin_nested():
            session.execute(delete(Person).where(Person.id.in_(idle)))
    except IntegrityError:  # pragma: no cover -- between the two statements only
        return


def _find_or_make(
    session: Session, names: list[str], at: datetime
) -> dict[str, Person]:
    query = select(Person).where(Person.name.in_(names), Person.disambiguation == "")
    # Locked, so that nobody deletes them as idle before we credit them.
    locked = query.with_for_update(read=True, key_share=True)
    people = {person.name: person for person in session.scalars(locked)}
    new = [name for name in names if name not in people]
    slugs = free_slugs(
        session,
        [slugify(name, fallback="person") for name in new],
        among=[select(Person.slug)],
    )
    for name, slug in zip(new, slugs, strict=True):
        people[name] = Person(
            uuid=uuid4(),
            slug=slug,
            name=name,
            disambiguation="",
            sort_name=sort_name(name)[:LONGEST_NAME],
            created_at=at,
        )
        session.add(people[name])
    return people

"""People: found by their names, made when new, dropped when nothing names them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from reviewblog.text.slugs import slugify
from reviewblog.text.titles import sort_name
from reviewblog.works.crediting import LONGEST_NAME, CreditsError, split_label
from reviewblog.works.models import Credit, FormerPersonSlug, Person
from reviewblog.works.slugs import Slugs, claim, free_slugs


class AmbiguousNameError(CreditsError):
    """Several people go by a name, and it does not say which one is meant."""


def find_or_make_people(
    session: Session, names: Iterable[str], *, at: datetime
) -> dict[str, Person]:
    """Return the person for each name, making those nobody has named before.

    "Steve McQueen (director)" is the person of that name with that addition. A bare
    name is enough only where nobody else has it.

    Raises:
        AmbiguousNameError: a bare name may be meant for more than one person.
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
    session: Session, labels: list[str], at: datetime
) -> dict[str, Person]:
    names = {label: split_label(label) for label in labels}
    query = select(Person).where(
        Person.name.in_({*labels, *(name for name, _ in names.values())})
    )
    # Locked, so that nobody deletes them as idle before we credit them.
    locked = query.order_by(Person.id).with_for_update(read=True, key_share=True)
    found = list(session.scalars(locked))
    people = {person.label: person for person in found}
    for label, (_, addition) in names.items():
        namesakes = [person for person in found if person.name == label]
        if not addition and any(person.disambiguation for person in namesakes):
            raise AmbiguousNameError(_which_one(label, namesakes))
    new = [label for label in labels if label not in people]
    slugs = free_slugs(
        session,
        [slugify(label, fallback="person") for label in new],
        among=person_slugs(),
    )
    for label, slug in zip(new, slugs, strict=True):
        people[label] = new_person(*names[label], slug=slug, at=at)
        session.add(people[label])
    return {label: people[label] for label in labels}


def new_person(name: str, addition: str, *, slug: str, at: datetime) -> Person:
    """Return somebody whom no work credits yet."""
    return Person(
        uuid=uuid4(),
        slug=slug,
        name=name,
        disambiguation=addition,
        sort_name=sort_name(name)[:LONGEST_NAME],
        created_at=at,
    )


def person_slugs() -> list[Slugs]:
    """Select every slug that leads, or once led, to a person."""
    return [select(Person.slug), select(FormerPersonSlug.slug)]


def _which_one(name: str, namesakes: Iterable[Person]) -> str:
    labels = sorted(f"“{person.label}”" for person in namesakes)
    return (
        f"“{name}” may be {' or '.join(labels)}. Say who is meant, with what stands in "
        "brackets, or with something new in brackets for somebody else; whoever has "
        "none yet is given it under People."
    )

"""Whom a name belongs to: people renamed, made one, or told apart.

Addresses that a person had lead to whoever has taken over, for ever. Whoever calls this
has the reviews of the works to see to: ``reviews.personnel`` does.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from reviewblog.text.slugs import slugify
from reviewblog.text.titles import sort_name
from reviewblog.works.crediting import (
    LONGEST_CHARACTER,
    LONGEST_NAME,
)
from reviewblog.works.models import Credit, FormerPersonSlug, Person
from reviewblog.works.people import new_person, person_slugs
from reviewblog.works.slugs import claim, free_slugs
from reviewblog.works.telling_apart import (
    labelled,
    refuse_no_split,
    refuse_taken,
    refuse_unreadable,
    refuse_untold,
)

_BETWEEN_PARTS = " / "


class PersonDraft(Struct, frozen=True, kw_only=True):
    """What an author says of a person; without a sort name it is made of the name."""

    name: str
    disambiguation: str = ""
    sort_name: str = ""
    slug: str = ""


def lock_people(session: Session, ids: Collection[int]) -> list[Person]:
    """Keep others from crediting or changing some people for now; those there are."""
    query = select(Person).where(Person.id.in_(ids)).order_by(Person.id)
    locked = query.with_for_update().execution_options(populate_existing=True)
    return list(session.scalars(locked))


def list_namesakes(session: Session, person: Person) -> Sequence[Person]:
    """List the others who go by the same name."""
    same = Person.sort_name == sort_name(person.name)[:LONGEST_NAME]
    query = select(Person).where(
        (Person.name == person.name) | same, Person.id != person.id
    )
    return session.scalars(query.order_by(Person.name, Person.disambiguation)).all()


def list_credits(session: Session, person: Person) -> Sequence[Credit]:
    """List everything somebody is credited for, with its work, the newest first."""
    credits_ = session.scalars(
        select(Credit)
        .where(Credit.person_id == person.id)
        .options(joinedload(Credit.work))
    ).all()
    return sorted(
        credits_,
        key=lambda c: (-(c.work.release_year or 0), c.work.sort_title, c.role),
    )


def change_person(
    session: Session, person: Person, draft: PersonDraft, *, at: datetime
) -> None:
    """Rename somebody; the address changes only if another one is asked for.

    Raises:
        PersonRefusedError: somebody else goes by that, or it cannot be a name.
    """
    refuse_unreadable(draft.name, draft.disambiguation)
    wanted = labelled(draft.name, draft.disambiguation)
    refuse_taken(session, wanted, besides=person.id)
    person.name = draft.name
    person.disambiguation = draft.disambiguation
    person.sort_name = (draft.sort_name or sort_name(draft.name))[:LONGEST_NAME]
    if draft.slug != person.slug:
        _move(session, person, draft.slug or wanted, at=at)
    session.flush()


def merge_people(session: Session, lost: Person, kept: Person, *, at: datetime) -> None:
    """Give the credits of one person to another, and their addresses, for ever.

    Who is credited twice for the same by this keeps the better place and both parts.
    """
    has = {(c.work_id, c.role): c for c in list_credits(session, kept)}
    for credit in list_credits(session, lost):
        twin = has.get((credit.work_id, credit.role))
        if twin is None:
            credit.person_id = kept.id
            continue
        first, second = sorted([twin, credit], key=lambda c: c.position)
        twin.character = _joined(first.character, second.character)
        place = first.position
        session.delete(credit)
        # Two credits never have one place, not even for a moment.
        session.flush()
        twin.position = place
    session.flush()
    session.execute(
        update(FormerPersonSlug)
        .where(FormerPersonSlug.person_id == lost.id)
        .values(person_id=kept.id)
    )
    slug = lost.slug
    session.delete(lost)
    session.flush()
    session.add(FormerPersonSlug(slug=slug, person_id=kept.id, retired_at=at))
    session.flush()


def split_person(
    session: Session,
    person: Person,
    credit_ids: Collection[int],
    *,
    additions: tuple[str, str],
    at: datetime,
) -> Person:
    """Give some credits of a person to a namesake; return the namesake.

    The additions are what tells the two apart: of who stays, and of who is new.

    Raises:
        PersonRefusedError: nothing was chosen, or everything, or they are not told
            apart.
    """
    stays, leaves = additions
    refuse_no_split(session, person, credit_ids)
    refuse_untold(stays, leaves)
    refuse_unreadable(person.name, stays, field="stays")
    refuse_unreadable(person.name, leaves, field="leaves")
    wanted = labelled(person.name, stays)
    refuse_taken(session, wanted, besides=person.id, field="stays")
    refuse_taken(session, labelled(person.name, leaves), field="leaves")
    person.disambiguation = stays
    session.flush()
    namesake = _add_namesake(session, person, leaves, at)
    session.execute(
        update(Credit)
        .where(Credit.id.in_(credit_ids), Credit.person_id == person.id)
        .values(person_id=namesake.id)
        .execution_options(synchronize_session=False)
    )
    return namesake


def _add_namesake(
    session: Session, person: Person, addition: str, at: datetime
) -> Person:
    base = slugify(labelled(person.name, addition), fallback="person")

    def add() -> Person:
        slug = free_slugs(session, [base], among=person_slugs())[0]
        namesake = new_person(person.name, addition, slug=slug, at=at)
        namesake.sort_name = person.sort_name
        session.add(namesake)
        return namesake

    return claim(session, add)


def _move(session: Session, person: Person, wanted: str, *, at: datetime) -> None:
    former = person.slug
    base = slugify(wanted, fallback="person")
    others = [
        select(Person.slug).where(Person.id != person.id),
        select(FormerPersonSlug.slug).where(FormerPersonSlug.person_id != person.id),
    ]

    def take() -> None:
        person.slug = free_slugs(session, [base], among=others)[0]
        if own := session.get(FormerPersonSlug, person.slug):
            session.delete(own)

    claim(session, take)
    if person.slug != former and session.get(FormerPersonSlug, former) is None:
        session.add(FormerPersonSlug(slug=former, person_id=person.id, retired_at=at))


def _joined(*characters: str) -> str:
    parts = dict.fromkeys(character for character in characters if character)
    return _BETWEEN_PARTS.join(parts)[:LONGEST_CHARACTER]

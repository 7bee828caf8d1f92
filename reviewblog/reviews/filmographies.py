"""People by the works of theirs that were reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import for_lists, published
from reviewblog.works.models import Credit, CreditRole, FormerPersonSlug, Person, Work


@dataclass(frozen=True, slots=True)
class Part:
    """One review of a work, and whom somebody played in it."""

    review: Review
    character: str


def find_person(session: Session, slug: str) -> Person | None:
    """Find a person by their slug."""
    return session.scalar(select(Person).where(Person.slug == slug))


def find_new_address(session: Session, slug: str, *, at: datetime) -> str | None:
    """Find where the page has moved of somebody who once had this slug."""
    shown = published(at=at).join(Review.work).join(Work.credits).order_by(None)
    former = select(FormerPersonSlug.person_id).where(FormerPersonSlug.slug == slug)
    query = select(Person.slug).where(
        Person.id.in_(former),
        Person.id.in_(shown.with_only_columns(Credit.person_id)),
    )
    return session.scalar(query)


def list_reviews_with(
    session: Session, person: Person, *, at: datetime
) -> Sequence[Review]:
    """List the public reviews of works that credit a person, the newest work first."""
    credited = select(Credit.work_id).where(Credit.person_id == person.id)
    theirs = published(at=at).join(Review.work).order_by(None)
    newest_work = (Work.release_year.desc().nulls_last(), Work.sort_title)
    newest_review = (Review.published_at.desc(), Review.id.desc())
    return session.scalars(
        theirs.where(Review.work_id.in_(credited))
        .order_by(*newest_work, *newest_review)
        .options(*for_lists())
    ).all()


def list_public_namesakes(
    session: Session, person: Person, *, at: datetime
) -> Sequence[Person]:
    """List the others of the same name who are credited on what readers can see."""
    shown = published(at=at).join(Review.work).join(Work.credits).order_by(None)
    query = select(Person).where(
        Person.name == person.name,
        Person.id != person.id,
        Person.id.in_(shown.with_only_columns(Credit.person_id)),
    )
    return session.scalars(query.order_by(Person.disambiguation)).all()


def parts_in(reviews: Sequence[Review], person: Person, role: CreditRole) -> list[Part]:
    """Pick from reviews those of works on which a person did one thing."""
    return [
        Part(review, credit.character)
        for review in reviews
        for credit in review.work.credited(role)
        if credit.person_id == person.id
    ]

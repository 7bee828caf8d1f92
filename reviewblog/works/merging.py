"""Two entries for one work: made one, with the addresses that either had."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from reviewblog.works.correcting import correct_work
from reviewblog.works.facts import facts_of
from reviewblog.works.matching import with_facts
from reviewblog.works.models import FormerWorkSlug, Work
from reviewblog.works.people import remove_idle_people


def lock_works(session: Session, ids: Collection[int]) -> list[Work]:
    """Keep others from changing some works for now; those there are, with facts."""
    # In one order for everybody, so that two never wait for each other.
    query = select(Work).where(Work.id.in_(ids)).order_by(Work.id)
    locked = query.options(*with_facts()).with_for_update(of=Work)
    return list(session.scalars(locked.execution_options(populate_existing=True)))


def absorb(session: Session, lost: Work, kept: Work, *, at: datetime) -> None:
    """Let a work know what another knew, and lead from the other's addresses to it.

    No review may be about the other any more: it is deleted. Where both know
    something, what the kept one says stands.
    """
    slug, people = lost.slug, [credit.person for credit in lost.credits]
    correct_work(session, kept, facts_of(kept).over(facts_of(lost)), at=at)
    session.execute(
        update(FormerWorkSlug)
        .where(FormerWorkSlug.work_id == lost.id)
        .values(work_id=kept.id)
    )
    session.delete(lost)
    session.flush()
    remove_idle_people(session, people)
    session.add(FormerWorkSlug(slug=slug, work_id=kept.id, retired_at=at))
    session.flush()

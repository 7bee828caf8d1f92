"""Which work is meant: found by what identifies it, or made."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from reviewblog.works.correcting import (
    correct_work,
    default_slug,
    filed_under,
    work_slugs,
)
from reviewblog.works.facts import WorkFacts, facts_of
from reviewblog.works.models import Credit, Work
from reviewblog.works.slugs import claim, free_slugs


def identity(facts: WorkFacts) -> tuple[object, ...]:
    """Return what two works of the same identity share, however it was typed."""
    title = " ".join(facts.title.split()).casefold()
    return facts.kind, title, facts.release_year, frozenset(facts.directors)


def find_work(
    session: Session, facts: WorkFacts, *, besides: Work | None = None
) -> Work | None:
    """Find the work that these facts are about; one without a title is never found."""
    if not facts.title:
        return None
    query = (
        select(Work)
        .where(
            Work.sort_title == filed_under(facts.title),
            Work.release_year == facts.release_year,
            Work.kind == facts.kind,
        )
        .order_by(Work.id)
        .options(*with_facts())
        .with_for_update(of=Work)
        .execution_options(populate_existing=True)
    )
    works = (work for work in session.scalars(query) if work is not besides)
    return next(
        (work for work in works if identity(facts_of(work)) == identity(facts)), None
    )


def lock_work(session: Session, work: Work) -> Work:
    """Keep others from changing a work for now, and read it as they left it."""
    return session.scalars(
        select(Work)
        .where(Work.id == work.id)
        .options(*with_facts())
        .with_for_update(of=Work)
        .execution_options(populate_existing=True)
    ).one()


def with_facts() -> tuple[ORMOption, ...]:
    """Load what ``facts_of`` reads."""
    return (
        selectinload(Work.credits).joinedload(Credit.person),
        selectinload(Work.countries),
    )


def find_or_make_work(session: Session, facts: WorkFacts, *, at: datetime) -> Work:
    """Return the work that is meant, knowing at least what is said here."""
    work, is_new = claim(session, lambda: _find_or_add(session, facts, at))
    known = facts if is_new else facts.over(facts_of(work))
    correct_work(session, work, known, at=at)
    return work


def _find_or_add(session: Session, facts: WorkFacts, at: datetime) -> tuple[Work, bool]:
    if known := find_work(session, facts):
        return known, False
    base = default_slug(facts.title, facts.release_year)
    work = Work(
        uuid=uuid4(),
        slug=free_slugs(session, [base], among=work_slugs())[0],
        kind=facts.kind,
        title=facts.title,
        sort_title=filed_under(facts.title),
        original_title="",
        original_language="",
        release_year=facts.release_year,
        runtime_minutes=None,
        credits=[],
        countries=[],
        created_at=at,
    )
    session.add(work)
    return work, True

"""Works that are in the archive already, as far as an author may know of them.

That somebody else's draft is about a film is nobody's business.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.reviews.models import Review
from reviewblog.reviews.queries import published
from reviewblog.works.correcting import filed_under
from reviewblog.works.matching import with_facts
from reviewblog.works.models import Work

MOST_WORDS = 8


def suggest_works(
    session: Session, typed: str, *, by: Account, at: datetime, limit: int
) -> Sequence[Work]:
    """List known works with every typed word in their title, the likeliest first."""
    start = filed_under(typed)
    if not start:
        return []
    begins = case((Work.sort_title.startswith(start, autoescape=True), 0), else_=1)
    query = titled(typed).where(_known_to(by, at)).options(*with_facts()).limit(limit)
    nearest = (begins, func.length(Work.sort_title), Work.sort_title, Work.id)
    return session.scalars(query.order_by(None).order_by(*nearest)).all()


def find_familiar(
    session: Session, work_id: int, *, by: Account, at: datetime
) -> Work | None:
    """Find a work that an author may know of, with its facts."""
    query = select(Work).where(Work.id == work_id, _known_to(by, at))
    return session.scalar(query.options(*with_facts()))


def titled(typed: str) -> Select[Work]:
    """Select the works with every typed word in their title, in order of titles."""
    words = filed_under(typed).replace(",", " ").split()[:MOST_WORDS]
    wanted = (
        or_(
            Work.sort_title.contains(word, autoescape=True),
            func.lower(Work.original_title).contains(word, autoescape=True),
        )
        for word in words
    )
    return select(Work).where(*wanted).order_by(Work.sort_title, Work.id)


def _known_to(author: Account, at: datetime) -> ColumnElement[bool]:
    if author.may_edit_all:
        return true()
    public = published(at=at).order_by(None).with_only_columns(Review.work_id)
    own = exists().where(Review.work_id == Work.id, Review.author_id == author.id)
    return or_(Work.id.in_(public), own)

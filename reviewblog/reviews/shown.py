"""One public review with everything that its page shows."""

from datetime import datetime

from sqlalchemy import Integer, String, bindparam, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from reviewblog.reviews.models import Review, Tag, review_tag
from reviewblog.reviews.queries import AT, for_one, published
from reviewblog.works.models import Credit, WorkCountry


def find_published(session: Session, slug: str, *, at: datetime) -> Review | None:
    """Find one public review by its slug, loaded as by ``for_pages``."""
    review = session.scalar(_REVIEW, {"slug": slug, "at": at})
    if review is not None:
        _load_lists(session, review)
    return review


def _load_lists(session: Session, review: Review) -> None:
    # ``for_pages`` would put these statements together anew for each review.
    key = {"work_id": review.work_id, "review_id": review.id}
    for owner, name, query in (
        (review.work, "credits", _CREDITS),
        (review.work, "countries", _COUNTRIES),
        (review, "tags", _TAGS),
    ):
        set_committed_value(owner, name, session.scalars(query, key).all())


_REVIEW = (
    published(at=AT)
    .where(Review.slug == bindparam("slug", type_=String))
    .options(*for_one())
)
_WORK_ID = bindparam("work_id", type_=Integer)
_CREDITS = (
    select(Credit)
    .where(Credit.work_id == _WORK_ID)
    .order_by(Credit.role, Credit.position)
    .options(joinedload(Credit.person))
)
_COUNTRIES = (
    select(WorkCountry)
    .where(WorkCountry.work_id == _WORK_ID)
    .order_by(WorkCountry.position)
)
_TAGS = (
    select(Tag)
    .join(review_tag, review_tag.c.tag_id == Tag.id)
    .where(review_tag.c.review_id == bindparam("review_id", type_=Integer))
    .order_by(Tag.name)
)

"""One public review with everything that its page shows, remembered as a whole."""

from datetime import datetime

from sqlalchemy import Integer, String, bindparam, select
from sqlalchemy.orm import Session, defer, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from reviewblog.accounts.models import Account
from reviewblog.reviews.memory import REVIEWS, remembered
from reviewblog.reviews.models import Review, Tag, review_tag
from reviewblog.reviews.queries import AT, for_one, published
from reviewblog.works.models import Credit, WorkCountry


class _NotThereError(LookupError):
    """There is no such review; only those that are there are worth remembering."""


def find_published(session: Session, slug: str, *, at: datetime) -> Review | None:
    """Find one public review by its slug, with all that its page shows, or remember it.

    It belongs to no session but to everybody who asks until readers see something else:
    nobody may change it. Its ``comment_count`` may be an earlier one.
    """

    def look() -> Review:
        return _load(session, slug, at)

    try:
        return remembered(session, slug, look, at=at, subject=REVIEWS)
    except _NotThereError:
        return None


def _load(session: Session, slug: str, at: datetime) -> Review:
    session.flush()
    # A session on top, within the same transaction, lets go of all that it has loaded.
    with Session(
        session.connection(), join_transaction_mode="rollback_only"
    ) as reading:
        review = reading.scalar(_REVIEW, {"slug": slug, "at": at})
        if review is None:
            raise _NotThereError(slug)
        _load_lists(reading, review)
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
    .options(
        *for_one(),
        # Kept for long: neither what nobody sees nor what is nobody's business.
        defer(Review.body, raiseload=True),
        joinedload(Review.author).load_only(Account.display_name, raiseload=True),
    )
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
    .order_by(Tag.slug)
)

"""What stands on the front page: what is pinned, the newest, and second looks.

All of it is remembered but for the number of comments on the newest: a comment is a
change of its own.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace
from sqlalchemy import Integer, bindparam, select
from sqlalchemy.orm import Session

from reviewblog.db import ask
from reviewblog.reviews.calibration import list_landmarks
from reviewblog.reviews.listing import Listed, list_by_ids
from reviewblog.reviews.memory import remembered
from reviewblog.reviews.models import Review
from reviewblog.reviews.picturing import stills_above
from reviewblog.reviews.pins import MOST_SHOWN, Pinned, list_pinned
from reviewblog.reviews.queries import count_published
from reviewblog.reviews.scales import Step
from reviewblog.reviews.verdicts import Pairs, SecondLook, looks_of, pair_second_looks
from reviewblog.text.stills import Still

SECOND_LOOKS = 3


class Plan(Struct, frozen=True):
    """What goes around the newest reviews, and how many there are in all."""

    total: int
    pinned: Sequence[Pinned]
    again: Pairs
    landmarks: Sequence[Step]


class Front(Struct, frozen=True):
    """The reviews of a front page; ``stills`` are by the ids of reviews."""

    newest: Sequence[Listed]
    pinned: Sequence[Listed] = ()
    again: Sequence[SecondLook] = ()
    stills: Mapping[int, Still] = field(default_factory=dict)


def plan_front(session: Session, *, at: datetime) -> Plan:
    """Tell what the front page is made of, or remember it."""

    def look() -> Plan:
        return Plan(
            total=count_published(session, at=at),
            pinned=list_pinned(session, at=at),
            again=pair_second_looks(session, at=at, limit=SECOND_LOOKS),
            landmarks=list_landmarks(session),
        )

    return remembered(session, "front", look, at=at)


def load_front(
    session: Session, newest: Sequence[int], plan: Plan, *, at: datetime
) -> Front:
    """Load the first page; one that is pinned stands at the top alone."""
    holding = [pinned.review_id for pinned in plan.pinned if pinned.holds(at=at)]
    pinned = holding[:MOST_SHOWN]
    rest = [review_id for review_id in newest if review_id not in pinned]

    def look() -> Front:
        return _load(session, pinned, rest, plan.again, at)

    front = remembered(session, ("front", *pinned, None, *rest), look, at=at)
    if not front.newest:
        return front
    lead, *others = front.newest
    count = ask(session, _COUNT, {"review_id": lead.id}).scalar()
    return replace(front, newest=[replace(lead, comment_count=count or 0), *others])


def _load(
    session: Session,
    pinned: Sequence[int],
    newest: Sequence[int],
    pairs: Pairs,
    at: datetime,
) -> Front:
    paired = [review_id for pair in pairs for review_id in pair]
    ids = dict.fromkeys([*pinned, *newest, *paired])
    reviews = {review.id: review for review in list_by_ids(session, ids, at=at)}
    again = looks_of(pairs, reviews)
    pictured = [*newest[:1], *(look.after.id for look in again)]
    return Front(
        newest=[reviews[review_id] for review_id in newest if review_id in reviews],
        pinned=[reviews[review_id] for review_id in pinned if review_id in reviews],
        again=again,
        stills=stills_above(session, pictured),
    )


_COUNT = select(Review.comment_count).where(
    Review.id == bindparam("review_id", type_=Integer)
)

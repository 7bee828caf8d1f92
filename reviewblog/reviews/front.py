"""What stands on the front page: what is pinned, the newest, and second looks.

Which reviews these are is remembered by number; all of them are then loaded at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from reviewblog.reviews.calibration import list_landmarks
from reviewblog.reviews.listing import Listed, list_by_ids
from reviewblog.reviews.memory import remembered
from reviewblog.reviews.picturing import stills_above
from reviewblog.reviews.pins import MOST_SHOWN, Pinned, list_pinned
from reviewblog.reviews.queries import count_published
from reviewblog.reviews.scales import Step
from reviewblog.reviews.verdicts import Pairs, SecondLook, looks_of, pair_second_looks
from reviewblog.text.stills import Still

SECOND_LOOKS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes around the newest reviews, and how many there are in all."""

    total: int
    pinned: Sequence[Pinned]
    again: Pairs
    landmarks: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Front:
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
    paired = [review_id for pair in plan.again for review_id in pair]
    ids = dict.fromkeys([*pinned, *rest, *paired])
    reviews = {review.id: review for review in list_by_ids(session, ids, at=at)}
    again = looks_of(plan.again, reviews)
    pictured = [*rest[:1], *(look.after.id for look in again)]
    return Front(
        newest=[reviews[review_id] for review_id in rest if review_id in reviews],
        pinned=[reviews[review_id] for review_id in pinned if review_id in reviews],
        again=again,
        stills=stills_above(session, pictured),
    )

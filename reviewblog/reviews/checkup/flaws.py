"""What a flaw is: where it is found, and what there is wrong."""

from enum import StrEnum

from msgspec import Struct
from sqlalchemy import and_

from reviewblog.reviews.models import Review, ReviewStatus

# What readers see or will see by itself; a draft may still have gaps.
SHOWN = and_(Review.status == ReviewStatus.PUBLISHED, Review.deleted_at.is_(None))


class FlawKind(StrEnum):
    """What may be wrong."""

    DOUBLED_PERSON = "doubled person"
    UNLINKED_LOOK = "unlinked look"
    NO_YEAR = "no year"
    NO_DIRECTOR = "no director"
    NO_CAST = "no cast"
    NO_DESCRIPTION = "no description"
    DEAD_LINK = "dead link"


class SpotKind(StrEnum):
    """What sort of thing has to be opened to mend it."""

    REVIEW = "review"
    WORK = "work"
    PERSON = "person"
    PICTURE = "picture"
    PAGE = "page"
    LIST = "list"


class Spot(Struct, frozen=True):
    """A thing by its number, and what it is called."""

    kind: SpotKind
    subject_id: int
    label: str


class Flaw(Struct, frozen=True):
    """Something wrong in one place, or between several.

    ``detail`` is the address that leads nowhere.
    """

    spots: tuple[Spot, ...]
    detail: str = ""


Findings = dict[FlawKind, list[Flaw]]

"""What surrounds the appearance of a review: where it was first, when it may, its pin.

Each has a table of its own: behind the texts in the row of the review it would be slow
to reach on SQLite, and few reviews have any.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from reviewblog.db import Base

LONGEST_OUTLET = 120
LONGEST_LINK = 500


class Origin(Base):
    """Where a review was published first: an outlet, and perhaps a link to it there."""

    __tablename__ = "origin"

    review_id: Mapped[int] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    outlet: Mapped[str] = mapped_column(String(LONGEST_OUTLET))
    link: Mapped[str] = mapped_column(String(LONGEST_LINK))


class Embargo(Base):
    """Until when nobody may read a review, as its author has promised."""

    __tablename__ = "embargo"

    review_id: Mapped[int] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    until: Mapped[datetime]


class Pin(Base):
    """What keeps a review at the top of the front page, perhaps until a time."""

    __tablename__ = "pin"

    review_id: Mapped[int] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    pinned_at: Mapped[datetime]
    until: Mapped[datetime | None] = mapped_column(index=True)

"""Counts by the day. No row says anything about one reader.

A month that is no longer kept in detail lies on its first day.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from reviewblog.db import Base

LONGEST_SOURCE = 100
LONGEST_FEED = 200
LONGEST_SERVICE = 40
LONGEST_SEARCH = 60
LONGEST_SLUG = 100


class ReadCount(Base):
    """How often one review was read on a day by those who came from one place.

    ``source`` is the name of a host or of a search engine; empty where nobody
    knows, which is also where a reader came from a page of this site.
    """

    __tablename__ = "read_count"

    review_id: Mapped[int] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    source: Mapped[str] = mapped_column(String(LONGEST_SOURCE), primary_key=True)
    reads: Mapped[int]


class FeedCount(Base):
    """How many readers one feed had on a day through one service.

    A service tells how many it reads for. Without one (``service`` is empty) they
    are estimated from ``seen``, bits that many readers share; the bits are thrown
    away when the day is over.
    """

    __tablename__ = "feed_count"

    feed: Mapped[str] = mapped_column(String(LONGEST_FEED), primary_key=True)
    service: Mapped[str] = mapped_column(String(LONGEST_SERVICE), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    readers: Mapped[int]
    seen: Mapped[bytes | None] = mapped_column(LargeBinary)


class SearchCount(Base):
    """How often something was searched for on a day, and how much was found."""

    __tablename__ = "search_count"

    words: Mapped[str] = mapped_column(String(LONGEST_SEARCH), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    times: Mapped[int]
    found: Mapped[int]


class StatsRules(Base):
    """The one row of what an owner decides about counting; readers see none of it."""

    __tablename__ = "stats_rules"
    __table_args__ = (CheckConstraint("id = 1", "single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    days_kept: Mapped[int] = mapped_column(server_default="365")

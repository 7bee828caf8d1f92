"""The site's own row."""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from reviewblog.db import Base


class RunningTimeStyle(StrEnum):
    """How a running time is printed."""

    HOURS = "hours"
    MINUTES = "minutes"


class CommentMode(StrEnum):
    """Who decides about a reader's comment before it is shown."""

    HOLD_ALL = "hold_all"
    HOLD_FIRST = "hold_first"
    RULES = "rules"
    OPEN = "open"
    CLOSED = "closed"


class NoticeMode(StrEnum):
    """When those who decide about comments are told of new ones by mail."""

    EACH = "each"
    DIGEST = "digest"
    OFF = "off"


class Fonts(StrEnum):
    """Which letters the site is set in."""

    HOUSE = "house"
    ARCHIVO = "archivo"
    SERIF = "serif"
    SANS = "sans"


class AiCrawlers(StrEnum):
    """Which programs may read the site for language models."""

    WELCOME = "welcome"
    NO_TRAINING = "no_training"
    NONE = "none"


class Site(Base):
    """The one row of settings that an author changes in daily work."""

    __tablename__ = "site"
    __table_args__ = (
        CheckConstraint("id = 1", "single"),
        CheckConstraint("feed_items BETWEEN 1 AND 100", "feed_items"),
        CheckConstraint("digest_hour BETWEEN 0 AND 23", "digest_hour"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(120))
    tagline: Mapped[str] = mapped_column(String(200))
    author_name: Mapped[str] = mapped_column(String(120))
    footer: Mapped[str] = mapped_column(String(500))
    language: Mapped[str] = mapped_column(String(35))
    time_zone: Mapped[str] = mapped_column(String(64))
    running_time_style: Mapped[RunningTimeStyle]
    reviews_per_page: Mapped[int]
    feed_items: Mapped[int]
    feed_full_text: Mapped[bool]
    feed_shows_grade: Mapped[bool]
    # Days after a review has appeared; nought is never.
    comments_close_after: Mapped[int] = mapped_column(server_default="0")
    comment_mode: Mapped[CommentMode] = mapped_column(
        server_default=CommentMode.HOLD_ALL.value
    )
    comment_notices: Mapped[NoticeMode]
    digest_hour: Mapped[int]
    websub_hub: Mapped[str] = mapped_column(String(500))
    accent: Mapped[str] = mapped_column(String(7))
    fonts: Mapped[Fonts]
    ai_crawlers: Mapped[AiCrawlers]
    created_at: Mapped[datetime]

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone in which the site tells the time."""
        return ZoneInfo(self.time_zone)

"""The site as it is before anybody has changed a setting."""

from datetime import datetime

from sqlalchemy.orm import Session

from reviewblog.site.models import (
    AiCrawlers,
    CommentMode,
    Fonts,
    NoticeMode,
    RunningTimeStyle,
    Site,
)


def get_site(session: Session) -> Site:
    """Return the site's row; ``ensure_site`` has made it before the first request."""
    return keep_at_hand(session, session.get_one(Site, 1))


def keep_at_hand(session: Session, site: Site) -> Site:
    """Let a session hold on to the row, which it would forget and ask for again."""
    session.info["site"] = site
    return site


def ensure_site(session: Session, *, at: datetime) -> Site:
    """Return the site's row, making it with sensible settings the first time."""
    site = session.get(Site, 1)
    if site is None:
        site = default_site(at=at)
        session.add(site)
        session.flush()
    return site


def default_site(*, at: datetime) -> Site:
    """Return sensible settings that are not stored anywhere."""
    return Site(
        id=1,
        title="Reviews",
        tagline="",
        author_name="",
        footer="",
        language="en",
        time_zone="UTC",
        running_time_style=RunningTimeStyle.HOURS,
        reviews_per_page=20,
        feed_items=20,
        feed_full_text=True,
        feed_shows_grade=False,
        comment_mode=CommentMode.HOLD_ALL,
        comments_close_after=0,
        comment_notices=NoticeMode.EACH,
        digest_hour=8,
        websub_hub="",
        accent="",
        fonts=Fonts.HOUSE,
        ai_crawlers=AiCrawlers.WELCOME,
        created_at=at,
    )

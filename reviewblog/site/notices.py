"""When those who decide about comments are told of new ones."""

from sqlalchemy.orm import Session

from reviewblog.site.defaults import get_site
from reviewblog.site.models import NoticeMode


def change_notices(session: Session, mode: NoticeMode, *, digest_hour: int) -> None:
    """Tell of each comment, once a day at an hour of the site's clock, or never."""
    site = get_site(session)
    site.comment_notices = mode
    site.digest_hour = digest_hour

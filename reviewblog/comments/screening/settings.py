"""What an owner sets about comments: who decides, until when, and by what rules."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy.orm import Session

from reviewblog.comments.screening.blocks import keep_list
from reviewblog.comments.screening.models import BlockKind, CommentRules
from reviewblog.site.defaults import get_site
from reviewblog.site.models import CommentMode

MOST_LINKS = 100
MOST_TRUST = 100
MOST_FLOOD = 1_000
MOST_DAYS = 36_500


class RulesDraft(Struct, frozen=True, kw_only=True):
    """The settings as typed, already checked by a form."""

    mode: CommentMode
    close_after: int
    trust_after: int
    most_links: int
    flood_count: int
    holds_imitators: bool
    uses_filter: bool
    words: tuple[str, ...]
    domains: tuple[str, ...]
    emails: tuple[str, ...]


def get_rules(session: Session) -> CommentRules:
    """Return what the rules go by; the migration has made the row."""
    return session.get_one(CommentRules, 1)


def change_rules(session: Session, draft: RulesDraft, *, at: datetime) -> None:
    """Let comments be handled as the owner wants it."""
    site, rules = get_site(session), get_rules(session)
    site.comment_mode = draft.mode
    site.comments_close_after = draft.close_after
    session.flush()
    rules.trust_after = draft.trust_after
    rules.most_links = draft.most_links
    rules.flood_count = draft.flood_count
    rules.holds_imitators = draft.holds_imitators
    rules.uses_filter = draft.uses_filter
    keep_list(session, BlockKind.WORD, draft.words, at=at)
    keep_list(session, BlockKind.DOMAIN, draft.domains, at=at)
    keep_list(session, BlockKind.EMAIL, draft.emails, at=at)


def end_flood(session: Session) -> None:
    """Let comments come in as usual again before the hour is over."""
    get_rules(session).flood_until = None


def flood_end(session: Session, *, at: datetime) -> datetime | None:
    """Return until when everything waits because of a flood; None without one."""
    until = get_rules(session).flood_until
    return until if until and until > at else None

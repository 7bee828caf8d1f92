"""A standing page as somebody types it, and what is refused of it."""

from msgspec import Struct

from reviewblog.errors import DomainError
from reviewblog.standing.models import PageStatus, StandingPage


class PageDraft(Struct, frozen=True, kw_only=True):
    """What the form of a page holds; without a slug the title makes one."""

    title: str
    slug: str = ""
    dek: str = ""
    body: str = ""
    status: PageStatus = PageStatus.DRAFT
    in_menu: bool = False
    in_footer: bool = False


class PageRefusedError(DomainError):
    """A page cannot be saved like this; ``field`` says where it is wrong."""

    def __init__(self, message: str, *, field: str) -> None:
        """Say what is wrong, and name the field of the form it is about."""
        super().__init__(message)
        self.field = field


def draft_of(page: StandingPage) -> PageDraft:
    """Return a page as it would be typed."""
    return PageDraft(
        title=page.title,
        slug=page.slug,
        dek=page.dek,
        body=page.body,
        status=page.status,
        in_menu=page.in_menu,
        in_footer=page.in_footer,
    )

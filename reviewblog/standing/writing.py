"""Writing standing pages: making, changing, ordering and throwing away."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from reviewblog.errors import ConflictError
from reviewblog.standing.addresses import free_slug, settle_slug
from reviewblog.standing.drafts import PageDraft
from reviewblog.standing.models import PageStatus, StandingPage
from reviewblog.standing.queries import list_kept
from reviewblog.text.markup import RENDERER_VERSION, render_review
from reviewblog.text.stills import Still


def create_page(
    session: Session,
    draft: PageDraft,
    *,
    at: datetime,
    stills: Mapping[str, Still] | None = None,
) -> StandingPage:
    """Make a page, the last one in every menu; ``stills`` as for `update_page`.

    Raises:
        PageRefusedError: its address is not to be had.
        ConflictError: somebody else took the address at the same moment.
    """
    last = session.scalar(select(func.max(StandingPage.position))) or 0
    page = StandingPage(
        slug=f".new-{uuid4().hex}",
        title=draft.title,
        status=PageStatus.DRAFT,
        position=last + 1,
        published_at=None,
        created_at=at,
        deleted_at=None,
        body_html="",
        notes_html="",
    )
    _fill(page, draft, at=at)
    session.add(page)
    session.flush()
    update_page(session, page, draft, at=at, stills=stills)
    return page


def update_page(
    session: Session,
    page: StandingPage,
    draft: PageDraft,
    *,
    at: datetime,
    stills: Mapping[str, Still] | None = None,
) -> None:
    """Let a page be as typed; the address follows the title until it is published.

    Pictures of our own are shown in all their sizes if ``stills`` has their hash.

    Raises:
        PageRefusedError: its address is not to be had.
        ConflictError: somebody else took the address at the same moment.
    """
    _fill(page, draft, at=at)
    render_page(page, stills or {})
    try:
        settle_slug(session, page, draft.slug, at=at)
        if draft.status is PageStatus.PUBLISHED and page.published_at is None:
            page.published_at = at
        page.status = draft.status
        session.flush()
    except IntegrityError as error:
        raise ConflictError(
            "Somebody else is saving the same just now. Please try again."
        ) from error


def render_page(page: StandingPage, stills: Mapping[str, Still]) -> None:
    """Make the HTML of a page anew, with the pictures that it names."""
    rendered = render_review(page.body, prefix=f"p{page.id}", stills=stills)
    page.body_html, page.notes_html = rendered.html, rendered.notes
    page.renderer_version = RENDERER_VERSION


def delete_page(session: Session, page: StandingPage, *, at: datetime) -> None:
    """Throw a page away; it can be had back."""
    page.deleted_at = page.deleted_at or at
    session.flush()


def restore_page(session: Session, page: StandingPage, *, at: datetime) -> None:
    """Take a page back, at another address if its own has gone to another page."""
    if page.deleted_at is not None:
        page.slug = free_slug(session, page, page.slug)
        page.deleted_at = None
        page.updated_at = at
        session.flush()


def move_page(session: Session, page: StandingPage, *, by: int) -> None:
    """Move a page in the order of the menus, by -1 or 1; its ends stay ends."""
    pages = list(list_kept(session))
    place = pages.index(page)
    pages.insert(min(max(place + by, 0), len(pages) - 1), pages.pop(place))
    for position, each in enumerate(pages, start=1):
        each.position = position
    session.flush()


def _fill(page: StandingPage, draft: PageDraft, *, at: datetime) -> None:
    page.title = draft.title
    page.dek = draft.dek
    page.body = draft.body
    page.in_menu = draft.in_menu
    page.in_footer = draft.in_footer
    page.renderer_version = RENDERER_VERSION
    page.updated_at = at

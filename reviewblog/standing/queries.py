"""Finding standing pages, for readers and for the desk."""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from reviewblog.standing.models import FormerPageSlug, PageStatus, StandingPage


class MenuEntry(Struct, frozen=True, kw_only=True):
    """A page as a menu names it."""

    slug: str
    title: str
    in_menu: bool
    in_footer: bool


def find_public(session: Session, slug: str) -> StandingPage | None:
    """Find the page that readers see at an address."""
    return session.scalar(_public().where(StandingPage.slug == slug))


def find_new_slug(session: Session, slug: str) -> str | None:
    """Return where a page lives now that used to live at an address."""
    return session.scalar(
        _public()
        .with_only_columns(StandingPage.slug)
        .join(FormerPageSlug, FormerPageSlug.page_id == StandingPage.id)
        .where(FormerPageSlug.slug == slug)
    )


def is_gone(session: Session, slug: str) -> bool:
    """Tell whether readers knew a page at an address that was thrown away."""
    query = select(StandingPage.id).where(
        StandingPage.slug == slug,
        StandingPage.deleted_at.is_not(None),
        StandingPage.published_at.is_not(None),
    )
    return session.scalar(query.limit(1)) is not None


def list_menu(session: Session) -> Sequence[MenuEntry]:
    """List the pages that menus name, in their order."""
    rows = session.execute(
        _public()
        .with_only_columns(
            StandingPage.slug,
            StandingPage.title,
            StandingPage.in_menu,
            StandingPage.in_footer,
        )
        .where(StandingPage.in_menu | StandingPage.in_footer)
        .order_by(StandingPage.position, StandingPage.id)
    )
    return [
        MenuEntry(slug=slug, title=title, in_menu=in_menu, in_footer=in_footer)
        for slug, title, in_menu, in_footer in rows
    ]


def list_kept(session: Session) -> Sequence[StandingPage]:
    """List all pages that were not thrown away, in the order of the menus."""
    return session.scalars(
        select(StandingPage)
        .where(StandingPage.deleted_at.is_(None))
        .order_by(StandingPage.position, StandingPage.id)
    ).all()


def list_deleted(session: Session) -> Sequence[StandingPage]:
    """List what was thrown away, the last first."""
    return session.scalars(
        select(StandingPage)
        .where(StandingPage.deleted_at.is_not(None))
        .order_by(StandingPage.deleted_at.desc(), StandingPage.id.desc())
    ).all()


def find_page(session: Session, page_id: int) -> StandingPage | None:
    """Find a page for those who may change it."""
    return session.get(StandingPage, page_id)


def _public() -> Select[StandingPage]:
    return select(StandingPage).where(
        StandingPage.status == PageStatus.PUBLISHED, StandingPage.deleted_at.is_(None)
    )

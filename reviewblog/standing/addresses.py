"""The address of a page: never one the site needs itself, honoured for ever."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reviewblog.standing.drafts import PageRefusedError
from reviewblog.standing.models import FormerPageSlug, StandingPage
from reviewblog.text.slugs import RESERVED, numbered, slugify

NO_TITLE = "untitled"


def settle_slug(
    session: Session, page: StandingPage, typed: str, *, at: datetime
) -> None:
    """Give a page the address asked for, or one made of its title.

    Left empty, an address that readers know stays as it is.

    Raises:
        PageRefusedError: the site itself or another page needs that address.
    """
    if not typed and page.published_at is not None:
        return
    slug = slugify(typed, fallback="") if typed else _from_title(session, page)
    if not slug:
        raise PageRefusedError(
            "An address needs letters or figures, such as about.", field="slug"
        )
    if slug != page.slug:
        _check(session, page, slug)
        _move(session, page, slug, at=at)


def free_slug(session: Session, page: StandingPage, base: str) -> str:
    """Return the first of ``base``, ``base-2``, … that nobody needs."""
    number = 1
    while _is_taken(session, page, numbered(base, number)):
        number += 1
    return numbered(base, number)


def _from_title(session: Session, page: StandingPage) -> str:
    return free_slug(session, page, slugify(page.title, fallback=NO_TITLE))


def _move(session: Session, page: StandingPage, slug: str, *, at: datetime) -> None:
    if page.published_at is not None:
        session.merge(FormerPageSlug(slug=page.slug, page_id=page.id, retired_at=at))
    # Whoever lives at an address now has it, whatever led away from it before.
    session.execute(delete(FormerPageSlug).where(FormerPageSlug.slug == slug))
    page.slug = slug
    session.flush()


def _check(session: Session, page: StandingPage, slug: str) -> None:
    if slug in RESERVED:
        raise PageRefusedError(
            f"The site needs the address “{slug}” for itself. Choose another, please.",
            field="slug",
        )
    if _is_taken(session, page, slug):
        raise PageRefusedError(
            f"Another page has, or had, the address “{slug}”.", field="slug"
        )


def _is_taken(session: Session, page: StandingPage, slug: str) -> bool:
    living = select(StandingPage.id).where(
        StandingPage.slug == slug,
        StandingPage.deleted_at.is_(None),
        StandingPage.id != page.id,
    )
    former = (
        select(FormerPageSlug.page_id)
        .join(StandingPage, StandingPage.id == FormerPageSlug.page_id)
        .where(
            FormerPageSlug.slug == slug,
            FormerPageSlug.page_id != page.id,
            StandingPage.deleted_at.is_(None),
        )
    )
    return slug in RESERVED or bool(
        session.scalar(living.limit(1)) or session.scalar(former.limit(1))
    )

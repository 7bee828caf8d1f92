"""Links within the site that lead to nothing a reader may see."""

from collections.abc import Collection
from datetime import datetime
from urllib.parse import unquote

from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.redirects.models import Redirect
from reviewblog.reviews.living import FOLDERS, PAGES, living
from reviewblog.reviews.queries import published
from reviewblog.text.slugs import RESERVED

SEGMENTS = 2
# Several segments of which the first is nobody's: only a redirect may know them.
NOWHERE = "/"


def dead_links(
    session: Session, paths: Collection[str], *, at: datetime
) -> tuple[str, ...]:
    """Return those of some paths within the site that lead nowhere, in their order.

    One statement for each kind of address, and one for redirects. The program's own
    pages, such as the search, are not judged.
    """
    targets = {path: target for path in paths if (target := _target_of(path))}
    dead = {path for path, (folder, _) in targets.items() if folder == NOWHERE}
    for folder in {folder for folder, _ in targets.values()} - {NOWHERE}:
        asked = {path: slug for path, (of, slug) in targets.items() if of == folder}
        known = living(folder, published(at=at))
        slug = known.selected_columns[0]
        found = set(session.scalars(known.where(slug.in_(asked.values()))))
        dead |= {path for path, name in asked.items() if name not in found}
    return tuple(sorted(dead - _redirected(session, dead)))


def _target_of(path: str) -> tuple[str, str] | None:
    """Read an address as a kind and a slug; None for one of the program's own."""
    first, *rest = unquote(path).replace("\0", "�").strip("/").split("/")
    if len(rest) == SEGMENTS - 1 and first in FOLDERS:
        return first, rest[0]
    if not first or first.lstrip(".").partition(".")[0] in RESERVED:
        return None
    if rest:
        return NOWHERE, ""
    return None if "." in first else (PAGES, first)


def _redirected(session: Session, paths: Collection[str]) -> set[str]:
    if not paths:
        return set()
    asked = {path: unquote(path).replace("\0", "�").rstrip("/") for path in paths}
    query = select(Redirect.path).where(Redirect.path.in_(asked.values()))
    known = set(session.scalars(query))
    return {path for path, plain in asked.items() if plain in known}

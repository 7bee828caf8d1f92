"""Tags: read from a line, found whatever their case, made when new."""

import re
from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, exists, false, or_, select
from sqlalchemy.orm import Session

from reviewblog.errors import DomainError
from reviewblog.reviews.models import FormerTagSlug, Review, Tag, review_tag
from reviewblog.text.clean import clean_line
from reviewblog.text.slugs import slugify
from reviewblog.works.slugs import Slugs, claim, free_slugs

MOST_TAGS = 30
LONGEST_TAG = 60
# From here on a number may have taken the place of a slug’s last letters.
_LONG_SLUG = 70


class TagsError(DomainError):
    """The tags cannot be read; the message says which."""


def read_tags(text: str) -> tuple[str, ...]:
    """Read tags set apart by commas or lines, each once whatever its case.

    Raises:
        TagsError: there are too many, or one is too long.
    """
    names: dict[str, str] = {}
    for part in re.split(r"[,\n]", text):
        name = " ".join(clean_line(part).lstrip("#").split())
        if name:
            names.setdefault(name.casefold(), name)
    for name in names.values():
        if len(name) > LONGEST_TAG:
            raise TagsError(
                f"“{name[:30]}…” is too long: a tag may have {LONGEST_TAG} characters."
            )
    if len(names) > MOST_TAGS:
        raise TagsError(f"These are {len(names)} tags: {MOST_TAGS} at most.")
    return tuple(names.values())


def write_tags(names: Iterable[str]) -> str:
    """Write tags as ``read_tags`` reads them."""
    return ", ".join(names)


def tag_slugs() -> list[Slugs]:
    """Select every slug that leads, or once led, to a tag."""
    return [select(Tag.slug), select(FormerTagSlug.slug)]


def tag_review(session: Session, review: Review, names: Iterable[str]) -> None:
    """Let a review, loaded with its tags, have exactly these."""
    # In one order for everybody, so that two writers never wait for each other.
    wanted = sorted(names)
    if wanted == sorted(tag.name for tag in review.tags):
        return
    tags = claim(session, lambda: _find_or_make(session, wanted))
    for name, tag in zip(wanted, tags, strict=True):
        if _is_misspelt(tag, name) and not _is_used_elsewhere(session, tag, review):
            tag.name = name
    if set(review.tags) != set(tags):
        review.tags = list(dict.fromkeys(tags))
    session.flush()


def _find_or_make(session: Session, names: list[str]) -> list[Tag]:
    known = _find(session, names)
    new = [name for name in names if name.casefold() not in known]
    bases = [slugify(name, fallback="tag") for name in new]
    slugs = free_slugs(session, bases, among=tag_slugs())
    for name, slug in zip(new, slugs, strict=True):
        known[name.casefold()] = Tag(name=name, slug=slug)
        session.add(known[name.casefold()])
    return [known[name.casefold()] for name in names]


def _find(session: Session, names: list[str]) -> dict[str, Tag]:
    # Databases disagree about the case of letters beyond ASCII, slugs do not.
    slugs = {name: slugify(name, fallback="tag") for name in names}
    alike = or_(false(), *map(_bears, sorted(set(slugs.values()))))
    tags = session.scalars(select(Tag).where(alike)).all()
    # What is spelt exactly so comes last, and so comes first.
    tags = sorted(tags, key=lambda tag: tag.name in names)
    heirs = _find_heirs(session, set(slugs.values()))
    inherited = {
        name.casefold(): heirs[slug] for name, slug in slugs.items() if slug in heirs
    }
    return inherited | {tag.name.casefold(): tag for tag in tags}


def _find_heirs(session: Session, slugs: Collection[str]) -> dict[str, Tag]:
    """Find the tags that have taken over the names of others."""
    query = select(FormerTagSlug.slug, Tag).join(Tag, Tag.id == FormerTagSlug.tag_id)
    rows = session.execute(query.where(FormerTagSlug.slug.in_(slugs)))
    return {row.slug: row.Tag for row in rows}


def _is_misspelt(tag: Tag, name: str) -> bool:
    """Tell whether a tag is the same word as a name, in other letters."""
    return tag.name != name and tag.name.casefold() == name.casefold()


def _bears(slug: str) -> ColumnElement[bool]:
    stem = f"{slug}-" if len(slug) < _LONG_SLUG else slug[:_LONG_SLUG]
    return or_(Tag.slug == slug, Tag.slug.startswith(stem, autoescape=True))


def _is_used_elsewhere(session: Session, tag: Tag, review: Review) -> bool:
    used = exists().where(
        review_tag.c.tag_id == tag.id, review_tag.c.review_id != review.id
    )
    return bool(session.scalar(select(used)))

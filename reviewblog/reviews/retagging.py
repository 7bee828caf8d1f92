"""Topics looked after: renamed, described, made one, thrown away.

Addresses that a topic had lead to whichever has taken over, for ever, and so do names:
who types the old one means the new one.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from reviewblog.errors import ConflictError, DomainError
from reviewblog.reviews.indexing import index_reviews, index_tag
from reviewblog.reviews.models import FormerTagSlug, Review, Tag, review_tag
from reviewblog.reviews.tagging import TagsError, read_tags
from reviewblog.text.slugs import slugify
from reviewblog.works.slugs import claim, free_slugs

LONGEST_DESCRIPTION = 500


class TagRefusedError(DomainError):
    """A topic cannot be like this; ``field`` says where it is wrong."""

    def __init__(self, message: str, *, field: str) -> None:
        """Say what is wrong, and name the field of the form it is about."""
        super().__init__(message)
        self.field = field


class TagDraft(Struct, frozen=True, kw_only=True):
    """What an author says of a topic."""

    name: str
    description: str = ""
    slug: str = ""


class ListedTag(Struct, frozen=True):
    """A topic in the list of the desk, and on how many reviews it stands."""

    tag: Tag
    reviews: int


def count_tags(session: Session, words: str) -> int:
    """Count the topics whose address has the words."""
    query = _named(words).with_only_columns(func.count(Tag.id)).order_by(None)
    return session.scalar(query) or 0


def list_tags(
    session: Session, words: str, *, limit: int, offset: int = 0
) -> Sequence[ListedTag]:
    """List topics, whatever the state of their reviews, by address."""
    used = select(func.count()).where(review_tag.c.tag_id == Tag.id).scalar_subquery()
    query = _named(words).add_columns(used).limit(limit).offset(offset)
    return [ListedTag(tag, reviews) for tag, reviews in session.execute(query)]


def count_shared(session: Session, one: Tag, other: Tag) -> int:
    """Count the reviews that have both topics."""
    both = select(review_tag.c.review_id).where(review_tag.c.tag_id == other.id)
    query = select(func.count()).where(
        review_tag.c.tag_id == one.id, review_tag.c.review_id.in_(both)
    )
    return session.scalar(query) or 0


def change_tag(session: Session, tag_id: int, draft: TagDraft, *, at: datetime) -> Tag:
    """Rename and describe a topic; its address follows only if asked to.

    Raises:
        TagRefusedError: another topic has this name, or it cannot be one.
    """
    [tag] = _hold(session, [tag_id])
    _refuse_unreadable(draft.name)
    _refuse_taken(session, draft.name, besides=tag.id)
    is_renamed = tag.name != draft.name
    tag.name, tag.description = draft.name, draft.description
    if draft.slug != tag.slug:
        _move(session, tag, draft.slug or draft.name, at=at)
    session.flush()
    if is_renamed:
        index_tag(session, tag.id)
        _touch(session, tag.id, at)
    return tag


def merge_tags(
    session: Session, lost_id: int, kept_id: int, *, at: datetime
) -> tuple[str, Tag]:
    """Make two topics one; return what the lost one was called, and the kept one.

    Raises:
        ConflictError: they are one already.
    """
    if lost_id == kept_id:
        raise ConflictError("This is one topic already.")
    tags = {tag.id: tag for tag in _hold(session, [lost_id, kept_id])}
    lost, kept = tags[lost_id], tags[kept_id]
    name, slug = lost.name, lost.slug
    has = select(review_tag.c.review_id).where(review_tag.c.tag_id == kept.id)
    session.execute(
        update(review_tag)
        .where(review_tag.c.tag_id == lost.id, review_tag.c.review_id.not_in(has))
        .values(tag_id=kept.id)
    )
    session.execute(delete(review_tag).where(review_tag.c.tag_id == lost.id))
    session.execute(
        update(FormerTagSlug)
        .where(FormerTagSlug.tag_id == lost.id)
        .values(tag_id=kept.id)
    )
    kept.description = kept.description or lost.description
    session.delete(lost)
    session.flush()
    session.add(FormerTagSlug(slug=slug, tag_id=kept.id, retired_at=at))
    session.flush()
    index_tag(session, kept.id)
    _touch(session, kept.id, at)
    return name, kept


def delete_tag(session: Session, tag_id: int, *, at: datetime) -> str:
    """Take a topic off every review; return what it was called."""
    [tag] = _hold(session, [tag_id])
    name = tag.name
    _touch(session, tag.id, at)
    reviews = session.scalars(
        delete(review_tag)
        .where(review_tag.c.tag_id == tag.id)
        .returning(review_tag.c.review_id)
    ).all()
    session.delete(tag)
    session.flush()
    index_reviews(session, reviews)
    return name


def _named(words: str) -> Select[Tag]:
    query = select(Tag).order_by(Tag.slug)
    slug = slugify(words, fallback="")
    return query.where(Tag.slug.contains(slug, autoescape=True)) if slug else query


def _hold(session: Session, ids: Sequence[int]) -> list[Tag]:
    """Lock topics behind their reviews, as whoever writes a review does.

    Raises:
        ConflictError: somebody else has merged or deleted one of them meanwhile.
    """
    tagged = select(review_tag.c.review_id).where(review_tag.c.tag_id.in_(ids))
    session.execute(
        select(Review.id)
        .where(Review.id.in_(tagged))
        .order_by(Review.id)
        .with_for_update()
    ).all()
    tags = session.scalars(
        select(Tag)
        .where(Tag.id.in_(ids))
        .order_by(Tag.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if len(tags) != len(ids):
        raise ConflictError("This topic is gone: somebody has removed it meanwhile.")
    return list(tags)


def _move(session: Session, tag: Tag, wanted: str, *, at: datetime) -> None:
    former, base = tag.slug, slugify(wanted, fallback="tag")
    others = [
        select(Tag.slug).where(Tag.id != tag.id),
        select(FormerTagSlug.slug).where(FormerTagSlug.tag_id != tag.id),
    ]

    def take() -> None:
        tag.slug = free_slugs(session, [base], among=others)[0]
        if own := session.get(FormerTagSlug, tag.slug):
            session.delete(own)

    claim(session, take)
    if tag.slug != former and session.get(FormerTagSlug, former) is None:
        session.add(FormerTagSlug(slug=former, tag_id=tag.id, retired_at=at))


def _refuse_unreadable(name: str) -> None:
    try:
        read = read_tags(name)
    except TagsError as refusal:
        raise TagRefusedError(str(refusal), field="name") from refusal
    if read != (name,):
        raise TagRefusedError(
            "Give one name, without commas; the # goes without saying.", field="name"
        )


def _refuse_taken(session: Session, name: str, *, besides: int) -> None:
    alike = select(Tag).where(
        Tag.slug.startswith(slugify(name, fallback="tag"), autoescape=True),
        Tag.id != besides,
    )
    if any(tag.name.casefold() == name.casefold() for tag in session.scalars(alike)):
        raise TagRefusedError(
            f"There is a topic “{name}” already: merge the two instead.", field="name"
        )
    exact = select(Tag.id).where(Tag.name == name, Tag.id != besides)
    if session.scalar(exact) is not None:
        raise TagRefusedError(
            f"There is a topic “{name}” already: merge the two instead.", field="name"
        )


def _touch(session: Session, tag_id: int, at: datetime) -> None:
    """Let feeds know that what their items say of a topic has changed."""
    tagged = select(review_tag.c.review_id).where(review_tag.c.tag_id == tag_id)
    session.execute(
        update(Review)
        .where(Review.id.in_(tagged))
        .values(updated_at=at)
        .execution_options(synchronize_session=False)
    )

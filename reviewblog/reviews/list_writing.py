"""Writing lists: what stands in them, in which order, and when readers see them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from reviewblog.errors import ConflictError, DomainError
from reviewblog.media.queries import stills_in
from reviewblog.reviews.list_models import FormerListSlug, ListEntry, ReviewList
from reviewblog.reviews.models import Review
from reviewblog.text.markup import RENDERER_VERSION, render_review
from reviewblog.text.slugs import slugify
from reviewblog.text.stills import Still
from reviewblog.works.slugs import Slugs, claim, free_slugs

LONGEST_TITLE = 200
LONGEST_INTRO = 20_000
LONGEST_NOTE = 4_000
MOST_ENTRIES = 250


class ListRefusedError(DomainError):
    """A list cannot be like this; ``field`` says where it is wrong."""

    def __init__(self, message: str, *, field: str) -> None:
        """Say what is wrong, and name the field of the form it is about."""
        super().__init__(message)
        self.field = field


class EntryDraft(Struct, frozen=True):
    """A review and the word about it, in Markdown."""

    review_id: int
    note: str = ""


class ListDraft(Struct, frozen=True, kw_only=True):
    """Everything an author says of a list; the entries stand in their order."""

    title: str
    slug: str = ""
    intro: str = ""
    is_ranked: bool = True
    entries: Sequence[EntryDraft] = ()


def create_list(session: Session, title: str, *, at: datetime) -> ReviewList:
    """Begin a list, which readers do not see yet."""
    base = slugify(title, fallback="list")

    def add() -> ReviewList:
        made = ReviewList(
            uuid=uuid4(),
            slug=free_slugs(session, [base], among=_slugs())[0],
            title=title,
            is_ranked=True,
            renderer_version=RENDERER_VERSION,
            published_at=None,
            created_at=at,
            updated_at=at,
            intro="",
            intro_html="",
            entries=[],
        )
        session.add(made)
        return made

    return claim(session, add)


def find_list(
    session: Session, list_id: int, *, to_change: bool = False
) -> ReviewList | None:
    """Find a list with its entries; to change it, keep others from doing so."""
    query = (
        select(ReviewList)
        .where(ReviewList.id == list_id)
        .options(selectinload(ReviewList.entries))
        .execution_options(populate_existing=True)
    )
    return session.scalar(query.with_for_update() if to_change else query)


def change_list(
    session: Session, found: ReviewList, draft: ListDraft, *, at: datetime
) -> None:
    """Rewrite a list; its address changes only if another one is asked for.

    Raises:
        ListRefusedError: there are too many entries.
    """
    if len(draft.entries) > MOST_ENTRIES:
        raise ListRefusedError(
            f"A list has {MOST_ENTRIES} entries at most.", field="title"
        )
    there = _hold(session, draft.entries)
    found.title, found.is_ranked = draft.title, draft.is_ranked
    found.intro = draft.intro
    found.updated_at = at
    _place(found, [each for each in draft.entries if each.review_id in there])
    render_list(session, found)
    if draft.slug != found.slug:
        _move(session, found, draft.slug or draft.title, at=at)
    session.flush()


def publish_list(found: ReviewList, *, at: datetime) -> None:
    """Let readers see a list.

    Raises:
        ListRefusedError: nothing stands in it.
    """
    if not found.entries:
        raise ListRefusedError("Put a review in the list first.", field="title")
    found.published_at = found.published_at or at


def unpublish_list(found: ReviewList) -> None:
    """Take a list away from readers; it stays as it is."""
    found.published_at = None


def delete_list(session: Session, found: ReviewList) -> None:
    """Throw a list away for good.

    Raises:
        ConflictError: readers see it.
    """
    if found.is_public:
        raise ConflictError("Readers see this list: unpublish it first.")
    session.delete(found)
    session.flush()


def render_list(session: Session, found: ReviewList) -> None:
    """Make the HTML of a list anew, with its pictures as they are now."""
    texts = [found.intro, *(entry.note for entry in found.entries)]
    stills = stills_in(session, *texts)
    found.intro_html = _html(found.intro, f"l{found.id}", stills)
    for entry in found.entries:
        entry.note_html = _html(entry.note, f"e{entry.review_id}", stills)
    found.renderer_version = RENDERER_VERSION
    # Pages are thrown away when a list changes; entries alone are not watched.
    flag_modified(found, "renderer_version")


def rerender_stale_lists(session: Session, *, limit: int) -> int:
    """Render what an older renderer made, some at a time; return how many were."""
    stale = select(ReviewList).where(ReviewList.renderer_version < RENDERER_VERSION)
    lists = session.scalars(
        stale.limit(limit).options(selectinload(ReviewList.entries))
    ).all()
    for found in lists:
        render_list(session, found)
    return len(lists)


def _hold(session: Session, drafts: Sequence[EntryDraft]) -> set[int]:
    """Name the reviews that are there, and keep them there while the list is written.

    An entry refers to its review, so it would wait for whoever saves that one. It has
    to wait before it has written anything that they wait for.
    """
    ids = {draft.review_id for draft in drafts}
    known = select(Review.id).where(Review.id.in_(ids)).order_by(Review.id)
    return set(session.scalars(known.with_for_update(read=True, key_share=True)))


def _place(found: ReviewList, drafts: Sequence[EntryDraft]) -> None:
    notes = {draft.review_id: draft.note for draft in drafts}
    kept = {entry.review_id: entry for entry in found.entries}
    found.entries = [
        kept.get(review_id) or ListEntry(review_id=review_id, note_html="")
        for review_id in notes
    ]
    for place, entry in enumerate(found.entries, start=1):
        entry.position, entry.note = place, notes[entry.review_id]


def _html(source: str, prefix: str, stills: Mapping[str, Still]) -> str:
    rendered = render_review(source, prefix=prefix, stills=stills)
    return f"{rendered.html}{rendered.notes}"


def _move(session: Session, found: ReviewList, wanted: str, *, at: datetime) -> None:
    former, base = found.slug, slugify(wanted, fallback="list")

    def take() -> None:
        found.slug = free_slugs(session, [base], among=_slugs(besides=found.id))[0]
        if own := session.get(FormerListSlug, found.slug):
            session.delete(own)

    claim(session, take)
    is_known = session.get(FormerListSlug, former) is not None
    if found.slug != former and not is_known:
        session.add(FormerListSlug(slug=former, list_id=found.id, retired_at=at))


def _slugs(*, besides: int = 0) -> list[Slugs]:
    return [
        select(ReviewList.slug).where(ReviewList.id != besides),
        select(FormerListSlug.slug).where(FormerListSlug.list_id != besides),
    ]

"""What needs a picture: reviews, what may become of them again, pages and lists."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from reviewblog.accounts.models import Account
from reviewblog.media.errors import PictureInUseError
from reviewblog.media.library import forget
from reviewblog.media.models import Picture
from reviewblog.media.queries import hashes_of, hold_to_delete
from reviewblog.reviews.list_models import ListEntry, ReviewList
from reviewblog.reviews.mentions import revision_picture
from reviewblog.reviews.models import Review
from reviewblog.reviews.revisions import Revision
from reviewblog.reviews.stills import picture_use
from reviewblog.standing.models import StandingPage
from reviewblog.text.stills import ADDRESS_START, hashes_in


class Place(StrEnum):
    """What sort of text names a picture."""

    REVIEW = "review"
    PAGE = "page"
    LIST = "list"
    # Of a review: typed and not saved yet, or overwritten since.
    KEPT_TEXT = "kept text"


class Use(Struct, frozen=True):
    """What names a picture; a deleted one may come back and counts.

    ``subject_id`` is the number of the page, the list or the review, ``author_id``
    whose review it is; pages and lists are nobody's.
    """

    place: Place
    subject_id: int
    title: str
    author_id: int | None = None

    def open_to(self, account: Account) -> bool:
        """Tell whether the account may change the text, and so know its title."""
        return account.may_edit_all or (
            account.may_write and account.id == self.author_id
        )


def uses_of(session: Session, ids: Collection[int]) -> dict[int, list[Use]]:
    """Say for each picture what needs it; the number of statements is constant."""
    hashes = hashes_of(session, ids)
    uses: dict[int, list[Use]] = defaultdict(list)
    for picture_id, use in _in_reviews(session, ids):
        uses[picture_id].append(use)
    for picture_id, use in _in_kept_texts(session, hashes):
        if replace(use, place=Place.REVIEW) not in uses[picture_id]:
            uses[picture_id].append(use)
    for digests, use in _in_pages_and_lists(session):
        for picture_id in {hashes[digest] for digest in digests if digest in hashes}:
            if use not in uses[picture_id]:
                uses[picture_id].append(use)
    return uses


def delete_unused(
    session: Session, pictures: Collection[Picture], *, by: Account
) -> set[str]:
    """Delete pictures that nothing needs; return what `media.library.sweep` takes.

    Raises:
        PictureInUseError: something needs one of them.
    """
    ids = [picture.id for picture in pictures]
    hold_to_delete(session, ids)
    uses = uses_of(session, ids)
    for picture in pictures:
        if uses.get(picture.id):
            raise PictureInUseError(_refusal(picture, uses[picture.id], by))
    return forget(session, pictures)


def _refusal(picture: Picture, uses: Sequence[Use], by: Account) -> str:
    use = next((use for use in uses if use.open_to(by)), None)
    if use is None:
        return f"“{picture.filename}” is needed by a text of somebody else."
    if use.place is Place.KEPT_TEXT:
        return (
            f"“{picture.filename}” stands in a text of “{use.title}” that was typed "
            "earlier or is not saved yet. It stays, so that the text can be had back."
        )
    return f"“{picture.filename}” is shown in “{use.title}”: take it out there first."


def _in_reviews(session: Session, ids: Collection[int]) -> Iterator[tuple[int, Use]]:
    query = (
        select(picture_use.c.picture_id, Review.id, Review.title, Review.author_id)
        .join(Review, Review.id == picture_use.c.review_id)
        .where(picture_use.c.picture_id.in_(ids))
        .order_by(Review.title, Review.id)
    )
    for picture_id, *review in session.execute(query):
        yield picture_id, Use(Place.REVIEW, *review)


def _in_kept_texts(
    session: Session, hashes: dict[str, int]
) -> Iterator[tuple[int, Use]]:
    query = (
        select(revision_picture.c.hash, Review.id, Review.title, Review.author_id)
        .join(Revision, Revision.id == revision_picture.c.revision_id)
        .join(Review, Review.id == Revision.review_id)
        .where(revision_picture.c.hash.in_(hashes))
        .group_by(revision_picture.c.hash, Review.id, Review.title, Review.author_id)
        .order_by(Review.title, Review.id)
    )
    for digest, *review in session.execute(query):
        yield hashes[digest], Use(Place.KEPT_TEXT, *review)


def _in_pages_and_lists(session: Session) -> Iterator[tuple[set[str], Use]]:
    page, found = StandingPage, ReviewList
    pages = select(page.id, page.title, page.body).where(_naming(page.body))
    intros = select(found.id, found.title, found.intro).where(_naming(found.intro))
    notes = (
        select(found.id, found.title, ListEntry.note)
        .join(ListEntry, ListEntry.list_id == found.id)
        .where(_naming(ListEntry.note))
    )
    texts = ((Place.PAGE, pages), (Place.LIST, intros), (Place.LIST, notes))
    for place, query in texts:
        for subject_id, title, text in session.execute(query):
            yield hashes_in(text), Use(place, subject_id, title)


def _naming(text: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return text.contains(ADDRESS_START, autoescape=True)

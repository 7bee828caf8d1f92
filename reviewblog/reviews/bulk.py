"""One thing done to many reviews at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.errors import DomainError
from reviewblog.reviews import publishing
from reviewblog.reviews.indexing import index_reviews
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.tagging import MOST_TAGS, TagsError, tag_review
from reviewblog.site.models import CommentMode


class Deed(StrEnum):
    """What can be done to many."""

    ADD_TAG = "add-tag"
    REMOVE_TAG = "remove-tag"
    CLOSE_COMMENTS = "close-comments"
    OPEN_COMMENTS = "open-comments"
    UNPUBLISH = "unpublish"
    GIVE = "give"
    DELETE = "delete"
    RESTORE = "restore"


class Wish(Struct, frozen=True, kw_only=True):
    """What shall be done; ``tag`` is a topic's name, ``author`` who shall have them."""

    deed: Deed
    tag: str = ""
    author: Account | None = None


class AuthorRefusedError(DomainError):
    """Reviews cannot be somebody's who may not write."""


def affected(reviews: Iterable[Review], wish: Wish) -> list[Review]:
    """Pick those, loaded with their tags, for which a wish changes anything."""
    return [review for review in reviews if _CHANGES[wish.deed](review, wish)]


def fulfil(
    session: Session, reviews: Iterable[Review], wish: Wish, *, at: datetime
) -> Sequence[Review]:
    """Do it, to reviews that are locked for a change; return those that changed.

    Raises:
        AuthorRefusedError: whoever shall have them may not write.
        TagsError: one of them would have too many topics.
    """
    if wish.author is not None and not _may_have_reviews(wish.author):
        raise AuthorRefusedError(f"{wish.author.display_name} may not write reviews.")
    changed = affected(reviews, wish)
    for review in changed:
        _DEEDS[wish.deed](session, review, wish, at)
    session.flush()
    if wish.deed in {Deed.ADD_TAG, Deed.REMOVE_TAG}:
        index_reviews(session, [review.id for review in changed])
    return changed


def _may_have_reviews(account: Account) -> bool:
    return account.may_write and account.is_enabled


def _has(review: Review, wish: Wish) -> bool:
    return wish.tag.casefold() in {tag.name.casefold() for tag in review.tags}


def _takes_no_comments(review: Review) -> bool:
    return review.comment_mode is CommentMode.CLOSED


def _is_published(review: Review) -> bool:
    return review.status is ReviewStatus.PUBLISHED and review.deleted_at is None


_CHANGES: Mapping[Deed, Callable[[Review, Wish], bool]] = {
    Deed.ADD_TAG: lambda review, wish: not _has(review, wish),
    Deed.REMOVE_TAG: _has,
    Deed.CLOSE_COMMENTS: lambda review, _: not _takes_no_comments(review),
    Deed.OPEN_COMMENTS: lambda review, _: (
        _takes_no_comments(review) or review.comments_close_at is not None
    ),
    Deed.UNPUBLISH: lambda review, _: _is_published(review),
    Deed.GIVE: lambda review, wish: (
        wish.author is not None and review.author_id != wish.author.id
    ),
    Deed.DELETE: lambda review, _: review.deleted_at is None,
    Deed.RESTORE: lambda review, _: review.deleted_at is not None,
}


def _add_tag(session: Session, review: Review, wish: Wish, at: datetime) -> None:
    names = [tag.name for tag in review.tags]
    if len(names) >= MOST_TAGS:
        raise TagsError(f"“{review.title}” has {MOST_TAGS} topics already.")
    tag_review(session, review, [*names, wish.tag])
    review.updated_at = at


def _remove_tag(session: Session, review: Review, wish: Wish, at: datetime) -> None:
    known = wish.tag.casefold()
    names = [tag.name for tag in review.tags if tag.name.casefold() != known]
    tag_review(session, review, names)
    review.updated_at = at


def _close(_session: Session, review: Review, _wish: Wish, _at: datetime) -> None:
    review.comment_mode = CommentMode.CLOSED


def _open(_session: Session, review: Review, _wish: Wish, _at: datetime) -> None:
    review.comment_mode = review.comments_close_at = None


def _unpublish(session: Session, review: Review, _wish: Wish, at: datetime) -> None:
    publishing.unpublish(session, review, at=at)


def _give(_session: Session, review: Review, wish: Wish, at: datetime) -> None:
    if wish.author is not None:
        review.author_id = wish.author.id
        review.updated_at = at


def _delete(session: Session, review: Review, _wish: Wish, at: datetime) -> None:
    publishing.delete(session, review, at=at)


def _restore(session: Session, review: Review, _wish: Wish, at: datetime) -> None:
    publishing.restore(session, review, at=at)


_DEEDS: Mapping[Deed, Callable[[Session, Review, Wish, datetime], None]] = {
    Deed.ADD_TAG: _add_tag,
    Deed.REMOVE_TAG: _remove_tag,
    Deed.CLOSE_COMMENTS: _close,
    Deed.OPEN_COMMENTS: _open,
    Deed.UNPUBLISH: _unpublish,
    Deed.GIVE: _give,
    Deed.DELETE: _delete,
    Deed.RESTORE: _restore,
}

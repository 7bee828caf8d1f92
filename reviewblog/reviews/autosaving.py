"""Saving by itself: what is being typed is kept, and drafts follow it.

Nothing that readers see changes. A draft takes its title, dek and text over at once,
so that lists and its preview show them; all else waits, as typed, for a save.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.errors import ConflictError
from reviewblog.reviews.drafts import UNTITLED, ReviewDraft
from reviewblog.reviews.keeping import (
    close_pending,
    discard_pending,
    keep_first,
    keep_pending,
)
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.revisions import (
    Revision,
    find_begun,
    find_last,
    find_last_saved,
    find_pending,
)
from reviewblog.reviews.typed import Hand, Seen, Typed
from reviewblog.reviews.writing import create_review, put_down
from reviewblog.text.clean import clean_line, clean_text
from reviewblog.works.facts import WorkFacts

LONGEST_LINE = 300
LONGEST_BODY = 200_000
NAMELESS = WorkFacts(title="")


class MovedOnError(ConflictError):
    """A text was saved elsewhere while this one was being typed."""


def standing_text(session: Session, review: Review, saved: Typed) -> Typed:
    """Return what the form of a review opens on; ``saved`` is what it would else."""
    pending = find_pending(session, review.id)
    return pending.typed if pending else saved


def refuse_outdated(
    session: Session, review: Review, typed: Typed, seen: Seen, *, saved: Typed
) -> None:
    """Refuse to save over a text that its writer has not seen.

    What came from the same opened page was seen, also where the answer to it was
    lost; so was what is the same. A program that says nothing has seen what it wants.

    Raises:
        MovedOnError: another text was saved meanwhile.
    """
    standing = standing_text(session, review, saved).digest
    if not seen.base or standing in {seen.base, typed.digest}:
        return
    last = find_last(session, review.id)
    if last is None or not seen.tab or last.tab != seen.tab:
        raise MovedOnError("This review was saved elsewhere while you were writing.")


def autosave(
    session: Session, review: Review, typed: Typed, hand: Hand, *, saved: Typed
) -> Typed:
    """Keep what is being typed in a review, locked for a change; return what is kept.

    Typing back what is saved leaves nothing pending.
    """
    if typed.digest == saved.digest:
        close_pending(session, review)
        return saved
    first = Hand(by_id=review.author_id, at=review.updated_at)
    keep_first(session, review, saved, first)
    revision = keep_pending(session, review, typed, hand)
    _follow(session, review, typed, at=hand.at)
    # Read back, so that nobody is told about a text that the database has not.
    session.expire(revision, ["fields"])
    return revision.typed


def begin(session: Session, typed: Typed, hand: Hand, *, by: Account) -> Review:
    """Make a draft of what is being typed on the page for a new review.

    Its film gets no name yet: the one that is being typed may be another film's.
    """
    draft = ReviewDraft(film=NAMELESS, title=UNTITLED)
    review = create_review(session, draft, by=by, at=hand.at)
    keep_pending(session, review, typed, hand)
    _follow(session, review, typed, at=hand.at)
    return review


def begun(session: Session, tab: str, *, by: Account) -> int | None:
    """Find the draft that an opened page has begun, by its id."""
    revision = find_begun(session, tab, by=by)
    return revision.review_id if revision else None


def discard(session: Session, review: Review, *, at: datetime) -> bool:
    """Go back to the text that was saved last; tell whether there was another."""
    found = discard_pending(session, review)
    last = find_last_saved(session, review.id)
    if last:
        _follow(session, review, last.typed, at=at)
    return found


def restore(session: Session, review: Review, revision: Revision, hand: Hand) -> None:
    """Put an earlier text into the form again; readers see it after a save."""
    close_pending(session, review)
    keep_pending(session, review, revision.typed, hand)
    _follow(session, review, revision.typed, at=hand.at)


def prose_of(typed: Typed) -> ReviewDraft | None:
    """Read title, dek and text of a form that may be wrong elsewhere.

    What is too long waits in the form, which says by how much.
    """
    title = clean_line(typed["title"]) or clean_line(typed["film_title"]) or UNTITLED
    dek, body = clean_line(typed["dek"]), clean_text(typed["body"])
    if max(len(title), len(dek)) > LONGEST_LINE or len(body) > LONGEST_BODY:
        return None
    return ReviewDraft(film=NAMELESS, title=title, dek=dek, body=body)


def _follow(session: Session, review: Review, typed: Typed, *, at: datetime) -> None:
    if review.status is not ReviewStatus.DRAFT:
        return
    if prose := prose_of(typed):
        put_down(session, review, prose, at=at)

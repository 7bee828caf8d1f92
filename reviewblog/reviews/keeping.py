"""Keeping what was typed, at every save and between them.

Saves by themselves follow each other within seconds, so they share one revision for
some minutes, unless much was deleted: what somebody wiped out by mistake is kept.
"""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reviewblog.reviews.mentions import note_mentions
from reviewblog.reviews.models import Review
from reviewblog.reviews.revisions import (
    Revision,
    RevisionKind,
    find_before,
    find_last,
    find_last_saved,
    find_pending,
)
from reviewblog.reviews.typed import Hand, Typed

SHARED_FOR = timedelta(minutes=10)
# More words than this gone at once is no polishing.
MANY_WORDS = 30
# Of those that nobody asked for.
MOST_AUTOSAVED = 50


def keep_first(session: Session, review: Review, typed: Typed, hand: Hand) -> None:
    """Remember the text that a review has before its first remembered save."""
    if find_last(session, review.id) is None:
        _add(session, review, typed, RevisionKind.SAVED, hand)


def keep_saved(session: Session, review: Review, typed: Typed, hand: Hand) -> None:
    """Remember what an author saved; saving the same again is nothing new."""
    pending = find_pending(session, review.id)
    if pending and _goes_on(pending, typed, hand):
        _overwrite(session, pending, typed, hand)
        pending.kind = RevisionKind.SAVED
        session.flush()
        return
    if pending:
        _move_to(session, pending, RevisionKind.AUTOSAVED)
    last = find_last_saved(session, review.id)
    if last is None or last.digest != typed.digest:
        kind = RevisionKind.SAVED
        _add(session, review, typed, kind, hand)
    else:
        last.tab = hand.tab
    _thin_out(session, review)


def keep_pending(
    session: Session, review: Review, typed: Typed, hand: Hand
) -> Revision:
    """Remember what was typed and not sent yet; return it as it is kept."""
    pending = find_pending(session, review.id)
    if pending and _goes_on(pending, typed, hand):
        _overwrite(session, pending, typed, hand)
        return pending
    if pending:
        _move_to(session, pending, RevisionKind.AUTOSAVED)
        _thin_out(session, review)
    kind = RevisionKind.PENDING
    return _add(session, review, typed, kind, hand)


def set_aside(session: Session, review: Review, typed: Typed, hand: Hand) -> None:
    """Remember a text that shall not stand in the form; one an opened page."""
    kind = RevisionKind.SET_ASIDE
    known = session.scalar(
        select(Revision).where(
            Revision.review_id == review.id,
            Revision.kind == kind,
            Revision.tab == hand.tab,
            Revision.author_id == hand.by_id,
        )
    )
    if known and hand.tab:
        _overwrite(session, known, typed, hand)
    else:
        _add(session, review, typed, kind, hand)


def discard_pending(session: Session, review: Review) -> bool:
    """Go back to what was saved; what was typed since stays in the history."""
    pending = find_pending(session, review.id)
    if pending:
        # Its page is closed: a later text of that page is another one.
        pending.tab = ""
        _move_to(session, pending, RevisionKind.SET_ASIDE)
    return pending is not None


def close_pending(session: Session, review: Review) -> None:
    """Let what was typed be history, because something else takes its place."""
    pending = find_pending(session, review.id)
    if pending:
        _move_to(session, pending, RevisionKind.AUTOSAVED)
        _thin_out(session, review)


def _goes_on(pending: Revision, typed: Typed, hand: Hand) -> bool:
    """Tell whether somebody went on typing, rather than began anew."""
    if pending.digest == typed.digest:
        return True
    if pending.author_id != hand.by_id or hand.at - pending.started_at >= SHARED_FOR:
        return False
    lost = (pending.typed.words - typed.words).total()
    return lost <= (MANY_WORDS if hand.tab and pending.tab == hand.tab else 0)


def _add(
    session: Session, review: Review, typed: Typed, kind: RevisionKind, hand: Hand
) -> Revision:
    revision = Revision(
        review_id=review.id,
        author_id=hand.by_id,
        kind=kind,
        tab=hand.tab,
        started_at=hand.at,
        kept_at=hand.at,
        digest="",
        words_added=0,
        words_removed=0,
        fields=[],
    )
    session.add(revision)
    session.flush()
    _overwrite(session, revision, typed, hand)
    return revision


def _overwrite(session: Session, revision: Revision, typed: Typed, hand: Hand) -> None:
    before = find_before(session, revision)
    known = before.typed.words if before else Typed(()).words
    revision.tab = hand.tab
    revision.kept_at = hand.at
    revision.digest = typed.digest
    revision.words_added = (typed.words - known).total()
    revision.words_removed = (known - typed.words).total()
    revision.fields = [list(pair) for pair in typed.pairs]
    session.flush()
    note_mentions(session, revision.id, typed)


def _move_to(session: Session, pending: Revision, kind: RevisionKind) -> None:
    # At once, since a review has one pending revision at most.
    pending.kind = kind
    session.flush()


def _thin_out(session: Session, review: Review) -> None:
    autosaved = (
        select(Revision.id)
        .where(Revision.review_id == review.id, Revision.kind == RevisionKind.AUTOSAVED)
        .order_by(Revision.id.desc())
    )
    old = session.scalars(autosaved.offset(MOST_AUTOSAVED)).all()
    if old:
        session.execute(delete(Revision).where(Revision.id.in_(old)))

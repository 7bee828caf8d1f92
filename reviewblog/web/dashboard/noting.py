"""Writing down what the account of this request does, as the log of the desk has it."""

from sqlalchemy.orm import Session

from reviewblog.activity import Deed, Matter, Verb, note
from reviewblog.clock import utcnow
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.publishing import Action
from reviewblog.web.identity import current_account

_VERBS = {
    Action.SAVE: Verb.CHANGED,
    Action.PUBLISH: Verb.PUBLISHED,
    Action.SCHEDULE: Verb.SCHEDULED,
    Action.UNPUBLISH: Verb.UNPUBLISHED,
}


def note_deed(
    session: Session,
    verb: Verb,
    matter: Matter,
    label: str,
    subject_id: int | None = None,
) -> None:
    """Note a deed in the transaction in which it is done."""
    deed = Deed(verb=verb, matter=matter, label=label, subject_id=subject_id)
    note(session, deed, by=current_account(), at=utcnow())


def note_saved(session: Session, review: Review, asked: Action) -> None:
    """Note what became of a review; that a draft was saved once more is no news."""
    if asked is not Action.SAVE or review.status is ReviewStatus.PUBLISHED:
        note_deed(session, _VERBS[asked], Matter.REVIEW, review.title, review.id)

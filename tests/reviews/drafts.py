"""Drafts for tests: valid with one call, as a form would hand them over."""

from typing import Any

from msgspec.structs import replace
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.db import transaction
from reviewblog.reviews import writing
from reviewblog.reviews.desk import find_review
from reviewblog.reviews.drafts import ReviewDraft, draft_of
from reviewblog.reviews.models import Review
from reviewblog.works.facts import Billing, WorkFacts
from tests.factories import LONG_AGO, make_account

RUSH = WorkFacts(
    title="Rush",
    release_year=1991,
    directors=("Lili Fini Zanuck",),
    cast=(Billing("Jason Patric", "Jim Raynor"),),
)


def make_draft(*, film: WorkFacts = RUSH, **overrides: Any) -> ReviewDraft:
    """Make a draft; what is no field of a draft is a field of the film."""
    of_film = {name: overrides.pop(name) for name in _film_fields(overrides)}
    return ReviewDraft(film=replace(film, **of_film), **overrides)


def write(
    session: Session, draft: ReviewDraft | None = None, *, by: Account | None = None
) -> Review:
    """Write a new review and load it as the desk does."""
    author = by or make_account(session)
    with transaction(session):
        review = writing.create_review(
            session, draft or make_draft(), by=author, at=LONG_AGO
        )
    return load(session, review)


def rewrite(
    session: Session, review: Review, *, at: Any = LONG_AGO, **edits: Any
) -> bool:
    """Change some fields of a review, as if its form had been sent again."""
    with transaction(session):
        known = load(session, review)
        draft = draft_of(known)
        of_film = {name: edits.pop(name) for name in _film_fields(edits)}
        film = replace(edits.pop("film", draft.film), **of_film)
        edited = replace(draft, film=film, **edits)
        by = known.author
        changed = writing.update_review(session, known, edited, by=by, at=at)
    load(session, review)
    return changed


def load(session: Session, review: Review) -> Review:
    """Load a review as the desk does."""
    found = find_review(session, review.id)
    assert found is not None
    return found


def _film_fields(values: dict[str, Any]) -> list[str]:
    """Name what belongs to the film; the film's title is called ``film_title``."""
    names = set(WorkFacts.__struct_fields__) - {"title"}
    return [name for name in values if name in names]

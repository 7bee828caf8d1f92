"""Looking a film up while its review is written: in the archive, then in catalogues.

Nothing is saved by any of this: what was typed comes back, with what was accepted.
"""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from msgspec import Struct, field

from reviewblog.clock import utcnow
from reviewblog.extensions import db
from reviewblog.reviews.autosaving import begun
from reviewblog.reviews.drafts import ReviewDraft, draft_of
from reviewblog.reviews.familiar import find_familiar, suggest_works
from reviewblog.reviews.models import Review
from reviewblog.web.body_form import as_id
from reviewblog.web.catalogues import catalogues
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.editor import render_editor
from reviewblog.web.dashboard.fields import as_line
from reviewblog.web.dashboard.loading import current_author, get_editable_or_404
from reviewblog.web.dashboard.offers import Offer, filled, offers_for
from reviewblog.web.dashboard.review_form import ReviewForm, posted_text
from reviewblog.web.site import current_site
from reviewblog.works.facts import WorkFacts, facts_of
from reviewblog.works.lookup.candidates import Candidate
from reviewblog.works.lookup.catalogues import LONGEST_SEARCH, Found
from reviewblog.works.lookup.errors import LookUpError

ARCHIVE = "work"
SUGGESTIONS = 6


class LookUp(Struct, frozen=True, kw_only=True):
    """What the panel beside the title shows; each step fills some of it."""

    title: str = ""
    known: tuple[Candidate, ...] = ()
    found: Found = field(default_factory=Found)
    chosen: str = ""
    offers: tuple[Offer, ...] | None = None
    filled: tuple[str, ...] | None = None


@bp.get("/works/look-up")
def suggest() -> ResponseReturnValue:
    """Offer works for the first letters of a title, to the script of the form."""
    current_author()
    title = as_line(request.args.get("q", "")[:LONGEST_SEARCH])
    if request.args.get("in") == "archive":
        return {"choices": [_choice(each) for each in _known(title)], "troubles": []}
    found = _search(title)
    choices = [_choice(each) for each in found.candidates]
    return {"choices": choices, "troubles": found.troubles}


@bp.post("/works/look-up")
def look_up_work() -> ResponseReturnValue:
    """Show which works may be meant."""
    form, review = _posted_form()
    title = (form.film_title.data or "")[:LONGEST_SEARCH]
    known, found = _known(title), _search(title)
    return _show(form, review, LookUp(title=title, known=known, found=found))


@bp.post("/works/look-up/facts")
def show_facts() -> ResponseReturnValue:
    """Show what a chosen work would fill."""
    form, review = _posted_form()
    chosen = request.form.get("candidate", "")
    try:
        facts = _facts_of(chosen)
    except LookUpError as refusal:
        trouble = Found(troubles=(str(refusal),))
        return _show(form, review, LookUp(found=trouble))
    offers = tuple(offers_for(form, posted_text(), facts))
    return _show(form, review, LookUp(chosen=chosen, title=facts.title, offers=offers))


@bp.post("/works/look-up/fill")
def fill_in() -> ResponseReturnValue:
    """Put what was ticked into the form."""
    form, review = _posted_form()
    names = request.form.getlist("take")
    try:
        facts = _facts_of(request.form.get("candidate", ""))
    except LookUpError as refusal:
        trouble = Found(troubles=(str(refusal),))
        return _show(form, review, LookUp(found=trouble))
    offers = offers_for(form, posted_text(), facts)
    taken = [offer for offer in offers if offer.name in names]
    typed = filled(posted_text(), facts, [offer.name for offer in taken])
    full = ReviewForm(_draft(review), current_site().zone, typed)
    full.base.data, full.tab.data = form.base.data, form.tab.data
    return _show(full, review, LookUp(filled=tuple(offer.label for offer in taken)))


def _posted_form() -> tuple[ReviewForm, Review | None]:
    author, zone = current_author(), current_site().zone
    number = as_id(request.args.get("review"))
    if number is None:
        # The page may have saved by itself, and not have been told.
        tab = ReviewForm.empty(zone).seen.tab
        number = begun(db.session(), tab, by=author)
    review = get_editable_or_404(db.session(), number) if number is not None else None
    return ReviewForm(_draft(review), zone), review


def _draft(review: Review | None) -> ReviewDraft:
    return draft_of(review) if review else ReviewDraft(film=WorkFacts(title=""))


def _known(title: str) -> tuple[Candidate, ...]:
    works = suggest_works(
        db.session(), title, by=current_author(), at=utcnow(), limit=SUGGESTIONS
    )
    return tuple(
        Candidate(
            source=ARCHIVE,
            key=str(work.id),
            title=work.title,
            year=work.release_year,
            makers=tuple(credit.person.label for credit in work.directors),
        )
        for work in works
    )


def _search(title: str) -> Found:
    return catalogues().search(title, current_site().language)


def _facts_of(chosen: str) -> WorkFacts:
    source, _, key = chosen.partition(":")
    if source != ARCHIVE:
        return catalogues().fetch(source, key, current_site().language)
    work_id = as_id(key) or 0
    work = find_familiar(db.session(), work_id, by=current_author(), at=utcnow())
    if work is None:
        raise LookUpError("This work is no longer in the archive.")
    return facts_of(work)


def _choice(candidate: Candidate) -> dict[str, Any]:
    return {
        "value": candidate.value,
        "title": candidate.title,
        "year": candidate.year,
        "makers": ", ".join(candidate.makers),
        "note": candidate.note,
        "source": source_name(candidate.source),
    }


def source_name(source: str) -> str:
    """Say where a candidate was found."""
    if source == ARCHIVE:
        return "In your archive"
    return catalogues().sources[source].name


def _show(
    form: ReviewForm, review: Review | None, look_up: LookUp
) -> ResponseReturnValue:
    matter = {"look_up": look_up, "source_name": source_name}
    if request.accept_mimetypes.best == "application/json":
        page = render_template(
            "dashboard/_look_up.html", form=form, review=review, **matter
        )
        return {"html": page}
    return render_editor(form, review, **matter)

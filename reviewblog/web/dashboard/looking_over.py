"""Looking a review over before it is published, and saying what was found."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus

from flask import current_app
from flask.typing import ResponseReturnValue
from msgspec import Struct
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.config import Settings
from reviewblog.extensions import db
from reviewblog.media.queries import stills_by_hash
from reviewblog.reviews.checks import Concern, Facts, Finding, check, links_within
from reviewblog.reviews.dead_links import dead_links
from reviewblog.reviews.drafts import KEEP_GRADE, ReviewDraft, draft_of
from reviewblog.reviews.models import Review
from reviewblog.reviews.publishing import Action
from reviewblog.reviews.revisions import find_pending
from reviewblog.reviews.scales import find_current_scale
from reviewblog.reviews.typed import Typed
from reviewblog.text.markup import Rendered, render_review
from reviewblog.text.stills import hashes_in
from reviewblog.web.dashboard.editor import open_editor, render_editor
from reviewblog.web.dashboard.loading import get_editable_or_404
from reviewblog.web.dashboard.review_form import ReviewForm
from reviewblog.web.site import current_site
from reviewblog.web.wording import grade_label

# The words, and the field to which they lead.
WORDS: Mapping[Concern, tuple[str, str]] = {
    Concern.NO_TEXT: ("There is no text yet.", "body"),
    Concern.NO_ALT: ("The picture {what} has no description.", "body"),
    Concern.NO_PICTURE: ("The picture {what} is not in the library.", "body"),
    Concern.NO_STILL_ALT: ("The still has no description.", "still"),
    Concern.NO_YEAR: ("The year of the release is missing.", "release_year"),
    Concern.OTHER_GRADE: ("The text gives {grade}, the field {field}.", "grade"),
    Concern.DEAD_LINK: ("The link to {what} leads to nothing readers see.", "body"),
    Concern.OPEN_SPOILER: ("A spoiler may stand open: “{what}”.", "body"),
    Concern.UNCLOSED_SPOILER: ("Something hidden is begun and never ended.", "body"),
    Concern.NO_DEK: ("The dek is empty: lists and feeds show none.", "dek"),
    Concern.NO_TAGS: ("There are no topics.", "tags"),
    Concern.NO_DIRECTORS: ("Nobody is named as director.", "directors"),
    Concern.NO_CAST: ("The cast is empty.", "cast"),
}


class Remark(Struct, frozen=True):
    """A finding in words, and the field to look at."""

    text: str
    field: str


def look_over(review_id: int | None = None) -> ResponseReturnValue:
    """Say what a form, as it was sent, leaves to be looked at; nothing is saved."""
    review = get_editable_or_404(db.session(), review_id) if review_id else None
    zone = current_site().zone
    form = ReviewForm(draft_of(review), zone) if review else ReviewForm.empty(zone)
    form.action.data = Action.SAVE
    if not form.validate():
        return render_editor(form, review), HTTPStatus.UNPROCESSABLE_ENTITY
    given = review.grade.label if review and review.grade else ""
    remarks = remarks_on(form.to_draft(), given=given)
    return render_editor(form, review, remarks=remarks, is_asked=True)


def open_looked_over(review: Review) -> str:
    """Open a review in the editor, with what stands there to be looked at."""
    pending = find_pending(db.session(), review.id)
    given = review.grade.label if review.grade else ""
    draft = _read(review, pending.typed) if pending else draft_of(review)
    return open_editor(review, remarks=draft and remarks_on(draft, given=given))


def _read(review: Review, typed: Typed) -> ReviewDraft | None:
    """Read what waits in the form; what is wrong there has its own messages."""
    form = ReviewForm(draft_of(review), current_site().zone, typed)
    # Nobody sends it: what was typed was kept before.
    del form.csrf_token
    return form.to_draft() if form.validate() else None


def remarks_on(draft: ReviewDraft, *, given: str) -> list[Remark]:
    """Say what its author may have overlooked; ``given`` is the grade it has had."""
    session, at = db.session(), utcnow()
    grade = given if draft.grade == KEEP_GRADE else draft.grade
    facts = _facts_of(session, draft, grade, at)
    return [_remark(finding, facts) for finding in check(facts)]


def _facts_of(session: Session, draft: ReviewDraft, grade: str, at: datetime) -> Facts:
    rendered = _render(session, draft.body)
    settings: Settings = current_app.config["SETTINGS"]
    html = rendered.html + rendered.notes
    paths = links_within(html, site_url=settings.site_url)
    scale = find_current_scale(session)
    still = stills_by_hash(session, {draft.still}).get(draft.still)
    return Facts(
        source=draft.body,
        html=rendered.html,
        notes=rendered.notes,
        grade=grade,
        labels=tuple(step.label for step in scale.grades) if scale else (),
        release_year=draft.film.release_year,
        kind=draft.film.kind,
        dek=draft.dek,
        has_tags=bool(draft.tags),
        has_directors=bool(draft.film.directors),
        has_cast=bool(draft.film.cast),
        undescribed_still=still is not None and not still.alt.strip(),
        dead_links=dead_links(session, paths, at=at),
    )


def _render(session: Session, source: str) -> Rendered:
    stills = stills_by_hash(session, hashes_in(source))
    return render_review(source, prefix="check", stills=stills)


def _remark(finding: Finding, facts: Facts) -> Remark:
    words, field = WORDS[finding.concern]
    text = words.format(
        what=finding.what,
        grade=grade_label(finding.what),
        field=grade_label(facts.grade) or "none",
    )
    return Remark(text, field)

"""The editor opened again on a form that came after its sign-in had ended."""

from urllib.parse import parse_qs, urlsplit

from reviewblog.extensions import db
from reviewblog.reviews.drafts import ReviewDraft, draft_of
from reviewblog.reviews.models import Review
from reviewblog.reviews.typed import Typed
from reviewblog.web.body_form import as_id
from reviewblog.web.dashboard.editor import render_editor
from reviewblog.web.dashboard.loading import current_author, get_editable_or_404
from reviewblog.web.dashboard.review_form import ReviewForm
from reviewblog.web.kept import KeptForm, reopens
from reviewblog.web.site import current_site
from reviewblog.works.facts import WorkFacts


@reopens("dashboard.create_review")
def reopen_new_review(kept: KeptForm) -> str:
    """Show the form for a new review as it was typed."""
    current_author()
    return _reopen(kept, ReviewDraft(film=WorkFacts(title="")))


@reopens("dashboard.update_review")
def reopen_review(kept: KeptForm, review_id: int) -> str:
    """Show the form of a review as it was typed."""
    review = get_editable_or_404(db.session(), review_id)
    return _reopen(kept, draft_of(review), review)


@reopens("dashboard.look_up_work")
@reopens("dashboard.show_facts")
@reopens("dashboard.fill_in")
def reopen_looked_up(kept: KeptForm) -> str:
    """Show the form in which a film was looked up as it was typed."""
    query = parse_qs(urlsplit(kept.path).query)
    number = as_id(query.get("review", [""])[0])
    return reopen_new_review(kept) if number is None else reopen_review(kept, number)


def _reopen(kept: KeptForm, draft: ReviewDraft, review: Review | None = None) -> str:
    # With what it was opened on: the text may have been changed elsewhere meanwhile.
    typed = Typed.of((field.name, field.value) for field in kept.fields)
    form = ReviewForm(draft, current_site().zone, typed)
    return render_editor(form, review, is_reopened=True, had_files=kept.had_files)

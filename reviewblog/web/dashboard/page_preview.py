"""A standing page as readers would see it, before it is saved."""

from http import HTTPStatus

from flask import url_for
from flask.typing import ResponseReturnValue

from reviewblog.extensions import db
from reviewblog.media.queries import stills_by_hash
from reviewblog.standing.drafts import PageDraft
from reviewblog.standing.models import StandingPage
from reviewblog.text.markup import render_review
from reviewblog.text.stills import hashes_in
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import current_editor
from reviewblog.web.dashboard.page_form import PageForm
from reviewblog.web.standing_page import render_page


@bp.post("/pages/preview")
def preview_page() -> ResponseReturnValue:
    current_editor()
    form = PageForm.on(PageDraft(title=""))
    if not form.validate():
        page = render_desk("dashboard/edit_page.html", form=form, page=None)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    return render_page(
        _as_it_would_be(form.to_draft()),
        template="dashboard/preview_page.html",
        back=url_for("dashboard.list_pages"),
    )


def _as_it_would_be(draft: PageDraft) -> StandingPage:
    stills = stills_by_hash(db.session(), hashes_in(draft.body))
    rendered = render_review(draft.body, prefix="p", stills=stills)
    return StandingPage(
        title=draft.title,
        slug=draft.slug or "preview",
        dek=draft.dek,
        body_html=rendered.html,
        notes_html=rendered.notes,
    )

"""What was done at the desk, for its owner to read."""

from functools import partial
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from reviewblog.accounts.administration import list_accounts
from reviewblog.activity import (
    KEPT,
    Activity,
    Matter,
    Narrowing,
    Verb,
    count_deeds,
    list_deeds,
)
from reviewblog.extensions import db
from reviewblog.web.body_form import as_id
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import current_owner
from reviewblog.web.paging import paged

SIZE = 50
VERBS = {
    Verb.CREATED: "made",
    Verb.CHANGED: "changed",
    Verb.PUBLISHED: "published",
    Verb.SCHEDULED: "scheduled",
    Verb.UNPUBLISHED: "unpublished",
    Verb.DELETED: "deleted",
    Verb.RESTORED: "restored",
    Verb.MERGED: "merged",
    Verb.SPLIT: "told apart",
    Verb.INVITED: "invited",
    Verb.DISABLED: "disabled",
    Verb.ENABLED: "enabled",
    Verb.UPLOADED: "uploaded",
    Verb.REPLACED: "replaced the content of",
    Verb.CORRECTED: "owned up to a mistake in",
    Verb.UNCORRECTED: "took a correction back from",
    Verb.BLOCKED: "blocked",
    Verb.UNBLOCKED: "unblocked",
}
MATTERS = {
    Matter.REVIEW: "Reviews",
    Matter.PERSON: "People",
    Matter.TAG: "Topics",
    Matter.WORK: "Works",
    Matter.LIST: "Lists",
    Matter.PAGE: "Pages",
    Matter.PICTURE: "Pictures",
    Matter.REDIRECT: "Redirects",
    Matter.ACCOUNT: "Users",
    Matter.SETTINGS: "Settings",
}
NOUNS = {
    Matter.REVIEW: "the review",
    Matter.PERSON: "the person",
    Matter.TAG: "the topic",
    Matter.WORK: "the work",
    Matter.LIST: "the list",
    Matter.PAGE: "the page",
    Matter.PICTURE: "the picture",
    Matter.ACCOUNT: "the account",
}
# Where the thing is looked after, for those of which that can be told.
PAGES = {
    Matter.REVIEW: ("dashboard.edit_review", "review_id"),
    Matter.PERSON: ("dashboard.edit_person", "person_id"),
    Matter.TAG: ("dashboard.edit_tag", "tag_id"),
    Matter.WORK: ("dashboard.edit_work", "work_id"),
    Matter.LIST: ("dashboard.edit_list", "list_id"),
    Matter.PAGE: ("dashboard.edit_page", "page_id"),
    Matter.PICTURE: ("dashboard.edit_picture", "picture_id"),
    Matter.ACCOUNT: ("dashboard.edit_user", "account_id"),
}


@bp.get("/activity/")
def list_activity() -> ResponseReturnValue:
    current_owner()
    session, narrowing = db.session(), _asked()
    return render_desk(
        "dashboard/list_activity.html",
        page=paged(
            partial(list_deeds, session, narrowing),
            total=count_deeds(session, narrowing),
            size=SIZE,
        ),
        narrowing=narrowing,
        accounts=list_accounts(session),
        verbs=VERBS,
        matters=MATTERS,
        nouns=NOUNS,
        page_of=page_of,
        days=KEPT.days,
    )


def page_of(deed: Activity) -> str | None:
    """Return where the thing of an entry is looked after, if that can be told."""
    found = PAGES.get(Matter(deed.matter)) if deed.matter in set(Matter) else None
    if found is None or deed.subject_id is None:
        return None
    endpoint, name = found
    where: dict[str, Any] = {name: deed.subject_id}
    return url_for(endpoint, **where)


def _asked() -> Narrowing:
    matter, by = request.args.get("matter", ""), request.args.get("by", "")
    account_id = as_id(by)
    if (matter and matter not in set(Matter)) or (by and not account_id):
        abort(404)
    return Narrowing(matter, account_id)

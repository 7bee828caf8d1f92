"""The log of the desk."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.activity import Activity
from tests.factories import LONG_AGO, make_review, save
from tests.pages import links, texts

PAGE = "/dashboard/activity/"


def add(session: Session, owner: Account, **overrides: object) -> Activity:
    defaults: dict[str, object] = {
        "account_id": owner.id,
        "actor": owner.display_name,
        "verb": "published",
        "matter": "review",
        "subject_id": None,
        "label": "Rush",
        "done_at": LONG_AGO,
    }
    return save(session, Activity(**defaults | overrides))


def test_what_is_done_to_a_review_is_written_down(
    desk: FlaskClient, session: Session
) -> None:
    typed = {"film_title": "Rush", "action": "publish"}
    page = desk.post("/dashboard/reviews/new", data=typed).location
    desk.post(page, data=typed | {"action": "unpublish"})
    desk.post(page, data=typed | {"action": "save"})
    desk.post(page.replace("edit", "delete"))
    desk.post(page.replace("edit", "restore"))

    verbs = session.scalars(select(Activity.verb).order_by(Activity.id)).all()
    assert verbs == ["published", "unpublished", "deleted", "restored"]
    shown = desk.get(PAGE)
    assert texts(shown, ".mini li p:first-child")[0] == (
        "The Owner restored the review Rush"
    )
    assert page in links(shown, ".mini a")


def test_what_fails_is_not_written_down(desk: FlaskClient, session: Session) -> None:
    review = make_review(session)
    page = f"/dashboard/reviews/{review.id}/edit"

    desk.post(page, data={"film_title": "", "action": "publish"})

    assert session.scalars(select(Activity)).all() == []


def test_settings_are_written_down(desk: FlaskClient, session: Session) -> None:
    mail = {"comment_notices": "off", "digest_hour": "8", "websub_hub": ""}

    desk.post("/dashboard/mail/", data=mail)

    assert session.scalars(select(Activity.label)).all() == ["the settings of mail"]


def test_the_log_is_narrowed_by_what_and_by_whom(
    desk: FlaskClient, session: Session, owner: Account
) -> None:
    add(session, owner, label="Rush")
    add(session, owner, label="crime", matter="tag", account_id=None, actor="Gone")

    by_matter = desk.get(f"{PAGE}?matter=tag&by=")
    by_account = desk.get(f"{PAGE}?by={owner.id}")

    assert texts(by_matter, ".mini li p:first-child") == [
        "Gone published the topic crime"
    ]
    assert texts(by_account, ".mini li bdi")[1] == "Rush"


def test_what_a_later_version_wrote_is_still_shown(
    desk: FlaskClient, session: Session, owner: Account
) -> None:
    add(session, owner, verb="knighted", matter="cat", label="Tom")

    assert "The Owner knighted Tom" in texts(desk.get(PAGE), ".mini li p")[0]


@pytest.mark.parametrize("query", ["matter=x", "by=x", "page=2", "by=" + "9" * 30])
def test_no_such_log_is_404(desk: FlaskClient, query: str) -> None:
    assert desk.get(f"{PAGE}?{query}").status_code == HTTPStatus.NOT_FOUND


def test_the_log_comes_in_pages(
    desk: FlaskClient, session: Session, owner: Account
) -> None:
    for number in range(51):
        add(session, owner, label=f"Film {number}.")

    assert "Film 0." in desk.get(f"{PAGE}?page=2").text
    assert "Film 0." not in desk.get(PAGE).text

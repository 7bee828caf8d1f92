"""The log of the desk."""

from http import HTTPStatus
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.activity import Activity
from reviewblog.comments.screening.models import Block
from reviewblog.media.models import Picture
from reviewblog.redirects.models import Redirect
from reviewblog.reviews.corrections import Correction
from tests.clients import submit
from tests.factories import LONG_AGO, make_review, save
from tests.media.pictures import plain
from tests.pages import links, texts
from tests.web.library import LIBRARY, uploaded

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


def test_pictures_are_written_down(desk: FlaskClient, session: Session) -> None:
    picture = plain("#0a0b0c")
    uploaded(desk, picture)
    uploaded(desk, picture)
    page = f"{LIBRARY}{session.scalar(select(Picture.id))}"

    desk.post(page, data={"alt": "A cat"})
    desk.post(f"{page}/content", data={"picture": (BytesIO(plain("#0a0b0d")), "b.png")})
    chosen = {"picture_id": page.rpartition("/")[2], "confirmed": "yes"}
    desk.post(f"{LIBRARY}deletion", data=chosen)

    assert told(session) == [
        "uploaded picture large.jpg",
        "changed picture large.jpg",
        "replaced picture large.jpg",
        "deleted picture large.jpg",
    ]


def test_pages_are_written_down(desk: FlaskClient, session: Session) -> None:
    typed = {"title": "About", "status": "published"}
    page = desk.post("/dashboard/pages/new", data=typed).location
    desk.post(page, data=typed)
    desk.post(page, data=typed | {"status": "draft"})
    desk.post(page, data=typed | {"status": "draft"})
    desk.post(page, data=typed)
    desk.post(page.replace("edit", "delete"))
    desk.post(page.replace("edit", "restore"))

    verbs = ["published", "changed", "unpublished", "published", "deleted", "restored"]
    assert told(session) == [f"{verb} page About" for verb in verbs]


def test_redirects_are_written_down(desk: FlaskClient, session: Session) -> None:
    there = {"path": "/old", "target": "/reviews/"}
    desk.post("/dashboard/redirects/", data=there)
    number = session.scalar(select(Redirect.id))
    desk.post(f"/dashboard/redirects/{number}/delete")
    desk.post("/dashboard/redirects/import", data={"lines": "/a /reviews/"})

    assert told(session) == [
        "created redirect the redirect of /old to /reviews/",
        "deleted redirect the redirect of /old to /reviews/",
        "created redirect 1 redirect",
    ]


def test_corrections_are_written_down(desk: FlaskClient, session: Session) -> None:
    review = make_review(session, title="Playtime")
    page = f"/dashboard/reviews/{review.id}/corrections"
    desk.post(page, data={"corrected_on": "2026-01-02", "text": "It was 1967."})
    number = session.scalar(select(Correction.id))
    desk.post(f"{page}/{number}/delete")

    verbs = ["corrected", "uncorrected"]
    assert told(session) == [f"{verb} review Playtime" for verb in verbs]


def test_the_look_and_blocks_are_written_down(
    desk: FlaskClient, session: Session
) -> None:
    look = {"accent": "", "fonts": "house", "ai_crawlers": "welcome"}
    desk.post("/dashboard/settings/look", data=look)
    blocked = {"address": "192.0.2.7"}
    desk.post("/dashboard/settings/comments/addresses", data=blocked)
    number = session.scalar(select(Block.id))
    desk.post(f"/dashboard/settings/comments/blocks/{number}/removal")
    desk.post("/dashboard/settings/comments/flood/end")

    assert told(session) == [
        "changed settings the look of the site",
        "blocked settings comments from 192.0.2.7",
        "unblocked settings comments: 192.0.2.7",
        "enabled settings comments again after a flood",
    ]
    assert texts(desk.get(PAGE), ".mini li p:first-child")[-1] == (
        "The Owner changed the look of the site"
    )


def test_the_rules_for_comments_are_written_down(
    desk: FlaskClient, session: Session
) -> None:
    submit(desk, "/dashboard/settings/comments/")

    assert told(session) == ["changed settings the rules for comments"]


def told(session: Session) -> list[str]:
    session.rollback()
    deeds = session.scalars(select(Activity).order_by(Activity.id))
    return [f"{deed.verb} {deed.matter} {deed.label}" for deed in deeds]

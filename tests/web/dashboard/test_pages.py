"""Standing pages at the desk."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.media.models import Picture
from reviewblog.standing.models import PageStatus, StandingPage
from reviewblog.standing.queries import find_public, list_kept
from tests.clients import fields_of, sign_in, submit
from tests.factories import LONG_AGO, make_account, make_page
from tests.media.pictures import plain
from tests.pages import texts
from tests.web.library import uploaded

NEW = "/dashboard/pages/new"
LIST = "/dashboard/pages/"


def test_a_page_is_written_and_read(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    response = submit(desk, NEW, title="About", body="One *seat*.", status="published")

    page = find_public(session, "about")
    assert page is not None
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert response.headers["Location"] == f"/dashboard/pages/{page.id}/edit"
    assert "<em>seat</em>" in client.get("/about/").text


def test_the_form_shows_what_was_saved(desk: FlaskClient) -> None:
    typed = {"title": "About", "dek": "One seat.", "body": "\n\nHere.", "slug": "who"}
    editor = submit(desk, NEW, **typed, in_footer="y").headers["Location"]

    shown = fields_of(desk.get(editor))

    assert {name: shown[name] for name in typed} == typed
    assert (shown["in_footer"], shown["status"]) == ("y", "draft")


def test_an_unticked_menu_stays_unticked(desk: FlaskClient, session: Session) -> None:
    page = make_page(session, in_menu=True)

    desk.post(
        f"/dashboard/pages/{page.id}/edit", data={"title": "X", "status": "draft"}
    )

    session.expire_all()
    assert not session.get_one(StandingPage, page.id).in_menu


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"dek": "x" * 301},
        {"slug": "search"},
        {"slug": "☆"},
        {"slug": "x" * 101},
        {"status": "nonsense"},
        {"body": "x" * 200_001},
    ],
)
def test_bad_input_comes_back_with_a_word_beside_it(
    desk: FlaskClient, session: Session, wrong: dict[str, str]
) -> None:
    typed = {"title": "About", "body": "Kept.", "status": "draft"} | wrong

    response = desk.post(NEW, data=typed)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Something has to be put right first." in response.text
    assert session.scalar(select(func.count(StandingPage.id))) == 0
    if "body" not in wrong:
        assert "Kept." in response.text


def test_hostile_text_is_only_text(desk: FlaskClient) -> None:
    typed = {"title": "A\x00\ud800b", "body": "<script>\x00</script>", "slug": "\x00"}

    response = desk.post(
        NEW,
        data={k: v.encode("utf-8", "replace") for k, v in typed.items()}
        | {"status": "draft"},
    )

    assert response.status_code in {
        HTTPStatus.SEE_OTHER,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }


def test_a_preview_is_drawn_and_nothing_saved(
    desk: FlaskClient, session: Session
) -> None:
    typed = {"title": "About", "body": "One *seat*.[^1]\n\n[^1]: K.", "status": "draft"}

    response = desk.post("/dashboard/pages/preview", data=typed)

    assert "<em>seat</em>" in response.text
    assert "Nothing of this is saved yet." in response.text
    assert session.scalar(select(func.count(StandingPage.id))) == 0


def test_a_preview_says_what_is_wrong(desk: FlaskClient) -> None:
    response = desk.post("/dashboard/pages/preview", data={"title": ""})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_throwing_away_can_be_undone(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    page = make_page(session, slug="about", title="About")

    response = desk.post(f"/dashboard/pages/{page.id}/delete")

    assert client.get("/about/").status_code == HTTPStatus.GONE
    assert "Undo" in desk.get(response.headers["Location"]).text
    desk.post(f"/dashboard/pages/{page.id}/restore")
    assert client.get("/about/").status_code == HTTPStatus.OK


def test_pages_are_put_in_order(desk: FlaskClient, session: Session) -> None:
    first, second = make_page(session, title="One"), make_page(session, title="Two")

    desk.post(f"/dashboard/pages/{second.id}/position", data={"to": "up"})

    session.expire_all()
    assert list(list_kept(session)) == [second, first]
    assert desk.get(LIST).text.index("Two") < desk.get(LIST).text.index("One</a>")


def test_a_direction_must_be_one(desk: FlaskClient, session: Session) -> None:
    page = make_page(session)

    response = desk.post(f"/dashboard/pages/{page.id}/position", data={"to": "left"})

    assert response.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("number", [7, 2**31, 10**20])
@pytest.mark.parametrize("action", ["edit", "delete", "restore", "position"])
def test_a_page_that_is_not_there_is_not_found(
    desk: FlaskClient, number: int, action: str
) -> None:
    address = f"/dashboard/pages/{number}/{action}"

    response = desk.post(address, data={"to": "up"})

    assert response.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.MODERATOR])
def test_pages_are_not_for_everybody(app: Flask, session: Session, role: Role) -> None:
    page = make_page(session, status=PageStatus.DRAFT, deleted_at=LONG_AGO)
    browser = sign_in(app.test_client(), session, make_account(session, role=role))

    for address in (LIST, NEW, f"/dashboard/pages/{page.id}/edit"):
        assert browser.get(address).status_code == HTTPStatus.FORBIDDEN
    for action in ("edit", "delete", "restore"):
        response = browser.post(f"/dashboard/pages/{page.id}/{action}")
        assert response.status_code == HTTPStatus.FORBIDDEN


def test_a_page_shows_a_picture_in_all_its_sizes(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    address = uploaded(desk, plain("#010207"))
    typed = {"title": "About", "body": f"![A seat]({address})", "status": "published"}

    submit(desk, NEW, **typed)

    assert "srcset" in desk.post("/dashboard/pages/preview", data=typed).text
    assert "srcset" in client.get("/about/").text
    number = session.scalar(select(Picture.id))
    library = desk.get("/dashboard/media/")
    assert "the page About" in texts(library, ".library__text .meta a")
    refusal = desk.post(
        "/dashboard/media/deletion", data={"picture_id": number, "confirmed": "yes"}
    )
    assert "is shown in “About”" in refusal.text

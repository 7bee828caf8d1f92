"""The library of pictures: taken in with suspicion, shown where it is used."""

import os
from http import HTTPStatus
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.media.models import Picture
from reviewblog.reviews.models import Review
from reviewblog.web import uploads
from tests.clients import sign_in, submit
from tests.factories import make_account
from tests.media.hostile import HARMLESS, REFUSED
from tests.media.pictures import picture, plain
from tests.web.library import JSON, LIBRARY, upload, upload_much, uploaded

NAMES = (
    "../../etc/passwd.png",
    "nul\0.png",
    "x" * 300 + ".png",
    "\u202egnp.exe",
    "CON",
    "'><script>alert(1)</script>.png",
    "still.svg",
    "\t.png",
)


@pytest.fixture
def author(app: Flask, session: Session) -> FlaskClient:
    return sign_in(app.test_client(), session, make_account(session, role=Role.AUTHOR))


def only(session: Session) -> Picture:
    # A new look: what a session has begun to read stays as it was.
    session.rollback()
    return session.scalars(select(Picture)).one()


def count(session: Session) -> int:
    return session.scalar(select(func.count(Picture.id))) or 0


def test_a_picture_is_uploaded_and_asks_what_it_shows(
    desk: FlaskClient, session: Session
) -> None:
    response = upload(desk, picture())

    page = f"/dashboard/media/{only(session).id}"
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert response.headers["Location"] == page
    assert "What it shows" in desk.get(page).text


def test_several_pictures_are_uploaded_at_once(
    desk: FlaskClient, session: Session
) -> None:
    response = upload(desk, plain("red"), plain("blue"), plain("red"))

    assert response.headers["Location"] == LIBRARY
    assert count(session) == 2
    assert "2 pictures" in desk.get(LIBRARY).text


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_beside_the_field(
    desk: FlaskClient, session: Session, name: str
) -> None:
    response = upload(desk, REFUSED[name], name="still.jpg")

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'id="picture-errors" role="alert"' in response.text
    assert "<p>still.jpg: Th" in response.text
    assert count(session) == 0


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("name", HARMLESS)
def test_a_hostile_picture_is_made_harmless(
    desk: FlaskClient, client: FlaskClient, name: str
) -> None:
    content = client.get(uploaded(desk, HARMLESS[name])).data

    assert content.startswith(b"\xff\xd8\xff")
    assert not any(word in content for word in (b"script", b"Exif", b"59.3", b"ICC_"))


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_only_a_name(
    desk: FlaskClient, session: Session, name: str
) -> None:
    upload(desk, picture(), name=name)

    kept = only(session).filename
    assert kept.isprintable()
    assert len(kept) <= 120
    assert "<script>alert" not in desk.get(LIBRARY).text


def test_one_bad_file_does_not_take_the_others_along(
    desk: FlaskClient, session: Session
) -> None:
    response = upload(desk, REFUSED["drawing"], picture())

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "1 other picture was uploaded" in response.text
    assert count(session) == 1


def test_a_script_is_told_what_became_of_each_file(desk: FlaskClient) -> None:
    response = upload(desk, REFUSED["drawing"], picture(), headers=JSON)

    assert response.status_code == HTTPStatus.CREATED
    assert response.json is not None
    assert response.json["pictures"][0]["address"].startswith("/media/")
    assert "SVG" in response.json["refused"][0]["reason"]


def test_nothing_chosen_is_said_in_words(desk: FlaskClient) -> None:
    response = desk.post(LIBRARY, data={"picture": (BytesIO(b""), "")})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Choose at least one picture" in response.text


def test_a_picture_larger_than_a_form_is_taken(
    desk: FlaskClient, session: Session
) -> None:
    noise = os.urandom(6_000_000)

    upload_much(desk, picture(kind="JPEG") + noise)

    assert count(session) == 1


def test_too_many_at_once_are_refused(
    desk: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 1)

    response = upload(desk, plain("red"), plain("blue"))

    assert "at once, please" in response.text
    assert count(session) == 1


def test_a_full_disk_is_said_in_words(
    desk: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)

    response = upload(desk, plain("#123456", (33, 17)))

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "could not be stored" in response.text
    assert count(session) == 0


def test_uploading_needs_a_sign_in(client: FlaskClient, session: Session) -> None:
    assert upload(client, picture()).status_code == HTTPStatus.UNAUTHORIZED
    assert count(session) == 0


def test_a_stranger_may_not_send_much(client: FlaskClient) -> None:
    response = upload_much(client, bytes(5_000_000))

    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_uploading_needs_the_forms_token(desk: FlaskClient, session: Session) -> None:
    del desk.environ_base["HTTP_X_CSRFTOKEN"]

    assert upload(desk, picture()).status_code == HTTPStatus.BAD_REQUEST
    assert count(session) == 0


def test_moderators_have_no_library(app: Flask, session: Session) -> None:
    moderator = make_account(session, role=Role.MODERATOR)
    browser = sign_in(app.test_client(), session, moderator)

    assert browser.get(LIBRARY).status_code == HTTPStatus.FORBIDDEN
    assert upload(browser, picture()).status_code == HTTPStatus.FORBIDDEN


def test_authors_see_but_do_not_change_the_pictures_of_others(
    desk: FlaskClient, author: FlaskClient, session: Session
) -> None:
    uploaded(desk, picture())
    page = f"/dashboard/media/{only(session).id}"

    assert author.get(page).status_code == HTTPStatus.OK
    assert "Save" not in author.get(page).text
    assert author.post(page, data={"alt": "x"}).status_code == HTTPStatus.FORBIDDEN
    content = {"picture": (BytesIO(plain("red")), "a.png")}
    response = author.post(f"{page}/content", data=content)
    assert response.status_code == HTTPStatus.FORBIDDEN


def test_what_is_said_of_a_picture_is_kept_and_reaches_its_reviews(
    desk: FlaskClient, session: Session, owner: Account
) -> None:
    address = uploaded(desk, picture())
    form = {"film_title": "Playtime", "body": f"Text.\n\n![]({address})"}
    submit(desk, "/dashboard/reviews/new", **form, action="publish")

    response = submit(
        desk,
        f"/dashboard/media/{only(session).id}",
        alt="Tati in a glass door",
        caption="Glass",
        credit="Still: Specta",
    )

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert only(session).credit == "Still: Specta"
    html = session.scalars(select(Review.body_html)).one()
    assert 'alt="Tati in a glass door"' in html
    assert "Playtime" in desk.get(LIBRARY).text


def test_overlong_words_come_back_with_what_was_typed(
    desk: FlaskClient, session: Session
) -> None:
    uploaded(desk, picture())

    page = f"/dashboard/media/{only(session).id}"
    response = submit(desk, page, alt="a" * 1001, credit="Mine")

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "1,000 characters at most" in response.text
    assert 'value="Mine"' in response.text


def test_a_replaced_picture_is_replaced_wherever_it_is_shown(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    old = uploaded(desk, plain("red"))
    form = {"film_title": "Playtime", "body": f"Text.\n\n![]({old})"}
    submit(desk, "/dashboard/reviews/new", **form, action="publish")

    content = {"picture": (BytesIO(plain("blue")), "blue.png")}
    response = desk.post(f"/dashboard/media/{only(session).id}/content", data=content)

    assert response.status_code == HTTPStatus.SEE_OTHER
    new = only(session).hash
    assert new not in old
    assert f"/media/{new}-64.jpg" in client.get("/reviews/playtime/").text
    assert client.get(old).status_code == HTTPStatus.OK


def test_a_bad_replacement_is_refused_and_changes_nothing(
    desk: FlaskClient, session: Session
) -> None:
    uploaded(desk, picture())
    before = only(session).hash

    content = {"picture": (BytesIO(REFUSED["drawing"]), "a.jpg")}
    response = desk.post(f"/dashboard/media/{only(session).id}/content", data=content)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "SVG" in response.text
    assert only(session).hash == before


@pytest.mark.parametrize("picture_id", ["0", "999999", "99999999999999999999"])
def test_a_picture_that_is_not_there_is_not_found(
    desk: FlaskClient, picture_id: str
) -> None:
    page = f"/dashboard/media/{picture_id}"

    assert desk.get(page).status_code == HTTPStatus.NOT_FOUND
    assert desk.post(page).status_code == HTTPStatus.NOT_FOUND


def test_the_library_is_searched(desk: FlaskClient) -> None:
    upload(desk, plain("red"), name="playtime.png")
    upload(desk, plain("blue"), name="trafic.png")

    found = desk.get(LIBRARY, query_string={"q": "PLAY"}).text

    assert "1 picture found" in found
    assert "trafic.png" not in found
    nothing = desk.get(LIBRARY, query_string={"q": "\0%' OR 1=1"}).text
    assert "No picture has all these words" in nothing


@pytest.mark.parametrize("place", ["review", "list"])
def test_where_a_picture_is_used_tells_no_author_of_others_drafts(
    desk: FlaskClient, author: FlaskClient, session: Session, place: str
) -> None:
    body = f"![]({uploaded(desk, picture())})"
    if place == "review":
        draft = {"film_title": "Top Secret", "release_year": "2026", "body": body}
        desk.post("/dashboard/reviews/new", data={**draft, "action": "save"})
    else:
        made = desk.post("/dashboard/lists/", data={"title": "Top Secret"})
        desk.post(made.headers["Location"], data={"title": "Top Secret", "intro": body})
    page = f"{LIBRARY}{only(session).id}"

    for address in (LIBRARY, page):
        assert "Top Secret" in desk.get(address).text
        told = author.get(address).text
        assert "Top Secret" not in told
        assert "a text of somebody else" in told
        assert f"/dashboard/{place}s/1" not in told

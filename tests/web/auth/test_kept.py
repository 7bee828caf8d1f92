"""A form that came too late: nothing typed is lost, and nothing happens by itself."""

from http import HTTPStatus
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse, encode_multipart

from reviewblog.accounts.models import Account, SignIn
from reviewblog.accounts.sign_ins import end_all_sign_ins
from reviewblog.comments.models import Comment, CommentStatus
from tests.clients import sign_in
from tests.factories import PASSWORD, make_comment

LONG = "\r\n\r\nFirst line.\r\n\r\n  <b>Second</b> & \u201cthird\u201d, 千と千尋." * 99
TEXTS = [("film_title", '"><script>alert(1)</script>'), ("body", LONG), ("dek", "")]


def main_form(response: TestResponse) -> html.FormElement:
    form = html.fromstring(response.text).cssselect("main form[method=post]")[0]
    assert isinstance(form, html.FormElement)
    return form


def as_sent(form: html.FormElement) -> MultiDict[str, str]:
    """Return what a browser would send: line ends become CRLF, one newline is lost."""
    areas = {area.get("name") for area in form.iter("textarea")}
    pairs = [
        (name, str(value).removeprefix("\n" if name in areas else ""))
        for name, value in form.form_values()
    ]
    return MultiDict(
        (name, value.replace("\r\n", "\n").replace("\n", "\r\n"))
        for name, value in pairs
    )


def log_in_from(
    client: FlaskClient, page: TestResponse, password: str = PASSWORD
) -> TestResponse:
    fields = as_sent(main_form(page))
    fields["username"], fields["password"] = "owner", password
    return post_multipart(client, "/login", fields)


def post_multipart(
    client: FlaskClient, page: str, fields: MultiDict[str, str]
) -> TestResponse:
    """Post without the temporary file that the test client would leave open."""
    boundary, body = encode_multipart(fields)
    content_type = f"multipart/form-data; boundary={boundary}"
    return client.post(page, data=body, content_type=content_type)


def test_a_stranger_who_looks_is_sent_to_the_door(client: FlaskClient) -> None:
    response = client.get("/dashboard/comments/?status=spam")

    assert response.status_code == HTTPStatus.FOUND
    assert response.location == "/login?next=/dashboard/comments/?status%3Dspam"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_stranger_may_not_use_other_methods(client: FlaskClient, method: str) -> None:
    response = client.open("/account/", method=method)

    assert response.status_code in {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.METHOD_NOT_ALLOWED,
    }


def test_a_form_of_a_stranger_comes_back_inside_the_login_page(
    client: FlaskClient, owner: Account
) -> None:
    response = client.post("/dashboard/reviews/new?draft=1", data=MultiDict(TEXTS))

    assert response.status_code == HTTPStatus.UNAUTHORIZED
    assert "You are not signed in any more" in response.text
    kept = as_sent(main_form(response))
    assert kept["kept_path"] == "/dashboard/reviews/new?draft=1"
    assert [(name, kept[f"kept:{name}"]) for name, _ in TEXTS] == TEXTS


def test_secrets_and_tokens_are_not_kept(client: FlaskClient) -> None:
    response = client.post(
        "/account/profile",
        data={
            "display_name": "Kept",
            "current_password": "secret one",
            "new_password": "secret two",
            "PASSWORD": "secret three",
            "csrf_token": "secret four",
            "x-csrf_token": "secret five",
        },
    )

    assert "secret" not in response.text
    names = [name for name in as_sent(main_form(response)) if name.startswith("kept:")]
    assert names == ["kept:display_name"]


def test_files_are_not_kept_and_the_page_says_so(desk: FlaskClient) -> None:
    del desk.environ_base["HTTP_X_CSRFTOKEN"]

    response = desk.post(
        "/dashboard/reviews/new",
        data={"title": "Kept", "picture": (BytesIO(b"picture"), "still.jpg")},
    )

    assert "Files cannot be kept" in response.text
    assert as_sent(main_form(response))["title"] == "Kept"


def test_a_wrong_password_loses_nothing(client: FlaskClient, owner: Account) -> None:
    page = client.post("/dashboard/reviews/new", data=MultiDict(TEXTS))

    for _ in range(2):
        page = log_in_from(client, page, "wrong")

    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    kept = as_sent(main_form(page))
    assert [(name, kept[f"kept:{name}"]) for name, _ in TEXTS] == TEXTS


def test_too_many_wrong_passwords_lose_nothing(
    client: FlaskClient, owner: Account
) -> None:
    page = client.post("/dashboard/reviews/new", data=MultiDict(TEXTS))

    for _ in range(6):
        page = log_in_from(client, page, "wrong")

    assert page.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert as_sent(main_form(page))["kept:body"] == LONG


def test_after_signing_in_the_text_is_shown_and_nothing_has_happened(
    client: FlaskClient, session: Session, owner: Account
) -> None:
    comment = make_comment(session)
    posted = {"action": "approve", "comment_id": str(comment.id)}

    page = log_in_from(client, client.post("/dashboard/comments/", data=posted))

    assert page.status_code == HTTPStatus.OK
    assert "You are signed in again." in page.text
    assert client.get("/account/").status_code == HTTPStatus.OK
    session.refresh(comment)
    assert comment.status is CommentStatus.PENDING


def test_one_press_of_the_button_does_what_was_meant(
    client: FlaskClient, session: Session, owner: Account
) -> None:
    comments = [make_comment(session) for _ in range(2)]
    posted = MultiDict(
        [("action", "approve"), *(("comment_id", str(one.id)) for one in comments)]
    )
    page = log_in_from(client, client.post("/dashboard/comments/", data=posted))

    form = main_form(page)
    response = client.post(form.get("action") or "", data=as_sent(form))

    assert response.status_code == HTTPStatus.SEE_OTHER
    approved = select(func.count(Comment.id)).where(
        Comment.status == CommentStatus.APPROVED
    )
    assert session.scalar(approved) == 2


def test_long_texts_come_back_to_the_letter_in_the_editor(
    client: FlaskClient, owner: Account
) -> None:
    page = log_in_from(
        client, client.post("/dashboard/reviews/new", data=MultiDict(TEXTS))
    )

    form = main_form(page)
    assert form.get("action") == "/dashboard/reviews/new"
    assert [(name, as_sent(form)[name]) for name, _ in TEXTS] == TEXTS
    assert form.cssselect("textarea[name=body]:not([readonly])"), "the editor"
    assert "<script>alert" not in page.text


def test_a_session_that_ended_while_writing_loses_nothing(
    app: Flask, desk: FlaskClient, session: Session, owner: Account
) -> None:
    end_all_sign_ins(session, owner)
    session.commit()

    page = desk.post("/dashboard/reviews/new", data=MultiDict(TEXTS))

    assert page.status_code == HTTPStatus.UNAUTHORIZED
    assert as_sent(main_form(page))["kept:body"] == LONG


@pytest.mark.parametrize("token", [None, "", "é", "stale", "x" * 100_000, "\x00"])
def test_a_stale_token_of_an_author_loses_nothing(
    desk: FlaskClient, session: Session, token: str | None
) -> None:
    del desk.environ_base["HTTP_X_CSRFTOKEN"]
    comment = make_comment(session)
    posted = {"action": "approve", "comment_id": str(comment.id)}
    if token is not None:
        posted["csrf_token"] = token

    page = desk.post("/dashboard/comments/", data=posted)

    assert page.status_code == HTTPStatus.BAD_REQUEST
    session.refresh(comment)
    assert comment.status is CommentStatus.PENDING
    form = main_form(page)
    assert desk.post(form.get("action") or "", data=as_sent(form)).status_code == 303


def test_the_first_of_repeated_tokens_counts(desk: FlaskClient) -> None:
    del desk.environ_base["HTTP_X_CSRFTOKEN"]
    form = main_form(desk.get("/account/"))
    good = str(as_sent(form)["csrf_token"])

    tokens = MultiDict([("csrf_token", "bad"), ("csrf_token", good)])
    response = desk.post("/account/sign-ins/end-others", data=tokens)

    assert response.status_code == HTTPStatus.BAD_REQUEST


def test_a_stale_form_without_anything_in_it_is_explained(desk: FlaskClient) -> None:
    del desk.environ_base["HTTP_X_CSRFTOKEN"]

    response = desk.post("/account/sign-ins/end-others")

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "open for too long" in response.text


def test_a_form_from_another_site_is_neither_done_nor_shown(
    client: FlaskClient, desk: FlaskClient
) -> None:
    for browser in (client, desk):
        response = browser.post(
            "/dashboard/reviews/new",
            data={"title": "Planted"},
            headers={"Sec-Fetch-Site": "cross-site"},
        )

        assert response.status_code == HTTPStatus.FORBIDDEN
        assert "Planted" not in response.text


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/dashboard/",
        "//evil.example/dashboard/",
        "/\\evil.example/dashboard/",
        "/dashboard/../logout",
        "/dashboard/%2e%2e/logout",
        "/logout",
        "/reviews/x/comments",
        "/dashboardx/",
        "",
    ],
)
def test_a_planted_address_is_not_sent_to(
    client: FlaskClient, owner: Account, path: str
) -> None:
    page = client.post("/dashboard/reviews/new", data=MultiDict(TEXTS))
    fields = as_sent(main_form(page))
    fields["username"], fields["password"] = "owner", PASSWORD
    fields["kept_path"] = path

    response = client.post("/login", data=fields)

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert response.location == "/dashboard/"


@pytest.mark.parametrize(
    "fields",
    [
        MultiDict([("body", "x" * (2 * 1024 * 1024))]),
        MultiDict([("tag", str(number)) for number in range(990)]),
    ],
)
def test_more_than_can_be_carried_is_refused_at_once(
    client: FlaskClient, fields: MultiDict[str, str]
) -> None:
    response = client.post("/dashboard/reviews/new", data=fields)

    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_as_much_as_can_be_carried_is_carried(
    client: FlaskClient, owner: Account
) -> None:
    body = "千" * 600_000
    typed = MultiDict({"body": body})
    page = post_multipart(client, "/dashboard/reviews/new", typed)

    page = log_in_from(client, page)

    assert page.status_code == HTTPStatus.OK
    assert as_sent(main_form(page))["body"] == body


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        ("[1]", "application/json"),
        ('{"body": "x"}', "application/json"),
        ("body=%ff%fe&%00=1&kept_path=x", "application/x-www-form-urlencoded"),
        ("nonsense", "multipart/form-data; boundary=x"),
        ("nonsense", "multipart/form-data"),
        (
            "--x\r\nContent-Disposition: form-data\r\n\r\nnameless\r\n--x--\r\n",
            "multipart/form-data; boundary=x",
        ),
        ("", ""),
    ],
)
def test_no_body_whatever_breaks_the_door(
    client: FlaskClient, desk: FlaskClient, data: str, content_type: str
) -> None:
    for browser in (client, desk):
        for page in ("/dashboard/comments/", "/account/profile", "/login", "/setup"):
            response = browser.post(page, data=data, content_type=content_type)

            assert 400 <= response.status_code < 500, page


def test_names_and_values_may_be_anything(client: FlaskClient, owner: Account) -> None:
    odd = MultiDict(
        [('"><b', "\x00\ud7ff"), ("kept:kept:a", "1"), ("", "2"), ("é\n", "3")]
    )

    page = log_in_from(client, client.post("/dashboard/reviews/new", data=odd))

    assert page.status_code == HTTPStatus.OK
    assert main_form(page).get("action") == "/dashboard/reviews/new"


def test_pages_at_the_door_are_in_no_cache(client: FlaskClient) -> None:
    for response in (
        client.get("/login"),
        client.post("/dashboard/reviews/new", data={"title": "x"}),
        client.get("/dashboard/reviews/"),
    ):
        assert response.headers["Cache-Control"] == "no-store"


def test_signing_in_again_leaves_one_row(
    client: FlaskClient, session: Session, owner: Account
) -> None:
    sign_in(client, session, owner)

    log_in_from(client, client.get("/login"))

    assert session.scalar(select(func.count(SignIn.id))) == 1

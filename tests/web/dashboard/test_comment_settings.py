"""Where an owner says who decides about comments."""

from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.clock import utcnow
from reviewblog.comments.models import CommentStatus
from reviewblog.comments.screening.models import Block, BlockKind
from reviewblog.comments.screening.settings import get_rules
from reviewblog.site.defaults import get_site
from reviewblog.site.models import CommentMode
from tests.clients import fields_of, sign_in, submit
from tests.factories import make_account, make_comment
from tests.pages import texts

PAGE = "/dashboard/settings/comments/"
QUEUE = "/dashboard/comments/"


def blocked(session: Session) -> set[tuple[str, str]]:
    session.rollback()
    return {(kind, label) for kind, label in session.execute(
        select(Block.kind, Block.label)
    )}  # fmt: skip


def test_the_settings_are_saved(desk: FlaskClient, session: Session) -> None:
    typed = {
        "mode": "rules",
        "close_after": "90",
        "trust_after": "3",
        "most_links": "0",
        "flood_count": "100",
        "words": "Cheap  Pills\r\n\r\ncasino",
        "domains": "https://www.Bad.example/page",
        "emails": "@bad.example",
    }

    response = submit(desk, PAGE, **typed)

    site, rules = get_site(session), get_rules(session)
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert site.comment_mode is CommentMode.RULES
    assert site.comments_close_after == 90
    assert (rules.trust_after, rules.most_links, rules.flood_count) == (3, 0, 100)
    assert rules.uses_filter
    assert blocked(session) == {
        ("word", "cheap pills"),
        ("word", "casino"),
        ("domain", "bad.example"),
        ("email", "@bad.example"),
    }


def test_saving_the_form_as_it_was_served_changes_nothing(
    desk: FlaskClient, session: Session
) -> None:
    submit(desk, PAGE, words="casino")
    before = fields_of(desk.get(PAGE)) | {"csrf_token": ""}

    submit(desk, PAGE)

    assert fields_of(desk.get(PAGE)) | {"csrf_token": ""} == before
    assert blocked(session) == {("word", "casino")}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"mode": "maybe"}, "Not a valid choice"),
        ({"close_after": "-1"}, "from 0 to 36,500"),
        ({"trust_after": "0"}, "from 1 to 100"),
        ({"most_links": "many"}, "whole number"),
        ({"flood_count": "9" * 30}, "from 0 to 1,000"),
        ({"domains": "not a domain"}, "does not read like a domain"),
        ({"emails": "nobody"}, "does not read like an email address"),
        ({"words": "x" * 200}, "too long for the list"),
    ],
)
def test_bad_input_comes_back(
    desk: FlaskClient, session: Session, typed: dict[str, str], message: str
) -> None:
    response = submit(desk, PAGE, **typed | {"words": typed.get("words", "casino")})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert message in response.text
    assert blocked(session) == set()


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.MODERATOR, Role.EDITOR])
def test_the_settings_are_the_owners(app: Flask, session: Session, role: Role) -> None:
    client = sign_in(app.test_client(), session, make_account(session, role=role))

    assert client.get(PAGE).status_code == HTTPStatus.FORBIDDEN
    assert client.post(PAGE).status_code == HTTPStatus.FORBIDDEN


def test_an_address_is_blocked_and_unblocked(
    desk: FlaskClient, session: Session
) -> None:
    desk.post(f"{PAGE}addresses", data={"address": "192.0.2.7"})
    on_list = blocked(session)
    block_id = session.scalars(select(Block.id)).one()

    desk.post(f"{PAGE}blocks/{block_id}/removal")

    assert on_list == {("sender", "192.0.2.7")}
    assert blocked(session) == set()


def test_what_is_no_address_comes_back(desk: FlaskClient) -> None:
    response = desk.post(f"{PAGE}addresses", data={"address": "next door"})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="next door"' in response.text


def test_the_queue_says_why_and_blocks_with_one_click(
    desk: FlaskClient, session: Session
) -> None:
    comment = make_comment(session, body="See https://bad.example/x")

    page = desk.get(QUEUE)
    desk.post(f"{QUEUE}{comment.id}/block", data={"domain": "bad.example"})

    session.refresh(comment)
    assert "Block bad.example" in page.text
    assert comment.status is CommentStatus.SPAM
    assert blocked(session) == {(BlockKind.DOMAIN, "bad.example")}


def test_blocking_the_sender_takes_their_comment_away(
    desk: FlaskClient, session: Session
) -> None:
    comment = make_comment(session)

    desk.post(f"{QUEUE}{comment.id}/block")

    session.refresh(comment)
    assert comment.status is CommentStatus.SPAM
    assert {kind for kind, _ in blocked(session)} == {"sender"}


def test_authors_block_nobody(app: Flask, session: Session) -> None:
    author = make_account(session, role=Role.AUTHOR)
    client = sign_in(app.test_client(), session, author)

    response = client.post(f"{QUEUE}{make_comment(session).id}/block")

    assert response.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("comment_id", ["999", "9" * 20])
def test_nothing_is_blocked_because_of_nothing(
    desk: FlaskClient, comment_id: str
) -> None:
    response = desk.post(f"{QUEUE}{comment_id}/block")

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_the_page_of_the_rules_counts(desk: FlaskClient) -> None:
    page = desk.get(f"{QUEUE}rules/")

    assert page.status_code == HTTPStatus.OK
    assert "Many links" in texts(page, "tbody th")


def test_a_flood_is_told_and_can_be_ended(desk: FlaskClient, session: Session) -> None:
    get_rules(session).flood_until = utcnow().replace(year=2999)
    session.commit()

    overview = desk.get("/dashboard/").text
    desk.post(f"{PAGE}flood/end")

    session.rollback()
    session.expire_all()
    assert "Many comments have come in at once." in overview
    assert get_rules(session).flood_until is None


def test_the_hostile_are_only_words_in_the_settings(desk: FlaskClient) -> None:
    typed: dict[str, Any] = {"words": "</textarea><script>alert(1)</script>"}

    submit(desk, PAGE, **typed)

    assert "<script>alert" not in desk.get(PAGE).text

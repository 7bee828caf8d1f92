"""One thing done to many reviews at once."""

from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.activity import Activity
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.site.models import CommentMode
from tests.clients import fields_of, sign_in
from tests.factories import make_account, make_review
from tests.pages import parsed
from tests.reviews.drafts import load

BULK = "/dashboard/reviews/bulk"


@pytest.fixture
def reviews(session: Session, owner: Account) -> list[Review]:
    return [
        make_review(session, title=title, slug=title.lower(), author=owner)
        for title in ("Rush", "Heat", "Ran")
    ]


def ask(browser: FlaskClient, reviews: list[Review], **typed: Any) -> Any:
    return browser.post(BULK, data={"review_id": [one.id for one in reviews]} | typed)


def do(browser: FlaskClient, reviews: list[Review], **typed: Any) -> Any:
    return ask(browser, reviews, confirmed="yes", **typed)


def reloaded(session: Session, reviews: list[Review]) -> list[Review]:
    session.rollback()
    return [load(session, review) for review in reviews]


def test_a_page_says_first_what_will_happen_and_nothing_has(
    desk: FlaskClient, session: Session, reviews: list[Review]
) -> None:
    make_review(session, title="Other")

    response = ask(desk, reviews[:2], deed="delete")

    page = parsed(response)
    assert page.cssselect("h1")[0].text_content() == "Delete 2 reviews?"
    listed = [one.text_content() for one in page.cssselect("main .film-link")]
    assert listed == ["Rush", "Heat"]
    assert all(one.deleted_at is None for one in reloaded(session, reviews))


def test_what_was_asked_is_done_by_the_form_of_that_page(
    desk: FlaskClient, session: Session, reviews: list[Review]
) -> None:
    page = ask(desk, reviews[:1], deed="add-tag", tag="noir")

    desk.post(BULK, data=fields_of(page))

    first, other, _ = reloaded(session, reviews)
    assert [tag.name for tag in first.tags] == ["noir"]
    assert other.tags == []


def test_topics_are_added_found_and_taken_away(
    desk: FlaskClient, client: FlaskClient, session: Session, reviews: list[Review]
) -> None:
    do(desk, reviews, deed="add-tag", tag="Noir")
    found = client.get("/search?q=noir").text
    do(desk, reviews[:1], deed="remove-tag", tag="noir")

    counts = [len(review.tags) for review in reloaded(session, reviews)]
    assert "Rush" in found
    assert counts == [0, 1, 1]


def test_comments_are_closed_and_opened(
    desk: FlaskClient, session: Session, reviews: list[Review]
) -> None:
    do(desk, reviews, deed="close-comments")
    closed = {review.comment_mode for review in reloaded(session, reviews)}
    do(desk, reviews, deed="open-comments")

    opened = {review.comment_mode for review in reloaded(session, reviews)}
    assert (closed, opened) == ({CommentMode.CLOSED}, {None})


def test_unpublishing_keeps_the_addresses_and_answers_404(
    desk: FlaskClient, client: FlaskClient, session: Session, reviews: list[Review]
) -> None:
    do(desk, reviews, deed="unpublish")

    after = reloaded(session, reviews)
    assert {one.status for one in after} == {ReviewStatus.DRAFT}
    assert [one.slug for one in after] == ["rush", "heat", "ran"]
    assert client.get("/reviews/rush/").status_code == HTTPStatus.NOT_FOUND


def test_deleting_many_offers_to_undo_it(
    desk: FlaskClient, session: Session, reviews: list[Review]
) -> None:
    page = parsed(desk.get(do(desk, reviews, deed="delete").location))
    gone = [one.deleted_at is None for one in reloaded(session, reviews)]
    (toast,) = page.cssselect(".toast")
    offered = [one.get("value") for one in toast.cssselect("[name=review_id]")]

    do(desk, reviews, deed="restore")

    assert "3 reviews are deleted" in toast.text_content()
    assert offered == [str(one.id) for one in reviews]
    assert gone == [False, False, False]
    assert all(one.deleted_at is None for one in reloaded(session, reviews))


def test_editors_change_whose_reviews_they_are(
    desk: FlaskClient, client: FlaskClient, session: Session, reviews: list[Review]
) -> None:
    heir = make_account(session, role=Role.AUTHOR, display_name="Ada Lane")

    do(desk, reviews[:1], deed="give", author=heir.id)

    assert reloaded(session, reviews)[0].author_id == heir.id
    assert "Ada Lane" in client.get("/reviews/rush/").text


@pytest.mark.parametrize("deed", ["delete", "unpublish", "add-tag"])
def test_authors_change_nothing_of_others(
    app: Flask, session: Session, reviews: list[Review], deed: str
) -> None:
    author = make_account(session, role=Role.AUTHOR)
    browser = sign_in(app.test_client(), session, author)
    own = make_review(session, author=author, title="Own")

    do(browser, [*reviews, own], deed=deed, tag="noir")

    after = reloaded(session, [*reviews, own])
    touched = [
        bool(one.tags) or one.deleted_at is not None or one.status == "draft"
        for one in after
    ]
    assert touched == [False, False, False, True]


def test_authors_give_nothing_away(
    app: Flask, session: Session, reviews: list[Review]
) -> None:
    author = make_account(session, role=Role.AUTHOR)
    own = make_review(session, author=author)
    browser = sign_in(app.test_client(), session, author)

    answer = do(browser, [own], deed="give", author=reviews[0].author_id)

    assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    "typed",
    [
        {"deed": ""},
        {"deed": "burn"},
        {"deed": "add-tag", "tag": ""},
        {"deed": "add-tag", "tag": "two, topics"},
        {"deed": "add-tag", "tag": "x" * 61},
        {"deed": "give", "author": ""},
        {"deed": "give", "author": "9" * 20},
        {"deed": "delete", "review_id": []},
        {"deed": "delete", "review_id": ["x", "-1", "9" * 20, "\0"]},
    ],
)
def test_what_is_unclear_is_refused_and_comes_back(
    desk: FlaskClient, session: Session, reviews: list[Review], typed: dict[str, Any]
) -> None:
    response = ask(desk, reviews[:1], **typed)

    page = parsed(response)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert page.cssselect("[role=alert]")
    if "review_id" not in typed:
        ticked = page.cssselect("input[name=review_id][checked]")
        assert [one.get("value") for one in ticked] == [str(reviews[0].id)]
    assert page.cssselect("#bulk-tag")[0].get("value", "") == typed.get("tag", "")
    assert all(one.deleted_at is None for one in reloaded(session, reviews))


def test_a_moderator_can_be_given_nothing(
    desk: FlaskClient, session: Session, reviews: list[Review]
) -> None:
    moderator = make_account(session, role=Role.MODERATOR)

    answer = do(desk, reviews, deed="give", author=moderator.id)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert moderator.id not in {one.author_id for one in reloaded(session, reviews)}


def test_the_log_names_each_review_that_changed(
    desk: FlaskClient, session: Session, reviews: list[Review]
) -> None:
    do(desk, reviews[:2], deed="unpublish")
    do(desk, reviews, deed="unpublish")

    entries = session.execute(select(Activity.verb, Activity.label)).all()
    assert sorted(entries) == [
        ("unpublished", "Heat"), ("unpublished", "Ran"), ("unpublished", "Rush"),
    ]  # fmt: skip

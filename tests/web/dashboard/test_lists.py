"""Writing lists at the desk, and reading them."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.reviews.list_models import ListEntry, ReviewList
from reviewblog.reviews.models import Review, ReviewStatus
from tests.clients import fields_of
from tests.factories import make_review, make_work
from tests.pages import linked_data, links, texts
from tests.statements import counted_statements

DESK = "/dashboard/lists/"


@pytest.fixture
def page(desk: FlaskClient) -> str:
    """A list that was just begun."""
    answer = desk.post(DESK, data={"title": "The best of 1967"})
    assert answer.status_code == HTTPStatus.SEE_OTHER
    return str(answer.location)


@pytest.fixture
def films(session: Session) -> list[Review]:
    return [
        make_review(
            session, title=title, slug=title, work=make_work(session, title=title)
        )
        for title in ("One", "Two", "Three")
    ]


def rows(films: list[Review], **typed: Any) -> dict[str, Any]:
    """Return what the form posts for these entries, in this order."""
    return {
        "title": "The best of 1967",
        "slug": "the-best-of-1967",
        "is_ranked": "y",
        "review_id": [str(film.id) for film in films],
        "position": [str(place) for place in range(1, len(films) + 1)],
        "note": [f"About {film.title}." for film in films],
    } | typed


def order(session: Session) -> list[int]:
    session.rollback()
    query = select(ListEntry.review_id).order_by(ListEntry.position)
    return list(session.scalars(query))


def test_a_list_is_found_added_to_and_published(
    desk: FlaskClient, client: FlaskClient, page: str, films: list[Review]
) -> None:
    assert client.get("/lists/the-best-of-1967/").status_code == HTTPStatus.NOT_FOUND
    begun = fields_of(desk.get(page), "main form.care")
    found = desk.post(page, data=begun | {"q": "two", "do": "find"}).location
    assert f'value="add-{films[1].id}"' in desk.get(found).text
    desk.post(page, data=begun | {"do": f"add-{films[1].id}"})
    typed = rows([films[1]], intro="*Why* these.", do="publish")

    desk.post(page, data=typed)

    shown = client.get("/lists/the-best-of-1967/")
    assert texts(shown, ".rank__place") == ["1"]
    assert texts(shown, ".rank__note") == ["About Two."]
    assert "<em>Why</em> these." in shown.text
    assert "/lists/the-best-of-1967/" in links(client.get("/lists/"), "main a")
    assert "/lists/the-best-of-1967/" in client.get("/sitemap.xml").text


def test_two_looks_at_one_film_are_told_apart(
    desk: FlaskClient, session: Session, page: str
) -> None:
    work = make_work(session, title="Playtime")
    for year in (1998, 2024):
        day = datetime(year, 5, 3, 12, tzinfo=UTC)
        make_review(session, slug=f"{year}", work=work, published_at=day)

    found = texts(desk.get(f"{page}?q=playtime"), ".finder time")

    assert sorted(found) == ["3 May 1998", "3 May 2024"]


@pytest.mark.parametrize(
    "press",
    [
        ("save", [0, 1, 2]),
        ("up-1", [1, 0, 2]),
        ("down-1", [0, 2, 1]),
        ("up-0", [0, 1, 2]),
        ("down-2", [0, 1, 2]),
        ("remove-1", [0, 2]),
        ("add-1", [0, 1, 2]),
        ("nonsense", [0, 1, 2]),
    ],
)
def test_every_button_keeps_what_was_typed(
    desk: FlaskClient,
    session: Session,
    page: str,
    films: list[Review],
    press: tuple[str, list[int]],
) -> None:
    do, expected = press
    act, _, number = do.partition("-")
    pressed = f"{act}-{films[int(number)].id}" if number else act

    desk.post(page, data=rows(films, do=pressed))

    assert order(session) == [films[place].id for place in expected]
    assert session.scalars(select(ListEntry.note)).first() in {
        f"About {film.title}." for film in films
    }


def test_places_that_were_typed_are_the_order(
    desk: FlaskClient, session: Session, page: str, films: list[Review]
) -> None:
    desk.post(page, data=rows(films, position=["x", "9", "2"]))

    assert order(session) == [films[2].id, films[1].id, films[0].id]


def test_readers_see_no_draft_in_a_list(
    desk: FlaskClient,
    client: FlaskClient,
    session: Session,
    page: str,
    films: list[Review],
) -> None:
    draft = make_review(session, title="Secret", status=ReviewStatus.DRAFT)
    desk.post(page, data=rows([draft, films[0]], do="publish"))

    shown = client.get("/lists/the-best-of-1967/")

    assert texts(shown, ".rank .entry__title") == ["One"]
    assert texts(shown, ".rank__place") == ["1"]
    assert "Secret" not in shown.text
    [graph] = linked_data(shown)
    assert graph["@type"] == "ItemList"
    assert [item["url"] for item in graph["itemListElement"]] == [
        "http://localhost/reviews/One/"
    ]


def test_a_new_address_leaves_the_old_one(
    desk: FlaskClient, client: FlaskClient, page: str, films: list[Review]
) -> None:
    desk.post(page, data=rows(films, do="publish"))

    desk.post(page, data=rows(films, slug="best"))

    moved = client.get("/lists/the-best-of-1967/")
    assert moved.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert moved.location == "/lists/best/"


def test_a_published_list_is_not_deleted_by_mistake(
    desk: FlaskClient,
    client: FlaskClient,
    session: Session,
    page: str,
    films: list[Review],
) -> None:
    desk.post(page, data=rows(films, do="publish"))
    assert desk.post(f"{page}/delete").status_code == HTTPStatus.CONFLICT

    desk.post(page, data=rows(films, do="unpublish"))
    gone = client.get("/lists/the-best-of-1967/")
    desk.post(f"{page}/delete")

    assert gone.status_code == HTTPStatus.NOT_FOUND
    session.rollback()
    assert session.scalars(select(ReviewList)).all() == []


@pytest.mark.parametrize(
    "typed",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"intro": "x" * 20_001},
        {"note": ["x" * 4_001, "kept", "kept"]},
    ],
)
def test_what_cannot_be_saved_comes_back_as_typed(
    desk: FlaskClient,
    session: Session,
    page: str,
    films: list[Review],
    typed: dict[str, Any],
) -> None:
    answer = desk.post(page, data=rows(films) | typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert len(texts(answer, ".place")) == 3
    assert order(session) == []


def test_an_empty_list_is_not_published(desk: FlaskClient, page: str) -> None:
    answer = desk.post(page, data=rows([], do="publish"))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Put a review in the list first" in answer.text


@pytest.mark.parametrize(
    "typed",
    [
        {"review_id": ["9" * 30, "x", "\0", "999999"]},
        {"position": ["9" * 30, "-1"]},
        {"do": "up-" + "9" * 40},
        {"do": "add-999999"},
        {"note": ["\0\ud800"]},
        {"q": "\0" * 500, "do": "find"},
    ],
)
def test_nothing_that_is_posted_breaks_it(
    desk: FlaskClient, page: str, films: list[Review], typed: dict[str, Any]
) -> None:
    posted = {
        key: [v.encode("utf-8", "replace") for v in value]
        if isinstance(value, list)
        else value
        for key, value in (rows(films) | typed).items()
    }

    assert desk.post(page, data=posted).status_code < 500


def test_a_long_list_costs_no_more_statements(
    app: Flask, desk: FlaskClient, session: Session, page: str, films: list[Review]
) -> None:
    def cost(count: int, address: str) -> int:
        desk.post(page, data=rows(films[:count], do="publish"))
        with counted_statements(app) as sent:
            assert desk.get(address).status_code == HTTPStatus.OK
        return len(sent)

    for address in (page, "/lists/the-best-of-1967/"):
        assert cost(3, address) == cost(1, address)


@pytest.mark.parametrize("path", ["999999", "9" * 20])
def test_no_such_list_is_404(desk: FlaskClient, path: str) -> None:
    assert desk.get(DESK + path).status_code == HTTPStatus.NOT_FOUND
    assert desk.post(f"{DESK}{path}/delete").status_code == HTTPStatus.NOT_FOUND

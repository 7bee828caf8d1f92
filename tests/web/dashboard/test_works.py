"""Looking after works: found, put right, merged."""

from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.activity import Activity
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.works.models import Work
from tests.clients import fields_of, sign_in
from tests.factories import make_account, make_review, make_work
from tests.hostile import BODIES
from tests.pages import links, texts
from tests.statements import counted_statements

LIST = "/dashboard/works/"


@pytest.fixture
def work(session: Session) -> Work:
    work = make_work(
        session,
        title="Rush",
        sort_title="rush",
        slug="rush-1991",
        release_year=1991,
        directors=("Lili Fini Zanuck",),
    )
    make_review(session, work=work, slug="rush", title="Rush")
    return work


@pytest.mark.usefixtures("work")
def test_the_list_marks_what_is_missing_and_is_searched(
    desk: FlaskClient, session: Session
) -> None:
    make_work(session, title="Playtime", release_year=None)

    everything = texts(desk.get(LIST), ".mini li")
    found = texts(desk.get(f"{LIST}?q=RUSH"), ".mini li")
    gaps = texts(desk.get(f"{LIST}?missing=year"), ".mini li")

    assert len(everything) == 2
    assert found == ["Rush (1991), Lili Fini Zanuck no cast, no countries 1 review"]
    assert len(gaps) == 1
    assert gaps[0].startswith("Playtime no year, no directors")


def test_an_empty_list_says_where_works_come_from(desk: FlaskClient) -> None:
    assert "/dashboard/reviews/new" in links(desk.get(LIST), "main a")
    assert "No work is like that" in desk.get(f"{LIST}?q=x").text


@pytest.mark.parametrize(
    "path", ["999999", "9" * 20, "1/merge?into=2", "1/merge?into=x", "?missing=x"]
)
def test_nothing_is_404(desk: FlaskClient, path: str) -> None:
    assert desk.get(LIST + path).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ED%A0%80", "q=" + "a" * 9000, "q=%25_", "q=..."]
)
def test_any_search_is_just_words(desk: FlaskClient, query: str) -> None:
    assert desk.get(f"{LIST}?{query}").status_code == HTTPStatus.OK


def test_a_correction_shows_in_every_review(
    desk: FlaskClient, client: FlaskClient, session: Session, work: Work
) -> None:
    page = f"{LIST}{work.id}"
    typed = fields_of(desk.get(page), "main form[action*=works]")

    answer = desk.post(
        page,
        data=typed
        | {
            "cast": "Jason Patric as Jim",
            "imdb_id": "https://www.imdb.com/title/tt0102820/",
        },
    )

    assert answer.status_code == HTTPStatus.SEE_OTHER
    shown = client.get("/reviews/rush/").text
    assert "Jason Patric" in shown
    assert "https://www.imdb.com/title/tt0102820/" in shown
    session.rollback()
    assert session.scalars(select(Activity.matter)).all() == ["work"]


@pytest.mark.parametrize(
    "typed",
    [
        {"film_title": ""},
        {"release_year": "MCM"},
        {"release_year": "9" * 40},
        {"runtime_minutes": "-1"},
        {"directors": "a" * 400},
        {"kind": "circus"},
        {"wikidata_id": "<script>"},
        {"cast": "as Nobody"},
    ],
)
def test_bad_facts_come_back_as_typed(
    desk: FlaskClient, session: Session, work: Work, typed: dict[str, Any]
) -> None:
    page = f"{LIST}{work.id}"
    sent = {"film_title": "Rush", "kind": "film", "writers": "Kept"} | typed

    answer = desk.post(page, data=sent)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="Kept"' in answer.text
    assert "<script>alert" not in answer.text
    session.rollback()
    assert session.scalars(select(Work.title)).all() == ["Rush"]


@pytest.mark.parametrize("text", BODIES[:5])
def test_a_hostile_title_is_shown_as_text(
    desk: FlaskClient, work: Work, text: str
) -> None:
    page = f"{LIST}{work.id}"
    desk.post(page, data={"film_title": text, "kind": "film"})

    for address in (page, LIST, f"{page}/merge"):
        assert "<script>alert" not in desk.get(address).text
        assert "onerror=alert(1)>" not in desk.get(address).text


def test_a_merge_is_shown_before_it_is_done(
    desk: FlaskClient, client: FlaskClient, session: Session, work: Work
) -> None:
    double = make_work(
        session,
        title="Rush",
        sort_title="rush",
        slug="rush",
        release_year=None,
        cast=("Jason Patric",),
    )
    make_review(session, work=double, slug="rush-again")
    offered = links(desk.get(f"{LIST}{double.id}/merge"), ".mini a")
    assert offered == [f"{LIST}{double.id}/merge?into={work.id}"]
    plan = desk.get(offered[0])
    assert "1 review goes over" in plan.text
    assert "Jason Patric" in plan.text

    answer = desk.post(f"{LIST}{double.id}/merge", data={"into": str(work.id)})

    assert answer.location == f"{LIST}{work.id}"
    moved = client.get("/works/rush/")
    assert (moved.status_code, moved.location) == (
        HTTPStatus.MOVED_PERMANENTLY,
        "/works/rush-1991/",
    )
    both = client.get("/works/rush-1991/")
    assert {"/reviews/rush/", "/reviews/rush-again/"} <= set(links(both, "main a"))
    assert desk.get(f"{LIST}{double.id}").status_code == HTTPStatus.NOT_FOUND


def test_a_merge_with_nothing_or_itself_is_refused(
    desk: FlaskClient, work: Work
) -> None:
    page = f"{LIST}{work.id}/merge"

    assert desk.post(page, data={"into": "999"}).status_code == HTTPStatus.NOT_FOUND
    assert desk.post(page, data={"into": "x"}).status_code == HTTPStatus.NOT_FOUND
    assert (
        desk.post(page, data={"into": str(work.id)}).status_code == HTTPStatus.CONFLICT
    )


def test_a_former_address_tells_nothing_of_drafts(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    secret = make_work(session, slug="secret")
    make_review(session, work=secret, status=ReviewStatus.DRAFT)
    other = make_work(session, slug="other")
    desk.post(f"{LIST}{other.id}/merge", data={"into": str(secret.id)})

    assert client.get("/works/other/").status_code == HTTPStatus.NOT_FOUND


def test_only_editors_look_after_works(
    client: FlaskClient, session: Session, work: Work
) -> None:
    author = sign_in(client, session, make_account(session, role=Role.AUTHOR))

    for path in ("", str(work.id), f"{work.id}/merge"):
        assert author.get(LIST + path).status_code == HTTPStatus.FORBIDDEN
    assert (
        author.post(f"{LIST}{work.id}", data={"film_title": "x"}).status_code
        == HTTPStatus.FORBIDDEN
    )
    assert (
        author.post(f"{LIST}{work.id}/merge", data={"into": "1"}).status_code
        == HTTPStatus.FORBIDDEN
    )


def test_a_long_list_costs_no_more_statements(
    app: Flask, desk: FlaskClient, session: Session
) -> None:
    make_work(session, directors=("A",), countries=("B",))
    with counted_statements(app) as few:
        desk.get(LIST)
    for number in range(20):
        make_work(session, directors=(f"A{number}",), countries=("B",))

    with counted_statements(app) as many:
        desk.get(LIST)

    assert len(many) == len(few)


def test_reviews_of_a_work_are_listed_whatever_their_state(
    desk: FlaskClient, session: Session, work: Work
) -> None:
    make_review(session, work=work, status=ReviewStatus.DRAFT, title="Again")

    listed = texts(desk.get(f"{LIST}{work.id}"), ".mini li")

    assert listed[0] == "Again a draft"
    assert session.scalar(select(Review.id).where(Review.title == "Again"))

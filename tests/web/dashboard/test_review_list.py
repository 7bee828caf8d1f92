"""Finding reviews at the desk."""

from datetime import UTC, datetime
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.reviews.indexing import rebuild
from reviewblog.reviews.models import ReviewStatus
from reviewblog.site.defaults import get_site
from tests.clients import sign_in
from tests.factories import make_account, make_review, make_work
from tests.pages import parsed
from tests.statements import counted_statements

LIST = "/dashboard/reviews/"


def titles(browser: FlaskClient, query: str) -> list[str]:
    response = browser.get(f"{LIST}?{query}")
    assert response.status_code == HTTPStatus.OK
    return [
        one.text_content() for one in parsed(response).cssselect(".shelf a.film-link")
    ]


@pytest.fixture
def archive(session: Session, owner: Account) -> Account:
    """Three reviews of the owner's and one of somebody else, who is returned."""
    other = make_account(session, role=Role.AUTHOR, display_name="Ada Lane")
    rush = make_work(session, title="Rush", directors=("Lili Fini Zanuck",))
    make_review(
        session, title="Rush", work=rush, author=owner, grade="B", tags=["crime"],
        published_at=datetime(2021, 12, 31, 23, 30, tzinfo=UTC),
    )  # fmt: skip
    ete = make_work(session, title="Été", sort_title="ete")
    make_review(
        session, title="Été", author=owner, grade="A", work=ete,
        published_at=datetime(2022, 6, 1, tzinfo=UTC),
    )  # fmt: skip
    make_review(
        session, title="Begun", author=owner, status=ReviewStatus.DRAFT,
        published_at=None, work=make_work(session, title="Begun"),
    )  # fmt: skip
    make_review(
        session, title="Heat", author=other, tags=["crime"],
        work=make_work(session, title="Heat"),
        published_at=datetime(2020, 6, 1, tzinfo=UTC),
    )  # fmt: skip
    rebuild(session)
    session.commit()
    return other


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=zanuck", ["Rush"]),
        ("q=ete", ["Été"]),
        ("q=crime", ["Rush", "Heat"]),
        ("q=begun", ["Begun"]),
        ("q=begun&status=published", []),
        ("q=nothing+at+all", []),
        ("year=2022", ["Été"]),
        ("grade=B", ["Rush"]),
        ("grade=none&sort=title", ["Begun", "Heat"]),
        ("tag=crime&sort=title", ["Heat", "Rush"]),
        ("tag=CRIME&grade=B", ["Rush"]),
        ("status=any&sort=grade", ["Été", "Rush", "Heat", "Begun"]),
        ("status=any&sort=title", ["Begun", "Été", "Heat", "Rush"]),
    ],
)
def test_a_list_is_narrowed_and_ordered(
    desk: FlaskClient, archive: Account, query: str, found: list[str]
) -> None:
    assert sorted(titles(desk, query)) == sorted(found)
    if "sort" in query:
        assert titles(desk, query) == found


def test_a_list_is_narrowed_by_author(desk: FlaskClient, archive: Account) -> None:
    assert titles(desk, f"author={archive.id}") == ["Heat"]


def test_years_are_those_of_the_site_s_calendar(
    desk: FlaskClient, session: Session, archive: Account
) -> None:
    get_site(session).time_zone = "Europe/Paris"
    session.commit()

    assert sorted(titles(desk, "year=2022")) == ["Rush", "Été"]


def test_authors_find_their_own_alone(
    app: Flask, session: Session, archive: Account
) -> None:
    browser = sign_in(app.test_client(), session, archive)

    assert titles(browser, "status=any") == ["Heat"]
    assert titles(browser, "q=rush") == []
    assert not parsed(browser.get(LIST)).cssselect("#author")


@pytest.mark.parametrize(
    "query",
    ["year=x", "year=99999", "year=0", "sort=random", "deleted=x", "deleted=1,x",
     "deleted=999999", f"deleted={'9' * 20}"],
)  # fmt: skip
def test_there_is_no_such_choice(desk: FlaskClient, query: str) -> None:
    assert desk.get(f"{LIST}?{query}").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ED%A0%80", "q=%22", "tag=%00", "grade=%F0%9F", f"q={'x' * 5000}",
     "author=x", f"author={'9' * 20}", "tag=%F0%9F%98%80"],
)  # fmt: skip
def test_odd_words_find_nothing_and_break_nothing(
    desk: FlaskClient, archive: Account, query: str
) -> None:
    assert desk.get(f"{LIST}?{query}").status_code == HTTPStatus.OK


def test_a_choice_is_kept_from_page_to_page(
    desk: FlaskClient, session: Session, owner: Account
) -> None:
    for _ in range(51):
        make_review(session, author=owner, grade="B")

    page = parsed(desk.get(f"{LIST}?grade=B&sort=title"))

    (link,) = {a.get("href") for a in page.cssselect("a[rel=next]")}
    assert link == f"{LIST}?status=any&grade=B&sort=title&page=2"


def test_a_long_list_costs_no_more_statements(
    app: Flask, desk: FlaskClient, session: Session, owner: Account
) -> None:
    counts = []
    for _ in range(2):
        for n in range(10):
            work = make_work(session, directors=(f"Director {n}",))
            make_review(session, author=owner, work=work, tags=[f"tag {n}"], grade="B")
        with counted_statements(app) as sent:
            desk.get(f"{LIST}?status=published&q=glass&sort=grade")
        counts.append(len(sent))

    assert counts[0] == counts[1]

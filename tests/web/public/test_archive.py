"""The archive as addresses that can be shared."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories import LONG_AGO, make_review, make_work
from tests.pages import attribute, links, parsed, texts


@pytest.fixture(autouse=True)
def shelf(session: Session) -> None:
    zanuck = make_work(
        session, title="Rush", release_year=1991, directors=("Lili Fini Zanuck",)
    )
    tati = make_work(
        session, title="Playtime", release_year=1967, directors=("Jacques Tati",)
    )
    make_review(session, work=zanuck, title="Rush", grade="B+", tags=["crime"])
    make_review(session, work=tati, title="Playtime", grade="A-", tags=["city"])
    make_review(session, title="Ungraded", published_at=LONG_AGO.replace(year=2018))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Playtime", "Rush", "Ungraded"]),
        ("?sort=title", ["Ungraded", "Playtime", "Rush"]),
        ("?sort=released", ["Rush", "Ungraded", "Playtime"]),
        ("?sort=grade", ["Playtime", "Rush", "Ungraded"]),
        ("?sort=nonsense", ["Playtime", "Rush", "Ungraded"]),
        ("?grade=B%2B", ["Rush"]),
        ("?grade=B+", ["Rush"]),
        ("?grade=A−", ["Playtime"]),
        ("?grade=A-&grade=B%2B", ["Playtime", "Rush"]),
        ("?grade=none", ["Ungraded"]),
        ("?decade=1990s", ["Rush"]),
        ("?decade=1960s&tag=city&grade=A-", ["Playtime"]),
        ("?decade=1960s&tag=crime", []),
        ("?grade=&decade=&year=&director=&tag=", ["Playtime", "Rush", "Ungraded"]),
        ("?year=1967.5", []),
        ("?year=" + "9" * 100, []),
        ("?kind=%00", ["Playtime", "Rush", "Ungraded"]),
        ("?country=%ED%A0%80", []),
        ("?unknown=1", ["Playtime", "Rush", "Ungraded"]),
    ],
)
def test_list_reviews_reads_its_address(
    client: FlaskClient, query: str, titles: list[str]
) -> None:
    response = client.get(f"/reviews/{query}")

    assert response.status_code == 200
    assert texts(response, "td.t a") == titles


def test_a_review_under_a_title_of_its_own_names_its_film(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(session, title="Stalker")
    make_review(session, work=work, title="The Room at the End")
    make_review(session, work=work, title="Stalker")

    rows = texts(client.get("/reviews/?sort=title"), "td.t")

    assert "The Room at the End Stalker" in rows
    assert "Stalker" in rows


@pytest.mark.parametrize(
    "query",
    ["?page=2", "?page=0", "?tag=" + "x" * 200, "?" + "grade=A&" * 21],
)
def test_list_reviews_knows_no_such_page(client: FlaskClient, query: str) -> None:
    assert client.get(f"/reviews/{query}").status_code == 404


def test_list_reviews_counts_beside_every_option(client: FlaskClient) -> None:
    response = client.get("/reviews/?tag=crime")

    assert texts(response, "#f-decade option") == ["Any decade", "1990s (1)"]
    assert texts(response, "#f-tag option") == ["Any topic", "city (1)", "crime (1)"]
    assert texts(response, "#f-tag option[selected]") == ["crime (1)"]
    assert texts(response, ".chip") == ["B+ 1"]


def test_list_reviews_keeps_a_choice_that_matches_nothing(client: FlaskClient) -> None:
    response = client.get("/reviews/?grade=F&country=Utopia")

    assert texts(response, "#f-country option[selected]") == ["Utopia (0)"]
    assert texts(response, ".chip:has(:checked)") == ["F 0"]
    assert "No review has all of this at once." in response.text


def test_list_reviews_keeps_filters_while_turning_pages(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(session)
    for _ in range(50):
        make_review(session, work=work, tags=["crime"])

    response = client.get("/reviews/?tag=crime&sort=title")

    assert links(response, "a[rel=next]") == ["/reviews/?tag=crime&sort=title&page=2"]


def test_list_reviews_draws_its_grades_and_says_so(client: FlaskClient) -> None:
    response = client.get("/reviews/")

    assert texts(response, "svg desc") == ["A− 1, B+ 1."]
    assert len(parsed(response).cssselect("svg rect")) == 2


def test_list_reviews_stands_between_headings(client: FlaskClient) -> None:
    newest, titles = client.get("/reviews/"), client.get("/reviews/?sort=title")

    assert texts(newest, ".group") == ["Reviewed in 2020", "Reviewed in 2018"]
    assert texts(titles, ".group") == ["F", "P", "R"]


def test_list_reviews_is_found_once(client: FlaskClient) -> None:
    whole, part = client.get("/reviews/"), client.get("/reviews/?tag=crime")

    assert (
        attribute(whole, "link[rel=canonical]", "href") == "http://localhost/reviews/"
    )
    assert attribute(part, "meta[name=robots]", "content") == "noindex, follow"


def test_list_reviews_offers_the_choice_as_a_feed(client: FlaskClient) -> None:
    response = client.get("/reviews/?tag=crime&grade=B%2B")

    address = "/reviews/feed.xml?grade=B%2B&tag=crime"
    assert address in links(response, "link[rel=alternate]")
    assert client.get(address).status_code == 200


def test_the_name_that_menus_give_it_leads_to_the_archive(client: FlaskClient) -> None:
    response = client.get("/archive/")

    assert (response.status_code, response.location) == (301, "/reviews/")

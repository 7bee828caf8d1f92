"""The search page, and what browsers need to search from their own field."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree, html
from sqlalchemy.orm import Session

from reviewblog.reviews.indexing import index_stale
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.web.public.search import PAGE_SIZE
from tests.factories import make_review, make_work
from tests.hostile import BODIES
from tests.statements import counted_statements

OPENSEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def add(session: Session, text: str = "Snow.", **values: Any) -> Review:
    review = make_review(session, body_html=f"<p>{text}</p>", **values)
    index_stale(session, limit=100)
    session.commit()
    return review


def search(client: FlaskClient, typed: str, **others: Any) -> html.HtmlElement:
    """Search and return the main part of the page."""
    response = client.get("/search", query_string={"q": typed, **others})
    assert response.status_code == HTTPStatus.OK
    [main] = html.fromstring(response.text).cssselect("main")
    return main


def said(main: html.HtmlElement) -> str:
    return " ".join(main.text_content().split())


def test_the_page_without_a_query_is_a_form(client: FlaskClient) -> None:
    main = search(client, "")

    [form] = main.cssselect("form[role=search]")
    assert (form.get("action"), form.get("method")) == ("/search", "get")
    assert form.cssselect("label[for=q]")
    assert not main.cssselect(".hit, [role=status]")


def test_a_hit_says_what_was_found_and_marks_it(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(
        session, title="Playtime", directors=("Jacques Tati",), cast=("Ann Glass",)
    )
    add(session, "A city of glass.", title="Playtime", work=work, grade="A-", dek="-")

    main = search(client, "glass tati")

    assert said(main).startswith(
        "Search Search the reviews Search 1 review mentions glass and tati."
    )
    [hit] = main.cssselect(".hit")
    assert [mark.text for mark in hit.cssselect("mark")] == ["Tati", "Glass", "glass"]
    assert "Jacques Tati, 1967. With Ann Glass. Reviewed 1 January 2020" in said(hit)
    assert "Grade A−" in said(hit)


def test_a_title_of_its_own_does_not_hide_the_film(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(
        session,
        title="Spirited Away",
        original_title="千と千尋の神隠し",
        original_language="ja",
    )
    add(session, title="No faces", work=work, tags=["bath houses"])

    [hit] = search(client, "千尋 bath").cssselect(".hit")

    assert said(hit).startswith(
        "No faces Spirited Away, 千と千尋の神隠し, 1967. Reviewed 1 January 2020,"
        " filed under bath houses"
    )
    assert [mark.text for mark in hit.cssselect("[lang=ja] mark")] == ["千尋"]


def test_a_hit_leads_to_its_review(client: FlaskClient, session: Session) -> None:
    review = add(session, title="Snow")

    [link] = search(client, "snow").cssselect(".hit h2 a")

    assert link.get("href") == f"/reviews/{review.slug}/"


def test_a_draft_is_not_even_counted(client: FlaskClient, session: Session) -> None:
    add(session, title="Snow", status=ReviewStatus.DRAFT)

    main = search(client, "snow")

    assert "Nothing here mentions snow." in said(main)
    assert not main.cssselect(".hit")


def test_nothing_found_shows_ways_on(client: FlaskClient, session: Session) -> None:
    add(session, "Snow.")
    add(session, "A clock.")

    main = search(client, 'snow "a clock" rain')

    assert "No review mentions snow, “a clock” and rain together." in said(main)
    assert "Some do mention snow or a clock." in said(main)
    links = [link.get("href") for link in main.cssselect("p a")]
    assert links == [
        "/search?q=snow",
        "/search?q=%22a+clock%22",
        "/reviews/",
        "/people/",
    ]


@pytest.mark.parametrize("typed", ['"', "***", "—"])
def test_a_query_without_words_says_so(client: FlaskClient, typed: str) -> None:
    assert "There is no word in that to look for." in said(search(client, typed))


def test_a_query_that_was_cut_says_so(client: FlaskClient, session: Session) -> None:
    add(session)

    assert "only its beginning was looked for" in said(search(client, "snow " * 500))


def test_what_was_typed_stays_in_the_field(client: FlaskClient) -> None:
    typed = '"snow clock" <b>&'

    [field] = search(client, typed).cssselect("input[name=q]")

    assert field.get("value") == typed


def test_pages_hold_so_many_and_count_all(
    client: FlaskClient, session: Session
) -> None:
    for _ in range(PAGE_SIZE + 1):
        add(session)

    first, second = (search(client, "snow", page=page) for page in (1, 2))

    assert len(first.cssselect(".hit")) == PAGE_SIZE
    assert len(second.cssselect(".hit")) == 1
    assert f"{PAGE_SIZE + 1} reviews mention snow." in said(second)
    [link] = first.cssselect("a[rel=next]")
    assert link.get("href") == "/search?q=snow&page=2"


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "", str(10**30), "1e3", "\x00"])
def test_a_page_that_is_not_there_is_404(
    client: FlaskClient, session: Session, page: str
) -> None:
    add(session)

    response = client.get("/search", query_string={"q": "snow", "page": page})

    assert response.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%ED%A0%80",
        "q=%FF%FE",
        "q=NEAR(",
        "q=a%22b",
        "q=-x",
        "q=x*&q=y",
        "q=AND",
        "q=%F0%9F%8E%AC",
        "q=" + "a" * 10_000,
        "q=" + "%22" * 3_000,
        "q[]=x&p=1",
        "q",
    ],
)
def test_no_query_is_too_much(
    client: FlaskClient, session: Session, query: str
) -> None:
    add(session)

    response = client.get(f"/search?{query}")

    assert response.status_code == HTTPStatus.OK


def test_nothing_typed_runs_in_a_browser(client: FlaskClient, session: Session) -> None:
    add(session)

    for typed in BODIES:
        response = client.get("/search", query_string={"q": typed})

        page = html.fromstring(response.text)
        assert response.status_code == HTTPStatus.OK
        assert page.xpath("//main//script | //main//img | //main//*[@onerror]") == []


def test_nothing_stored_runs_in_a_browser(
    client: FlaskClient, session: Session
) -> None:
    attack = "<script>alert(1)</script> snow"
    work = make_work(
        session,
        title=attack,
        original_title=attack,
        directors=(attack,),
        cast=(attack,),
    )
    add(session, "Snow.", title=f"On {attack}", dek=attack, work=work, tags=[attack])

    main = search(client, "snow alert")

    assert main.xpath(".//script") == []
    assert "<script>alert(1)</script> snow" in said(main)
    assert "alert" in [mark.text for mark in main.cssselect("mark")]


@pytest.mark.parametrize(("typed", "is_kept"), [("", True), ("snow", False)])
def test_results_stay_out_of_other_indexes(
    client: FlaskClient, typed: str, *, is_kept: bool
) -> None:
    response = client.get("/search", query_string={"q": typed})

    robots = html.fromstring(response.text).cssselect("meta[name=robots]")
    assert [meta.get("content") for meta in robots] == (
        [] if is_kept else ["noindex, follow"]
    )


def test_the_title_says_what_was_looked_for(client: FlaskClient) -> None:
    response = client.get("/search?q=snow")

    title = html.fromstring(response.text).findtext(".//title") or ""
    assert title.startswith("Search for “snow”: ")


@pytest.mark.parametrize("address", ["/nothing-here", "/reviews/nothing-here/"])
def test_a_lost_reader_can_search(client: FlaskClient, address: str) -> None:
    response = client.get(address)

    assert response.status_code == HTTPStatus.NOT_FOUND
    page = html.fromstring(response.text)
    assert page.cssselect("main form[role=search] input[name=q]")


def test_every_page_leads_to_the_search(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/").text)

    assert page.cssselect("nav a[href='/search']")
    [link] = page.cssselect("link[rel=search]")
    assert link.get("href") == "/opensearch.xml"
    assert link.get("type") == "application/opensearchdescription+xml"


def test_a_browser_learns_how_to_search(client: FlaskClient, session: Session) -> None:
    response = client.get("/opensearch.xml")

    assert response.mimetype == "application/opensearchdescription+xml"
    root = etree.fromstring(response.data)
    [page] = root.xpath("o:Url[@type='text/html']", namespaces=OPENSEARCH)
    assert page.get("template") == "http://localhost/search?q={searchTerms}"
    [itself] = root.xpath("o:Url[@rel='self']", namespaces=OPENSEARCH)
    assert itself.get("template") == "http://localhost/opensearch.xml"
    assert 0 < len(root.findtext("o:ShortName", namespaces=OPENSEARCH) or "") <= 16
    assert root.findtext("o:InputEncoding", namespaces=OPENSEARCH) == "UTF-8"


def test_what_a_browser_types_for_the_description_works(
    client: FlaskClient, session: Session
) -> None:
    add(session, title="Amélie")
    root = etree.fromstring(client.get("/opensearch.xml").data)
    [page] = root.xpath("o:Url[@type='text/html']", namespaces=OPENSEARCH)

    address = str(page.get("template")).replace("{searchTerms}", quote("amélie"))

    assert "1 review mentions" in client.get(address).text


@pytest.mark.parametrize("typed", ["snow", "snow rain"])
def test_the_page_does_not_ask_more_for_more_hits(
    app: Flask, client: FlaskClient, session: Session, typed: str
) -> None:
    add(session)
    with counted_statements(app) as for_one:
        search(client, typed)
    for _ in range(PAGE_SIZE):
        add(session)
    with counted_statements(app) as for_many:
        search(client, typed)

    assert len(for_many) == len(for_one)

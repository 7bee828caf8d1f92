"""What the head and the classes of a review's page say to programs."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories import make_account, make_review, make_work
from tests.pages import attribute, links, parsed, texts


def make_page(session: Session) -> None:
    work = make_work(session, title="Rush", slug="rush-1991", release_year=1991)
    make_review(
        session,
        work=work,
        author=make_account(session, display_name="The Critic"),
        title="Rush",
        slug="rush",
        grade="B+",
        dek="Two officers take their work home.",
        tags=["crime", "romance"],
    )


def meta(client: FlaskClient, name: str) -> list[str | None]:
    page = parsed(client.get("/reviews/rush/"))
    found = page.cssselect(f"meta[property='{name}'], meta[name='{name}']")
    return [element.get("content") for element in found]


def test_the_head_has_one_canonical_address(
    client: FlaskClient, session: Session
) -> None:
    make_page(session)

    response = client.get("/reviews/rush/?reply=1", headers={"Host": "evil.example"})

    assert links(response, "link[rel=canonical]") == ["http://localhost/reviews/rush/"]


def test_the_head_previews_the_page(client: FlaskClient, session: Session) -> None:
    make_page(session)

    assert meta(client, "description") == ["Two officers take their work home."]
    assert meta(client, "og:type") == ["article"]
    assert meta(client, "og:title") == ["Rush (1991): B+"]
    assert meta(client, "og:url") == ["http://localhost/reviews/rush/"]
    assert meta(client, "article:published_time") == ["2020-01-01T12:00:00+00:00"]
    assert meta(client, "article:tag") == ["crime", "romance"]
    assert meta(client, "twitter:data1") == ["B+"]


def test_the_head_leads_to_the_feeds(client: FlaskClient, session: Session) -> None:
    make_page(session)

    response = client.get("/reviews/rush/")

    feeds = links(response, "link[rel=alternate]")
    assert "/feed.xml" in feeds
    assert "/reviews/rush/comments/feed.xml" in feeds


def test_the_page_is_an_h_entry_about_an_item(
    client: FlaskClient, session: Session
) -> None:
    make_page(session)

    response = client.get("/reviews/rush/")

    assert texts(response, ".h-entry.h-review > article > header .p-name")[0] == "Rush"
    assert texts(response, ".h-entry .p-author.h-card") == ["The Critic"]
    assert attribute(response, ".p-item.h-item .p-name", "value") == "Rush"
    assert (
        attribute(response, ".p-item.h-item .u-url", "value")
        == "http://localhost/works/rush-1991/"
    )
    assert attribute(response, ".h-entry .p-rating", "value") == "83"
    assert links(response, ".h-entry .u-url.u-uid") == [
        "http://localhost/reviews/rush/"
    ]
    assert texts(response, ".h-entry .p-category") == ["crime", "romance"]
    assert len(parsed(response).cssselect(".h-entry .e-content")) >= 1


def test_the_page_has_no_inline_style_and_no_inline_code(
    client: FlaskClient, session: Session
) -> None:
    make_page(session)

    page = parsed(client.get("/reviews/rush/"))

    assert page.cssselect("[style], style") == []
    scripts = page.cssselect("script:not([src])")
    assert {script.get("type") for script in scripts} == {"application/ld+json"}

"""The map of the site, and what to leave alone."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.reviews.models import ReviewStatus
from tests.factories import LONG_AGO, make_person, make_review, make_work

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def listed(response: TestResponse) -> dict[str, str | None]:
    """Return the addresses of a sitemap with their last change."""
    tree = etree.fromstring(response.data)
    return {
        str(entry.findtext("s:loc", namespaces=NAMES)): entry.findtext(
            "s:lastmod", namespaces=NAMES
        )
        for entry in tree.iterfind("*", NAMES)
    }


def test_show_sitemap_lists_every_page_with_its_change(
    client: FlaskClient, session: Session
) -> None:
    make_person(session, "Orson Welles", slug="orson-welles")
    work = make_work(session, directors=("Orson Welles",))
    corrected = LONG_AGO + timedelta(days=3)
    make_review(session, work=work, slug="a&b", tags=["crime"], updated_at=corrected)

    pages = listed(client.get("/sitemap.xml"))

    when = "2020-01-04T12:00:00+00:00"
    assert pages["http://localhost/reviews/a&b/"] == when
    assert pages["http://localhost/people/orson-welles/"] == when
    assert pages["http://localhost/tags/crime/"] == when
    assert pages["http://localhost/"] is None


def test_show_sitemap_dates_a_scheduled_review_by_its_appearance(
    client: FlaskClient, session: Session
) -> None:
    written = LONG_AGO - timedelta(days=30)
    make_review(session, slug="rush", updated_at=written)

    pages = listed(client.get("/sitemap.xml"))

    assert pages["http://localhost/reviews/rush/"] == "2020-01-01T12:00:00+00:00"


def test_show_sitemap_leaves_out_what_redirects_or_is_hidden(
    client: FlaskClient, session: Session
) -> None:
    once, twice = make_work(session, slug="once"), make_work(session, slug="twice")
    make_review(session, work=once)
    for _ in range(2):
        make_review(session, work=twice)
    make_review(session, slug="draft", status=ReviewStatus.DRAFT)

    pages = listed(client.get("/sitemap.xml"))

    assert "http://localhost/works/twice/" in pages
    assert "http://localhost/works/once/" not in pages
    assert "http://localhost/reviews/draft/" not in pages


def test_show_sitemap_splits_when_it_is_too_long(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewblog.web.public.discovery.MOST_PAGES", 2)
    for _ in range(3):
        make_review(session)

    index = listed(client.get("/sitemap.xml"))
    parts = [listed(client.get(f"/sitemap-{number}.xml")) for number in (1, 2)]

    assert [*index] == [
        "http://localhost/sitemap-1.xml",
        "http://localhost/sitemap-2.xml",
    ]
    reviews = [page for part in parts for page in part if "/reviews/review" in page]
    assert len(set(reviews)) == 3


@pytest.mark.parametrize("number", ["0", "2", "9" * 30])
def test_show_sitemap_part_knows_no_such_part(client: FlaskClient, number: str) -> None:
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_every_page_of_the_sitemap_is_there(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(session, directors=("Orson Welles",))
    for _ in range(2):
        make_review(session, work=work, tags=["crime"])

    for page in listed(client.get("/sitemap.xml")):
        assert client.get(page.removeprefix("http://localhost")).status_code == 200, (
            page
        )


def test_show_robots_points_to_the_sitemap(client: FlaskClient) -> None:
    response = client.get("/robots.txt")

    assert response.mimetype == "text/plain"
    assert "Disallow: /dashboard/" in response.text.splitlines()
    assert "Sitemap: http://localhost/sitemap.xml" in response.text.splitlines()


def test_the_icon_is_where_programs_look_for_it(client: FlaskClient) -> None:
    location = client.get("/favicon.ico").location

    assert location.startswith("/static/img/icon")
    with client.get(location) as icon:
        assert icon.mimetype == "image/svg+xml"

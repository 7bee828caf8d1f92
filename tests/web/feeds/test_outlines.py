import pytest
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy.orm import Session

from reviewblog.site.defaults import get_site
from tests.syndication.samples import STORABLE
from tests.web.feeds.conftest import SITE


def test_opml_lists_the_main_feeds(client: FlaskClient) -> None:
    response = client.get("/subscribe/opml")

    outlines = etree.fromstring(response.data).findall("body/outline")
    assert response.content_type == "text/x-opml; charset=utf-8"
    assert [outline.get("xmlUrl") for outline in outlines] == [
        f"{SITE}/feed.xml",
        f"{SITE}/comments/feed.xml",
    ]


def test_opml_is_offered_as_a_file(client: FlaskClient) -> None:
    response = client.get("/subscribe/opml")

    assert "feeds.opml" in response.headers["Content-Disposition"]


def test_opml_is_not_sent_twice(client: FlaskClient) -> None:
    etag = client.get("/subscribe/opml").headers["ETag"]

    response = client.get("/subscribe/opml", headers={"If-None-Match": etag})

    assert response.status_code == 304


@pytest.mark.parametrize("path", ["feed.xml", "comments/feed.xml"])
def test_what_opml_lists_is_there(client: FlaskClient, path: str) -> None:
    assert client.get(f"/{path}").status_code == 200


def test_opml_is_well_formed_whatever_the_site_is_called(
    client: FlaskClient, session: Session
) -> None:
    get_site(session).title = "".join(STORABLE)[:110]
    session.commit()

    response = client.get("/subscribe/opml")

    assert etree.fromstring(response.data).findtext("head/title")

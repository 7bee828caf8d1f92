"""What pages say to machines, read back by the parsers that machines use."""

from typing import Any

import extruct
import mf2py
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.comments.models import CommentStatus
from reviewblog.reviews.models import Review
from tests.factories import (
    make_account,
    make_comment,
    make_person,
    make_review,
    make_work,
)

SITE = "http://localhost"
DAY = "2020-01-01T12:00:00+00:00"
# As mf2py writes the same.
MOMENT = "2020-01-01T12:00:00+0000"


@pytest.fixture
def review(session: Session) -> Review:
    make_person(session, "Jacques Tati", slug="jacques-tati")
    work = make_work(
        session, title="Playtime", slug="playtime", directors=("Jacques Tati",)
    )
    return make_review(
        session,
        work=work,
        title="Playtime",
        slug="playtime-1967",
        author=make_account(session, display_name="The Critic"),
        grade="A-",
        tags=["glass"],
        body_html="<p>A city <em>made</em> of glass.</p>",
        comment_count=2,
    )


def extracted(client: FlaskClient, path: str) -> dict[str, Any]:
    """Read a page as search engines and link previews do."""
    read: dict[str, Any] = extruct.extract(
        client.get(path).text,
        base_url=SITE + path,
        syntaxes=["json-ld", "opengraph"],
        uniform=True,
    )
    return read


def entries(client: FlaskClient, path: str) -> list[dict[str, Any]]:
    """Read a page as programs of the IndieWeb do."""
    parsed = mf2py.parse(doc=client.get(path).text, url=SITE + path)
    items: list[dict[str, Any]] = parsed["items"]
    return [item for item in items if "h-entry" in item["type"]]


def test_a_graded_review_is_read_as_one(client: FlaskClient, review: Review) -> None:
    (data,) = extracted(client, "/reviews/playtime-1967/")["json-ld"]

    opinion, work = data["@graph"]
    assert opinion["@type"] == "CriticReview"
    assert opinion["reviewRating"]["alternateName"] == "A−"
    assert opinion["itemReviewed"]["@id"] == work["@id"]
    assert work["@type"] == "Movie"
    assert work["director"][0]["name"] == "Jacques Tati"


def test_an_ungraded_one_is_read_as_an_article(
    client: FlaskClient, session: Session
) -> None:
    make_review(session, slug="capsule")

    (data,) = extracted(client, "/reviews/capsule/")["json-ld"]

    assert [node["@type"] for node in data["@graph"]] == ["Article", "Movie"]
    assert "reviewRating" not in data["@graph"][0]


def test_a_link_preview_has_all_it_shows(client: FlaskClient, review: Review) -> None:
    (preview,) = extracted(client, "/reviews/playtime-1967/")["opengraph"]

    assert preview["@type"] == "article"
    assert preview["og:title"] == "Playtime (1967): A−"
    assert preview["og:url"] == f"{SITE}/reviews/playtime-1967/"
    assert preview["og:site_name"] == "Reviews"
    assert preview["og:description"] == "A city made of glass."
    assert preview["og:image"].startswith(f"{SITE}/")
    assert preview["og:image:width"] == "1200"
    assert preview["article:published_time"] == DAY


def test_a_review_is_an_entry_about_an_item(
    client: FlaskClient, review: Review
) -> None:
    (entry,) = entries(client, "/reviews/playtime-1967/")

    said = entry["properties"]
    assert {"h-entry", "h-review"} <= set(entry["type"])
    assert said["name"] == ["Playtime"]
    assert said["published"] == [MOMENT]
    assert said["uid"] == [f"{SITE}/reviews/playtime-1967/"]
    assert said["category"] == ["glass"]
    assert said["author"][0]["properties"]["name"] == ["The Critic"]
    assert said["item"][0]["properties"]["name"] == ["Playtime"]
    assert "A city made of glass." in said["content"][0]["value"]
    assert said["rating"]
    assert said["best"]


def test_an_ungraded_entry_has_no_rating(client: FlaskClient, session: Session) -> None:
    make_review(session, slug="capsule")

    (entry,) = entries(client, "/reviews/capsule/")

    assert "rating" not in entry["properties"]


def test_comments_are_cited_with_their_replies(
    client: FlaskClient, session: Session, review: Review
) -> None:
    first = make_comment(
        session,
        review=review,
        author_name="Ada",
        body_html="<p>I laughed.</p>",
        status=CommentStatus.APPROVED,
    )
    make_comment(session, review=review, author_name="Secret")

    (entry,) = entries(client, "/reviews/playtime-1967/")

    (comment,) = entry["properties"]["comment"]
    said = comment["properties"]
    assert comment["type"] == ["h-cite"]
    assert said["author"][0]["properties"]["name"] == ["Ada"]
    assert said["published"] == [MOMENT]
    assert said["url"] == [f"{SITE}/reviews/playtime-1967/#comment-{first.id}"]
    assert said["content"][0]["value"].strip() == "I laughed."


@pytest.mark.parametrize(
    "path", ["/", "/reviews/", "/people/jacques-tati/", "/tags/glass/"]
)
def test_lists_are_read_as_a_feed(
    client: FlaskClient, review: Review, path: str
) -> None:
    parsed = mf2py.parse(doc=client.get(path).text, url=SITE + path)

    (feed,) = [item for item in parsed["items"] if item["type"] == ["h-feed"]]
    (entry,) = feed["children"]
    assert entry["type"] == ["h-entry"]
    assert entry["properties"]["url"] == [f"{SITE}/reviews/playtime-1967/"]
    assert entry["properties"]["name"] == ["Playtime"]
    assert entry["properties"]["published"][0].startswith("2020-01-01")


def test_every_page_says_where_it_is(client: FlaskClient, review: Review) -> None:
    for path in ("/", "/reviews/", "/people/", "/tags/", "/grades/", "/subscribe/"):
        rels = mf2py.parse(doc=client.get(path).text, url=SITE + path)["rels"]
        assert rels["canonical"] == [SITE + path], path

import json
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import CommentStatus
from reviewblog.reviews.models import FormerSlug, Review, ReviewStatus
from reviewblog.site.defaults import get_site
from tests.factories import (
    LONG_AGO,
    make_account,
    make_comment,
    make_review,
    make_work,
    save,
)
from tests.syndication.json_feeds import check
from tests.syndication.samples import STORABLE
from tests.web.feeds.conftest import SITE

FOLDERS = [
    "",
    "/reviews",
    "/tags/comedy",
    "/people/tati",
    "/comments",
    "/reviews/playtime-1967/comments",
]
NOWHERE = [
    "/tags/unknown/feed.xml",
    "/tags/secret/feed.xml",
    "/people/nobody/atom.xml",
    "/people/hidden/feed.xml",
    "/reviews/unknown/comments/feed.json",
    "/reviews/draft/comments/feed.xml",
    "/feed.xml?page=0",
    "/feed.xml?page=2",
    "/feed.xml?page=-1",
    "/feed.xml?page=x",
    "/feed.xml?page=1000000000000000000000000000000",
    "/feed.xml?page=%00",
    "/feed.xml?archive=1",
    "/feed.xml?archive=0",
    "/feed.xml?archive=",
]


@pytest.fixture
def review(session: Session) -> Review:
    work = make_work(
        session,
        title="Playtime",
        directors=("Jacques Tati",),
        cast=("Jacques Tati as Monsieur Hulot", "Barbara Dennek"),
    )
    work.directors[0].person.slug = "tati"
    review = make_review(
        session,
        work=work,
        title="Playtime",
        slug="playtime-1967",
        grade="B+",
        tags=("comedy",),
        body_html="<p>Glass. <a href='/people/tati/'>Tati</a></p>",
    )
    make_comment(session, review=review, status=CommentStatus.APPROVED)
    return review


@pytest.mark.parametrize(
    ("file", "kind"),
    [("feed.xml", "application/rss+xml"), ("atom.xml", "application/atom+xml")],
)
def test_every_feed_is_read_back(
    client: FlaskClient, review: Review, file: str, kind: str
) -> None:
    responses = [client.get(f"{folder}/{file}") for folder in FOLDERS]

    feeds = [feedparser.parse(response.data) for response in responses]
    assert {each.content_type for each in responses} == {f"{kind}; charset=utf-8"}
    assert not [feed for feed in feeds if feed.bozo]
    assert [len(feed.entries) for feed in feeds] == [1] * len(FOLDERS)
    assert [link_of(feed, "self") for feed in feeds] == [
        f"{SITE}{folder}/{file}" for folder in FOLDERS
    ]


def test_every_feed_is_a_json_feed_too(client: FlaskClient, review: Review) -> None:
    responses = [client.get(f"{folder}/feed.json") for folder in FOLDERS]

    kinds = {response.content_type for response in responses}
    assert kinds == {"application/feed+json; charset=utf-8"}
    for folder, response in zip(FOLDERS, responses, strict=True):
        feed = json.loads(response.data)
        check(feed)
        assert feed["feed_url"] == f"{SITE}{folder}/feed.json"
        assert len(feed["items"]) == 1


def test_addresses_come_from_the_settings_whatever_host_is_claimed(
    client: FlaskClient, review: Review
) -> None:
    claimed = {"Host": "evil.example"}

    feeds = [client.get(f"{folder}/feed.xml", headers=claimed) for folder in FOLDERS]

    assert not [response for response in feeds if "evil" in response.text]


def test_what_is_not_there_is_404(client: FlaskClient, session: Session) -> None:
    work = make_work(session, directors=("Hidden",))
    work.directors[0].person.slug = "hidden"
    make_review(
        session, work=work, slug="draft", tags=("secret",), status=ReviewStatus.DRAFT
    )

    answers = {path: client.get(path).status_code for path in NOWHERE}

    assert answers == dict.fromkeys(NOWHERE, 404)


def test_filters_that_match_nothing_leave_an_empty_feed(client: FlaskClient) -> None:
    queries = [
        "grade=A%2B",
        "grade=%00",
        "tag=%ED%A0%80",
        "year=99999999999999999999",
        "decade=1960s&decade=&director=x&country=%27%3B--",
        "unknown=1",
    ]

    answers = [client.get(f"/reviews/feed.xml?{query}") for query in queries]

    assert [response.status_code for response in answers] == [200] * len(queries)
    assert not [each for each in answers if feedparser.parse(each.data).bozo]


def test_filters_combine(client: FlaskClient, session: Session) -> None:
    make_review(session, title="Playtime", grade="B+", tags=("comedy",))
    make_review(session, title="Detour", grade="B+", tags=("noir",))

    response = client.get("/reviews/feed.xml?grade=B%2B&tag=noir")

    feed = feedparser.parse(response.data)
    assert [entry.title.split(":")[0] for entry in feed.entries] == ["Detour"]
    assert link_of(feed, "self") == f"{SITE}/reviews/feed.xml?grade=B%2B&tag=noir"
    assert feed.feed.link == f"{SITE}/reviews/?grade=B%2B&tag=noir"


def test_comments_of_a_review_that_moved_are_where_it_is(
    client: FlaskClient, session: Session, review: Review
) -> None:
    former = FormerSlug(slug="play-time", review_id=review.id, retired_at=LONG_AGO)
    save(session, former)

    response = client.get("/reviews/play-time/comments/atom.xml")

    assert response.status_code == 301
    assert response.location == "/reviews/playtime-1967/comments/atom.xml"


def test_comments_of_a_deleted_review_are_gone(
    client: FlaskClient, session: Session, review: Review
) -> None:
    review.deleted_at = utcnow()
    session.commit()

    response = client.get("/reviews/playtime-1967/comments/feed.xml")

    assert response.status_code == 410


def test_hidden_things_are_in_no_feed(client: FlaskClient, session: Session) -> None:
    make_review(session, title="DRAFT", status=ReviewStatus.DRAFT)
    make_review(session, title="DELETED", deleted_at=LONG_AGO)
    make_review(session, title="SCHEDULED", published_at=utcnow() + timedelta(1))
    make_comment(session, author_name="PENDING")

    reviews, comments = client.get("/feed.xml").text, client.get("/comments/feed.xml")

    assert "DRAFT" not in reviews
    assert "DELETED" not in reviews
    assert "SCHEDULED" not in reviews
    assert "PENDING" not in comments.text


def test_the_whole_archive_can_be_fetched_page_by_page(
    client: FlaskClient, session: Session
) -> None:
    get_site(session).feed_items = 2
    many_reviews(session, 5)

    found, page = [], "/feed.xml"
    while page:
        feed = feedparser.parse(client.get(page).data)
        found += [entry.id for entry in feed.entries]
        page = link_of(feed, "next")

    assert found == [f"urn:test:review-{number}" for number in (5, 4, 3, 2, 1)]


def test_the_whole_archive_can_be_fetched_by_archives(
    client: FlaskClient, session: Session
) -> None:
    get_site(session).feed_items = 2
    many_reviews(session, 5)

    found, page = set(), "/atom.xml"
    while page:
        feed = feedparser.parse(client.get(page).data)
        found |= {entry.id for entry in feed.entries}
        page = link_of(feed, "prev-archive")

    assert found == {f"urn:test:review-{number}" for number in range(1, 6)}


def test_an_archive_stays_as_it_is_when_something_is_published(
    client: FlaskClient, session: Session
) -> None:
    get_site(session).feed_items = 2
    many_reviews(session, 5)
    before = entry_ids(client, "/feed.xml?archive=2")

    make_review(session, published_at=utcnow())

    assert entry_ids(client, "/feed.xml?archive=2") == before


def test_json_feed_goes_on_to_the_next_page(
    client: FlaskClient, session: Session
) -> None:
    get_site(session).feed_items = 2
    many_reviews(session, 3)

    feed = json.loads(client.get("/feed.json").data)

    assert feed["next_url"] == f"{SITE}/feed.json?page=2"


def test_a_new_host_and_new_slugs_leave_every_id_as_it_was(
    client: FlaskClient,
    session: Session,
    after_a_move: FlaskClient,
    review: Review,
) -> None:
    paths = ["/feed.xml", "/atom.xml", "/comments/atom.xml"]
    before = [entry_ids(client, path) for path in paths]
    channel = channel_id(client)

    review.slug, review.work.slug = "moved", "moved-too"
    session.commit()

    assert [entry_ids(after_a_move, path) for path in paths] == before
    assert channel_id(after_a_move) == channel
    assert "https://moved.example/reviews/moved/" in after_a_move.get("/feed.xml").text


@pytest.mark.parametrize("folder", ["", "/comments"])
def test_feeds_stay_valid_whatever_was_stored(
    client: FlaskClient, session: Session, folder: str
) -> None:
    store_naughty_strings(session)

    rss = client.get(f"{folder}/feed.xml").data
    atom = client.get(f"{folder}/atom.xml").data
    feed = json.loads(client.get(f"{folder}/feed.json").data)

    strict = etree.XMLParser(recover=False)
    assert len(etree.fromstring(rss, strict).findall(".//item")) == len(STORABLE)
    assert len(etree.fromstring(atom, strict).findall("{*}entry")) == len(STORABLE)
    assert not feedparser.parse(rss).bozo
    assert not feedparser.parse(atom).bozo
    check(feed)


def many_reviews(session: Session, count: int) -> None:
    for number in range(1, count + 1):
        make_review(
            session,
            feed_id=f"urn:test:review-{number}",
            published_at=LONG_AGO + timedelta(days=number),
        )


def store_naughty_strings(session: Session) -> None:
    """Put each string into every text there is, as no form of ours would."""
    get_site(session).feed_items = 100
    author = make_account(session)
    for number, text in enumerate(STORABLE):
        work = make_work(session, title=text, directors=(f"{text[:99]} {number}",))
        review = make_review(
            session,
            work=work,
            author=author,
            title=text,
            dek=text,
            body_html=text,
            notes_html=text,
            tags=(f"{text[:50]} {number}",),
        )
        make_comment(
            session,
            review=review,
            author_name=text[:60],
            body_html=text,
            status=CommentStatus.APPROVED,
        )


def entry_ids(client: FlaskClient, path: str) -> list[str]:
    feed = feedparser.parse(client.get(path).data)
    return [entry.id for entry in feed.entries]


def link_of(feed: Any, rel: str) -> str:
    return next((link.href for link in feed.feed.links if link.rel == rel), "")


def channel_id(client: FlaskClient) -> str:
    return str(feedparser.parse(client.get("/atom.xml").data).feed.id)


@pytest.mark.parametrize(
    "path", ["/feed", "/feed/", "/rss", "/rss/", "/rss.xml", "/index.xml"]
)
def test_where_other_programs_have_their_feed_leads_to_it(
    client: FlaskClient, path: str
) -> None:
    response = client.get(path)

    assert (response.status_code, response.location) == (301, "/feed.xml")

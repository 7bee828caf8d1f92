from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.clock import utcnow
from reviewblog.comments.models import CommentStatus
from reviewblog.reviews.models import Review
from reviewblog.site.defaults import get_site
from tests.factories import LONG_AGO, make_comment, make_review, make_tag, make_work
from tests.web.feeds.conftest import Statements

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PATHS = ["/feed.xml", "/atom.xml", "/feed.json", "/comments/feed.xml"]


@pytest.fixture
def review(session: Session) -> Review:
    review = make_review(session, slug="playtime-1967", tags=("comedy",))
    make_comment(session, review=review, status=CommentStatus.APPROVED)
    return review


def poll(client: FlaskClient, path: str, etag: str) -> TestResponse:
    return client.get(path, headers={"If-None-Match": etag})


@pytest.mark.parametrize("path", PATHS)
def test_a_poll_without_news_is_304(
    client: FlaskClient, review: Review, path: str
) -> None:
    first = client.get(path)

    second = poll(client, path, first.headers["ETag"])

    assert second.status_code == 304
    assert second.data == b""
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_says_how_it_may_be_kept(
    client: FlaskClient, review: Review, path: str
) -> None:
    response = client.get(path)

    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.last_modified == LONG_AGO
    assert not response.headers["ETag"].startswith("W/")
    assert "Set-Cookie" not in response.headers
    assert "cookie" not in response.headers["Vary"].lower()
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_reader_may_ask_in_many_ways(client: FlaskClient, review: Review) -> None:
    etag = client.get("/feed.xml").headers["ETag"]
    ways = ["*", f"W/{etag}", f'"other", {etag}', f'"a" , W/{etag}', f'"b",{etag},"c"']

    answers = [poll(client, "/feed.xml", way).status_code for way in ways]

    assert answers == [304] * len(ways)


def test_a_condition_that_says_nothing_true_gets_the_feed(
    client: FlaskClient, review: Review
) -> None:
    garbage = ["", '"other"', "garbage", '"', ",,,", "\x7f", "W/"]

    answers = [poll(client, "/feed.xml", each).status_code for each in garbage]

    assert answers == [200] * len(garbage)


def test_a_time_will_do_where_there_is_no_tag(
    client: FlaskClient, review: Review
) -> None:
    since = client.get("/feed.xml").headers["Last-Modified"]

    response = client.get("/feed.xml", headers={"If-Modified-Since": since})

    assert response.status_code == 304


def test_an_older_time_or_none_gets_the_feed(
    client: FlaskClient, review: Review
) -> None:
    times = ["Wed, 01 Jan 2020 11:59:59 GMT", "yesterday", "", "0"]

    answers = [
        client.get("/feed.xml", headers={"If-Modified-Since": time}).status_code
        for time in times
    ]

    assert answers == [200] * len(times)


def test_the_tag_wins_over_the_time(client: FlaskClient, review: Review) -> None:
    headers = {
        "If-None-Match": '"other"',
        "If-Modified-Since": client.get("/feed.xml").headers["Last-Modified"],
    }

    response = client.get("/feed.xml", headers=headers)

    assert response.status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_head_tells_the_same(client: FlaskClient, review: Review, path: str) -> None:
    whole, head = client.get(path), client.head(path)

    assert head.status_code == 200
    assert head.data == b""
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head.headers[name] == whole.headers[name]


def test_processes_agree(
    client: FlaskClient, another_process: FlaskClient, review: Review
) -> None:
    here, there = client.get("/feed.xml"), another_process.get("/feed.xml")

    assert here.data == there.data
    assert here.headers["ETag"] == there.headers["ETag"]
    assert here.headers["Last-Modified"] == there.headers["Last-Modified"]


def test_every_document_has_a_tag_of_its_own(
    client: FlaskClient, review: Review
) -> None:
    paths = [*PATHS, "/reviews/feed.xml", "/tags/comedy/feed.xml"]

    tags = {client.get(path).headers["ETag"] for path in paths}

    assert len(tags) == len(paths)


def correct(session: Session, review: Review) -> None:
    review.body_html, review.updated_at = "<p>Corrected.</p>", utcnow()


def publish_another(session: Session, review: Review) -> None:
    make_review(session)


def withdraw(session: Session, review: Review) -> None:
    review.deleted_at = utcnow()


def discuss(session: Session, review: Review) -> None:
    review.comment_count += 1


def rename_the_site(session: Session, review: Review) -> None:
    get_site(session).title = "Another name"


def shorten(session: Session, review: Review) -> None:
    get_site(session).feed_full_text = False


@pytest.mark.parametrize(
    "change",
    [correct, publish_another, withdraw, discuss, rename_the_site, shorten],
)
def test_any_change_is_news(
    client: FlaskClient,
    session: Session,
    review: Review,
    change: Callable[[Session, Review], None],
) -> None:
    etag = client.get("/feed.xml").headers["ETag"]

    change(session, review)
    session.commit()

    assert poll(client, "/feed.xml", etag).status_code == 200


def test_a_correction_is_news_to_those_who_ask_by_time(
    client: FlaskClient, session: Session, review: Review
) -> None:
    since = client.get("/feed.xml").headers["Last-Modified"]

    correct(session, review)
    session.commit()

    response = client.get("/feed.xml", headers={"If-Modified-Since": since})
    assert response.status_code == 200
    assert response.last_modified == review.updated_at.replace(microsecond=0)


def test_a_scheduled_review_is_news_when_its_time_comes(
    client: FlaskClient, session: Session, review: Review
) -> None:
    scheduled = make_review(session, published_at=utcnow() + timedelta(hours=1))
    before = client.get("/feed.xml")

    scheduled.published_at = utcnow() - timedelta(seconds=2)
    session.commit()

    after = poll(client, "/feed.xml", before.headers["ETag"])
    assert after.status_code == 200
    assert after.headers["Last-Modified"] != before.headers["Last-Modified"]


def test_an_unrelated_change_is_no_news(
    client: FlaskClient, session: Session, review: Review
) -> None:
    etag = client.get("/tags/comedy/feed.xml").headers["ETag"]

    make_review(session)
    make_tag(session, "unused")

    assert poll(client, "/tags/comedy/feed.xml", etag).status_code == 304


def test_a_304_asks_little_and_reads_no_text(
    client: FlaskClient, review: Review, statements: Statements
) -> None:
    paths = [
        "/feed.xml",
        "/reviews/feed.xml?tag=comedy",
        "/tags/comedy/feed.xml",
        "/comments/feed.xml",
        "/reviews/playtime-1967/comments/feed.xml",
    ]
    tags = [client.get(path).headers["ETag"] for path in paths]

    with statements.counted() as said:
        for path, etag in zip(paths, tags, strict=True):
            poll(client, path, etag)

    # The state, where some are named the tags or review, and whether the tag of a
    # filter has moved; PostgreSQL is asked by a statement whether anything changed.
    asked = [statement for statement in said if "FROM freshness" not in statement]
    assert len(asked) == len(paths) + 4
    assert not [statement for statement in said if "body" in statement]


def test_a_feed_asks_as_often_for_many_reviews_as_for_one(
    client: FlaskClient, session: Session, statements: Statements
) -> None:
    write_reviews(session, 1)
    with statements.counted() as for_one:
        client.get("/feed.xml")

    write_reviews(session, 9)
    with statements.counted() as for_ten:
        client.get("/feed.xml")

    assert len(for_ten) == len(for_one)


def test_a_comment_feed_asks_as_often_for_many_comments_as_for_one(
    client: FlaskClient, session: Session, statements: Statements
) -> None:
    make_comment(session, status=CommentStatus.APPROVED)
    with statements.counted() as for_one:
        client.get("/comments/feed.xml")

    for _ in range(9):
        make_comment(session, status=CommentStatus.APPROVED)
    with statements.counted() as for_ten:
        client.get("/comments/feed.xml")

    assert len(for_ten) == len(for_one)


@pytest.mark.parametrize("path", ["/feed.xml", "/atom.xml", "/comments/atom.xml"])
def test_a_browser_is_shown_a_page_inside_the_feed(
    client: FlaskClient, review: Review, path: str
) -> None:
    response = client.get(path, headers=BROWSER)

    assert response.content_type == "application/xml; charset=utf-8"
    assert "<?xml-stylesheet" in response.text
    assert ">This is a feed</h1>" in response.text
    assert 'href="https://rowk.example/subscribe/"' in response.text
    assert "<script" not in response.text


def test_the_page_in_a_feed_is_not_for_shared_caches(
    client: FlaskClient, review: Review
) -> None:
    response = client.get("/feed.xml", headers=BROWSER)

    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["ETag"] != client.get("/feed.xml").headers["ETag"]
    assert "Accept" in response.headers["Vary"]


def test_a_browser_polls_too(client: FlaskClient, review: Review) -> None:
    etag = client.get("/feed.xml", headers=BROWSER).headers["ETag"]

    response = client.get("/feed.xml", headers={**BROWSER, "If-None-Match": etag})

    assert response.status_code == 304


def test_feed_readers_get_the_plain_feed(client: FlaskClient, review: Review) -> None:
    readers = [
        "",
        "*/*",
        "application/rss+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.1",
        "application/xml, application/atom+xml, application/rss+xml, text/html, */*",
        "garbage;;q=x, /",
    ]

    answers = [client.get("/feed.xml", headers={"Accept": each}) for each in readers]

    kinds = {response.content_type for response in answers}
    assert kinds == {"application/rss+xml; charset=utf-8"}
    assert not [response for response in answers if "stylesheet" in response.text]


def test_a_browser_shows_json_as_it_is(client: FlaskClient, review: Review) -> None:
    response = client.get("/feed.json", headers=BROWSER)

    assert response.content_type == "application/feed+json; charset=utf-8"


def test_only_the_announced_feeds_name_the_hub(
    client: FlaskClient, session: Session, review: Review
) -> None:
    get_site(session).websub_hub = "https://hub.example/"
    session.commit()

    announced, others = client.get("/atom.xml"), client.get("/tags/comedy/atom.xml")

    assert announced.headers.getlist("Link") == [
        '<https://hub.example/>; rel="hub"',
        '<https://rowk.example/atom.xml>; rel="self"',
    ]
    assert 'rel="hub"' in announced.text
    assert "Link" not in others.headers
    assert 'rel="hub"' not in others.text


def test_an_empty_feed_is_a_feed(client: FlaskClient, session: Session) -> None:
    response = client.get("/feed.xml")

    assert response.status_code == 200
    assert response.last_modified is not None


def write_reviews(session: Session, count: int) -> None:
    for _ in range(count):
        work = make_work(
            session,
            directors=("Jacques Tati",),
            cast=("Barbara Dennek", "Rita Maiden"),
            countries=("France", "Italy"),
        )
        make_review(session, work=work, grade="B+", tags=("comedy", "glass"))


def test_a_kept_feed_is_not_given_to_browsers(
    kept: FlaskClient, review: Review
) -> None:
    plain = kept.get("/feed.xml")
    shown = kept.get("/feed.xml", headers=BROWSER)
    again = kept.get("/feed.xml")

    assert plain.content_type == again.content_type
    assert "This is a feed" in shown.text
    assert "This is a feed" not in again.text


def test_a_kept_feed_varies_by_no_cookie(kept: FlaskClient, review: Review) -> None:
    response = kept.get("/feed.xml")

    assert "cookie" not in response.headers["Vary"].lower()
    assert response.headers["Cache-Control"] == "public, max-age=300"


def test_a_kept_feed_is_304_until_there_is_news(
    kept: FlaskClient, session: Session, review: Review
) -> None:
    etag = kept.get("/feed.xml").headers["ETag"]
    unchanged = poll(kept, "/feed.xml", etag)

    make_review(session)

    assert unchanged.status_code == 304
    assert poll(kept, "/feed.xml", etag).status_code == 200

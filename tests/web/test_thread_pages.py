"""A thread longer than a page: nothing is lost, and every address leads there."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.reviews.models import Review
from reviewblog.web.thread import MOST_ELSEWHERE, Part, thread_for
from reviewblog.web.thread_layout import PAGE_SIZE
from tests.factories import LONG_AGO, make_review


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session, slug="long")


def talk(session: Session, review: Review, parents: list[int | None]) -> None:
    """Make comments numbered from 1, each answering the one of the given number."""
    session.add_all(
        Comment(
            id=number,
            review_id=review.id,
            parent_id=parent,
            author_name=f"Reader {number}",
            author_email="",
            wants_notice=False,
            body="Yes.",
            body_html="<p>Yes.</p>",
            renderer_version=1,
            status=CommentStatus.APPROVED,
            submitted_at=LONG_AGO + timedelta(minutes=number),
            writer_hash="",
            address_hash="",
        )
        for number, parent in enumerate(parents, start=1)
    )
    review.comment_count = len(parents)
    session.commit()


def ids_on(client: FlaskClient, address: str) -> list[int]:
    page = html.fromstring(client.get(address).text)
    return [
        int(anchor.removeprefix("comment-")) for anchor in page.xpath("//article/@id")
    ]


def test_every_comment_is_on_one_page_in_its_order(
    client: FlaskClient, session: Session, review: Review
) -> None:
    talk(session, review, [None] * 250)

    pages = [ids_on(client, f"/reviews/long/?page={number}") for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [100, 100, 50]
    assert [*pages[0], *pages[1], *pages[2]] == list(range(1, 251))


def test_newest_first_turns_the_talks_round_and_not_what_is_said_in_them(
    client: FlaskClient, session: Session, review: Review
) -> None:
    talk(session, review, [None, 1, None, 3, 3])

    assert ids_on(client, "/reviews/long/?sort=newest") == [3, 4, 5, 1, 2]


def test_a_talk_stays_whole_where_no_page_is_left_half_empty(
    client: FlaskClient, session: Session, review: Review
) -> None:
    talk(session, review, [None] * 80 + [80] * 40)

    assert len(ids_on(client, "/reviews/long/")) == 79
    assert ids_on(client, "/reviews/long/?page=2")[0] == 80


def test_a_talk_that_goes_on_says_whom_it_answers_and_where(
    client: FlaskClient, session: Session, review: Review
) -> None:
    talk(session, review, [None] + [1] * 150)

    page = html.fromstring(client.get("/reviews/long/?page=2").text)

    first = page.cssselect("article.comment")[0]
    assert "in reply to Reader 1" in first.text_content()
    assert first.xpath(".//a[text()='Reader 1' or bdi='Reader 1']/@href") == [
        "./#comment-1"
    ]


def test_the_page_before_the_first_and_after_the_last_are_not_there(
    client: FlaskClient, session: Session, review: Review
) -> None:
    talk(session, review, [None] * (PAGE_SIZE + 1))

    answers = [client.get(f"/reviews/long/?page={n}").status_code for n in (0, 2, 3)]

    assert answers == [404, 200, 404]


@pytest.mark.parametrize("shown", ["/reviews/long/", "/reviews/long/?sort=newest"])
def test_the_address_of_any_comment_leads_to_it_without_a_script(
    client: FlaskClient, session: Session, review: Review, shown: str
) -> None:
    talk(session, review, [None] * 250)
    page = html.fromstring(client.get(shown).text)

    for number in range(1, 251):
        (place,) = page.xpath(f"//*[@id='comment-{number}']")
        if place.tag == "a":
            target = place.get("href")
            assert target.endswith(f"#comment-{number}")
    (link,) = page.xpath("//a[@id='comment-120']/@href")
    assert 120 in ids_on(client, f"/reviews/long/{link.removeprefix('./')}")


def test_links_to_the_other_pages_have_an_end(
    client: FlaskClient, session: Session, review: Review
) -> None:
    talk(session, review, [None] * (MOST_ELSEWHERE + 500))

    page = client.get("/reviews/long/")

    assert page.text.count('<a id="comment-') == MOST_ELSEWHERE
    assert len(page.data) < 300_000


def test_a_comments_own_address_leads_to_its_page(
    client: FlaskClient, session: Session, review: Review
) -> None:
    talk(session, review, [None] * 150)

    places = [client.get(f"/comments/{n}").headers["Location"] for n in (7, 120)]

    assert places == ["/reviews/long/#comment-7", "/reviews/long/?page=2#comment-120"]


@pytest.mark.parametrize(
    "status", [CommentStatus.PENDING, CommentStatus.SPAM, CommentStatus.DELETED]
)
def test_what_nobody_may_see_has_no_address(
    client: FlaskClient, session: Session, review: Review, status: CommentStatus
) -> None:
    talk(session, review, [None])
    session.get_one(Comment, 1).status = status
    session.commit()

    assert client.get("/comments/1").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/comments/99").status_code == HTTPStatus.NOT_FOUND


def test_a_comment_on_a_draft_has_no_address(
    client: FlaskClient, session: Session
) -> None:
    talk(session, make_review(session, published_at=LONG_AGO.replace(2999)), [None])

    assert client.get("/comments/1").status_code == HTTPStatus.NOT_FOUND


def test_whoever_answers_on_a_later_page_is_shown_whom(
    client: FlaskClient, session: Session, review: Review
) -> None:
    talk(session, review, [None] * 150)

    page = html.fromstring(client.get("/reviews/long/?page=2&reply=7").text)

    (note,) = page.xpath("//p[contains(., 'You are replying to')]")
    assert note.xpath("a[1]/@href") == ["./#comment-7"]
    (reply,) = page.xpath("//article[@id='comment-120']//a[contains(., 'Reply')]/@href")
    assert reply == "./?page=2&reply=120#respond-body"


def test_texts_of_other_pages_are_not_read(
    client: FlaskClient, session: Session, review: Review
) -> None:
    talk(session, review, [None] * 150)
    with client.application.test_request_context():
        thread = thread_for(session, review, part=Part(2))

    absent = thread.find(1)

    assert absent is not None
    assert absent.body_html == ""
    assert absent.comment.author_name != ""
    assert absent.comment.body_html is None


def test_the_review_keeps_one_canonical_address(
    client: FlaskClient, session: Session, review: Review
) -> None:
    talk(session, review, [None] * 150)

    page = client.get("/reviews/long/?page=2&sort=newest").text

    assert '<link rel="canonical" href="http://localhost/reviews/long/">' in page


def test_scripts_come_only_where_there_is_something_for_them(
    client: FlaskClient, session: Session, review: Review
) -> None:
    talk(session, review, [None] * 3)
    short = client.get("/reviews/long/").text
    session.get_one(Comment, 2).body_html = '<p class="spoiler-inline">He dies.</p>'
    session.commit()

    spoiled = client.get("/reviews/long/").text

    assert "js/talk.js" not in short
    assert "data-seen" not in short
    assert "data-seen" in spoiled

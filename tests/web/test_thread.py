"""The thread under a review."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from http import HTTPStatus
from itertools import count
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.reviews.models import Review
from reviewblog.tokens import hash_token, new_token
from reviewblog.web.thread import thread_for
from reviewblog.web.thread_entries import Entry
from tests.factories import LONG_AGO, make_comment, make_review
from tests.statements import counted_statements

TOKEN = new_token()
APPROVED = CommentStatus.APPROVED

_minutes = count()


@pytest.fixture(autouse=True)
def within(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session)


def say(session: Session, review: Review, name: str, **overrides: Any) -> Comment:
    """Make a comment; each is a minute later than the one before."""
    given = {
        "status": APPROVED,
        "submitted_at": LONG_AGO + timedelta(minutes=next(_minutes)),
        "author_name": name,
        "body_html": f"<p>{name}.</p>",
    }
    return make_comment(session, review=review, **given | overrides)


def chain(session: Session, review: Review, names: str, **overrides: Any) -> Comment:
    """Let each answer the one before; return the last."""
    last: Comment | None = None
    for name in names:
        parent_id = last.id if last else None
        last = say(session, review, name, parent_id=parent_id, **overrides)
    assert last is not None
    return last


def outline(entries: Sequence[Entry]) -> list[Any]:
    """Draw a thread: names, and in lists what hangs below them."""
    drawn: list[Any] = []
    for entry in entries:
        drawn.append(entry.comment.author_name if entry.is_shown else "gone")
        if entry.replies:
            drawn.append(outline(entry.replies))
    return drawn


def test_comments_stand_in_their_order_oldest_first(
    session: Session, review: Review
) -> None:
    first, second = say(session, review, "A"), say(session, review, "B")
    say(session, review, "b", parent_id=second.id)
    say(session, review, "a", parent_id=first.id)
    say(session, review, "bb", parent_id=second.id)

    thread = thread_for(session, review)

    assert outline(thread.roots) == ["A", ["a"], "B", ["b", "bb"]]
    assert thread.count == 5


def test_replies_below_the_third_level_stand_beside_it(
    session: Session, review: Review
) -> None:
    chain(session, review, "ABCDE")

    (root,) = thread_for(session, review).roots

    third_level = root.replies[0].replies
    assert outline([root]) == ["A", ["B", ["C", "D", "E"]]]
    assert [
        entry.answers and entry.answers.comment.author_name for entry in third_level
    ] == [
        None,
        "C",
        "D",
    ]


def test_flattened_replies_say_whom_they_answer(
    client: FlaskClient, session: Session, review: Review
) -> None:
    last = chain(session, review, "ABCD")

    page = html.fromstring(client.get(f"/reviews/{review.slug}/").text)

    (article,) = page.cssselect(f"#comment-{last.id}")
    assert "in reply to C" in article.text_content()
    assert article.cssselect(f"a[href='#comment-{last.parent_id}']")


@pytest.mark.parametrize(
    ("replies", "in_view", "folded"), [(4, "1234", ""), (5, "123", "45")]
)
def test_a_long_branch_is_folded_after_three(
    session: Session, review: Review, replies: int, in_view: str, folded: str
) -> None:
    root = say(session, review, "A")
    for number in range(1, replies + 1):
        say(session, review, str(number), parent_id=root.id)

    (entry,) = thread_for(session, review).roots

    assert outline(entry.in_view) == list(in_view)
    assert outline(entry.folded) == list(folded)


def test_a_fold_counts_all_that_it_hides_and_names_the_latest(
    session: Session, review: Review
) -> None:
    root = say(session, review, "A")
    replies = [say(session, review, name, parent_id=root.id) for name in "bcdef"]
    say(session, review, "late", parent_id=replies[3].id)

    fold = thread_for(session, review).roots[0].fold

    assert fold is not None
    assert fold.count == 3
    assert fold.latest is not None
    assert fold.latest.comment.author_name == "late"
    assert not fold.is_open


def test_a_fold_stands_open_for_who_has_just_written_in_it(
    session: Session, review: Review
) -> None:
    root = say(session, review, "A")
    for name in "bcdef":
        say(
            session,
            review,
            name,
            parent_id=root.id,
            writer_hash=hash_token(TOKEN) if name == "f" else "",
        )

    fold = thread_for(session, review, writer_token=TOKEN).roots[0].fold

    assert fold is not None
    assert fold.is_open


def test_what_is_folded_is_in_the_page_all_the_same(
    client: FlaskClient, session: Session, review: Review
) -> None:
    root = say(session, review, "A")
    last = [say(session, review, name, parent_id=root.id) for name in "bcdef"][-1]

    page = html.fromstring(client.get(f"/reviews/{review.slug}/").text)

    assert page.cssselect(f"details.fold:not([open]) #comment-{last.id}")
    summary = page.cssselect("details.fold summary")[0].text_content()
    assert summary == "2 more replies, the latest from f"


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (CommentStatus.DELETED, "A comment was removed by the critic."),
        (CommentStatus.SPAM, "A comment here cannot be shown."),
        (CommentStatus.PENDING, "A comment here cannot be shown."),
    ],
)
def test_a_place_that_is_answered_stays(
    client: FlaskClient,
    session: Session,
    review: Review,
    status: CommentStatus,
    sentence: str,
) -> None:
    gone = say(session, review, "Secret", status=status)
    say(session, review, "Reply", parent_id=gone.id)

    page = client.get(f"/reviews/{review.slug}/").text

    assert f'id="comment-{gone.id}">{sentence} Its replies remain.' in page
    assert "Secret" not in page
    assert "1 comment" in page


def test_whole_chains_of_gone_comments_carry_one_reply(
    session: Session, review: Review
) -> None:
    gone = chain(session, review, "ABCD", status=CommentStatus.DELETED)
    say(session, review, "E", parent_id=gone.id)

    thread = thread_for(session, review)

    assert outline(thread.roots) == ["gone", ["gone", ["gone", "gone", "E"]]]
    assert thread.count == 1


def test_gone_comments_that_nobody_answers_are_not_there(
    session: Session, review: Review
) -> None:
    chain(session, review, "ABC", status=CommentStatus.DELETED)

    assert thread_for(session, review).roots == []


def test_a_waiting_answer_keeps_no_place_open_for_others(
    session: Session, review: Review
) -> None:
    gone = say(session, review, "A", status=CommentStatus.DELETED)
    own = say(
        session,
        review,
        "B",
        parent_id=gone.id,
        status=CommentStatus.PENDING,
        writer_hash=hash_token(TOKEN),
    )

    assert thread_for(session, review).roots == []
    assert thread_for(session, review, writer_token=TOKEN).find(own.id) is not None


def test_an_answer_from_before_its_question_is_shown(
    session: Session, review: Review
) -> None:
    root = say(session, review, "A")
    say(session, review, "B", parent_id=root.id, submitted_at=LONG_AGO - timedelta(1))

    assert outline(thread_for(session, review).roots) == ["A", ["B"]]


def test_find_knows_what_this_reader_sees(session: Session, review: Review) -> None:
    shown = say(session, review, "A")
    gone = say(session, review, "B", status=CommentStatus.DELETED)
    say(session, review, "C", parent_id=gone.id)

    thread = thread_for(session, review)

    assert thread.find(shown.id) is not None
    assert [thread.find(id_) for id_ in (gone.id, 0, None)] == [None] * 3


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(0, 15), (1, 15), (60, 14), (899, 1), (900, 0), (9000, 0)]
)
def test_writers_see_how_long_they_may_edit(
    session: Session, review: Review, seconds: int, minutes: int
) -> None:
    comment = say(session, review, "A", writer_hash=hash_token(TOKEN))
    at = comment.submitted_at + timedelta(seconds=seconds)

    thread = thread_for(session, review, writer_token=TOKEN, at=at)

    assert thread.roots[0].minutes_to_edit == minutes
    assert thread_for(session, review, at=at).roots[0].minutes_to_edit == 0


def test_writers_may_withdraw_what_is_long_approved(
    client: FlaskClient, session: Session, review: Review
) -> None:
    comment = say(session, review, "A", writer_hash=hash_token(TOKEN))
    link = f"/comments/{comment.id}/withdrawal"
    stranger = client.get(f"/reviews/{review.slug}/")
    client.set_cookie("reviewblog_writer", TOKEN)

    own = client.get(f"/reviews/{review.slug}/")

    assert link in own.text
    assert own.headers["Cache-Control"] == "private, no-store"
    assert link not in stranger.text
    assert "no-store" not in stranger.headers["Cache-Control"]


def test_a_browser_that_wrote_elsewhere_is_shown_the_page_of_all(
    client: FlaskClient, session: Session, review: Review
) -> None:
    say(session, review, "A")
    client.set_cookie("reviewblog_writer", TOKEN)

    page = client.get(f"/reviews/{review.slug}/")

    assert "Withdraw" not in page.text


def thousand(session: Session, review: Review, *, deep: bool) -> None:
    """Make 1,000 comments, in one chain or in a hundred branches."""
    session.add_all(
        Comment(
            id=number,
            review_id=review.id,
            parent_id=(
                None if number == 1 or (not deep and number % 10 == 1) else number - 1
            ),
            author_name=f"Reader {number}",
            author_email="",
            wants_notice=False,
            body="Yes.",
            body_html=f"<p>{'Yes, and I have seen it twice. ' * 20}</p>",
            renderer_version=1,
            status=APPROVED,
            submitted_at=LONG_AGO + timedelta(minutes=number),
            writer_hash="",
            address_hash="",
        )
        for number in range(1, 1001)
    )
    review.comment_count = 1000
    session.commit()


@pytest.mark.parametrize("deep", [True, False])
def test_a_thousand_comments_take_two_statements(
    app: Flask, session: Session, review: Review, *, deep: bool
) -> None:
    thousand(session, review, deep=deep)
    session.expire_all()
    session.refresh(review)

    with counted_statements(app) as statements:
        thread = thread_for(session, review, writer_token=TOKEN)

    comments = [statement for statement in statements if "FROM comment" in statement]
    assert thread.count == 1000
    assert len(comments) == 2


def test_a_short_thread_takes_one_statement(
    app: Flask, session: Session, review: Review
) -> None:
    chain(session, review, "ABC")
    session.expunge_all()

    with counted_statements(app) as statements:
        thread = thread_for(session, review, writer_token=TOKEN)

    assert [entry.body_html for entry in thread.roots] == ["<p>A.</p>"]
    assert len([one for one in statements if "FROM comment" in one]) == 1


@pytest.mark.parametrize("deep", [True, False])
def test_a_page_with_a_thousand_comments_asks_no_more_than_one_with_one(
    app: Flask, session: Session, review: Review, *, deep: bool
) -> None:
    small = make_review(session)
    say(session, small, "A", id=9999)
    thousand(session, review, deep=deep)
    client = app.test_client()

    with counted_statements(app) as for_one:
        client.get(f"/reviews/{small.slug}/?reply=9999")
    with counted_statements(app) as for_thousand:
        page = client.get(f"/reviews/{review.slug}/?reply=1000")

    ids = html.fromstring(page.text).xpath("//*[starts-with(@id, 'comment-')]/@id")
    assert page.status_code == HTTPStatus.OK
    assert len(ids) == len(set(ids)) == 1000
    assert "You are replying to" in page.text
    # The texts of a short thread come along with it, those of one page by themselves.
    assert len(for_thousand) <= len(for_one) + 1
    assert len(page.data) < 300_000


def test_the_clock_is_asked_where_no_time_is_given(
    session: Session, review: Review
) -> None:
    say(session, review, "A", writer_hash=hash_token(TOKEN), submitted_at=utcnow())

    thread = thread_for(session, review, writer_token=TOKEN)

    assert thread.roots[0].minutes_to_edit == 15

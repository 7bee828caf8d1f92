"""Comments that wait for Akismet, and what becomes of them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.akismet.asking import (
    LONGEST_WAIT,
    MOST_TRIES,
    claim_next,
    settle_answer,
)
from reviewblog.comments.akismet.models import AkismetQuestion
from reviewblog.comments.akismet.questions import KEPT
from reviewblog.comments.akismet.service import Opinion
from reviewblog.comments.editing import edit_comment, withdraw_comment
from reviewblog.comments.models import Comment, CommentStatus, Decision, Lesson
from reviewblog.comments.moderation import decide
from reviewblog.comments.screening.models import CommentReason, FilterCorpus
from reviewblog.config import Settings
from reviewblog.db import transaction
from reviewblog.errands import Errand, ErrandState
from reviewblog.jobs import job_queue
from reviewblog.jobs.akismet import ask_akismet
from reviewblog.jobs.forgetting import forget_addresses
from reviewblog.mail.models import OutboxMessage
from reviewblog.reviews.models import Review
from reviewblog.site.defaults import get_site
from reviewblog.site.models import CommentMode, NoticeMode
from reviewblog.web.stamps import form_stamp
from tests.akismet import KEY, Service, served
from tests.clients import submit
from tests.factories import make_account, make_review

APPROVED, PENDING, SPAM = (
    CommentStatus.APPROVED,
    CommentStatus.PENDING,
    CommentStatus.SPAM,
)
Post = Callable[..., Comment]


@pytest.fixture
def service() -> Iterator[Service]:
    with served() as service:
        yield service


@pytest.fixture
def settings(settings: Settings, service: Service) -> Settings:
    return replace(settings, akismet_key=KEY, outgoing_test_port=str(service.port))


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session, slug="rush-1991", comment_mode=CommentMode.RULES)


@pytest.fixture
def post(app: Flask, client: FlaskClient, session: Session, review: Review) -> Post:
    def post(body: str = "I laughed.") -> Comment:
        with app.app_context():
            stamp = form_stamp(review.id, at=utcnow() - timedelta(minutes=1))
        fields = {"name": "Ada", "email": "a@b.example", "body": body, "stamp": stamp}
        headers = {"User-Agent": "Browser/1.0", "Referer": "http://localhost/page"}
        answer = client.post(
            "/reviews/rush-1991/comments", data=fields, headers=headers
        )
        assert answer.status_code == 303
        return newest(session)

    return post


def newest(session: Session) -> Comment:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Comment).order_by(Comment.id.desc())).all()[0]


def ask(app: Flask) -> None:
    with app.app_context():
        ask_akismet()


def codes(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(CommentReason.code)))


def question(session: Session) -> AkismetQuestion | None:
    session.rollback()
    session.expire_all()
    return session.scalar(select(AkismetQuestion))


def make_due(session: Session) -> None:
    with transaction(session):
        session.execute(update(AkismetQuestion).values(next_attempt_at=utcnow()))


def test_posting_does_not_wait_for_the_answer(
    app: Flask, session: Session, service: Service, post: Post
) -> None:
    comment = post()

    assert comment.status is PENDING
    assert codes(session) == ["asked"]
    assert service.asked == []
    asked = question(session)
    assert asked is not None
    assert (asked.goes_to, asked.user_agent) == (APPROVED, "Browser/1.0")
    queue = job_queue(app)
    queue.close()
    names = {type(task).__name__ for task in queue.huey.pending()}
    assert Errand.ASK_AKISMET in names


def test_what_is_good_goes_where_the_rules_had_sorted_it(
    app: Flask, session: Session, service: Service, post: Post, review: Review
) -> None:
    post()

    ask(app)

    comment = newest(session)
    session.refresh(review)
    assert comment.status is APPROVED
    assert review.comment_count == 1
    assert codes(session) == []
    [(verb, fields)] = service.asked
    assert verb == "comment-check"
    assert fields["user_ip"] == "127.0.0.1"
    assert fields["permalink"] == "http://localhost/reviews/rush-1991/"
    answered = question(session)
    assert answered is not None
    assert (answered.address, answered.user_agent, answered.referrer) == ("", "", "")


def test_what_a_rule_holds_goes_on_waiting(
    app: Flask, session: Session, post: Post
) -> None:
    post("[a](https://a.example) [b](https://b.example) [c](https://c.example)")

    ask(app)

    assert newest(session).status is PENDING
    assert codes(session) == ["links"]


def test_spam_goes_into_the_bin_and_teaches_nothing(
    app: Flask, session: Session, service: Service, post: Post
) -> None:
    service.answer = b"true"
    service.headers = {"X-akismet-pro-tip": "discard"}
    post()

    ask(app)

    comment = newest(session)
    assert comment.status is SPAM
    assert comment.body == "I laughed."
    assert comment.taught is None
    assert session.get_one(FilterCorpus, 1).spam == 0
    assert session.scalars(select(Decision)).one().is_by_rules
    assert codes(session) == ["akismet"]


def test_what_the_rules_take_for_spam_is_not_asked_about(
    app: Flask, client: FlaskClient, session: Session, service: Service, review: Review
) -> None:
    with app.app_context():
        stamp = form_stamp(review.id, at=utcnow() - timedelta(minutes=1))
    trapped = {"name": "A", "body": "Hello there", "stamp": stamp, "website": "x"}
    client.post("/reviews/rush-1991/comments", data=trapped)

    ask(app)

    assert newest(session).status is SPAM
    assert service.asked == []


@pytest.fixture(params=[(200, b"invalid"), (500, b"true"), (200, b"<html>\xff")])
def failing(service: Service, request: pytest.FixtureRequest) -> Service:
    service.status, service.answer = request.param
    return service


def test_without_an_answer_the_rules_decide_after_a_few_tries(
    app: Flask,
    session: Session,
    failing: Service,
    post: Post,
    caplog: pytest.LogCaptureFixture,
) -> None:
    post()

    for _ in range(MOST_TRIES):
        assert newest(session).status is PENDING
        make_due(session)
        ask(app)
    ask(app)

    assert newest(session).status is APPROVED
    assert len(failing.asked) == MOST_TRIES
    assert question(session) is None
    assert session.get_one(ErrandState, Errand.ASK_AKISMET).last_error
    assert "sorted without Akismet" in caplog.text
    assert KEY not in caplog.text


def test_nobody_waits_longer_than_a_quarter_of_an_hour(
    app: Flask, session: Session, service: Service, post: Post
) -> None:
    post()
    with transaction(session):
        long_ago = utcnow() - LONGEST_WAIT - timedelta(seconds=1)
        session.execute(update(AkismetQuestion).values(asked_at=long_ago))

    ask(app)

    assert newest(session).status is APPROVED
    assert service.asked == []


@pytest.fixture
def off(settings: Settings, build_app: Callable[[Settings], Flask]) -> Flask:
    """The same site without a key."""
    return build_app(replace(settings, akismet_key=""))


def test_without_a_key_nothing_is_asked_or_kept(
    app: Flask, off: Flask, session: Session, service: Service, review: Review
) -> None:
    with off.app_context():
        stamp = form_stamp(review.id, at=utcnow() - timedelta(minutes=1))
    fields = {"name": "Ada", "body": "I laughed.", "stamp": stamp}

    off.test_client().post("/reviews/rush-1991/comments", data=fields)
    ask(off)

    assert newest(session).status is APPROVED
    assert question(session) is None
    assert service.asked == []
    assert "Akismet" not in off.test_client().get("/privacy/comments/").text
    assert "Akismet" in app.test_client().get("/privacy/comments/").text


def test_what_waits_when_the_key_is_taken_away_goes_its_way(
    off: Flask, session: Session, post: Post
) -> None:
    post()

    ask(off)

    assert newest(session).status is APPROVED
    assert question(session) is None


def test_a_comment_that_is_taken_back_takes_its_question_along(
    app: Flask, session: Session, service: Service, post: Post
) -> None:
    comment = post()

    with transaction(session):
        withdraw_comment(session, comment, at=utcnow())
    ask(app)

    assert question(session) is None
    assert service.asked == []


def test_who_decides_before_the_answer_is_not_overruled(
    app: Flask, session: Session, service: Service, post: Post
) -> None:
    service.answer = b"true"
    comment = post()
    moderator = make_account(session)

    with transaction(session):
        decide(session, [comment.id], to=APPROVED, by=moderator, at=utcnow())
    ask(app)

    assert newest(session).status is APPROVED
    assert codes(session) == []
    assert service.asked == []


@pytest.mark.parametrize(
    "case",
    [
        (b"true", APPROVED, ["comment-check", "submit-ham"]),
        (b"false", SPAM, ["comment-check", "submit-spam"]),
        (b"true", CommentStatus.DELETED, ["comment-check"]),
    ],
)
def test_akismet_is_told_once_where_a_moderator_disagrees(
    app: Flask,
    session: Session,
    service: Service,
    post: Post,
    case: tuple[bytes, CommentStatus, list[str]],
) -> None:
    service.answer, to, verbs = case
    comment = post()
    ask(app)
    with transaction(session):
        moderator = make_account(session)
        newest(session)
        decide(session, [comment.id], to=to, by=moderator, at=utcnow())

    ask(app)
    at_once = len(service.asked)
    with transaction(session):
        session.execute(
            update(AkismetQuestion)
            .where(AkismetQuestion.next_attempt_at.is_not(None))
            .values(next_attempt_at=utcnow())
        )
    ask(app)
    ask(app)

    assert at_once == 1
    assert service.verbs == verbs


def test_a_changed_comment_is_asked_about_again(
    app: Flask, client: FlaskClient, session: Session, service: Service, post: Post
) -> None:
    comment = post()
    ask(app)
    service.answer = b"true"

    submit(client, f"/comments/{comment.id}/edit", body="Cheap watches for you.")
    waiting = newest(session).status
    ask(app)

    assert waiting is PENDING
    assert newest(session).status is SPAM
    assert service.asked[-1][1]["recheck_reason"] == "edit"
    assert service.asked[-1][1]["comment_content"] == "Cheap watches for you."


def test_an_answer_to_a_former_text_counts_no_more(
    session: Session, post: Post
) -> None:
    comment = post()
    with transaction(session):
        claim = claim_next(session, "http://localhost", at=utcnow())
    assert claim is not None
    with transaction(session):
        at = comment.submitted_at + timedelta(minutes=1)
        edit_comment(session, comment, "Other words.", opened_at=at, at=at)
    with transaction(session):
        settled = settle_answer(session, claim, Opinion(Lesson.GOOD), at=utcnow())

    assert settled is None
    assert newest(session).status is PENDING


def test_mail_about_a_comment_waits_for_the_answer(
    app: Flask, session: Session, service: Service, post: Post
) -> None:
    make_account(session)
    with transaction(session):
        get_site(session).comment_notices = NoticeMode.EACH
    service.answer = b"true"
    post()
    ask(app)
    about_spam = len(session.scalars(select(OutboxMessage)).all())
    service.answer = b"false"
    post("Something else that is good.")
    before = len(session.scalars(select(OutboxMessage)).all())

    ask(app)

    session.rollback()
    after = len(session.scalars(select(OutboxMessage)).all())
    assert about_spam == before == 0
    assert after > 0


def test_old_questions_are_forgotten(app: Flask, session: Session, post: Post) -> None:
    post()
    ask(app)
    with transaction(session):
        long_ago = utcnow() - KEPT - timedelta(minutes=1)
        session.execute(update(AkismetQuestion).values(asked_at=long_ago))

    with app.app_context():
        forget_addresses()

    assert question(session) is None


def test_a_slow_service_keeps_no_reader_waiting(
    session: Session, service: Service, post: Post
) -> None:
    service.delay = 30.0
    began = time.monotonic()

    post()

    assert time.monotonic() - began < service.delay
    assert service.asked == []


def test_the_rules_page_says_how_akismet_does(
    app: Flask, session: Session, service: Service, post: Post, desk: FlaskClient
) -> None:
    service.answer = b"invalid"
    post()
    ask(app)

    page = desk.get("/dashboard/comments/rules/").text

    assert "Waits for Akismet" in page
    assert "The last request failed:" in page
    assert "refuses the key" in page

"""What Akismet is sent, and what its answers mean."""

from collections.abc import Iterator

import pytest

from reviewblog.comments.akismet.service import (
    LONGEST_ANSWER,
    Akismet,
    AkismetError,
    Described,
    Opinion,
)
from reviewblog.comments.models import Lesson
from reviewblog.comments.screening.submitted import Visit
from tests.akismet import KEY, Service, served
from tests.factories import LONG_AGO

COMMENT = Described(
    name="Ada",
    email="ada@example.org",
    body="I laughed & cried. ü",
    permalink="https://reviews.example/reviews/rush-1991/",
    language="pt-BR",
    submitted_at=LONG_AGO,
)
VISIT = Visit("192.0.2.7", "Browser/1.0", "https://reviews.example/")


@pytest.fixture
def service() -> Iterator[Service]:
    with served() as service:
        yield service


def akismet(service: Service, *, seconds: float = 5.0) -> Akismet:
    return Akismet.of_site(
        "https://reviews.example",
        KEY,
        test_port=service.port,
        is_test=True,
        seconds=seconds,
    )


def test_a_question_has_the_documented_fields(service: Service) -> None:
    akismet(service).check(COMMENT, VISIT)

    assert service.asked == [
        (
            "comment-check",
            {
                "api_key": KEY,
                "blog": "https://reviews.example",
                "user_ip": "192.0.2.7",
                "user_agent": "Browser/1.0",
                "referrer": "https://reviews.example/",
                "permalink": "https://reviews.example/reviews/rush-1991/",
                "comment_type": "comment",
                "comment_author": "Ada",
                "comment_author_email": "ada@example.org",
                "comment_content": "I laughed & cried. ü",
                "comment_date_gmt": f"{LONG_AGO:%Y-%m-%dT%H:%M:%SZ}",
                "blog_lang": "pt_br",
                "blog_charset": "UTF-8",
                "is_test": "1",
            },
        )
    ]


@pytest.mark.parametrize(
    ("answer", "headers", "opinion"),
    [
        (b"false", {}, Opinion(Lesson.GOOD)),
        (b"true\n", {}, Opinion(Lesson.SPAM)),
        (b"true", {"x-AKISMET-pro-tip": "discard"}, Opinion(Lesson.SPAM, is_sure=True)),
    ],
)
def test_an_answer_is_one_word_and_perhaps_a_tip(
    service: Service, answer: bytes, headers: dict[str, str], opinion: Opinion
) -> None:
    service.answer, service.headers = answer, headers

    assert akismet(service).check(COMMENT, VISIT) == opinion


@pytest.mark.parametrize(
    ("status", "answer", "reason"),
    [
        (200, b"invalid", "refuses the key or the question: bad …"),
        (500, b"true", "Akismet answered 500"),
        (302, b"true", "Akismet answered 302"),
        (200, b"", "refuses the key or the question"),
        (200, b"\xff\x00<html>true</html>", "refuses"),
        (200, b"true" * LONGEST_ANSWER, "a longer answer than we read"),
    ],
)
def test_anything_else_is_no_answer_and_never_names_the_key(
    service: Service, status: int, answer: bytes, reason: str
) -> None:
    service.status, service.answer = status, answer
    service.headers = {"X-akismet-debug-help": f"bad {KEY}"}

    with pytest.raises(AkismetError, match=reason) as refused:
        akismet(service).check(COMMENT, VISIT)

    assert KEY not in str(refused.value)
    assert KEY not in repr(akismet(service))


def test_garbage_without_help_is_no_answer(service: Service) -> None:
    service.answer = b"\xff\xfe truefalse"

    with pytest.raises(AkismetError, match="no answer of use"):
        akismet(service).check(COMMENT, VISIT)


def test_a_slow_answer_is_none(service: Service) -> None:
    service.delay = 1.0

    with pytest.raises(AkismetError, match="in time"):
        akismet(service, seconds=0.2).check(COMMENT, VISIT)


def test_nobody_at_the_other_end_is_no_answer() -> None:
    with served() as service:
        gone = akismet(service)
    service.server_close()

    with pytest.raises(AkismetError, match="no answer"):
        gone.check(COMMENT, VISIT)


@pytest.mark.parametrize(
    ("lesson", "verb"), [(Lesson.SPAM, "submit-spam"), (Lesson.GOOD, "submit-ham")]
)
def test_a_report_says_what_the_question_said_without_the_visit(
    service: Service, lesson: Lesson, verb: str
) -> None:
    akismet(service).report(COMMENT, lesson)

    [(asked, fields)] = service.asked
    assert asked == verb
    assert fields["comment_content"] == COMMENT.body
    assert not {"user_ip", "user_agent", "referrer"} & fields.keys()

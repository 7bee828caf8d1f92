"""Akismet's interface, as documented: forms are posted, one word comes back.

https://akismet.com/developers/detailed-docs/comment-check/ and ``submit-spam``. The key
stands in the body of a request, and in no message that may end up in a log.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from msgspec import Struct

from reviewblog import __version__
from reviewblog.comments.models import Lesson
from reviewblog.comments.screening.submitted import Visit
from reviewblog.outgoing.errors import OutgoingError
from reviewblog.outgoing.requests import Answer, Gateway

HOST = "rest.akismet.com"
SECONDS = 8.0
LONGEST_ANSWER = 10_000
LONGEST_HELP = 200
_ANSWERS = {b"true": Lesson.SPAM, b"false": Lesson.GOOD}
_REPORTS = {Lesson.SPAM: "submit-spam", Lesson.GOOD: "submit-ham"}


class AkismetError(Exception):
    """There was no answer of use; the message says why, without the key."""


class Described(Struct, frozen=True, kw_only=True):
    """What Akismet is told of a comment, each time the same."""

    name: str
    email: str
    body: str
    permalink: str
    language: str
    submitted_at: datetime
    is_change: bool = False


class Opinion(Struct, frozen=True):
    """What Akismet takes a comment for; ``is_sure`` where it would throw it away."""

    lesson: Lesson
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Akismet:
    """The service, for one site and its key."""

    gateway: Gateway
    key: str = field(repr=False)
    blog: str
    is_test: bool = False

    @classmethod
    def of_site(
        cls,
        site_url: str,
        key: str,
        *,
        test_port: int | None = None,
        is_test: bool = False,
        seconds: float = SECONDS,
    ) -> "Akismet":
        """Return the service for a site; a test port stands for Akismet's host."""
        gateway = Gateway(
            test_port=test_port, seconds=seconds, longest_answer=LONGEST_ANSWER
        )
        return cls(gateway, key, site_url, is_test)

    def check(self, comment: Described, visit: Visit) -> Opinion:
        """Ask what a comment is.

        Raises:
            AkismetError: there was no answer of use.
        """
        fields = _fields(comment) | {
            "user_ip": visit.address,
            "user_agent": visit.user_agent,
            "referrer": visit.referrer,
        }
        if comment.is_change:
            fields["recheck_reason"] = "edit"
        answer = self._post("comment-check", fields)
        lesson = _ANSWERS.get(answer.body.strip())
        if lesson is None:
            raise AkismetError(self._complaint(answer))
        tip = _header(answer, "X-akismet-pro-tip")
        return Opinion(lesson, is_sure=tip.strip().lower() == "discard")

    def report(self, comment: Described, lesson: Lesson) -> None:
        """Say what a comment really was, where Akismet took it for something else.

        Raises:
            AkismetError: it did not listen.
        """
        answer = self._post(_REPORTS[lesson], _fields(comment))
        if not answer.body.startswith(b"Thanks"):
            raise AkismetError(self._complaint(answer))

    def _post(self, verb: str, fields: Mapping[str, str]) -> Answer:
        sent = {"api_key": self.key, "blog": self.blog, **fields}
        if self.is_test:
            sent["is_test"] = "1"
        port = self.gateway.test_port
        origin = f"http://127.0.0.1:{port}" if port else f"https://{HOST}"
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
            "User-Agent": f"reviewblog/{__version__} | Akismet/1.1",
        }
        body = urlencode(
            {name: text for name, text in sent.items() if text}, errors="replace"
        ).encode()
        try:
            answer = self.gateway.ask(
                f"{origin}/1.1/{verb}", method="POST", body=body, headers=headers
            )
        except OutgoingError as error:
            raise AkismetError(str(error)) from error
        if not answer.is_success:
            raise AkismetError(f"Akismet answered {answer.status}")
        return answer

    def _complaint(self, answer: Answer) -> str:
        said = _header(answer, "X-akismet-debug-help")
        known = "".join(c for c in said if c.isprintable()).replace(self.key, "…")
        if answer.body.strip() == b"invalid" or known:
            reason = f": {known[:LONGEST_HELP]}" if known else ""
            return f"Akismet refuses the key or the question{reason}"
        return "Akismet gave no answer of use"


def _fields(comment: Described) -> dict[str, str]:
    return {
        "permalink": comment.permalink,
        "comment_type": "comment",
        "comment_author": comment.name,
        "comment_author_email": comment.email,
        "comment_content": comment.body,
        "comment_date_gmt": f"{comment.submitted_at:%Y-%m-%dT%H:%M:%SZ}",
        "blog_lang": comment.language.replace("-", "_").lower(),
        "blog_charset": "UTF-8",
    }


def _header(answer: Answer, name: str) -> str:
    return next(
        (text for each, text in answer.headers.items() if each.lower() == name.lower()),
        "",
    )

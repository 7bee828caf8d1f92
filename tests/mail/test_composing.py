"""A mail as it goes over the wire, read back as a mail program would."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart

import pytest

from reviewblog.mail.composing import compose, host_of, message_id, sender_for
from tests.mail.letters import SENDER, SOME_UUID, a_mail, a_message

LONG_LINK = "https://reviews.example/notices/stop/" + "a" * 200
LONG_ID = f"<{SOME_UUID}-{SOME_UUID}@a-rather-long-name.of-a-site.reviews.example>"


def read_back(mail: EmailMessage) -> EmailMessage:
    read: EmailMessage = message_from_bytes(mail.as_bytes(), policy=policy.default)
    assert read.defects == []
    return read


def words_of(mail: MIMEPart) -> str:
    content: str = mail.get_content()
    return content.replace("\r\n", "\n")


def decoded(wire: bytes, name: str) -> str:
    """Decode a header by RFC 2047: the newer parser adds spaces to long names."""
    header = message_from_bytes(wire)[name]
    return str(make_header(decode_header(header)))


def test_a_mail_says_who_to_whom_and_when() -> None:
    mail = read_back(a_mail())

    assert mail["From"] == "The Reviews <reviews@reviews.example>"
    assert mail["To"] == "Jane <jane@example.org>"
    assert mail["Subject"] == "News"
    assert mail["Date"] == "Wed, 01 Jan 2020 12:00:00 +0000"
    assert words_of(mail) == "There is news.\n"


def test_a_mail_is_marked_as_written_by_a_program() -> None:
    assert a_mail()["Auto-Submitted"] == "auto-generated"


def test_a_message_is_the_same_mail_each_time() -> None:
    message = a_message()

    first, second = compose(message, SENDER), compose(message, SENDER)

    assert first["Message-ID"] == f"<{SOME_UUID}@reviews.example>"
    assert first.as_bytes() == second.as_bytes()


def test_a_mail_belongs_to_its_thread() -> None:
    mail = read_back(a_mail(in_reply_to="<b@x>", reference_ids="<a@x> <b@x>"))

    assert mail["In-Reply-To"] == "<b@x>"
    assert mail["References"] == "<a@x> <b@x>"


def test_a_mail_without_a_thread_has_no_such_headers() -> None:
    mail = a_mail()

    assert "In-Reply-To" not in mail
    assert "References" not in mail


def test_identifiers_are_never_taken_apart() -> None:
    mail = a_mail(
        in_reply_to=LONG_ID,
        reference_ids=f"{LONG_ID} {LONG_ID}",
        headers={
            "List-Unsubscribe": f"<{LONG_LINK}>, <mailto:stop@reviews.example>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": "<comments.reviews.example>",
        },
    )

    wire = mail.as_bytes()

    assert f"List-Unsubscribe: <{LONG_LINK}>,\r\n <mailto:".encode() in wire
    assert f"In-Reply-To: {LONG_ID}\r\n".encode() in wire
    assert f"References: {LONG_ID}\r\n {LONG_ID}\r\n".encode() in wire
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in wire
    assert b"List-Id: <comments.reviews.example>\r\n" in wire


@pytest.mark.parametrize(
    "words", ["Amélie", "千と千尋の神隠し" * 20, "“8½” – a second look" * 8, "🎬"]
)
def test_any_language_arrives(words: str) -> None:
    message = a_message(subject=words, recipient_name=words[:120], text=words + "\n")

    wire = compose(message, SENDER).as_bytes()

    mail = read_back(compose(message, SENDER))
    assert mail["Subject"] == words
    assert decoded(wire, "To") == f"{words[:120]} <jane@example.org>"
    assert words_of(mail) == words + "\n"
    assert wire.isascii()
    assert max(map(len, wire.split(b"\r\n"))) <= 78


def test_html_is_an_alternative_to_the_text() -> None:
    mail = read_back(a_mail(html="<p>There is <em>news</em>.</p>"))

    text, html = mail.iter_parts()
    assert mail.get_content_type() == "multipart/alternative"
    assert text.get_content_type() == "text/plain"
    assert html.get_content_type() == "text/html"
    assert words_of(html) == "<p>There is <em>news</em>.</p>\n"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"subject": "News\r\nBcc: everybody@example.org"},
        {"recipient_name": "Jane\r\nBcc: everybody@example.org"},
        {"recipient": "jane@example.org\r\nBcc: everybody@example.org"},
        {"recipient": "jane@example.org, everybody@example.org"},
        {"headers": {"Reply-To": "a@b.c\r\nBcc: everybody@example.org"}},
        {"headers": {"List-Unsubscribe": "<a>\nBcc: everybody@example.org"}},
        {"in_reply_to": "<a@b>\r\nBcc: everybody@example.org"},
        {"in_reply_to": "<é@b>"},
        {"recipient": ""},
        {"recipient": "nobody"},
        {"recipient": "jane@" + "a" * 70 + ".example"},
    ],
)
def test_what_cannot_be_one_mail_to_one_person_is_none(
    spoilt: dict[str, object],
) -> None:
    with pytest.raises(ValueError, match=r"."):
        compose(a_message(**spoilt), SENDER)


def test_a_dot_on_a_line_of_its_own_ends_nothing() -> None:
    text = "One.\n.\nTwo.\nFrom here on.\n"

    assert words_of(read_back(a_mail(text=text))) == text


def test_a_sender_without_a_name_has_that_of_the_site() -> None:
    sender = sender_for(
        "post@reviews.example", site_url="https://reviews.example", name="The Réviews"
    )

    assert str(sender.address) == "The Réviews <post@reviews.example>"


def test_a_sender_with_a_name_keeps_it() -> None:
    sender = sender_for(
        "Desk <post@reviews.example>", site_url="https://reviews.example", name="Site"
    )

    assert str(sender.address) == "Desk <post@reviews.example>"


@pytest.mark.parametrize(
    ("site_url", "host"),
    [
        ("https://reviews.example", "reviews.example"),
        ("http://127.0.0.1:8000", "127.0.0.1"),
        ("http://[::1]:8000", "[IPv6:::1]"),
        ("https://kritik.münchen.example", "kritik.xn--mnchen-3ya.example"),
    ],
)
def test_identifiers_carry_the_host_of_the_site(site_url: str, host: str) -> None:
    assert host_of(site_url) == host
    assert message_id(SOME_UUID, host) == f"<{SOME_UUID}@{host}>"

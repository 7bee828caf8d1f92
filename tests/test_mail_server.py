"""Settings of mail and jobs, as an operator writes them, rightly and wrongly."""

from pathlib import Path
from typing import Any

import pytest

from reviewblog.config import Settings, SettingsError
from reviewblog.mail_server import (
    MailServer,
    Security,
    parse_mail_server,
    parse_sender,
)

SMTP = "smtp://mail.example"
SENDER = "reviews@reviews.example"


def settings(tmp_path: Path, **values: Any) -> Settings:
    return Settings.in_folder(tmp_path, **values)


@pytest.mark.parametrize(
    ("url", "host", "port", "security"),
    [
        ("smtp://mail.example", "mail.example", 25, Security.NONE),
        ("smtp://mail.example:2525/", "mail.example", 2525, Security.NONE),
        ("smtp://mail.example?starttls=0", "mail.example", 25, Security.NONE),
        ("smtp://mail.example?starttls=1", "mail.example", 587, Security.STARTTLS),
        ("smtp://mail.example:25?starttls=1", "mail.example", 25, Security.STARTTLS),
        ("smtps://mail.example", "mail.example", 465, Security.TLS),
        ("smtps://mail.example:4650", "mail.example", 4650, Security.TLS),
        ("smtp://[::1]:25", "::1", 25, Security.NONE),
        ("smtp://post.münchen.example", "post.xn--mnchen-3ya.example", 25, "none"),
    ],
)
def test_a_mail_server_is_read(
    url: str, host: str, port: int, security: Security
) -> None:
    server = parse_mail_server(url)

    assert server == MailServer(host=host, port=port, security=security)


def test_user_and_password_are_decoded() -> None:
    server = parse_mail_server("smtps://ada%40example.org:p%3Aa%2Fss@mail.example")

    assert (server.user, server.password) == ("ada@example.org", "p:a/ss")


def test_a_password_is_never_shown() -> None:
    assert "secret" not in repr(parse_mail_server("smtps://ada:secret@mail.example"))


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://:25",
        "smtp://mail.example:port",
        "smtp://mail.example:70000",
        "smtp://mail.example/folder",
        "smtp://mail example",
        "smtp://[mail.example",
        "smtp://" + "a" * 70 + ".example",
        "smtp://ada@mail.example",
        "smtp://:secret@mail.example",
        "smtp://ada:sécret@mail.example",
        "smtp://ada:s%C3%A9cret@mail.example",
        "smtp://ada:sec#ret@mail.example",
        "smtp://mail.example?starttls=yes",
        "smtp://mail.example?tls=1",
        "smtp://mail.example#starttls",
        "smtps://mail.example?starttls=1",
    ],
)
def test_a_wrong_mail_server_stops_the_start(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match=r"^SMTP_URL ") as caught:
        settings(tmp_path, smtp_url=url, mail_from=SENDER)

    assert "ecret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("reviews@reviews.example", "", "reviews@reviews.example"),
        ("<reviews@reviews.example>", "", "reviews@reviews.example"),
        ("The Réviews <r@reviews.example>", "The Réviews", "r@reviews.example"),
        ('"Row K, the blog" <k@localhost>', "Row K, the blog", "k@localhost"),
        ("ü@münchen.example", "", "ü@xn--mnchen-3ya.example"),
    ],
)
def test_a_sender_is_read(text: str, name: str, address: str) -> None:
    sender = parse_sender(text)

    assert (sender.display_name, sender.addr_spec) == (name, address)


@pytest.mark.parametrize(
    "text",
    [
        "reviews",
        "@reviews.example",
        "reviews@",
        "reviews@reviews..example",
        "a@reviews.example, b@reviews.example",
        "reviews@reviews.example\r\nBcc: everybody@example.org",
        "The\r\nReviews <reviews@reviews.example>",
        "The Reviews <reviews>",
        "The Reviews reviews@reviews.example",
    ],
)
def test_a_wrong_sender_stops_the_start(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match=r"^MAIL_FROM "):
        settings(tmp_path, smtp_url=SMTP, mail_from=text)


def test_a_mail_server_needs_a_sender(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="MAIL_FROM must be given"):
        settings(tmp_path, smtp_url=SMTP)


def test_a_sender_needs_no_mail_server(tmp_path: Path) -> None:
    assert not settings(tmp_path, mail_from=SENDER).sends_mail


def test_mail_is_set_up_with_both(tmp_path: Path) -> None:
    assert settings(tmp_path, smtp_url=SMTP, mail_from=SENDER).sends_mail


@pytest.mark.parametrize(
    "url", ["redis://localhost:6379/0", "rediss://cache.example", "unix:///run/v.sock"]
)
def test_a_queue_may_be_anywhere_redis_is(tmp_path: Path, url: str) -> None:
    assert settings(tmp_path, redis_url=url).redis_url == url


@pytest.mark.parametrize("url", ["localhost:6379", "http://localhost", "memory://"])
def test_a_wrong_redis_stops_the_start(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match=r"^REDIS_URL must start with"):
        settings(tmp_path, redis_url=url)


@pytest.mark.parametrize("port", ["0", "-1", "65536", "10" * 20, "http", "٨٠"])
def test_a_wrong_test_port_stops_the_start(tmp_path: Path, port: str) -> None:
    with pytest.raises(SettingsError, match=r"^OUTGOING_TEST_PORT must be a port"):
        settings(tmp_path, outgoing_test_port=port)

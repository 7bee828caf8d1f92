"""Handing mails to a real server, which is sometimes in a bad mood."""

import socket
import threading

import pytest

from reviewblog.mail.errors import MailError, PostponedError, RefusedError
from reviewblog.mail.smtp import MailConnection
from reviewblog.mail_server import parse_mail_server
from tests.mail.letters import SENDER, a_mail
from tests.mail_servers import CERTIFICATE, PASSWORD, Mailbox, mailbox
from tests.servers import free_port

USER_AND_PASSWORD = "reviews:" + PASSWORD.replace("/", "%2F").replace("@", "%40")


def connection_to(url: str, *, timeout: float = 10) -> MailConnection:
    return MailConnection(
        parse_mail_server(url),
        envelope_from=SENDER.address.addr_spec,
        host="reviews.example",
        timeout=timeout,
    )


def test_a_mail_arrives_as_it_was_written(box: Mailbox) -> None:
    mail = a_mail(subject="Amélie", text="“8½”\n")

    with connection_to(box.url) as connection:
        connection.send(mail)

    [envelope], [arrived] = box.envelopes, box.mails
    assert envelope.mail_from == "reviews@reviews.example"
    assert envelope.rcpt_tos == ["jane@example.org"]
    assert box.greetings == ["reviews.example"]
    assert arrived["Subject"] == "Amélie"
    assert arrived["Message-ID"] == mail["Message-ID"]
    assert arrived.get_content().strip() == "“8½”"


def test_several_mails_share_one_conversation(box: Mailbox) -> None:
    with connection_to(box.url) as connection:
        for name in ("jane", "john", "joan"):
            connection.send(a_mail(recipient=f"{name}@example.org"))

    assert len(box.mails) == 3
    assert box.conversations == 1


def test_nobody_is_called_for_nothing(box: Mailbox) -> None:
    with connection_to(box.url):
        pass

    assert box.conversations == 0


@pytest.mark.parametrize("when", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("450 4.2.1 Come back later", PostponedError),
        ("421 4.3.2 Closing time", PostponedError),
        ("550 5.1.1 No such user", RefusedError),
        ("554 5.7.1 No thanks", RefusedError),
    ],
)
def test_the_first_figure_decides(
    box: Mailbox, when: str, answer: str, kind: type[MailError]
) -> None:
    box.answers[when] = [answer]

    with connection_to(box.url) as connection:
        error = connection.attempt(a_mail())

    assert type(error) is kind
    assert answer in str(error)
    assert box.mails == []


@pytest.mark.parametrize("when", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", ["421 4.3.2 Closing time", "550 5.1.1 No"])
def test_the_next_mail_goes_out_after_a_refusal(
    box: Mailbox, when: str, answer: str
) -> None:
    box.answers[when] = [answer]

    with connection_to(box.url) as connection:
        connection.attempt(a_mail(recipient="jane@example.org"))
        connection.send(a_mail(recipient="john@example.org"))

    assert box.recipients == ["john@example.org"]


def test_what_a_server_says_cannot_break_a_line(box: Mailbox) -> None:
    box.answers["RCPT"] = ["550 No\x1b[2J\u202e"]

    with connection_to(box.url) as connection:
        error = connection.attempt(a_mail())

    assert str(error).isprintable()


def test_nobody_listening_is_for_now() -> None:
    port = free_port()

    with connection_to(f"smtp://127.0.0.1:{port}") as connection:
        error = connection.attempt(a_mail())

    assert type(error) is PostponedError
    assert f"127.0.0.1:{port} cannot be reached" in str(error)


def test_an_unknown_name_is_for_now() -> None:
    with connection_to("smtp://mail.invalid") as connection:
        error = connection.attempt(a_mail())

    assert type(error) is PostponedError
    assert "is not known under this name" in str(error)


def test_a_server_that_is_down_is_called_once_a_batch() -> None:
    port = free_port()
    connection = connection_to(f"smtp://127.0.0.1:{port}")
    first = connection.attempt(a_mail())

    with mailbox(port=port) as box:
        second = connection.attempt(a_mail())

    assert first is second
    assert box.conversations == 0


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        with connection_to(f"smtp://127.0.0.1:{port}", timeout=0.2) as connection:
            error = connection.attempt(a_mail())

    assert type(error) is PostponedError
    assert "did not answer in time" in str(error)


def test_a_server_that_will_not_talk_is_for_now() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def turn_away() -> None:
            line, _ = listener.accept()
            with line:
                line.sendall(b"554 5.3.2 Not today\r\n")
                line.recv(100)

        threading.Thread(target=turn_away, daemon=True).start()
        with connection_to(f"smtp://127.0.0.1:{port}") as connection:
            error = connection.attempt(a_mail())

    assert type(error) is PostponedError
    assert "would not talk: 554 5.3.2 Not today" in str(error)


def test_a_password_is_shown_to_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mailbox(starttls=True, auth=True) as box:
        url = f"smtp://{USER_AND_PASSWORD}@localhost:{box.port}?starttls=1"
        with connection_to(url) as connection:
            connection.send(a_mail())

    assert len(box.mails) == 1


def test_a_wrong_password_is_for_now_and_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mailbox(starttls=True, auth=True) as box:
        url = f"smtp://reviews:wrong-word@localhost:{box.port}?starttls=1"
        with connection_to(url) as connection:
            error = connection.attempt(a_mail())

    assert type(error) is PostponedError
    assert "refused user and password" in str(error)
    assert "wrong-word" not in str(error)


def test_starttls_is_spoken_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mailbox(starttls=True) as box:
        url = f"smtp://localhost:{box.port}?starttls=1"
        with connection_to(url) as connection:
            connection.send(a_mail())

    assert box.encrypted


def test_smtps_is_encrypted_from_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mailbox(tls=True) as box:
        url = f"smtps://localhost:{box.port}"
        with connection_to(url) as connection:
            connection.send(a_mail())

    assert box.encrypted


def test_a_server_must_prove_its_name() -> None:
    with mailbox(starttls=True) as box:
        url = f"smtp://localhost:{box.port}?starttls=1"
        with connection_to(url) as connection:
            error = connection.attempt(a_mail())

    assert type(error) is PostponedError
    assert "shows a wrong certificate" in str(error)
    assert box.mails == []


def test_encryption_that_was_asked_for_is_not_left_out(box: Mailbox) -> None:
    with connection_to(f"{box.url}?starttls=1") as connection:
        error = connection.attempt(a_mail())

    assert type(error) is PostponedError
    assert "cannot do what SMTP_URL asks" in str(error)
    assert box.mails == []


def test_an_address_in_any_script_is_written_to(box: Mailbox) -> None:
    with connection_to(box.url) as connection:
        connection.send(a_mail(recipient="дженни@почта.example"))

    assert box.recipients == ["дженни@xn--80a1acny.example"]


def test_an_address_the_server_cannot_write_is_refused() -> None:
    with mailbox(smtputf8=False) as box, connection_to(box.url) as connection:
        error = connection.attempt(a_mail(recipient="дженни@почта.example"))

    assert type(error) is RefusedError
    assert box.mails == []


def test_a_conversation_that_breaks_off_is_begun_anew(box: Mailbox) -> None:
    with connection_to(box.url) as connection:
        connection.send(a_mail())
        cut(connection)
        error = connection.attempt(a_mail())
        connection.send(a_mail())

    assert type(error) is PostponedError
    assert len(box.mails) == 2


def cut(connection: MailConnection) -> None:
    client = connection._client  # noqa: SLF001 -- there is no other way to the socket
    assert client is not None
    assert client.sock is not None
    client.sock.shutdown(socket.SHUT_RDWR)

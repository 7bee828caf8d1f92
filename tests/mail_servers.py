"""A real SMTP server that keeps what it is given, and answers as a test wishes."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers import free_port

CERTIFICATE = Path(__file__).parent / "certificates" / "localhost.pem"
PASSWORD = "a/password@home"


@dataclass
class Mailbox:
    """What has arrived, and what to say to whom."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    greetings: list[str] = field(default_factory=list)
    conversations: int = 0
    encrypted: bool = False
    # An answer is given to as many mails as it stands here for; then all is well.
    answers: dict[str, list[str]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def recipients(self) -> list[str]:
        return [envelope.rcpt_tos[0] for envelope in self.envelopes]

    async def handle_EHLO(  # noqa: N802 -- aiosmtpd's names
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        session.host_name = hostname
        self.conversations += 1
        self.greetings.append(hostname)
        return responses

    async def handle_MAIL(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        envelope.mail_from = address
        return self._answer("MAIL") or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        if answer := self._answer("RCPT") or self._answer(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if answer := self._answer("DATA"):
            return answer
        assert server.transport is not None
        self.encrypted = bool(server.transport.get_extra_info("sslcontext"))
        self.envelopes.append(envelope)
        content = envelope.original_content or b""
        self.mails.append(message_from_bytes(content, policy=policy.default))
        return "250 OK"

    def _answer(self, when: str) -> str | None:
        waiting = self.answers.get(when)
        return waiting.pop(0) if waiting else None


@contextmanager
def mailbox(
    *,
    port: int = 0,
    tls: bool = False,
    starttls: bool = False,
    auth: bool = False,
    smtputf8: bool = True,
) -> Iterator[Mailbox]:
    """Run the server, on a port of its own, until the block ends."""
    box = Mailbox(port=port or free_port())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=box.port,
        ssl_context=context if tls else None,
        tls_context=context if starttls else None,
        require_starttls=starttls,
        authenticator=check_password if auth else None,
        auth_required=auth,
        enable_SMTPUTF8=smtputf8,
    )
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def check_password(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
) -> AuthResult:
    is_right = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=False)

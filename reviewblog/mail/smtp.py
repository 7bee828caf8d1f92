"""Handing mails to the server, one conversation for several of them (RFC 5321).

A server says with the first figure of its code whether to try again: 4 is for now, 5
is for good. Whatever goes wrong before a mail is named is no fault of that mail, so
it is always for now: a wrong password is repaired, and the mails are still there.
"""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from reviewblog.mail.errors import MailError, PostponedError, RefusedError
from reviewblog.mail.troubles import describe, refusal
from reviewblog.mail_server import MailServer, Security

TIMEOUT_SECONDS = 20.0


class MailConnection:
    """A conversation with the mail server, begun when the first mail needs it."""

    def __init__(
        self,
        server: MailServer,
        *,
        envelope_from: str,
        host: str,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        """Remember the server, who sends, and the name to greet with."""
        self._timeout = timeout
        self._server = server
        self._envelope_from = envelope_from
        self._host = host
        self._client: smtplib.SMTP | None = None
        self._trouble: PostponedError | None = None

    def __enter__(self) -> Self:
        """Begin; nothing is connected yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take leave of the server, if there was one."""
        self._hang_up()

    def attempt(self, mail: EmailMessage) -> MailError | None:
        """Hand one mail over; return why that failed, if it did."""
        try:
            self.send(mail)
        except MailError as error:
            return error
        return None

    def send(self, mail: EmailMessage) -> None:
        """Hand one mail over.

        Raises:
            PostponedError: not now.
            RefusedError: never.
        """
        client = self._connected()
        recipient = mail["To"].addresses[0].addr_spec
        try:
            client.send_message(mail, self._envelope_from, [recipient])
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = error.recipients[recipient]
            raise refusal("the recipient", code, answer) from error
        except smtplib.SMTPSenderRefused as error:
            raise refusal("the sender", error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPResponseException as error:
            raise refusal("the mail", error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise RefusedError(
                "The mail server cannot take an address with such letters."
            ) from error
        except OSError as error:
            # Every further word would belong to a conversation that has gone wrong.
            self._drop()
            raise PostponedError(describe(error, self._server)) from error

    def _connected(self) -> smtplib.SMTP:
        if self._trouble is not None:
            raise self._trouble
        # The client lets its socket go when the server has said good-bye.
        if self._client is None or self._client.sock is None:
            try:
                self._client = self._connect()
            except OSError as error:
                self._trouble = PostponedError(describe(error, self._server))
                raise self._trouble from error
        return self._client

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        tls = ssl.create_default_context()
        client: smtplib.SMTP
        if server.security is Security.TLS:
            client = smtplib.SMTP_SSL(
                server.host,
                server.port,
                local_hostname=self._host,
                timeout=self._timeout,
                context=tls,
            )
        else:
            client = smtplib.SMTP(
                server.host,
                server.port,
                local_hostname=self._host,
                timeout=self._timeout,
            )
        try:
            if server.security is Security.STARTTLS:
                client.starttls(context=tls)
            client.ehlo_or_helo_if_needed()
            if server.user:
                client.login(server.user, server.password)
        except BaseException:
            client.close()
            raise
        return client

    def _hang_up(self) -> None:
        if self._client is not None:
            with suppress(OSError):
                self._client.quit()
            self._drop()

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

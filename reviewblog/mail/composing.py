"""From a row of the outbox to a mail as it goes over the wire (RFC 5322).

Nothing that a reader typed can add a header or a recipient: texts enter the outbox
cleaned, the names of headers are our own, and the email package refuses line breaks.
"""

from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from msgspec import Struct

from reviewblog.mail.models import OutboxMessage
from reviewblog.mail_server import parse_address, parse_sender

IDENTIFIERS = frozenset(
    {
        "in-reply-to",
        "list-id",
        "list-unsubscribe",
        "list-unsubscribe-post",
        "message-id",
        "references",
    }
)


class WirePolicy(EmailPolicy):
    """Writes headers so that every program reads what was meant.

    The email package takes a long identifier apart into encoded words, and no program
    that looks for an address in ``List-Unsubscribe`` puts it together again; of a long
    subject it loses spaces between encoded words.
    """

    def fold(self, name: str, value: Any) -> str:  # noqa: ANN401 -- email's
        """Write a header in lines."""
        text = str(value)
        if name.lower() in IDENTIFIERS:
            lines = text.replace(" <", f"{self.linesep} <")
            return f"{name}: {lines}{self.linesep}"
        if name.lower() == "subject" and not text.isascii():
            header = Header(text, "utf-8", header_name=name)
            return f"{name}: {header.encode(linesep=self.linesep)}{self.linesep}"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: Any) -> bytes:  # noqa: ANN401 -- email's
        """Write a header in lines, as it is sent."""
        return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii")


WIRE = WirePolicy(linesep="\r\n")


class Sender(Struct, frozen=True):
    """Who writes, and the host by which identifiers are unique in the world."""

    address: Address
    host: str


def sender_for(mail_from: str, *, site_url: str, name: str) -> Sender:
    """Name the sender; ``name`` is used where the setting gives an address only."""
    address = parse_sender(mail_from)
    if not address.display_name:
        address = Address(name, address.username, address.domain)
    return Sender(address, host_of(site_url))


def host_of(site_url: str) -> str:
    """Return a site's host as it is written in identifiers."""
    host = urlsplit(site_url).hostname or ""
    return f"[IPv6:{host}]" if ":" in host else host.encode("idna").decode("ascii")


def message_id(uuid: UUID, host: str) -> str:
    """Return the name of a mail, the same however often it is sent."""
    return f"<{uuid}@{host}>"


def compose(message: OutboxMessage, sender: Sender) -> EmailMessage:
    """Write a message as a mail.

    Raises:
        ValueError: it cannot be written as one, say because of its recipient.
    """
    mail = EmailMessage(policy=WIRE)
    mail["From"] = sender.address
    mail["To"] = parse_address(message.recipient, message.recipient_name)
    mail["Subject"] = message.subject
    mail["Date"] = message.created_at
    mail["Message-ID"] = message_id(message.uuid, sender.host)
    # RFC 3834: no holiday notice shall answer.
    mail["Auto-Submitted"] = "auto-generated"
    threading = {
        "In-Reply-To": message.in_reply_to,
        "References": message.reference_ids,
    }
    for name, value in (threading | message.headers).items():
        if value:
            mail[name] = value
    # Any server takes it, and no line is too long.
    mail.set_content(message.text, cte="quoted-printable")
    if message.html:
        mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    mail.as_bytes()  # what cannot be written shall fail here
    return mail

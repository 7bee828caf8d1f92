"""Which mail server to use and who writes: what ``SMTP_URL`` and ``MAIL_FROM`` say."""

import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from enum import StrEnum
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

SHAPE = "smtp://user:password@host:587?starttls=1 or smtps://user:password@host"
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_ADDRESS = re.compile(r'[^\s@<>()\[\]\\,;:"\x00-\x1f\x7f]+@[\w.-]+')
_NAMED = re.compile(
    r'(?:"(?P<quoted>[^"<>]+)"|(?P<name>[^"<>]*?)) *<(?P<address>[^<>]+)>'
)


class Security(StrEnum):
    """How the conversation with the server is encrypted."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


DEFAULT_PORTS = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed in, and by whom."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


def parse_mail_server(url: str) -> MailServer:
    """Read the address of a mail server.

    Raises:
        ValueError: it reads otherwise. The message never repeats the password.
    """
    try:
        parts = urlsplit(url)
        port, host = parts.port, (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:
        raise ValueError(f"must read like {SHAPE}") from error
    known = parts.scheme in {"smtp", "smtps"} and not parts.path.strip("/")
    if not known or not _HOST.fullmatch(host):
        raise ValueError(f"must read like {SHAPE}")
    if bool(parts.username) != bool(parts.password):
        raise ValueError("needs a user and a password, or neither")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        # RFC 4616 would allow it; Python's smtplib cannot say it.
        raise ValueError("can hold only ASCII letters in user and password")
    security = _security(parts)
    return MailServer(
        host=host,
        port=port or DEFAULT_PORTS[security],
        security=security,
        user=user,
        password=password,
    )


def parse_sender(text: str) -> Address:
    """Read ``reviews@example.org`` or ``The Reviews <reviews@example.org>``.

    Raises:
        ValueError: it reads otherwise.
    """
    named = _NAMED.fullmatch(text)
    if named is None:
        return parse_address(text)
    return parse_address(named["address"], named["quoted"] or named["name"])


def parse_address(text: str, name: str = "") -> Address:
    """Read one mail address; its domain is made ready for the wire.

    Raises:
        ValueError: it is none.
    """
    if not _ADDRESS.fullmatch(text):
        raise ValueError(f"is no mail address: {text!r}")
    local, _, domain = text.rpartition("@")
    try:
        return Address(name, local, domain.encode("idna").decode("ascii"))
    except ValueError as error:
        raise ValueError(f"is no mail address: {text!r}") from error


def _security(parts: SplitResult) -> Security:
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    starttls = options.pop("starttls", "0")
    is_tls = parts.scheme == "smtps"
    if options or parts.fragment or starttls not in {"0", "1"}:
        raise ValueError("may only be followed by ?starttls=1 or ?starttls=0")
    if is_tls and starttls == "1":
        raise ValueError("is encrypted from the start with smtps; leave starttls out")
    if is_tls:
        return Security.TLS
    return Security.STARTTLS if starttls == "1" else Security.NONE

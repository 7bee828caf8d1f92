"""Settings, read once from the environment and the instance folder, and frozen."""

import importlib.util
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from reviewblog.limit import parse_limit
from reviewblog.mail_server import parse_mail_server, parse_sender
from reviewblog.secret_key import kept_secret

PREFIX = "REVIEWBLOG_"
LOG_FORMATS = ("text", "json")
DATABASE_SCHEMES = ("sqlite", "postgresql+psycopg")
REDIS_SCHEMES = ("redis", "rediss", "unix")
LAST_PORT = 65535
SHORTEST_SECRET = 32
SWITCH = ("on", "off")
_AKISMET_KEY = re.compile(r"[A-Za-z0-9]{8,64}")
_TMDB_KEY = re.compile(r"[A-Za-z0-9._-]{16,1000}")

Network = IPv4Network | IPv6Network


class SettingsError(Exception):
    """A setting is unknown or makes no sense; the message names it."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an operator decides; what an author changes is in the database."""

    secret_key: str
    instance_path: Path
    database_url: str
    media_url: str
    site_url: str = "http://127.0.0.1:8000"
    redis_url: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    trusted_proxies: tuple[Network, ...] = ()
    metrics_token: str = ""
    log_format: str = "text"
    access_log: str = "off"
    comment_limit: str = "10/10m"
    login_limit: str = "10/15m"
    page_cache_mb: str = "32"
    page_mirror: str = ""
    look_up: str = "on"
    tmdb_key: str = ""
    akismet_key: str = ""
    outgoing_test_port: str = ""
    testing: bool = False

    @classmethod
    def load(cls, env: Mapping[str, str] = os.environ, **fallbacks: str) -> Self:
        """Read ``REVIEWBLOG_*``, then ``instance/reviewblog.toml``, then fallbacks.

        Makes the instance folder and, the first time, its secret key.

        Raises:
            SettingsError: a name is unknown or a value is wrong.
        """
        given = {
            name.removeprefix(PREFIX).lower(): value
            for name, value in env.items()
            if name.startswith(PREFIX)
        }
        folder = Path(given.pop("instance_path", "instance")).absolute()
        values = fallbacks | _from_file(folder / "reviewblog.toml") | given
        _refuse_unknown(values)
        _make_private_folder(folder)
        return cls.in_folder(folder, **values)

    @classmethod
    def in_folder(cls, folder: Path, **values: Any) -> Self:  # noqa: ANN401 -- checked below
        """Build settings around one instance folder, filling in what is missing.

        Raises:
            SettingsError: a value is wrong.
        """
        values.setdefault("database_url", f"sqlite:///{folder / 'reviewblog.sqlite'}")
        values.setdefault("media_url", str(folder / "media"))
        values["site_url"] = values.get("site_url", cls.site_url).rstrip("/")
        values["trusted_proxies"] = _networks(values.get("trusted_proxies", ""))
        values["secret_key"] = values.get("secret_key") or kept_secret(folder)
        settings = cls(instance_path=folder, **values)
        settings._check()
        return settings

    @property
    def is_https(self) -> bool:
        """Tell whether readers reach the site over an encrypted connection."""
        return self.site_url.startswith("https://")

    @property
    def media_folder(self) -> Path:
        """Return the folder in which pictures are kept."""
        return Path(self.media_url).absolute()

    @property
    def sends_mail(self) -> bool:
        """Tell whether there is a server to hand mail to."""
        return bool(self.smtp_url)

    def as_flask_config(self) -> dict[str, Any]:
        """Translate into the names Flask and its extensions look for."""
        return {
            "SETTINGS": self,
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            # Whoever comes next is given the connection that was used last: what it
            # has read is still there, and those that are left alone read nothing.
            "SQLALCHEMY_ENGINE_OPTIONS": {"pool_use_lifo": True},
            "TESTING": self.testing,
            "MAX_CONTENT_LENGTH": 4 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
            "MAX_FORM_PARTS": 1000,
            "SESSION_COOKIE_NAME": "__Host-session" if self.is_https else "session",
            "SESSION_COOKIE_SECURE": self.is_https,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            # An author may think for longer than an hour; the token is bound to
            # the session, which ends by its own rules.
            "WTF_CSRF_TIME_LIMIT": None,
            # web.guards compares Origin and Sec-Fetch-Site on every surface.
            "WTF_CSRF_SSL_STRICT": False,
            # The dashboard and auth blueprints ask for it; comments carry a stamp.
            "WTF_CSRF_CHECK_DEFAULT": False,
        }

    def _check(self) -> None:
        if len(self.secret_key) < SHORTEST_SECRET:
            raise SettingsError(f"SECRET_KEY is shorter than {SHORTEST_SECRET} letters")
        if urlsplit(self.site_url).scheme not in {"http", "https"}:
            raise SettingsError(
                f"SITE_URL is no http or https address: {self.site_url}"
            )
        if urlsplit(self.site_url).path:
            raise SettingsError(f"SITE_URL must not have a path: {self.site_url}")
        if urlsplit(self.database_url).scheme not in DATABASE_SCHEMES:
            raise SettingsError(
                f"DATABASE_URL must start with one of {', '.join(DATABASE_SCHEMES)}"
            )
        if "://" in self.media_url or not self.media_url.strip():
            raise SettingsError(
                f"MEDIA_URL must be a folder, nothing else will do: {self.media_url}"
            )
        if self.log_format not in LOG_FORMATS:
            raise SettingsError(f"LOG_FORMAT must be one of {', '.join(LOG_FORMATS)}")
        if not (self.page_cache_mb.isascii() and self.page_cache_mb.isdecimal()):
            raise SettingsError(f"PAGE_CACHE_MB must be a number: {self.page_cache_mb}")
        if self.page_mirror and self.page_cache_mb == "0":
            raise SettingsError("PAGE_MIRROR needs the page cache (PAGE_CACHE_MB)")
        for name in ("comment_limit", "login_limit"):
            _checked(name.upper(), parse_limit, getattr(self, name))
        self._check_mail()
        self._check_jobs()
        self._check_keys()
        self._check_switches()

    def _check_switches(self) -> None:
        for name in ("look_up", "access_log"):
            value = getattr(self, name)
            if value not in SWITCH:
                raise SettingsError(f"{name.upper()} must be on or off: {value}")

    def _check_mail(self) -> None:
        if self.smtp_url:
            _checked("SMTP_URL", parse_mail_server, self.smtp_url)
        if self.mail_from:
            _checked("MAIL_FROM", parse_sender, self.mail_from)
        elif self.smtp_url:
            raise SettingsError("MAIL_FROM must be given where SMTP_URL is")

    def _check_jobs(self) -> None:
        if self.redis_url and urlsplit(self.redis_url).scheme not in REDIS_SCHEMES:
            raise SettingsError(
                f"REDIS_URL must start with one of {', '.join(REDIS_SCHEMES)}"
            )
        if self.redis_url and importlib.util.find_spec("redis") is None:
            raise SettingsError("REDIS_URL needs: pip install 'reviewblog[redis]'")
        port = self.outgoing_test_port
        if port and not (
            port.isascii() and port.isdecimal() and 0 < int(port[:6]) <= LAST_PORT
        ):
            raise SettingsError(f"OUTGOING_TEST_PORT must be a port: {port}")

    def _check_keys(self) -> None:
        # Not repeated in the messages, which may end up in a log.
        if self.tmdb_key and not _TMDB_KEY.fullmatch(self.tmdb_key):
            raise SettingsError("TMDB_KEY must be a key or a token of TMDB's API")
        if self.akismet_key and not _AKISMET_KEY.fullmatch(self.akismet_key):
            raise SettingsError("AKISMET_KEY must be a key of Akismet's API")


def setting_names() -> list[str]:
    """List every setting an operator may give, without the prefix."""
    return [field.name.upper() for field in fields(Settings) if field.name != "testing"]


def _from_file(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    wrong = [name for name, value in content.items() if not isinstance(value, str)]
    if wrong:
        raise SettingsError(f"{path}: {wrong[0]} must be a text in quotes")
    return {name.lower(): value for name, value in content.items()}


def _refuse_unknown(values: Mapping[str, object]) -> None:
    for name in values:
        if name.upper() not in setting_names() or name == "instance_path":
            raise SettingsError(f"unknown setting {name.upper()}")


def _checked(name: str, parse: Callable[[str], object], text: str) -> None:
    try:
        parse(text)
    except ValueError as error:
        raise SettingsError(f"{name} {error}") from error


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(
            ip_network(part.strip()) for part in text.split(",") if part.strip()
        )
    except ValueError as error:
        raise SettingsError(f"TRUSTED_PROXIES: {error}") from error


def _make_private_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"INSTANCE_PATH {folder}: {error.strerror}") from error

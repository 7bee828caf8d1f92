"""Reading the two addresses of a redirect as somebody types them."""

import unicodedata
from urllib.parse import unquote, urlsplit

from reviewblog.errors import DomainError
from reviewblog.redirects.models import LONGEST_PATH, LONGEST_TARGET
from reviewblog.text.addresses import is_allowed


class RedirectRefusedError(DomainError):
    """A redirect cannot be like this; ``field`` says which address is wrong."""

    def __init__(self, message: str, *, field: str) -> None:
        """Say what is wrong, and name the field of the form it is about."""
        super().__init__(message)
        self.field = field


def read_path(typed: str) -> str:
    """Read an old address, with or without its host, as requests will ask for it.

    Raises:
        RedirectRefusedError: it is no path on this site.
    """
    rest = typed.strip()
    if rest.lower().startswith(("http://", "https://")):
        rest = "/" + rest.split("/", 3)[3] if rest.count("/") > len("//") else "/"
    path, mark, query = rest.partition("#")[0].partition("?")
    path = unquote(path)
    if not path.startswith("/") or path.startswith("//") or _is_murky(path + query):
        raise RedirectRefusedError(
            "Write the old address from its slash on, such as /2012/05/01/rush/.",
            field="path",
        )
    old = normal_path(path) + mark + query if query else normal_path(path)
    if len(old) > LONGEST_PATH:
        raise RedirectRefusedError(
            f"An old address has {LONGEST_PATH} characters at most.", field="path"
        )
    if old == "/":
        raise RedirectRefusedError(
            "The front page cannot lead somewhere else.", field="path"
        )
    return old


def read_target(typed: str) -> str:
    """Read where an old address shall lead: a path here, or a whole address.

    Raises:
        RedirectRefusedError: browsers would read it otherwise than people do.
    """
    target = typed.strip()
    is_web = target.lower().startswith(("http://", "https://"))
    if not (is_web or target.startswith("/")) or not is_allowed(target):
        raise RedirectRefusedError(
            "Write the new address from its slash on, such as /reviews/rush-1991/, "
            "or a whole one that begins with https://.",
            field="target",
        )
    if len(target) > LONGEST_TARGET:
        raise RedirectRefusedError(
            f"A new address has {LONGEST_TARGET:,} characters at most.", field="target"
        )
    return target


def normal_path(path: str) -> str:
    """Return a decoded path without its last slash, which old engines vary in."""
    return path.rstrip("/") or "/"


def asked_for(path: str, query: str) -> tuple[str, ...]:
    """Return the old addresses that a request may be asking for, the closest first."""
    old = normal_path(path)
    return (f"{old}?{query}", old) if query else (old,)


def asked_by(target: str) -> tuple[str, ...]:
    """Return what a browser that follows a target asks this site for."""
    if not target.startswith("/"):
        return ()
    parts = urlsplit(target)
    return asked_for(unquote(parts.path), parts.query)


def _is_murky(text: str) -> bool:
    return "\\" in text or any(
        unicodedata.category(character)[0] == "C" for character in text
    )

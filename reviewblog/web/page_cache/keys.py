"""Which pages the cache may keep, and under which names."""

from typing import TYPE_CHECKING

from werkzeug.sansio.http import parse_cookie

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

# What belongs to one person, or changes nothing by being kept.
PRIVATE_PATHS = (
    "/account",
    "/comments/",
    "/dashboard",
    "/healthz",
    "/login",
    "/logout",
    "/media/",
    "/metrics",
    "/preview/",
    "/readyz",
    "/setup",
    "/static/",
)
FEEDS_OF_COMMENTS = ("/comments/feed", "/comments/atom")
# Opened in a browser they hold a page, which nobody else is to be given.
FEEDS = ("/feed.xml", "/atom.xml")
# A cookie of these names makes the answer a person's own.
PERSONAL_COOKIES = frozenset({"session", "__Host-session", "reviewblog_writer"})
THEME_COOKIE = "theme"
THEMES = frozenset({"light", "dark"})
PARAMETERS = frozenset(
    {
        "archive",
        "country",
        "decade",
        "director",
        "grade",
        "kind",
        "page",
        "q",
        "sort",
        "tag",
        "year",
    }
)
LONGEST_QUERY = 200
LONGEST_PATH = 400


def key_of(environ: "WSGIEnvironment") -> str:
    """Name the page a request asks for; nothing when nobody else may be given it.

    Not every page of such a name may be kept, see ``may_be_kept``: whoever finds one
    under it need not ask, unless it is a feed.
    """
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return ""
    cookies: str = environ.get("HTTP_COOKIE", "")
    theme = _theme_of(cookies) if cookies else ""
    if theme is None:
        return ""
    path: str = environ.get("PATH_INFO", "")
    # The path goes last: it alone may hold anything, also what parts it from a query.
    return f"{theme} {environ.get('QUERY_STRING', '')} {path}"


def may_be_kept(environ: "WSGIEnvironment") -> bool:
    """Tell whether a request is one of those whose pages are kept."""
    path: str = environ.get("PATH_INFO", "")
    # However many slashes an address begins with, it leads to the same page.
    if len(path) > LONGEST_PATH or path.startswith("//"):
        return False
    if path.endswith(FEEDS) and "text/html" in environ.get("HTTP_ACCEPT", ""):
        return False
    if path.startswith(PRIVATE_PATHS) and not path.startswith(FEEDS_OF_COMMENTS):
        return False
    query: str = environ.get("QUERY_STRING", "")
    return not query or _is_known(query)


def _is_known(query: str) -> bool:
    if len(query) > LONGEST_QUERY:
        return False
    return all(part.partition("=")[0] in PARAMETERS for part in query.split("&"))


def _theme_of(cookies: str) -> str | None:
    """Return the theme a reader chose, or None when a cookie is personal.

    They are read as Flask reads them: whoever sends ``theme`` twice or ``session =``
    must not leave a page that was made for one cookie under the name of another.
    """
    given = parse_cookie(cookies)
    if not PERSONAL_COOKIES.isdisjoint(given):
        return None
    theme = given.get(THEME_COOKIE, "")
    return theme if theme in THEMES else ""

"""Which requests the cache may answer, and under which name a page is kept."""

from typing import TYPE_CHECKING

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
    "/readyz",
    "/setup",
    "/static/",
)
FEEDS_OF_COMMENTS = ("/comments/feed", "/comments/atom")
# Opened in a browser they hold a page, which nobody else is to be given.
FEEDS = ("/feed.xml", "/atom.xml")
# A cookie of these names makes the answer a person's own.
PERSONAL_COOKIES = ("session=", "__Host-session=", "reviewblog_writer=")
THEME_COOKIE = "theme="
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


def key_of(environ: "WSGIEnvironment") -> str | None:
    """Name the page a request asks for; None when it is not to be kept."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return None
    path: str = environ["PATH_INFO"]
    if path.startswith(PRIVATE_PATHS) and not path.startswith(FEEDS_OF_COMMENTS):
        return None
    if path.endswith(FEEDS) and "text/html" in environ.get("HTTP_ACCEPT", ""):
        return None
    query: str = environ.get("QUERY_STRING", "")
    if query and not _is_known(query):
        return None
    cookies: str = environ.get("HTTP_COOKIE", "")
    if not cookies:
        return f"{path}?{query}"
    theme = _theme_of(cookies)
    return None if theme is None else f"{path}?{query}#{theme}"


def _is_known(query: str) -> bool:
    if len(query) > LONGEST_QUERY:
        return False
    return all(part.partition("=")[0] in PARAMETERS for part in query.split("&"))


def _theme_of(cookies: str) -> str | None:
    """Return the theme a reader chose, or None when a cookie is personal."""
    theme = ""
    for part in cookies.split(";"):
        cookie = part.strip()
        if cookie.startswith(PERSONAL_COOKIES):
            return None
        if cookie.startswith(THEME_COOKIE):
            chosen = cookie.removeprefix(THEME_COOKIE).strip('"')
            theme = chosen if chosen in THEMES else ""
    return theme

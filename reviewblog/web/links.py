"""Addresses of our own pages for templates, each put together once.

Building an address takes Werkzeug longer than rendering the line around it, and a page
holds a hundred of them, most of them the same on every page.
"""

from functools import lru_cache
from typing import Any

from flask import Flask, Request, current_app, has_request_context, request, url_for

MOST_LINKS = 4096
LINKS = "links"
PLAIN = frozenset({str, int})

Values = tuple[tuple[str, str | int], ...]


class Links:
    """The addresses that one application has put together lately."""

    def __init__(self) -> None:
        """Begin with none; they belong to this application, not to all of them."""
        self.find = lru_cache(MOST_LINKS)(self._build)

    @staticmethod
    def _build(_place: tuple[str, str], endpoint: str, values: Values) -> str:
        given: dict[str, Any] = dict(values)
        return url_for(endpoint, **given)


def init_app(app: Flask) -> None:
    """Put ``link_to`` where templates expect ``url_for``."""
    app.extensions[LINKS] = Links()
    app.jinja_env.globals["url_for"] = link_to


def link_to(endpoint: str, **values: Any) -> str:  # noqa: ANN401 -- url_for's
    """Return what ``url_for`` returns, from memory where that can be said for sure."""
    if not _is_plain(endpoint, values) or not has_request_context():
        return url_for(endpoint, **values)
    # A look at the context instead of one for each of its attributes.
    asked: Request = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- werkzeug's documented name
    links: Links = current_app.extensions[LINKS]
    # What else the router goes by: where the application is mounted, and the method,
    # by which it chooses among several rules of one endpoint.
    place = asked.root_path, asked.method
    return links.find(place, endpoint, tuple(values.items()))


def _is_plain(endpoint: str, values: dict[str, Any]) -> bool:
    if endpoint[0] == ".":
        return False
    for name, value in values.items():
        # True equals 1, but its address differs; "_anchor" and its like are options.
        if type(value) not in PLAIN or name[0] == "_":
            return False
    return True

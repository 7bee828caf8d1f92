"""Reading a page as a browser does: by its elements, not by its letters."""

import json
from typing import Any

from lxml import html
from lxml.html import HtmlElement
from werkzeug.test import TestResponse


def parsed(response: TestResponse) -> HtmlElement:
    """Parse an answer that must be a page."""
    assert response.mimetype == "text/html", response.mimetype
    return html.fromstring(response.text)


def texts(response: TestResponse, selector: str) -> list[str]:
    """Return what the elements say, with spaces as a reader sees them."""
    found = parsed(response).cssselect(selector)
    return [" ".join(" ".join(element.itertext()).split()) for element in found]


def links(response: TestResponse, selector: str = "a") -> list[str]:
    """Return where the links go."""
    found = parsed(response).cssselect(selector)
    return [str(element.get("href")) for element in found]


def attribute(response: TestResponse, selector: str, name: str) -> str | None:
    """Return one attribute of the first such element, or None without one."""
    found = parsed(response).cssselect(selector)
    return found[0].get(name) if found else None


def linked_data(response: TestResponse) -> list[dict[str, Any]]:
    """Return the nodes of a page's JSON-LD graph."""
    scripts = parsed(response).cssselect("script[type='application/ld+json']")
    return [
        node for script in scripts for node in json.loads(script.text or "")["@graph"]
    ]

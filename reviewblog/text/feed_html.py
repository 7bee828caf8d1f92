"""The same text for feed readers, which have neither our stylesheet nor our address."""

import re
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urljoin

from lxml.html import HtmlElement, tostring
from lxml.html.builder import P

from reviewblog.text.clean import clean_text
from reviewblog.text.fragments import is_inline_spoiler, parse_fragment, refill

_VEIL = "[spoiler: read it on the site]"
_UNKNOWN_THERE = (
    "aria-label",
    "class",
    "data-tone",
    "decoding",
    "fetchpriority",
    "id",
    "loading",
    "role",
    "sizes",
    "tabindex",
)
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,])([^,]*)")


def for_feed(html: str, *, base_url: str) -> str:
    """Make rendered HTML stand on its own, away from the page at the base address."""
    root = parse_fragment(html)
    refill(root, is_inline_spoiler, _VEIL)
    for element in list(root.iter("*")):
        if element.tag == "details":
            _warn(element)
        if element.get("class") == "fn":
            element.text = f"[{element.text}]"
        if element.tag in {"picture", "source"}:
            # Feed readers know `img`, and some show nothing of what stands around it.
            element.drop_tag()
            continue
        _detach(element, base_url)
    text = clean_text(tostring(root, encoding="unicode", method="html"))
    return text.removeprefix("<div>").removesuffix("</div>")


def _warn(details: HtmlElement) -> None:
    """Say what is coming, for readers that show all of a `details` at once."""
    title = " ".join("".join(details.xpath("string(./summary)")).split())
    warning = f"Spoiler: {title}" if title not in {"", "Spoiler"} else "Spoiler"
    details.addprevious(P(warning))


def _detach(element: HtmlElement, base_url: str) -> None:
    if not element.keys():
        return
    for name, absolute in _ADDRESSES.items():
        if name in element.attrib:
            address = element.attrib.pop(name)
            # One address that makes no sense must not take the whole feed away.
            with suppress(ValueError):
                element.set(name, absolute(base_url, address))
    for name in _UNKNOWN_THERE:
        element.attrib.pop(name, None)


def _absolute_set(base_url: str, srcset: str) -> str:
    return ", ".join(
        urljoin(base_url, address) + descriptor.rstrip()
        for address, descriptor in _CANDIDATE.findall(srcset)
    )


_ADDRESSES: dict[str, Callable[[str, str], str]] = {
    "href": urljoin,
    "src": urljoin,
    "srcset": _absolute_set,
}

"""Rendered HTML as a tree, for the forms of a text that are not the page."""

from collections.abc import Callable

from lxml.html import HtmlElement, fragment_fromstring

from reviewblog.text.clean import clean_text


def parse_fragment(html: str) -> HtmlElement:
    """Read a piece of HTML into a `div` of its own; the empty text will do."""
    return fragment_fromstring(clean_text(html), create_parent="div")


def refill(
    root: HtmlElement, is_wanted: Callable[[HtmlElement], bool], text: str
) -> None:
    """Put text in the place of whatever the wanted elements hold.

    Not by XPath, which merges the results of "a | b" in quadratic time.
    """
    for element in list(root.iter("*")):
        if is_wanted(element):
            element.clear(keep_tail=True)
            element.text = text


def is_inline_spoiler(element: HtmlElement) -> bool:
    """Say whether an element hides words within a line."""
    return element.get("class") == "spoiler-inline"


def is_spoiler(element: HtmlElement) -> bool:
    """Say whether an element hides words, within a line or as a block."""
    return element.tag == "details" or is_inline_spoiler(element)

"""Rendered HTML, read the way a browser reads it."""

from lxml.html import HtmlElement, fragment_fromstring

from reviewblog.text.markup import render_comment, render_review


def review(source: str) -> str:
    """Render an author's text under the prefix of review 42."""
    return render_review(source, prefix="r42").html


def notes(source: str) -> str:
    """Render an author's text, and take its notes."""
    return render_review(source, prefix="r42").notes


def comment(source: str) -> str:
    """Render a reader's text."""
    return render_comment(source).html


def tree(html: str) -> HtmlElement:
    """Parse a fragment."""
    return fragment_fromstring(html, create_parent="div")


def tags(html: str) -> set[str]:
    """Name every element of a fragment."""
    return {str(element.tag) for element in tree(html).iterdescendants("*")}


def values(html: str, attribute: str) -> list[str]:
    """Collect the values of an attribute, in order."""
    return [str(value) for value in tree(html).xpath(f"//@{attribute}")]

"""The two dialects of Markdown: the author's, and the narrower one of readers.

A parser keeps nothing between two texts, so one of each serves all threads.
"""

from functools import cache, partial

from markdown_it import MarkdownIt

from reviewblog.text import (
    bare_links,
    figures,
    films,
    footnotes,
    headings,
    nesting,
    openings,
    quotations,
    spoilers,
    tables,
    typography,
)
from reviewblog.text.addresses import AUTHOR_SCHEMES, READER_SCHEMES, is_allowed
from reviewblog.text.renderer import HouseRenderer

# Tags without an end are written as the last step would write them.
_OPTIONS = {"html": False, "maxNesting": 20, "xhtmlOut": False}
_NOT_FOR_READERS = ["code", "heading", "lheading", "hr", "reference", "image"]


class _Parser(MarkdownIt):
    """A parser that leaves as text whatever points where it may not."""

    def __init__(self, schemes: frozenset[str], *, breaks: bool) -> None:
        super().__init__(
            "commonmark", _OPTIONS | {"breaks": breaks}, renderer_cls=HouseRenderer
        )
        self.is_allowed = partial(is_allowed, schemes=schemes)

    def validateLink(self, url: str) -> bool:  # noqa: N802 (markdown-it's name)
        return self.is_allowed(url)


@cache
def review_parser() -> MarkdownIt:
    """Build the parser of reviews and standing pages."""
    parser = _Parser(AUTHOR_SCHEMES, breaks=False)
    parser.enable(["strikethrough", "table"])
    _install_common(parser)
    tables.install(parser)
    quotations.install_pulls(parser)
    # These run in this order, over text that is parsed but not yet typeset.
    for part in (footnotes, figures, headings, typography, films, openings):
        part.install(parser)
    return _warmed_up(parser)


@cache
def comment_parser() -> MarkdownIt:
    """Build the parser of readers' comments."""
    parser = _Parser(READER_SCHEMES, breaks=True)
    parser.enable("strikethrough").disable(_NOT_FOR_READERS)
    _install_common(parser)
    return _warmed_up(parser)


def _install_common(parser: MarkdownIt) -> None:
    nesting.install(parser)
    spoilers.install(parser)
    quotations.guard_spoilers(parser)
    bare_links.install(parser)


def _warmed_up(parser: MarkdownIt) -> MarkdownIt:
    """Parse once: rules are compiled on first use, and threads could disturb that."""
    parser.render("a", {"prefix": "a"})
    return parser

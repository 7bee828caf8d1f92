"""Markdown to safe HTML: the only maker of what templates show without escaping.

What was rendered is stored with `RENDERER_VERSION`, and made anew when that rises. The
parser is loaded with the first text: readers' pages can do without.
"""

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct

from reviewblog.text.clean import clean_text
from reviewblog.text.sanitizer import Policy, sanitize
from reviewblog.text.stills import Still
from reviewblog.text.wording import words_in

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

RENDERER_VERSION: int = 1

_PREFIX = re.compile(r"[a-z]+[0-9]*")


class Rendered(Struct, frozen=True, kw_only=True):
    """A text as the page shows it: its body, its notes, and how long it is."""

    html: str
    notes: str
    words: int


def render_review(
    source: str, *, prefix: str, stills: Mapping[str, Still] | None = None
) -> Rendered:
    """Render an author's text; every id in it begins with the prefix.

    Pictures of our own are shown in all their sizes if ``stills`` has their hash.

    Raises:
        ValueError: the prefix is not of lower-case letters, then digits, such as "r42".
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"Not a prefix for ids: {prefix!r}")
    from reviewblog.text.parsers import review_parser  # noqa: PLC0415 -- as said above

    parser = review_parser()
    env: EnvType = {"prefix": prefix, "stills": stills or {}}
    tokens = parser.parse(clean_text(source), env)
    body = list(takewhile(lambda token: token.type != "notes_open", tokens))
    return Rendered(
        html=_html(parser, body, env, Policy.REVIEW),
        notes=_html(parser, tokens[len(body) :], env, Policy.REVIEW),
        words=words_in(body),
    )


def render_comment(source: str) -> Rendered:
    """Render a reader's text: no pictures, headings, tables, notes or ids."""
    from reviewblog.text.parsers import comment_parser  # noqa: PLC0415 -- as above

    parser = comment_parser()
    env: EnvType = {}
    tokens = parser.parse(clean_text(source), env)
    return Rendered(
        html=_html(parser, tokens, env, Policy.COMMENT),
        notes="",
        words=words_in(tokens),
    )


def safe(html: str) -> Markup:
    """Mark stored HTML, which this module once rendered, for a template."""
    return Markup(html)  # noqa: S704 (the one place where this is decided)


def _html(
    parser: "MarkdownIt", tokens: "list[Token]", env: "EnvType", policy: Policy
) -> str:
    return sanitize(parser.renderer.render(tokens, parser.options, env).strip(), policy)

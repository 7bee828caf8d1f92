"""Web addresses written as they are become links; mail addresses never do.

markdown-it's own rule needs linkify-it, whose matcher keeps state, so that threads
cannot share it, and which takes "the film.It" for a host in Italy.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from reviewblog.text.addresses import MAX_LENGTH

_ADDRESS = re.compile(
    rf"//[^\W_][^\s<>\"`{{}}|\\^\[\]\u2014\u201c\u201d]{{0,{MAX_LENGTH}}}"
)
_SCHEME = re.compile(r"(?<![\w.+-])https?$", re.IGNORECASE)
_TRAILING = ".,;:!?'*_~\u2019\u2026\u00bb"


def install(md: MarkdownIt) -> None:
    """Add the rule; it fires on the colon, when the scheme is already pending."""
    md.inline.ruler.before("newline", "bare_link", _bare_link)


def _bare_link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's)
    if state.linkLevel or state.src[state.pos] != ":":
        return False
    scheme = _SCHEME.search(state.src, max(0, state.pos - 6), state.pos)
    address = _ADDRESS.match(state.src, state.pos + 1, state.posMax)
    if not scheme or not address or len(address.group()) > MAX_LENGTH:
        return False
    url = f"{scheme.group()}:{_without_punctuation(address.group())}"
    href = state.md.normalizeLink(url)
    if not state.md.validateLink(href):
        return False
    if not silent:
        if not state.pending.endswith(scheme.group()):
            return False
        state.pending = state.pending.removesuffix(scheme.group())
        _push_link(state, href, url)
    state.pos += len(url) - len(scheme.group())
    return True


def _push_link(state: StateInline, href: str, url: str) -> None:
    link = state.push("link_open", "a", 1)
    link.attrs = {"href": href}
    link.info = "auto"
    state.push("text", "", 0).content = url
    state.push("link_close", "a", -1).info = "auto"


def _without_punctuation(address: str) -> str:
    """Leave the full stop to the sentence, and the bracket to whoever opened it."""
    extra = address.count(")") - address.count("(")
    address = address.rstrip(_TRAILING)
    while extra > 0 and address.endswith(")"):
        address = address[:-1].rstrip(_TRAILING)
        extra -= 1
    return address

"""What a text may contain, by whose it is: tags, attributes, and the values of each."""

import re
from collections.abc import Callable, Mapping
from enum import Enum, auto
from functools import partial

from reviewblog.text.addresses import AUTHOR_SCHEMES, READER_SCHEMES, is_allowed

SPOILER_LABEL = "Spoiler, hidden until focused"

Check = Callable[[str], object]
Rules = Mapping[str, Mapping[str, Check]]


class Policy(Enum):
    """Whose text it is."""

    REVIEW = auto()
    COMMENT = auto()


def _only(*values: str) -> Check:
    return frozenset(values).__contains__


def _like(pattern: str) -> Check:
    return re.compile(pattern).fullmatch


def _anything(_value: str) -> bool:
    return True


def _bare(tags: str) -> Rules:
    return {tag: {} for tag in tags.split()}


# One of our own pictures in several widths: no address of anybody else.
_OWN_SIZES = _like(
    r"/media/[0-9a-f-]+\.[a-z]+ [0-9]+w(?:, /media/[0-9a-f-]+\.[a-z]+ [0-9]+w)*"
)
_SIZES = _like(r"[a-z0-9 :.,()-]+")
_PIXELS = _like("[0-9]{1,5}")

# A prefix and a hyphen keep ids apart from every name that a script may look up.
_ID = _like(r"[a-z]+[0-9]*-[a-z0-9]+(?:-[a-z0-9]+)*")

_COMMENT: Rules = {
    **_bare("blockquote br code div em li p pre s strong summary ul"),
    "a": {"href": partial(is_allowed, schemes=READER_SCHEMES), "title": _anything},
    "details": {"class": _only("spoiler")},
    "ol": {"start": _like("[0-9]{1,9}")},
    "span": {
        "class": _only("spoiler-inline"),
        "tabindex": _only("0"),
        "role": _only("note"),
        "aria-label": _only(SPOILER_LABEL),
    },
}

_CELL: Mapping[str, Check] = {
    "class": _only("align-left", "align-center", "align-right"),
    "colspan": _like("[0-9]{1,2}"),
}

_REVIEW: Rules = {
    **_COMMENT,
    **_bare("figcaption hr picture table tbody thead tr"),
    "h2": {"id": _ID},
    "h3": {"id": _ID},
    "h4": {"id": _ID},
    "a": {
        "href": partial(is_allowed, schemes=AUTHOR_SCHEMES),
        "title": _anything,
        "class": _only("fn"),
        "id": _ID,
        "aria-label": _like(r"(?:Back to the text, n|N)ote [0-9]+(?:, place [0-9]+)?"),
    },
    "blockquote": {"class": _only("pull")},
    "cite": {"class": _only("film")},
    "figure": {"class": _only("still")},
    "img": {
        "src": is_allowed,
        "alt": _anything,
        "title": _anything,
        "loading": _only("lazy"),
        "decoding": _only("async"),
        "srcset": _OWN_SIZES,
        "sizes": _SIZES,
        "width": _PIXELS,
        "height": _PIXELS,
        "data-tone": _like("r[0-7]g[0-7]b[0-7]"),
    },
    "li": {"id": _ID},
    "p": {"class": _only("opening", "opening opening--short")},
    "source": {
        "type": _only("image/avif", "image/webp"),
        "srcset": _OWN_SIZES,
        "sizes": _SIZES,
    },
    "span": {**_COMMENT["span"], "class": _only("spoiler-inline", "credit")},
    "td": _CELL,
    "th": _CELL,
}

RULES: Mapping[Policy, Rules] = {Policy.REVIEW: _REVIEW, Policy.COMMENT: _COMMENT}

"""What safe HTML is, said a second time and apart from the code that makes it."""

import re

import nh3

from tests.text.parsed import tree

READER_TAGS = {
    *(
        "a blockquote br code details div em li ol p pre s span strong summary ul"
    ).split()
}
AUTHOR_TAGS = READER_TAGS | {
    *("cite figcaption figure h2 h3 h4 hr img picture source").split(),
    *("table tbody td th thead tr").split(),
}
ATTRIBUTES = {
    *("href title rel class id start colspan src alt loading decoding").split(),
    *("tabindex role aria-label").split(),
    *("srcset sizes type width height data-tone").split(),
}
CLASSES = {
    *("align-left align-center align-right film fn opening pull spoiler").split(),
    "opening opening--short",
    *("spoiler-inline still credit").split(),
}
_OWN_SIZES = re.compile(
    r"/media/[0-9a-f-]+\.[a-z]+ \d+w(, /media/[0-9a-f-]+\.[a-z]+ \d+w)*"
)
_ADDRESS = re.compile(
    r"https?://[\w%\[]|mailto:[^:]|[#?]|/(?![/\\])|[^/\\:?#]+(?:[/?#]|$)"
)


def assert_safe(html: str, allowed: set[str]) -> None:
    """Parse like a browser, and look at every element and attribute."""
    for element in tree(html).iterdescendants():
        assert element.tag in allowed, html
        for name, value in element.attrib.items():
            assert name in ATTRIBUTES, html
            assert name != "class" or value in CLASSES, html
            assert name != "srcset" or _OWN_SIZES.fullmatch(value), html
            assert name != "id" or re.fullmatch(r"[a-z]+\d*-[a-z0-9-]+", value), html
            assert name not in {"href", "src"} or _ADDRESS.match(value), html


def assert_second_opinion_agrees(html: str, allowed: set[str]) -> None:
    """Let nh3, which parses as HTML5 says, look for a tag it would not have let by."""
    kept = nh3.clean(
        html,
        tags=allowed,
        attributes=dict.fromkeys(allowed, ATTRIBUTES - {"rel"}),
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )

    ours = [element.tag for element in tree(html).iterdescendants()]
    assert [element.tag for element in tree(kept).iterdescendants()] == ours, html

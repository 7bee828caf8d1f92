"""Words for addresses: readable, Latin, short, and never taken by the site itself."""

import re

from reviewblog.text.folding import spread_fractions

MAX_LENGTH = 80

# First path segments that a standing page may not take.
RESERVED: frozenset[str] = frozenset(
    """
    account admin api archive assets atom auth comments dashboard errors export
    favicon feed feeds forgot grades health healthz import lists login logout mail
    media metrics moderation new newsletter oembed opensearch page pages password
    people ping preview privacy reads readyz register reset reviews robots rss
    search settings setup signin signout signup sitemap static stats subscribe tag
    tags theme unsubscribe user users webmention well-known works
    """.split()
)

# Enough letters for 80 of them even where one letter becomes none.
_READ_AT_MOST = 400
_APOSTROPHE = re.compile(r"(?<=\w)['\u2019\u02bc](?=\w)")
# Each character of a Chinese or Japanese title is a word of its own once in Latin.
_IDEOGRAPH = re.compile(r"([\u3400-\u9fff\uf900-\ufaff]+)")


def slugify(text: str, *, fallback: str) -> str:
    """Turn a title into a path segment of at most 80 characters.

    The fallback answers for titles of which nothing is left, such as an emoji.
    """
    # Its expressions are compiled when it is loaded, at every start otherwise.
    from slugify import slugify as transliterate  # noqa: PLC0415

    words = spread_fractions(text[:_READ_AT_MOST]).replace("&", " and ")
    words = _IDEOGRAPH.sub(r" \1 ", _APOSTROPHE.sub("", words))
    slug = transliterate(
        words,
        max_length=MAX_LENGTH,
        word_boundary=True,
        save_order=True,
        entities=False,
        decimal=False,
        hexadecimal=False,
    )
    return slug or fallback


def numbered(slug: str, n: int) -> str:
    """Give the nth bearer of a slug its own: "rush", "rush-2", "rush-3"."""
    if n <= 1:
        return slug
    suffix = f"-{n}"
    return slug[: MAX_LENGTH - len(suffix)].rstrip("-") + suffix

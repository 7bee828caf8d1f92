"""Entries and channels with one call, and strings that have broken feeds before."""

from datetime import UTC, datetime
from typing import Any

from reviewblog.syndication.entries import (
    Channel,
    Discussion,
    Entry,
    Picture,
    Subject,
    Verdict,
)

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)

# What no database of ours takes, but a form, an import or a bug may bring along.
UNSTORABLE = (
    "nul \x00 byte",
    "lone high \ud83d surrogate",
    "lone low \ude00 surrogate",
    "\udc80\udcff undecoded bytes",
)
STORABLE = (
    "",
    " ",
    "\t\n\r",
    "\x01\x02\x03\x04\x05\x06\x07\x08",
    "back\x08space, as Miniflux met it",
    "record \x1e separator",
    "\x0b\x0c vertical tab and form feed",
    "escape \x1b[31mred",
    "delete \x7f",
    "\x80\x85\x91\x92\x93\x94\x9f from Windows",
    "next line \x85 of C1",
    "not characters \ufffe \uffff",
    "nor these \ufdd0 \ufdef \U0001fffe \U0010ffff",
    "replacement \ufffd character",
    "byte \ufeff order mark",
    "]]>",
    "<![CDATA[ x ]]>",
    "a ]]]]><![CDATA[> b",
    "<!-- comment -->",
    "--> <!-- --!>",
    "<?xml version='1.0'?>",
    "<?xml-stylesheet href='x'?>",
    "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "<script>alert(1)</script>",
    "</title><item>",
    "</item></channel></rss>",
    "</content></entry></feed>",
    "<b>bold</b>",
    "<a href='javascript:alert(1)'>x</a>",
    "<img src=x onerror=alert(1)>",
    "<iframe src='//evil.example'></iframe>",
    "AT&T",
    "&amp; &lt; &gt;",
    "&ecirc; &nbsp; &bogus;",
    "&#0; &#1; &#xFFFE; &#xD800;",
    "&",
    "<",
    ">",
    '"',
    "'",
    "\\",
    "\\u0000 \\x00",
    "%s %d %n {0} {{x}} ${x} #{x}",
    "{% raw %}{{ 7 * 7 }}",
    "'; DROP TABLE review; --",
    "Robert'); DROP TABLE students;--",
    "8½",
    "Se7en",
    "千と千尋の神隠し",
    "Амаркорд",
    "إنفصال",
    "חתונה מאוחרת",
    "\u202eright to left override",
    "\u2028line\u2029paragraph",
    "\u200b\u200c\u200d\u2060",
    "zalgo t\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308ext",
    "e\u0301 and \u00e9",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f44d\U0001f3ff",
    "\U0001d57f\U0001d58d \U00010348 \U00020000",
    "“curly” ‘quotes’ — dashes … −",
    "non\u00a0breaking\u202fspaces",
    "Ã© mojibake â€™",
    "null undefined NaN None true",
    "1e309 -0 0x10 1/0",
    "http://a/%%30%30",
    "javascript:1",
    "../../../etc/passwd",
    "line\r\nline\rline\nline",
    "A" * 300,
)
NAUGHTY = STORABLE + UNSTORABLE


def make_subject(**overrides: Any) -> Subject:
    defaults: dict[str, Any] = {
        "id": "urn:uuid:11111111-1111-4111-8111-111111111111",
        "kind": "film",
        "title": "Playtime",
        "year": 1967,
        "minutes": 124,
        "directors": ("Jacques Tati",),
        "writers": ("Jacques Tati", "Jacques Lagrange"),
        "cast": (("Jacques Tati", "Monsieur Hulot"), ("Barbara Dennek", "")),
        "countries": ("France", "Italy"),
    }
    return Subject(**defaults | overrides)


def make_entry(**overrides: Any) -> Entry:
    defaults: dict[str, Any] = {
        "id": "urn:uuid:22222222-2222-4222-8222-222222222222",
        "title": "Playtime (1967)",
        "address": "https://rowk.example/reviews/playtime-1967/",
        "author": "Tamsin Orrell",
        "published_at": NOON,
        "updated_at": NOON,
        "summary": "A city made of glass.",
        "content": "<p>A city made of <em>glass</em>.</p>",
        "tags": ("comedy", "glass"),
        "pictures": (Picture(url="https://rowk.example/a.webp", alt="A wall"),),
        "discussion": Discussion(
            address="https://rowk.example/reviews/playtime-1967/#comments",
            rss="https://rowk.example/reviews/playtime-1967/comments/feed.xml",
            atom="https://rowk.example/reviews/playtime-1967/comments/atom.xml",
            count=3,
        ),
        "review_id": "urn:uuid:33333333-3333-4333-8333-333333333333",
        "subject": make_subject(),
        "verdict": Verdict(label="B+", percent=83),
    }
    return Entry(**defaults | overrides)


def make_channel(*entries: Entry, **overrides: Any) -> Channel:
    defaults: dict[str, Any] = {
        "id": "urn:uuid:44444444-4444-4444-8444-444444444444",
        "title": "Row K",
        "description": "Always from the same seat",
        "home": "https://rowk.example/",
        "author": "Tamsin Orrell",
        "language": "en-GB",
        "updated_at": NOON,
        "links": {"self": "https://rowk.example/feed.xml"},
        "entries": entries,
        "explanation": "https://rowk.example/subscribe/",
    }
    return Channel(**defaults | overrides)


def with_everywhere(text: str) -> Channel:
    """Make a channel in which a string stands wherever anything stands."""
    entry = make_entry(
        title=text,
        author=text,
        summary=text,
        content=text,
        tags=(text,),
        pictures=(Picture(url="https://rowk.example/a.webp", alt=text),),
        subject=make_subject(
            title=text,
            directors=(text,),
            writers=(text,),
            cast=((text, text),),
            countries=(text,),
        ),
        verdict=Verdict(label=text, percent=50),
    )
    return make_channel(entry, title=text, description=text, author=text)

from datetime import timedelta

import feedparser
import pytest
from lxml import etree

from reviewblog.syndication import atom
from reviewblog.syndication.documents import NAMESPACES
from reviewblog.syndication.entries import Original
from tests.syndication.samples import (
    NAUGHTY,
    NOON,
    make_channel,
    make_entry,
    with_everywhere,
)


def parsed(document: bytes) -> etree._Element:
    return etree.fromstring(document, etree.XMLParser(recover=False))


def texts(document: bytes, path: str) -> list[str]:
    found = parsed(document).xpath(path, namespaces=NAMESPACES)
    return [str(each if isinstance(each, str) else each.text) for each in found]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("atom:id", "urn:uuid:44444444-4444-4444-8444-444444444444"),
        ("atom:title", "Row K"),
        ("atom:subtitle", "Always from the same seat"),
        ("atom:updated", "2026-03-14T12:00:00Z"),
        ("atom:author/atom:name", "Tamsin Orrell"),
        ("atom:link[@rel='alternate']/@href", "https://rowk.example/"),
        ("atom:link[@rel='self']/@href", "https://rowk.example/feed.xml"),
        ("atom:entry/atom:id", "urn:uuid:22222222-2222-4222-8222-222222222222"),
        ("atom:entry/atom:title", "Playtime (1967)"),
        ("atom:entry/atom:published", "2026-03-14T12:00:00Z"),
        ("atom:entry/atom:updated", "2026-03-14T12:00:00Z"),
        ("atom:entry/atom:author/atom:name", "Tamsin Orrell"),
        ("atom:entry/atom:summary", "A city made of glass."),
        ("atom:entry/atom:content", "<p>A city made of <em>glass</em>.</p>"),
        ("atom:entry/atom:content/@type", "html"),
        ("atom:entry/rev:grade", "B+"),
        ("@xml:lang", "en-GB"),
    ],
)
def test_atom_says(path: str, text: str) -> None:
    document = atom.render(make_channel(make_entry()))

    assert texts(document, f"/atom:feed/{path}") == [text]


def test_atom_lists_tags_as_categories() -> None:
    document = atom.render(make_channel(make_entry()))

    assert texts(document, "//atom:category/@term") == ["comedy", "glass"]


def test_atom_counts_replies() -> None:
    document = atom.render(make_channel(make_entry()))

    assert texts(document, "//atom:link[@rel='replies']/@thr:count") == ["3", "3"]


def test_atom_refers_to_what_a_comment_answers_as_that_calls_itself() -> None:
    review = make_entry(id="letterboxd-review-7")
    original = Original(id=review.id, address=review.address)

    document = atom.render(make_channel(review, make_entry(originals=(original,))))

    (reference,) = texts(document, "//thr:in-reply-to/@ref")
    assert reference == texts(document, "//atom:entry/atom:id")[0]


def test_atom_keeps_an_entry_whose_text_was_corrected() -> None:
    before, after = make_entry(), make_entry(updated_at=NOON + timedelta(seconds=1))

    first, second = (atom.render(make_channel(each)) for each in (before, after))

    assert texts(first, "//atom:entry/atom:id") == texts(second, "//atom:entry/atom:id")
    assert texts(second, "//atom:entry/atom:published") == ["2026-03-14T12:00:00Z"]
    assert texts(second, "//atom:entry/atom:updated") == ["2026-03-14T12:00:01Z"]


def test_atom_says_when_to_the_fraction_so_that_no_two_entries_agree() -> None:
    entry = make_entry(updated_at=NOON + timedelta(microseconds=7))

    document = atom.render(make_channel(entry))

    assert texts(document, "//atom:entry/atom:updated") == [
        "2026-03-14T12:00:00.000007Z"
    ]


def test_atom_names_the_hub() -> None:
    document = atom.render(make_channel(hub="https://hub.example/"))

    assert texts(document, "//atom:link[@rel='hub']/@href") == ["https://hub.example/"]


def test_atom_marks_archives() -> None:
    document = atom.render(make_channel(is_archive=True))

    assert len(parsed(document).findall("fh:archive", NAMESPACES)) == 1


@pytest.mark.parametrize("text", NAUGHTY)
def test_atom_is_well_formed_whatever_it_holds(text: str) -> None:
    document = atom.render(with_everywhere(text))

    assert len(parsed(document).findall("atom:entry", NAMESPACES)) == 1
    feed = feedparser.parse(document)
    assert not feed.bozo
    assert feed.entries[0].title

from datetime import timedelta

import feedparser
import pytest
from lxml import etree

from reviewblog.syndication import rss
from reviewblog.syndication.documents import NAMESPACES
from reviewblog.syndication.entries import Original, Verdict
from tests.syndication.samples import (
    NAUGHTY,
    NOON,
    make_channel,
    make_entry,
    make_subject,
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
        ("title", "Row K"),
        ("link", "https://rowk.example/"),
        ("description", "Always from the same seat"),
        ("language", "en-GB"),
        ("lastBuildDate", "Sat, 14 Mar 2026 12:00:00 +0000"),
        ("atom:link[@rel='self']/@href", "https://rowk.example/feed.xml"),
        ("item/title", "Playtime (1967)"),
        ("item/link", "https://rowk.example/reviews/playtime-1967/"),
        ("item/guid", "urn:uuid:22222222-2222-4222-8222-222222222222"),
        ("item/guid/@isPermaLink", "false"),
        ("item/pubDate", "Sat, 14 Mar 2026 12:00:00 +0000"),
        ("item/dc:creator", "Tamsin Orrell"),
        ("item/slash:comments", "3"),
        ("item/comments", "https://rowk.example/reviews/playtime-1967/#comments"),
        (
            "item/wfw:commentRss",
            "https://rowk.example/reviews/playtime-1967/comments/feed.xml",
        ),
        ("item/description", "A city made of glass."),
        ("item/content:encoded", "<p>A city made of <em>glass</em>.</p>"),
        ("item/media:content/@url", "https://rowk.example/a.webp"),
        ("item/media:content/media:description", "A wall"),
        ("item/rev:grade", "B+"),
        ("item/rev:grade/@percent", "83"),
        ("item/rev:workTitle", "Playtime"),
        ("item/rev:workYear", "1967"),
        ("item/rev:director", "Jacques Tati"),
        ("item/rev:reviewId", "urn:uuid:33333333-3333-4333-8333-333333333333"),
        ("item/letterboxd:filmTitle", "Playtime"),
        ("item/letterboxd:filmYear", "1967"),
        ("item/letterboxd:memberRating", "4.0"),
    ],
)
def test_rss_says(path: str, text: str) -> None:
    document = rss.render(make_channel(make_entry()))

    assert texts(document, f"/rss/channel/{path}") == [text]


def test_rss_lists_every_tag_writer_and_actor() -> None:
    document = rss.render(make_channel(make_entry()))

    assert texts(document, "//category") == ["comedy", "glass"]
    assert texts(document, "//rev:writer") == ["Jacques Tati", "Jacques Lagrange"]
    assert texts(document, "//rev:cast") == ["Jacques Tati", "Barbara Dennek"]
    assert texts(document, "//rev:cast/@as") == ["Monsieur Hulot"]


def test_rss_puts_the_summary_before_the_text() -> None:
    item = parsed(rss.render(make_channel(make_entry()))).find("channel/item")

    assert item is not None
    names = [etree.QName(element).localname for element in item]
    assert names.index("description") < names.index("encoded")


def test_rss_without_the_text_offers_the_summary() -> None:
    document = rss.render(make_channel(make_entry(content="")))

    assert texts(document, "//description")[1:] == ["A city made of glass."]
    assert texts(document, "//content:encoded") == []


def test_rss_escapes_the_summary_since_readers_take_it_for_html() -> None:
    document = rss.render(make_channel(make_entry(summary="Is 1 < 2 & 3?")))

    assert texts(document, "//item/description") == ["Is 1 &lt; 2 &amp; 3?"]


def test_rss_writes_titles_as_its_profile_asks() -> None:
    document = rss.render(make_channel(make_entry(title="<Tom & Jerry>")))

    assert b"<title>&#x3C;Tom &#x26; Jerry&gt;</title>" in document


def test_rss_tells_of_a_correction_without_moving_the_item() -> None:
    corrected = make_entry(updated_at=NOON + timedelta(days=1))

    document = rss.render(make_channel(corrected))

    assert texts(document, "//item/pubDate") == ["Sat, 14 Mar 2026 12:00:00 +0000"]
    assert texts(document, "//item/atom:updated") == ["2026-03-15T12:00:00Z"]


def test_rss_names_what_a_comment_answers() -> None:
    original = Original(id="urn:x:1", address="https://rowk.example/reviews/a/")

    document = rss.render(make_channel(make_entry(originals=(original,))))

    assert texts(document, "//thr:in-reply-to/@ref") == ["urn:x:1"]


def test_rss_names_the_hub() -> None:
    document = rss.render(make_channel(hub="https://hub.example/"))

    assert texts(document, "//atom:link[@rel='hub']/@href") == ["https://hub.example/"]


def test_rss_marks_archives() -> None:
    document = rss.render(make_channel(is_archive=True))

    assert len(parsed(document).findall("channel/fh:archive", NAMESPACES)) == 1


def test_rss_declares_no_namespace_that_it_does_not_use() -> None:
    document = rss.render(make_channel())

    assert set(parsed(document).nsmap) == {"atom"}


@pytest.mark.parametrize(
    ("percent", "stars"), [(0, "0.5"), (16, "1.0"), (75, "4.0"), (100, "5.0")]
)
def test_letterboxd_hears_of_grades_in_stars(percent: int, stars: str) -> None:
    entry = make_entry(verdict=Verdict(label="X", percent=percent))

    document = rss.render(make_channel(entry))

    assert texts(document, "//letterboxd:memberRating") == [stars]


def test_letterboxd_knows_no_books() -> None:
    document = rss.render(make_channel(make_entry(subject=make_subject(kind="book"))))

    assert b"letterboxd" not in document


@pytest.mark.parametrize("text", NAUGHTY)
def test_rss_is_well_formed_whatever_it_holds(text: str) -> None:
    document = rss.render(with_everywhere(text))

    assert len(parsed(document).findall("channel/item")) == 1
    feed = feedparser.parse(document)
    assert not feed.bozo
    assert feed.entries[0].id == "urn:uuid:22222222-2222-4222-8222-222222222222"
    assert feed.entries[0].title

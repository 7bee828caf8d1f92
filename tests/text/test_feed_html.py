"""The text as it leaves for feed readers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewblog.text.feed_html import for_feed
from reviewblog.text.markup import render_review
from tests.text.parsed import tags, tree, values

PAGE = "https://rowk.example/reviews/rush-1991/"


def fed(source: str) -> str:
    rendered = render_review(source, prefix="r42")
    return for_feed(rendered.html + rendered.notes, base_url=PAGE)


def test_for_feed_makes_every_address_absolute() -> None:
    html = fed("[a](/b) [c](../d) [e](https://f.example/) [g](#h)\n\n![i](/j.jpg)")

    assert values(html, "href") == [
        "https://rowk.example/b",
        "https://rowk.example/reviews/d",
        "https://f.example/",
        f"{PAGE}#h",
    ]
    assert values(html, "src") == ["https://rowk.example/j.jpg"]


def test_for_feed_makes_every_candidate_of_a_picture_absolute() -> None:
    html = for_feed('<img src="a" srcset="/a,b.jpg 1x, c.jpg 300w">', base_url=PAGE)

    assert values(html, "srcset") == [
        f"https://rowk.example/a,b.jpg 1x, {PAGE}c.jpg 300w"
    ]


@pytest.mark.parametrize("address", ["http://[x", "a&#1;b//[", "https://a\u2100b/"])
def test_for_feed_does_without_an_address_that_makes_no_sense(address: str) -> None:
    html = for_feed(f'<p>a <a href="{address}">b</a></p>', base_url=PAGE)

    assert tree(html).text_content() == "a b"
    assert not any("[" in href or "\x01" in href for href in values(html, "href"))


def test_for_feed_warns_before_a_spoiler_and_keeps_it() -> None:
    html = fed("::: spoiler The sled\nHe *dies*.\n:::")

    assert html == (
        "<p>Spoiler: The sled</p><details>\n<summary>The sled</summary>\n<div>\n"
        "<p>He <em>dies</em>.</p>\n</div>\n</details>"
    )


def test_for_feed_warns_of_a_spoiler_without_a_title_and_of_one_in_another() -> None:
    html = fed("::: spoiler\n::: spoiler B & C\nx\n:::\n:::")

    assert [p.text for p in tree(html).xpath("//details/preceding-sibling::p")] == [
        "Spoiler",
        "Spoiler: B & C",
    ]


def test_for_feed_leaves_inline_spoilers_on_the_site() -> None:
    html = fed("0 It is >!a *sled*!<, you know.")

    assert "sled" not in html
    assert tree(html).text_content() == (
        "0 It is [spoiler: read it on the site], you know."
    )


def test_for_feed_shows_notes_without_a_stylesheet() -> None:
    html = fed("0 Heat.[^1]\n\n[^1]: A note.")

    assert f'Heat.<a href="{PAGE}#r42-fn-1">[1]</a>' in html
    assert f'A note. <a href="{PAGE}#r42-fn-1-ref">Back</a>' in html


def test_for_feed_drops_what_only_the_page_understands() -> None:
    html = fed(
        "Once.\n\n# Head\n\n![a](/b)\n\n>!x!<\n\n|a|\n|-:|\n\n*A* (1999)[^1]\n\n[^1]: x"
    )

    left = {str(name) for node in tree(html).iter("*") for name in node.attrib}
    assert left == {"href", "src", "alt"}


def test_for_feed_holds_only_what_xml_allows() -> None:
    html = for_feed("<p>a\x01b&#xFFFE;c&#1;d\ud800</p>", base_url=PAGE)

    assert html == "<p>abcd</p>"


@pytest.mark.parametrize(("html", "fed_"), [("", ""), ("a &lt; b", "a &lt; b")])
def test_for_feed_takes_text_without_elements(html: str, fed_: str) -> None:
    assert for_feed(html, base_url=PAGE) == fed_


@given(st.text())
def test_for_feed_never_fails_on_what_was_rendered(source: str) -> None:
    assert "script" not in tags(fed(source))

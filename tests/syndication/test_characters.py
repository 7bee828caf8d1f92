import sys

import pytest

from reviewblog.syndication.characters import legal, legal_html


@pytest.mark.parametrize(
    "text", ["\t\n\r", "8½", "千と千尋", "👩‍👩‍👧‍👦", "\ue000", "\U00020000"]
)
def test_legal_keeps_what_xml_allows(text: str) -> None:
    kept = legal(text)

    assert kept == text


@pytest.mark.parametrize(
    "unfit",
    [
        "\x00\x01\x02\x03\x04\x05\x06\x07\x08",
        "\x0b\x0c\x0e\x1f",
        "\x7f\x80\x85\x9f",
        "\ud800",
        "\udfff\ud800",
        "\ufdd0\ufdef",
        "\ufffd\ufffe\uffff",
        "\U0001fffe\U0010ffff",
    ],
    ids=ascii,
)
def test_legal_leaves_out_what_breaks_feeds(unfit: str) -> None:
    kept = legal(f"be{unfit}fore")

    assert kept == "before"


def test_legal_looks_at_every_character() -> None:
    characters = [chr(number) for number in range(sys.maxunicode + 1)]

    left_out = {ord(char) for char in characters if not legal(char)}

    planes = range(0x10000, sys.maxunicode + 1, 0x10000)
    assert left_out == {
        *range(0x09),
        *(0x0B, 0x0C),
        *range(0x0E, 0x20),
        *range(0x7F, 0xA0),
        *range(0xD800, 0xE000),
        *range(0xFDD0, 0xFDF0),
        *(0xFFFD, 0xFFFE, 0xFFFF),
        *(plane | end for plane in planes for end in (0xFFFE, 0xFFFF)),
    }


@pytest.mark.parametrize(
    "unfit",
    [
        "&#0;",
        "&#1;",
        "&#x1F",
        "&#X8;",
        "&#xFFFE;",
        "&#xD800;",
        "&#x110000;",
        "&#;",
        "&#x;",
        f"&#{'9' * 5000};",
        "\x00",
    ],
    ids=lambda reference: ascii(reference)[:12],
)
def test_legal_html_leaves_out_references_to_what_is_not_legal(unfit: str) -> None:
    kept = legal_html(f"be{unfit}<b>fore</b>")

    assert kept == "be<b>fore</b>"


def test_legal_html_keeps_other_references() -> None:
    html = "&amp; &#8212; &#x2014; &nbsp; &#038;"

    assert legal_html(html) == html

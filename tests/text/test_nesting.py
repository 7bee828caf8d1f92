"""Limits that lose nothing."""

import pytest

from reviewblog.text.nesting import MAX_BLOCKS, MAX_EMPHASIS
from tests.text.parsed import comment, review, tree, values


def depth(html: str, tag: str) -> int:
    return max(
        (len(e.xpath(f"ancestor::{tag}")) + 1 for e in tree(html).iter(tag)), default=0
    )


@pytest.mark.parametrize("marker", ["> ", "- ", "1. ", ">"])
def test_blocks_nest_up_to_a_limit_and_show_the_rest_as_text(marker: str) -> None:
    html = comment(marker * 300 + "the end")

    assert "the end" in html
    assert max(depth(html, tag) for tag in ("blockquote", "ul", "ol")) <= MAX_BLOCKS
    assert tree(html).text_content().count(marker.strip()) > 250


def test_what_follows_a_block_that_is_too_deep_is_still_read() -> None:
    html = review("> " * 20 + "deep\n" + "> " * 20 + "deeper\n\nafter *all*")

    assert tree(html).xpath("string(/div/p/em)") == "all"
    assert "deeper" in html


def test_a_deep_item_ends_where_the_next_begins() -> None:
    source = "".join(f"{'  ' * level}- {level}\n" for level in range(12)) + "- back"

    html = comment(source)

    assert [li.text for li in tree(html).xpath("/div/ul/li[2]")] == ["back"]


def test_emphasis_nests_up_to_a_limit() -> None:
    html = comment("*a **b " * 20 + "c" + "** d*" * 20)

    assert depth(html, "em") + depth(html, "strong") == MAX_EMPHASIS
    assert tree(html).text_content().count("b") == 20


def test_a_long_reference_cannot_be_multiplied_without_end() -> None:
    source = f"[a]: /{'x' * 1900}\n\n" + "[a] " * 5000

    html = review(source)

    assert len(html) < 10 * len(source)
    assert values(html, "href")
    assert tree(html).text_content().count("a") == 5000


def test_a_picture_beyond_the_limit_leaves_its_words() -> None:
    html = review(f'[a]: /b "{"t" * 1900}"\n\n' + "![a] " * 5000)

    assert "<img" in html
    assert html.endswith("a a</p>")

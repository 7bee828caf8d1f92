"""Pictures in reviews."""

import pytest

from tests.text.parsed import comment, review, tags

PICTURE = '<img src="/media/a.jpg" alt="{}" loading="lazy" decoding="async">'


def test_a_picture_alone_is_a_still_with_its_caption() -> None:
    html = review('![A "bar"](/media/a.jpg "Mason\'s *bar*")')

    assert html == (
        f'<figure class="still">{PICTURE.format("A &quot;bar&quot;")}'
        "<figcaption>Mason’s *bar*</figcaption>\n</figure>"
    )


def test_a_still_without_a_title_has_no_caption() -> None:
    html = review("![A bar](/media/a.jpg)")

    assert html == f'<figure class="still">{PICTURE.format("A bar")}</figure>'


def test_a_caption_links_to_its_source() -> None:
    html = review('![](/media/a.jpg "From https://a.example/")')

    assert "<figcaption>From https://a.example/</figcaption>" in html


def test_a_picture_among_words_stays_among_them() -> None:
    html = review('0 ![A *bar*](/media/a.jpg "t") b')

    assert html == (
        '<p>0 <img src="/media/a.jpg" alt="A bar" title="t" loading="lazy" '
        'decoding="async"> b</p>'
    )


def test_a_picture_in_a_tight_list_is_no_still() -> None:
    assert "figure" not in tags(review("- ![A bar](/media/a.jpg)\n- b"))


@pytest.mark.parametrize(
    "src", ["mailto:a@b.example", "javascript:x", "//a.example/b", "data:image/png,x"]
)
def test_a_picture_comes_from_the_web_or_from_here(src: str) -> None:
    html = review(f"0 ![words]({src})")

    assert "img" not in tags(html)
    assert "words" in html


def test_the_words_of_a_picture_give_nothing_away() -> None:
    assert 'alt="He  early"' in review("0 ![He >!dies!< early](/media/a.jpg)")


def test_readers_have_no_pictures() -> None:
    assert tags(comment("![a](https://a.example/b.gif)")) == {"p", "a"}

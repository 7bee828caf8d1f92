"""Pictures of our own in a text."""

import pytest

from reviewblog.text.feed_html import for_feed
from reviewblog.text.markup import render_review
from reviewblog.text.stills import Still, figure, hash_in, hashes_in, widths_of
from tests.text.parsed import tree
from tests.text.safety import AUTHOR_TAGS, assert_safe

HASH = "0123456789abcdef0123456789abcdef"
STILL = Still(
    hash=HASH,
    width=2000,
    height=1000,
    tone="r1g2b3",
    modern="avif",
    alt='Johnny & "Kathleen"',
    caption="Two hours <left>",
    credit="Still: Two Cities",
)


def rendered(source: str) -> str:
    return render_review(source, prefix="r1", stills={HASH: STILL}).html


def test_a_picture_alone_is_a_figure_with_its_caption_and_credit() -> None:
    html = rendered(f"Text.\n\n![](/media/{HASH}.jpg)")

    image = tree(html).find(".//figure//img")
    assert image is not None
    assert image.get("alt") == STILL.alt
    assert (image.get("width"), image.get("height")) == ("2000", "1000")
    assert image.get("src") == f"/media/{HASH}-960.jpg"
    assert f"/media/{HASH}-1600.jpg 1600w" in image.get("srcset", "")
    assert '<span class="credit">Still: Two Cities</span></figcaption>' in html
    assert "Two hours &lt;left&gt;" in html
    assert_safe(html, AUTHOR_TAGS)


def test_what_the_author_typed_goes_before_what_the_library_says() -> None:
    html = rendered(f'![Typed](/media/{HASH}-960.jpg "A caption")')

    assert 'alt="Typed"' in html
    assert "A caption <span" in html
    assert "Two hours" not in html


def test_a_browser_is_offered_the_modern_format_first() -> None:
    source = tree(rendered(f"![](/media/{HASH})")).find(".//source")

    assert source is not None
    assert source.get("type") == "image/avif"
    assert source.get("srcset", "").startswith(f"/media/{HASH}-480.avif 480w, ")


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/still.jpg",
        f"https://elsewhere.example/media/{HASH}.jpg",
        f"/media/{HASH[:-1]}.jpg",
        f"/media/{HASH.replace('0', '1')}.jpg",
        "/media/../secret_key",
    ],
)
def test_other_pictures_stay_as_they_were_typed(address: str) -> None:
    html = rendered(f"![words]({address})")

    assert f'<img src="{address}" alt="words"' in html
    assert "<picture>" not in html


def test_feed_readers_are_given_a_plain_picture() -> None:
    html = for_feed(rendered(f"![](/media/{HASH})"), base_url="https://a.example/b/")

    assert "<picture" not in html
    assert "<source" not in html
    assert f'src="https://a.example/media/{HASH}-960.jpg"' in html
    assert f"https://a.example/media/{HASH}-480.jpg 480w" in html
    assert "data-tone" not in html


def test_a_figure_escapes_what_is_said_about_it() -> None:
    html = figure(STILL)

    assert "Two hours &lt;left&gt;" in html
    assert 'alt="Johnny &amp; &quot;Kathleen&quot;"' in html


@pytest.mark.parametrize(
    ("width", "kept"),
    [
        (2400, [480, 960, 1600]),
        (1600, [480, 960, 1600]),
        (1200, [480, 960, 1200]),
        (480, [480]),
        (1, [1]),
    ],
)
def test_widths_are_never_larger_than_the_picture(width: int, kept: list[int]) -> None:
    assert widths_of(width) == kept


def test_hashes_are_found_in_addresses_of_ours_only() -> None:
    text = f"![](/media/{HASH}.jpg) /media/{HASH}9.jpg /media/{'f' * 32}-480.avif"

    assert hashes_in(text) == {HASH, "f" * 32}
    assert hash_in(f"/media/{HASH}-480.jpg") == HASH
    assert hash_in(f"/media/{HASH}/../x") is None

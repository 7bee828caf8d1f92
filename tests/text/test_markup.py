"""Markdown to safe HTML, as a whole."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from reviewblog.text.markup import (
    RENDERER_VERSION,
    Rendered,
    render_comment,
    render_review,
    safe,
)
from tests.text.parsed import comment, review, tags, values

REVIEW = """\
"*Odd Man Out* (1947)" is -- for an hour -- the best thing he did.[^1]

{.pull}
> Nobody turns Johnny in.

![The bar](/media/bar.jpg "The Crown")

## The fog

| Film | Grade |
|:-----|------:|
| Heat | >!A-!< |

::: spoiler The end
He **dies** at https://example.com/docks.
:::

[^1]: See *Bigger Than Life* (1956).
"""


def test_render_review_puts_everything_together() -> None:
    rendered = render_review(REVIEW, prefix="r42")

    assert rendered.html.startswith(
        '<p class="opening opening--short">“<cite class="film">Odd Man Out</cite> '
        "(1947)” is – for"
    )
    assert set(values(rendered.html, "class")) == {
        *(
            "opening opening--short",
            "film",
            "fn",
            "pull",
            "still",
            "align-left",
            "align-right",
        ),
        *("spoiler", "spoiler-inline"),
    }
    assert rendered.notes.startswith('<ol>\n<li id="r42-fn-1">See <cite class="film">')


def test_render_review_keeps_what_commonmark_knows() -> None:
    html = review(
        "a\\\nb **c** ~~d~~ <https://e.example>\n\n3. f\n4. g\n\n***\n\n    h"
    )

    assert tags(html) == {
        "p",
        "br",
        "strong",
        "s",
        "a",
        "ol",
        "li",
        "hr",
        "pre",
        "code",
    }
    assert values(html, "start") == ["3"]


def test_render_review_shows_raw_html_as_text() -> None:
    html = review("<div>a</div>\n\nb <em>c</em> &copy; &amp;copy;")

    assert html == (
        "<p>&lt;div&gt;a&lt;/div&gt;</p>\n<p>b &lt;em&gt;c&lt;/em&gt; © &amp;copy;</p>"
    )


def test_render_review_names_no_language_of_code() -> None:
    assert review("```python\nx < y\n```") == "<pre><code>x &lt; y\n</code></pre>"


@pytest.mark.parametrize("prefix", ["r42", "p7", "preview"])
def test_render_review_begins_every_id_with_the_prefix(prefix: str) -> None:
    rendered = render_review(REVIEW, prefix=prefix)

    ids = values(rendered.html + rendered.notes, "id")
    assert ids == [f"{prefix}-{name}" for name in ("fn-1-ref", "the-fog", "fn-1")]


@pytest.mark.parametrize(
    "prefix", ["", "42", "R42", "r-42", "r42-", "r 42", '"', "r42\n"]
)
def test_render_review_refuses_a_prefix_that_could_break_ids(prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        render_review("a", prefix=prefix)


def test_render_review_keeps_a_paste_from_a_word_processor() -> None:
    pasted = "“Play\u00a0Time”\r\nit’s — 70\u202fmm…\r\n\r\nNext\u000b one"

    assert review(pasted) == (
        '<p class="opening opening--short">“Play\u00a0Time”\nit’s — 70\u202fmm…</p>'
        "\n<p>Next one</p>"
    )


def test_render_comment_keeps_lines() -> None:
    assert comment("a\nb\r\nc\n\nd") == "<p>a<br>\nb<br>\nc</p>\n<p>d</p>"


def test_render_comment_knows_the_little_that_readers_need() -> None:
    html = comment(
        "*a* **b** ~~c~~ `d` [e](https://e.example 't')\n\n"
        "> f\n\n- g\n\n1. h\n\n```\ni\n```"
    )

    assert tags(html) == {
        *("p", "em", "strong", "s", "code", "a", "blockquote", "ul", "ol", "li", "pre")
    }
    assert values(html, "rel") == ["ugc nofollow noopener"]


def test_render_comment_hides_no_line_as_a_definition() -> None:
    assert "[a]: /b" in comment("[a]: /b")


def test_render_comment_takes_an_indented_line_for_words() -> None:
    assert comment("    so I said") == "<p>so I said</p>"


def test_render_comment_makes_no_id() -> None:
    assert values(comment(REVIEW), "id") == []


def test_rendered_counts_the_words_of_the_text_without_its_notes() -> None:
    source = (
        "It’s a half-hearted *film*, >!he dies!< -- `x`.[^1]\n\n- 1967\n\n[^1]: no no"
    )

    assert render_review(source, prefix="r1").words == 8
    assert render_comment("one\ntwo").words == 2
    assert render_comment("…").words == 0


def test_an_empty_text_renders_to_nothing() -> None:
    nothing = Rendered(html="", notes="", words=0)

    for source in ("", " \n\t\n", "\x00\x01"):
        assert render_review(source, prefix="r1") == nothing
        assert render_comment(source) == nothing


def test_safe_lets_a_template_show_stored_html() -> None:
    assert safe("<p>a</p>") == Markup("<p>a</p>")
    assert isinstance(safe(""), Markup)


def test_the_version_of_the_renderer_is_a_number_that_can_rise() -> None:
    assert RENDERER_VERSION >= 1


def test_rendering_is_the_same_in_eight_threads_as_in_one() -> None:
    texts = [f"{REVIEW}\n\n# {n}\n\n" + "- x *y* [z](/w)\n" * n for n in range(16)]
    alone = [(render_review(text, prefix="r1"), render_comment(text)) for text in texts]

    with ThreadPoolExecutor(8) as pool:
        reviews = pool.map(lambda text: render_review(text, prefix="r1"), texts * 3)
        comments = pool.map(render_comment, texts * 3)
        together = list(zip(reviews, comments, strict=True))

    assert together == alone * 3


@given(st.text(st.one_of(st.characters(), st.sampled_from("\n*_`[]()!<>:|-#^&\\~'\""))))
def test_rendering_never_fails(source: str) -> None:
    rendered = render_review(source, prefix="r1")

    (rendered.html + rendered.notes + render_comment(source).html).encode()

"""The last step: an allow-list."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewblog.text.sanitizer import Policy, sanitize
from tests.text.parsed import values

REVIEW, COMMENT = Policy.REVIEW, Policy.COMMENT


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="r42-fog">Fog</h2>',
        '<p class="opening">a</p>',
        '<cite class="film">a</cite>',
        '<blockquote class="pull">a</blockquote>',
        (
            '<table><tbody><tr><td class="align-left" colspan="2">a</td>'
            "</tr></tbody></table>"
        ),
        '<img src="/a.jpg" alt="" loading="lazy" decoding="async">',
        '<a href="mailto:a@b.example" title="c">d</a>',
        '<a class="fn" id="r42-fn-1-ref-2" href="#r42-fn-1" aria-label="Note 1">1</a>',
        '<ol start="3"><li id="r42-fn-1">a</li></ol>',
    ],
)
def test_sanitize_keeps_what_reviews_are_made_of(html: str) -> None:
    assert sanitize(html, REVIEW) == html


@pytest.mark.parametrize(
    "html",
    [
        "<p>a<br>b <em>c</em> <strong>d</strong> <s>e</s> <code>f</code></p>",
        "<blockquote><p>a</p></blockquote><ul><li>b</li></ul><pre><code>c</code></pre>",
        '<details class="spoiler"><summary>a</summary><div>b</div></details>',
        (
            '<span class="spoiler-inline" tabindex="0" role="note" '
            'aria-label="Spoiler, hidden until focused"><span>a</span></span>'
        ),
    ],
)
def test_sanitize_keeps_what_comments_are_made_of(html: str) -> None:
    assert sanitize(html, COMMENT) == html


@pytest.mark.parametrize(
    "html",
    [
        "<h2>a</h2>",
        "<img src=/a>",
        "<table><tr><td>a</table>",
        "<cite>a</cite>",
        "<hr>",
    ],
)
def test_sanitize_takes_from_comments_what_only_reviews_have(html: str) -> None:
    assert "<" not in sanitize(html, COMMENT)


@pytest.mark.parametrize(
    "html",
    [
        '<p class="opening admin">a</p>',
        '<p class="pull">a</p>',
        '<p class="Opening">a</p>',
        '<p style="color:red">a</p>',
        '<p id="r42-a">a</p>',
        '<p onclick="b">a</p>',
        '<p data-x="b" hidden dir="rtl" lang="en">a</p>',
    ],
)
def test_sanitize_keeps_known_values_of_known_attributes_only(html: str) -> None:
    assert sanitize(html, REVIEW) == "<p>a</p>"


@pytest.mark.parametrize(
    "id_",
    ["body", "r42", "r42-", "-a", "42-a", "R42-a", "r42-A", "r42-a--b", "r42 a-b"],
)
def test_sanitize_keeps_only_ids_with_a_prefix(id_: str) -> None:
    assert sanitize(f'<h2 id="{id_}">a</h2>', REVIEW) == "<h2>a</h2>"


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize(
    "href",
    [
        "javascript:1",
        "javascript&colon;1",
        "&#106;avascript:1",
        "java&#9;script:1",
        "java&NewLine;script:1",
        "&#1;javascript:1",
        "javascript&#8203;:1",
        "//evil.example",
        "/&#9;/evil.example",
        "\\\\evil.example",
        "&sol;&sol;evil.example",
    ],
)
def test_sanitize_reads_addresses_as_a_browser_does(href: str, policy: Policy) -> None:
    assert values(sanitize(f'<a href="{href}">a</a>', policy), "href") == []


def test_sanitize_lets_only_authors_link_to_mailboxes() -> None:
    html = '<a href="mailto:a@b.example">a</a>'

    assert sanitize(html, REVIEW) == html
    assert values(sanitize(html, COMMENT), "href") == []


def test_sanitize_shows_pictures_from_the_web_and_from_here() -> None:
    html = (
        '<img src="https://a/b"><img src="/c"><img src="mailto:a@b"><img src="data:x">'
    )

    assert values(sanitize(html, REVIEW), "src") == ["https://a/b", "/c"]


@pytest.mark.parametrize("rel", ["", ' rel="me follow"'])
def test_sanitize_vouches_for_no_link_of_a_reader(rel: str) -> None:
    html = sanitize(f'<a href="/a"{rel}>b</a>', COMMENT)

    assert html == '<a href="/a" rel="ugc nofollow noopener">b</a>'
    assert "rel" not in sanitize(f'<a href="/a"{rel}>b</a>', REVIEW)


def test_sanitize_keeps_a_text_of_many_entities_whole() -> None:
    html = "<p>" + "a &amp; b &lt; c\n" * 50 + "</p>"

    assert sanitize(html, REVIEW) == html


def test_sanitize_keeps_every_element_in_its_place() -> None:
    item = "<li>a <em>b <code>c</code></em> d<ul><li>e</li></ul>f</li>\n"
    html = f"<ul>{item * 30}</ul>\n<p>g</p>"

    assert sanitize(html, COMMENT) == html


@pytest.mark.parametrize(
    "html", ["", "\0", "a\0b", "<", "&", "<p", "<a href='", "]]>", "\ud800"]
)
def test_sanitize_takes_fragments_of_anything(html: str) -> None:
    assert "<p" not in sanitize(html, REVIEW).removeprefix("&lt;p")


@given(st.text(), st.sampled_from(Policy))
def test_sanitize_changes_nothing_the_second_time(html: str, policy: Policy) -> None:
    once = sanitize(html, policy)

    assert sanitize(once, policy) == once


LETTERS = st.text(st.characters(exclude_characters="<"))
TAGS = st.sampled_from(["em", "strong", "s", "b", "code", "p", "br", "u"])
PIECES = (
    LETTERS
    | st.builds("<{}>{}</{}>".format, TAGS, LETTERS, TAGS)
    | st.builds("<{0}>{1}</{0}>".format, TAGS, LETTERS)
    | st.sampled_from(["</p><p>", "</p>\n<p>", "<br>", "<em\nid=a>", "<!-- -->"])
    | st.sampled_from(["&amp;", "&quot;", "&lt;", "&#39;", "&", ">", "\0", "\r", "\f"])
)


@given(st.lists(PIECES).map("".join), st.sampled_from(Policy))
@example("<u>a</u>", REVIEW)
@example("<em>a</s>", REVIEW)
@example("a<p>b", REVIEW)
@example("a & b", REVIEW)
def test_sanitize_lets_no_paragraph_pass_that_it_would_change(
    text: str, policy: Policy
) -> None:
    html = f"<p>{text}</p>"
    inside = f"<div>{html}</div>"

    # Within another element nothing is let through unread.
    assert f"<div>{sanitize(html, policy)}</div>" == sanitize(inside, policy)

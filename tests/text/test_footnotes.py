"""Notes and the ways there and back."""

import pytest

from reviewblog.text.markup import render_review
from tests.text.parsed import comment, notes, review, tree, values


def texts(html: str) -> list[str]:
    return [str(text).strip() for text in tree(html).xpath("//li/text()[1]")]


def test_a_reference_leads_to_its_note_and_the_note_back() -> None:
    rendered = render_review("0.[^1]\n\n[^1]: *Heat*.", prefix="r42")

    assert rendered.html == (
        '<p>0.<a class="fn" id="r42-fn-1-ref" href="#r42-fn-1" '
        'aria-label="Note 1">1</a></p>'
    )
    assert rendered.notes == (
        '<ol>\n<li id="r42-fn-1"><em>Heat</em>. <a href="#r42-fn-1-ref" '
        'aria-label="Back to the text, note 1">Back</a></li>\n</ol>'
    )


def test_a_text_without_notes_has_none() -> None:
    assert notes("a [^1] b") == ""
    assert notes("a\n\n[^1]: never mentioned") == ""


def test_notes_are_numbered_as_they_are_met() -> None:
    source = "a[^z] b[^a] c[^z]\n\n[^a]: A\n[^z]: Z\n[^never]: N"

    assert texts(notes(source)) == ["Z", "A"]
    assert [a.text for a in tree(review(source)).iter("a")] == ["1", "2", "1"]


def test_each_mention_of_a_note_can_be_gone_back_to() -> None:
    source = "a[^1] b[^1] c[^1]\n\n[^1]: x"

    ids = values(review(source), "id")

    assert ids == ["r42-fn-1-ref", "r42-fn-1-ref-2", "r42-fn-1-ref-3"]
    assert values(notes(source), "href") == [f"#{id_}" for id_ in ids]
    assert values(notes(source), "aria-label")[1] == "Back to the text, note 1, place 2"
    assert [a.text for a in tree(notes(source)).iter("a")] == ["Back", "2", "3"]


def test_a_note_mentioned_a_hundred_times_has_ten_ways_back() -> None:
    source = "a[^1] " * 100 + "\n\n[^1]: x"

    assert len(values(notes(source), "href")) == 10
    assert len(set(values(review(source), "id"))) == 100


def test_a_note_of_several_blocks_keeps_them() -> None:
    source = "a[^1] b[^2]\n\n[^1]: one\n\n    two\n\n[^2]: list:\n\n    - x"

    html = notes(source)

    assert [p.text for p in tree(html).xpath("//li[1]/p")] == ["one", "two "]
    assert tree(html).xpath("string(/div/ol/li[2]/p[2]/a)") == "Back"


def test_an_empty_note_can_be_left() -> None:
    assert [a.text for a in tree(notes("a[^1]\n\n[^1]:\n")).iter("a")] == ["Back"]


def test_notes_may_mention_notes_and_themselves() -> None:
    source = "a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1] d[^2]"

    html = notes(source)

    assert values(html, "id") == [
        "r42-fn-1",
        "r42-fn-2-ref",
        "r42-fn-2",
        "r42-fn-1-ref-2",
        "r42-fn-2-ref-2",
    ]


def test_the_first_of_two_definitions_counts() -> None:
    assert "first" in notes("a[^1]\n\n[^1]: first\n\n[^1]: second")
    assert "second" not in notes("a[^1]\n\n[^1]: first\n\n[^1]: second")


def test_a_definition_ends_the_text_before_it() -> None:
    source = "a[^1] b[^2]\n[^1]: one\n[^2]: two\n- x\n[^3]: three\n> y\n[^4]: four"

    assert texts(notes(source)) == ["one", "two"]
    assert "three" not in review(source)
    assert "four" not in review(source)


@pytest.mark.parametrize(
    "source",
    [
        "> a[^1]\n>\n> [^1]: x",
        "- a[^1]\n\n  [^1]: x\n\n  b",
        "::: spoiler\na[^1]\n\n[^1]: x\n:::",
    ],
)
def test_a_note_may_be_defined_wherever_it_is_needed(source: str) -> None:
    rendered = render_review(source, prefix="r42")

    assert "x" in texts(rendered.notes)
    assert "x" not in tree(rendered.html).text_content()


def test_a_reference_wins_over_a_link_around_it() -> None:
    assert values(review("[a[^1]](/b)\n\n[^1]: x"), "href") == ["#r42-fn-1"]


def test_an_endless_label_is_no_label() -> None:
    label = "a" * 100

    assert "fn" not in review(f"a[^{label}]\n\n[^{label}]: x")


def test_two_reviews_on_one_page_share_no_id() -> None:
    source = "# h\n\na[^1]\n\n[^1]: x"

    first = render_review(source, prefix="r1")
    second = render_review(source, prefix="r2")

    ids = [values(text.html + text.notes, "id") for text in (first, second)]
    assert not set(ids[0]) & set(ids[1])


def test_readers_have_no_notes() -> None:
    assert comment("a[^1]\n\n[^1]: x") == "<p>a[^1]</p>\n<p>[^1]: x</p>"

"""What is hidden, and how it may be seen."""

import pytest

from tests.text.parsed import comment, review, tags, tree

HIDDEN = "//span[@class='spoiler-inline']/span"


def hidden(html: str) -> list[str]:
    return [span.text_content() for span in tree(html).xpath(HIDDEN)]


def test_a_spoiler_in_a_line_is_a_note_that_takes_the_focus() -> None:
    html = comment("Rosebud is >!a sled!<.")

    assert html == (
        '<p>Rosebud is <span class="spoiler-inline" tabindex="0" role="note" '
        'aria-label="Spoiler, hidden until focused"><span>a sled</span></span>.</p>'
    )
    opened = review("Rosebud is >!a sled!<.").partition(">")[2]
    assert opened == html.removeprefix("<p>")


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        (">!He dies!< at the end", ["He dies"]),
        ("a >!b!< c >!d!<", ["b", "d"]),
        (">!wow!!<", ["wow!"]),
        ("> >!He dies!<", ["He dies"]),
        ("- >!He dies!<", ["He dies"]),
        ("   >!He dies!<", ["He dies"]),
        ("text\n>!He dies!<", ["He dies"]),
        ("> quoted\n>!He dies!<", ["He dies"]),
        (">!a\nb!<", ["a\nb"]),
        (">!a `!<` b!<", ["a !< b"]),
        (r">!a \!< b!<", ["a !< b"]),
        (">!a >!b!< c", ["a >!b"]),
        ("*a >!b* c!<", ["b* c"]),
    ],
)
def test_a_spoiler_hides_up_to_its_end(text: str, secrets: list[str]) -> None:
    assert hidden(review(text)) == secrets
    assert hidden(comment(text)) == secrets


@pytest.mark.parametrize(
    "text",
    [">!he dies", "he dies!<", ">!!<", ">! !<", ">!a\n\nb!<", "`>!a!<`", r"\>!a!<"],
)
def test_what_does_not_close_or_hides_nothing_is_text(text: str) -> None:
    assert hidden(review(text)) == []
    assert "blockquote" not in tags(review(text))


def test_a_spoiler_holds_other_markup() -> None:
    html = comment(">!**He** *dies*, [here](https://a.example)!<")

    assert {"strong", "em", "a"} <= tags(html)
    assert hidden(html) == ["He dies, here"]


def test_a_spoiler_takes_no_focus_inside_a_link() -> None:
    html = review("[>!a!<](/b)")

    assert hidden(html) == []
    assert ">&gt;!a!&lt;</a>" in html


def test_a_quotation_that_begins_with_an_exclamation_mark_is_one() -> None:
    assert "blockquote" in tags(review("> !important"))


def test_a_line_that_begins_hidden_stays_in_the_paragraph_of_a_quotation() -> None:
    html = review("> a\n>!b!<\n> c")

    assert hidden(html) == ["b"]
    assert [q.text_content().split() for q in tree(html).iter("blockquote")] == [
        ["a", "b"],
        ["c"],
    ]


def test_a_block_is_a_details_with_its_title() -> None:
    html = comment("::: spoiler The end\nHe *dies*.\n:::\nafter")

    assert html == (
        '<details class="spoiler">\n<summary>The end</summary>\n<div>\n'
        "<p>He <em>dies</em>.</p>\n</div>\n</details>\n<p>after</p>"
    )


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("::: spoiler", "Spoiler"),
        (":::spoiler", "Spoiler"),
        ("::: SPOILER   The end  ", "The end"),
        (":::: spoiler The end ::::", "The end"),
        (":::\tspoiler\tThe\tend", "The end"),
        ("::: spoiler <b>&amp; *x*", "<b>&amp; *x*"),
        ("::: spoiler The “end” isn't", "The “end” isn’t"),
    ],
)
def test_a_title_is_text_with_a_default(opening: str, title: str) -> None:
    html = review(f"{opening}\nx\n:::")

    assert [summary.text_content() for summary in tree(html).iter("summary")] == [title]
    assert tags(html) == {"details", "summary", "div", "p"}


@pytest.mark.parametrize(
    "text", ["::: warning\nx\n:::", ":::", "    ::: spoiler", ":: spoiler"]
)
def test_other_containers_are_text(text: str) -> None:
    assert "details" not in tags(review(text))


def test_a_block_that_is_not_closed_ends_with_the_document() -> None:
    html = comment("::: spoiler\na\n\n- b\n\nc")

    assert tree(html).xpath("count(/div/*)") == 1
    assert tree(html).xpath("//details//p[.='c']")


def test_a_block_in_a_list_or_quotation_ends_with_it() -> None:
    html = comment("- ::: spoiler\n  a\n\nb\n\n> ::: spoiler\n> c\n\nd")

    assert [p.text for p in tree(html).xpath("/div/p")] == ["b", "d"]


def test_blocks_hold_blocks() -> None:
    html = comment("::: spoiler A\n::: spoiler B\nb\n:::\na\n:::\nout")

    assert tree(html).xpath("string(//details//details//p)") == "b"
    assert tree(html).xpath("string(/div/details/div/p)") == "a"
    assert tree(html).xpath("string(/div/p)") == "out"


def test_a_block_interrupts_a_paragraph() -> None:
    assert "details" in tags(comment("text\n::: spoiler\nx\n:::"))

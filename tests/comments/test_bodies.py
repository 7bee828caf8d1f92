"""Which texts may be posted, and what is made of them."""

import pytest

from reviewblog.comments.bodies import (
    LONGEST_BODY,
    check_length,
    is_visible,
    render_body,
    write_body,
)
from reviewblog.comments.errors import BodyRefusedError
from reviewblog.comments.models import Comment
from reviewblog.text.markup import RENDERER_VERSION


def test_write_body_keeps_the_text_beside_its_html() -> None:
    comment = Comment()

    write_body(comment, "A *fine* film.")

    assert comment.body == "A *fine* film."
    assert comment.body_html == "<p>A <em>fine</em> film.</p>"
    assert comment.renderer_version == RENDERER_VERSION


@pytest.mark.parametrize("body", ["x", "x" * LONGEST_BODY])
def test_check_length_takes_one_character_and_the_limit(body: str) -> None:
    check_length(body)


@pytest.mark.parametrize("body", ["", "   ", "\n\u00a0\n"])
def test_check_length_asks_for_a_text(body: str) -> None:
    with pytest.raises(BodyRefusedError, match="write something"):
        check_length(body)


def test_check_length_says_the_limit_and_how_much_there_is() -> None:
    with pytest.raises(BodyRefusedError, match=r"10,000 characters.*10,001"):
        check_length("x" * (LONGEST_BODY + 1))


@pytest.mark.parametrize(
    "body", ["\u200b\u200b", "&nbsp;", "\u3164", "[](https://a.bc)"]
)
def test_render_body_refuses_what_would_show_nothing(body: str) -> None:
    with pytest.raises(BodyRefusedError, match="Nothing of this would show"):
        render_body(body)


@pytest.mark.parametrize(
    "body", ["👍", "…", "7", "千と千尋", ">!he dies!<", "<script>"]
)
def test_render_body_takes_whatever_leaves_ink(body: str) -> None:
    assert render_body(body)


@pytest.mark.parametrize(
    "name", ["", " ", "\u200d", "\u2800", "\u115f\u1160", "\u0301"]
)
def test_is_visible_sees_through_blank_letters(name: str) -> None:
    assert not is_visible(name)

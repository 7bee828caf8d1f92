"""What is stored of a review."""

from typing import Any

from reviewblog.search.documents import LONGEST_FIELD, Document
from reviewblog.text.excerpts import plain_text
from reviewblog.text.markup import render_review


def row_of(**values: Any) -> dict[str, Any]:
    nothing: dict[str, Any] = {
        "titles": (),
        "people": (),
        "dek": "",
        "tags": (),
        "text": "",
    }
    return Document(**nothing | values).as_row()


def test_each_field_holds_its_own_words() -> None:
    row = row_of(
        titles=("Playtime",),
        people=("Jacques Tati",),
        dek="A city made of glass.",
        tags=("comedy",),
        text="Snow?",
    )

    assert row["title"] == " ¶ playtime ¶ "
    assert row["people"] == " ¶ jacques tati ¶ "
    assert row["summary"] == " ¶ a city made of glass ¶ comedy ¶ "
    assert row["body"] == " ¶ snow ¶ "
    assert row["plain"] == "Snow?"


def test_titles_that_are_the_same_stand_there_once() -> None:
    row = row_of(titles=("Amélie", "Amelie", ""))

    assert row["title"] == " ¶ amelie ¶ "


def test_names_are_found_with_and_without_their_punctuation() -> None:
    row = row_of(titles=("Ocean’s Eleven",), people=("J.J. Abrams",))

    assert row["title"] == " ¶ ocean s eleven ¶ oceans eleven ¶ "
    assert row["people"] == " ¶ j j abrams ¶ jj abrams ¶ "


def test_characters_without_spaces_are_never_glued() -> None:
    row = row_of(titles=("千と千尋の神隠し",))

    assert row["title"] == " ¶ 千 と 千 尋 の 神 隠 し ¶ "


def test_what_a_text_hides_is_not_among_its_words() -> None:
    text = plain_text(render_review("He is >!the killer!< of snow.", prefix="r1").html)

    row = row_of(text=text)

    assert row["body"] == " ¶ he is ¶ of snow ¶ "


def test_nothing_is_stored_as_nothing() -> None:
    row = row_of()

    assert {row[name] for name in ("title", "people", "summary", "body")} == {""}


def test_a_field_has_an_end() -> None:
    row = row_of(text="snow " * LONGEST_FIELD)

    assert len(row["body"]) < LONGEST_FIELD + 10

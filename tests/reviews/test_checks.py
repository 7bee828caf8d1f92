"""What an author may have overlooked."""

from typing import Any

import pytest

from reviewblog.reviews.checks import Concern, Facts, check, links_within
from reviewblog.text.markup import render_review
from reviewblog.works.models import WorkKind

STARS = ("5", "4½", "4", "Up", "Go now")


def found(source: str, **facts: Any) -> list[tuple[Concern, str]]:
    rendered = render_review(source, prefix="r1")
    given: dict[str, Any] = {
        "release_year": 1991, "dek": "A dek.", "has_tags": True,
        "has_directors": True, "has_cast": True, "grade": "B", "labels": ("A", "B"),
    }  # fmt: skip
    whole = Facts(
        source=source, html=rendered.html, notes=rendered.notes, **given | facts
    )
    return [(finding.concern, finding.what) for finding in check(whole)]


def test_a_whole_review_leaves_nothing_to_look_at() -> None:
    text = "A *good* one.\n\n![A door.](/a.jpg)\n\n::: spoiler The end\nDead.\n:::\n\nB"

    assert found(text) == []


@pytest.mark.parametrize(
    ("facts", "concern"),
    [
        ({"release_year": None}, Concern.NO_YEAR),
        ({"dek": ""}, Concern.NO_DEK),
        ({"has_tags": False}, Concern.NO_TAGS),
        ({"has_directors": False}, Concern.NO_DIRECTORS),
        ({"has_cast": False}, Concern.NO_CAST),
        ({"undescribed_still": True}, Concern.NO_STILL_ALT),
    ],
)
def test_what_is_missing_is_named(facts: dict[str, Any], concern: Concern) -> None:
    assert found("Text.", **facts) == [(concern, "")]


def test_a_book_needs_no_cast() -> None:
    facts = {"kind": WorkKind.BOOK, "has_cast": False, "has_directors": False}

    assert found("Text.", **facts) == []


def test_an_empty_text_is_named() -> None:
    assert found(" \n") == [(Concern.NO_TEXT, "")]


def test_a_picture_that_is_not_in_the_library_is_named() -> None:
    assert found("![A door.](/media/door.jpg)\n\n![A hall.](/hall.jpg)") == [
        (Concern.NO_PICTURE, "/media/door.jpg")
    ]


@pytest.mark.parametrize(
    "text", ["![](/stills/door.jpg)", "Note.[^1]\n\n[^1]: ![ ](/door.jpg)"]
)
def test_a_picture_without_words_is_named(text: str) -> None:
    assert found(text) == [(Concern.NO_ALT, "door.jpg")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Text.\n\n**A**", "A"), ("Text.\n\nA−", "A-"), ("Text.\n\nGrade: a", "a"),
        ("Rating: A+. Enough.", "A+"), ("Text.  \nC.", "C"), ("Grade = A.", "A"),
    ],
)  # fmt: skip
def test_a_grade_in_the_text_unlike_the_field_is_named(text: str, said: str) -> None:
    assert found(text) == [(Concern.OTHER_GRADE, said)]


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n\nB",
        "Grade: b",
        "Grade: Bad",
        "Vitamin A\n\nIt is a B movie.",
        "A",
        "grade: Ax",
    ],
)
def test_a_grade_that_is_meant_is_not(text: str) -> None:
    assert found(text, grade="A" if text == "A" else "B") == []


@pytest.mark.parametrize("said", STARS)
def test_grades_of_any_scale_are_known(said: str) -> None:
    text = f"Text.\n\n{said}"

    assert found(text, labels=STARS, grade="3") == [(Concern.OTHER_GRADE, said)]
    assert found(text, labels=STARS, grade=said) == []
    assert found(text, labels=STARS, grade="") == [(Concern.OTHER_GRADE, said)]


@pytest.mark.parametrize(
    "text",
    [
        "Major spoilers ahead: he dies.",
        "SPOILER: he dies.",
        "Note.[^1]\n\n[^1]: A spoiler.",
    ],
)
def test_a_spoiler_that_may_stand_open_is_quoted(text: str) -> None:
    ((concern, quoted),) = found(text)

    assert concern is Concern.OPEN_SPOILER
    assert "spoiler" in quoted.lower()


@pytest.mark.parametrize(
    "text",
    ["No spoilers here.", "This is spoiler-free.", "It is >!a spoiler!<.",
     "::: spoiler Spoilers\nA spoiler.\n:::"],
)  # fmt: skip
def test_a_spoiler_that_is_hidden_or_denied_is_not(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    ["He >!dies.", "He dies!<.", "::: spoiler\nHe dies.", "He >!dies.\n\nThen!< x"],
)
def test_a_spoiler_without_an_end_is_named(text: str) -> None:
    assert (Concern.UNCLOSED_SPOILER, "") in found(text)


def test_code_is_not_taken_for_a_spoiler() -> None:
    assert found("```\n::: spoiler-free\n```") == []


def test_only_links_within_the_site_are_its_own() -> None:
    html = (
        '<a href="/reviews/rush/#end">1</a><a href="https://row.example/tags/a/?x">2</a>'
        '<a href="https://other.example/tags/b/">3</a><a href="#here">4</a>'
        '<a href="//[bad">5</a><a>6</a><a href="mailto:a@b.example">7</a>'
    )

    paths = links_within(html, site_url="https://row.example")

    assert paths == {"/reviews/rush/", "/tags/a/"}

"""Differences between texts, as people read them."""

from hypothesis import given
from hypothesis import strategies as st

from reviewblog.reviews.differences import (
    MOST_PAIRS,
    Change,
    FieldDifference,
    Passage,
    Piece,
    compare,
    differences,
)
from reviewblog.reviews.typed import Typed

SAME, ADDED, REMOVED = Change.SAME, Change.ADDED, Change.REMOVED


def pieces(before: str, after: str) -> list[tuple[Change, str]]:
    return [
        (piece.change, piece.text)
        for passage in compare(before, after)
        for piece in passage.pieces
    ]


def test_a_changed_word_is_shown_among_its_neighbours() -> None:
    assert pieces("a very good film", "a rather good film") == [
        (SAME, "a "),
        (REMOVED, "very"),
        (ADDED, "rather"),
        (SAME, " good film"),
    ]


def test_words_next_to_each_other_change_together() -> None:
    assert pieces("one very good old film", "one quite bad old film") == [
        (SAME, "one "),
        (REMOVED, "very good"),
        (ADDED, "quite bad"),
        (SAME, " old film"),
    ]


def test_a_new_paragraph_leaves_the_one_before_it_alone() -> None:
    assert pieces("The last.", "The last.\n\nOne more.") == [
        (SAME, "The last."),
        (ADDED, "\n\nOne more."),
    ]


def test_unchanged_paragraphs_are_only_counted() -> None:
    before = "One.\n\nTwo.\n\nThree.\n"

    assert list(compare(before, before.replace("Two.", "Two!"))) == [
        Passage(unchanged_lines=1),
        Passage((Piece(REMOVED, "Two.\n"), Piece(ADDED, "Two!\n"))),
        Passage(unchanged_lines=1),
    ]


def test_sentences_with_little_in_common_follow_each_other() -> None:
    before, after = "It rains all day long.", "Nobody in this film is dry all night."

    assert pieces(before, after) == [(REMOVED, before), (ADDED, after)]


def test_only_fields_that_differ_are_named() -> None:
    before = Typed.of([("body", "same"), ("dek", "Old."), ("grade", "B")])
    after = Typed.of([("body", "same"), ("dek", "New."), ("tags", "crime")])

    assert [one.name for one in differences(before, after)] == ["dek", "grade", "tags"]
    assert differences(before, before) == []
    assert differences(Typed.of([("dek", "")]), Typed.of([("dek", "A")])) == [
        FieldDifference("dek", (Passage((Piece(ADDED, "A"),)),))
    ]


@given(st.text("ab \n"), st.text("ab \n"))
def test_both_texts_can_be_read_from_the_differences(before: str, after: str) -> None:
    changed = pieces(before, after)
    removed = "".join(text for change, text in changed if change is not ADDED)
    added = "".join(text for change, text in changed if change is not REMOVED)

    assert all(line in before for line in removed.splitlines())
    assert sum(map(len, removed)) - len(before) == sum(map(len, added)) - len(after)


def test_texts_that_would_take_for_ever_count_as_rewritten() -> None:
    many = "x\n" * (int(MOST_PAIRS**0.5) + 2)

    assert [change for change, _ in pieces(f"a\n{many}b\n", f"y\n{many}z\n")] == [
        REMOVED,
        ADDED,
    ]

"""Tags."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Tag
from reviewblog.reviews.tagging import TagsError, read_tags, write_tags
from tests.reviews.drafts import load, make_draft, rewrite, write


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", ()),
        (" , ,", ()),
        ("noir", ("noir",)),
        ("film noir, Soho\ncrime", ("film noir", "Soho", "crime")),
        ("Noir, noir, NOIR", ("Noir",)),
        ("Été, été", ("Été",)),
        ("#noir", ("noir",)),
        ("a\u00a0b", ("a b",)),
        ("n\x00oir", ("noir",)),
    ],
)
def test_read_tags(text: str, tags: tuple[str, ...]) -> None:
    assert read_tags(text) == tags


def test_tags_are_read_as_they_were_written() -> None:
    assert read_tags(write_tags(("film noir", "Soho"))) == ("film noir", "Soho")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * 61, "60 characters"),
        (",".join(f"tag {n}" for n in range(31)), "31 tags: 30 at most"),
    ],
)
def test_tags_have_limits(text: str, message: str) -> None:
    with pytest.raises(TagsError, match=message):
        read_tags(text)


def test_a_tag_is_found_whatever_its_case(session: Session) -> None:
    first = write(session, make_draft(tags=("Été",)))

    second = write(session, make_draft(tags=("été",)))

    assert first.tags == second.tags
    assert [tag.name for tag in second.tags] == ["Été"]


def test_a_tag_that_nobody_else_uses_can_be_spelt_anew(session: Session) -> None:
    review = write(session, make_draft(tags=("NOIR",)))

    rewrite(session, review, tags=("noir",))

    assert [tag.name for tag in review.tags] == ["noir"]
    assert session.scalars(select(Tag.name)).all() == ["noir"]


def test_a_tag_taken_off_a_review_stays_on_others(session: Session) -> None:
    first, second = (write(session, make_draft(tags=("a", "b"))) for _ in range(2))

    rewrite(session, first, tags=("b", "c"))

    assert [tag.name for tag in first.tags] == ["b", "c"]
    assert [tag.name for tag in load(session, second).tags] == ["a", "b"]


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (("film noir", "film-noir"), {"film-noir", "film-noir-2"}),
        (("🎬", "🍿"), {"tag", "tag-2"}),
        (("C", "C++"), {"c", "c-2"}),
        (("映画", "日本"), None),
        (("映" * 60, "映" * 59), None),
    ],
)
def test_tags_have_slugs_of_their_own(
    session: Session, names: tuple[str, ...], slugs: set[str] | None
) -> None:
    review = write(session, make_draft(tags=names))
    found = {tag.slug for tag in review.tags}

    assert found == (slugs or found)
    assert len(found) == len(names)
    assert all(slug.isascii() for slug in found)


@pytest.mark.parametrize("name", ["🎬", "C++", "映" * 60, "film-noir"])
def test_a_tag_with_a_numbered_slug_is_found_again(session: Session, name: str) -> None:
    write(session, make_draft(tags=("🍿", "C", "映" * 59, "film noir", name)))

    again = write(session, make_draft(tags=(name,)))

    assert [tag.name for tag in again.tags] == [name]

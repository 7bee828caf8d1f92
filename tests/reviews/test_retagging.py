"""Topics renamed, made one, and thrown away."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.reviews.models import FormerTagSlug, Tag
from reviewblog.reviews.retagging import (
    TagDraft,
    TagRefusedError,
    change_tag,
    delete_tag,
    merge_tags,
)
from tests.factories import LONG_AGO, make_review, make_tag
from tests.reviews.drafts import load, make_draft, rewrite, write
from tests.searching import found_in_index


def test_merging_files_every_review_once(session: Session) -> None:
    both = make_review(session, tags=["noir", "film noir"])
    one = make_review(session, tags=["noir"])
    lost, kept = make_tag(session, "noir"), make_tag(session, "film noir")
    lost_id, kept_id = lost.id, kept.id

    merge_tags(session, lost_id, kept_id, at=LONG_AGO)
    session.commit()
    session.expire_all()

    assert [tag.id for tag in load(session, both).tags] == [kept_id]
    assert [tag.id for tag in load(session, one).tags] == [kept_id]
    assert session.scalars(select(FormerTagSlug.slug)).all() == ["noir"]
    assert found_in_index(session, "film") == {both.id, one.id}


def test_who_types_the_name_of_a_merged_topic_means_the_kept_one(
    session: Session,
) -> None:
    lost, kept = make_tag(session, "scifi"), make_tag(session, "science fiction")
    merge_tags(session, lost.id, kept.id, at=LONG_AGO)
    session.commit()

    review = write(session, make_draft(tags=("scifi", "science fiction")))

    assert [tag.name for tag in review.tags] == ["science fiction"]


def test_renaming_is_found_and_leaves_the_address(session: Session) -> None:
    review = write(session, make_draft(tags=("western",)))
    tag_id = review.tags[0].id

    draft = TagDraft(name="horse operas", slug="western", description="With hats.")
    change_tag(session, tag_id, draft, at=LONG_AGO)
    session.commit()

    assert session.get_one(Tag, tag_id).slug == "western"
    assert found_in_index(session, "horse") == {review.id}
    assert found_in_index(session, "western") == set()


def test_a_new_address_keeps_the_old(session: Session) -> None:
    tag = make_tag(session, "western")

    change_tag(session, tag.id, TagDraft(name="horse operas"), at=LONG_AGO)

    assert tag.slug == "horse-operas"
    assert session.scalars(select(FormerTagSlug.slug)).all() == ["western"]


@pytest.mark.parametrize("name", ["Crime", "a, b", "#x"])
def test_a_name_that_is_taken_or_none_is_refused(session: Session, name: str) -> None:
    make_tag(session, "crime")
    tag = make_tag(session, "western")

    with pytest.raises(TagRefusedError):
        change_tag(session, tag.id, TagDraft(name=name), at=LONG_AGO)


def test_deleting_leaves_the_reviews(session: Session) -> None:
    review = write(session, make_draft(tags=("western", "crime")))
    [crime] = [tag for tag in review.tags if tag.name == "crime"]

    assert delete_tag(session, crime.id, at=LONG_AGO) == "crime"

    session.commit()
    session.expire_all()
    assert [tag.name for tag in load(session, review).tags] == ["western"]
    assert found_in_index(session, "crime") == set()
    rewrite(session, review, tags=("crime",))
    assert found_in_index(session, "crime") == {review.id}

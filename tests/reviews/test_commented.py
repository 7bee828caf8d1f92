"""Which review a comment is sent to."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from reviewblog.reviews.commented import find_commented
from reviewblog.reviews.models import FormerSlug, ReviewStatus
from reviewblog.site.models import CommentMode
from tests.factories import LONG_AGO, make_review, save

LATER = LONG_AGO + timedelta(days=1)


def test_find_commented_says_what_decides_about_a_comment(session: Session) -> None:
    review = make_review(
        session, comment_mode=CommentMode.OPEN, comments_close_at=LATER
    )

    found = find_commented(session, review.slug, at=LONG_AGO)

    assert found is not None
    assert (found.id, found.slug) == (review.id, review.slug)
    assert found.published_at == review.published_at
    assert found.comment_mode is CommentMode.OPEN
    assert found.comments_close_at == LATER
    assert found.is_public(at=LONG_AGO)
    assert not found.is_public(at=LONG_AGO - timedelta(seconds=1))


@pytest.mark.parametrize(
    "overrides",
    [
        {"status": ReviewStatus.DRAFT},
        {"deleted_at": LONG_AGO},
        {"published_at": LONG_AGO + timedelta(seconds=1)},
    ],
)
@pytest.mark.parametrize("slug", ["here", "there"])
def test_find_commented_finds_nothing_that_readers_do_not_see(
    session: Session, overrides: dict[str, Any], slug: str
) -> None:
    review = make_review(session, slug="here", **overrides)
    save(session, FormerSlug(slug="there", review_id=review.id, retired_at=LONG_AGO))

    assert find_commented(session, slug, at=LONG_AGO) is None


def test_find_commented_finds_whose_address_it_is_before_whose_it_was(
    session: Session,
) -> None:
    moved = make_review(session, slug="moved")
    save(session, FormerSlug(slug="here", review_id=moved.id, retired_at=LONG_AGO))
    former = find_commented(session, "here", at=LONG_AGO)
    review = make_review(session, slug="here")

    found = find_commented(session, "here", at=LONG_AGO)

    assert former is not None
    assert former.id == moved.id
    assert found is not None
    assert found.id == review.id

"""Reviews show pictures, and the library knows which."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.media.encoding import prepare
from reviewblog.media.errors import PictureInUseError
from reviewblog.media.library import add_picture
from reviewblog.media.models import Picture
from reviewblog.media.storage import MediaFolder
from reviewblog.reviews.desk import find_review
from reviewblog.reviews.drafts import ReviewDraft, draft_of
from reviewblog.reviews.models import Review
from reviewblog.reviews.picturing import stills_above
from reviewblog.reviews.refusals import ReviewRefusedError
from reviewblog.reviews.rendering import rerender_showing
from reviewblog.reviews.uses import delete_unused, uses_of
from reviewblog.reviews.writing import create_review, update_review
from reviewblog.works.facts import WorkFacts
from tests.factories import LONG_AGO
from tests.media.pictures import plain


@pytest.fixture
def red(session: Session, owner: Account, tmp_path: Path) -> Picture:
    return take_in(session, owner, tmp_path, "red")


@pytest.fixture
def blue(session: Session, owner: Account, tmp_path: Path) -> Picture:
    return take_in(session, owner, tmp_path, "blue")


def take_in(session: Session, by: Account, folder: Path, colour: str) -> Picture:
    picture = add_picture(
        session,
        MediaFolder(folder),
        prepare(plain(colour)),
        filename=f"{colour}.png",
        by=by,
        at=LONG_AGO,
    )
    picture.describe(alt=f"Nothing but {colour}", caption="", credit="")
    session.commit()
    return picture


def write(session: Session, by: Account, **typed: str) -> Review:
    draft = ReviewDraft(film=WorkFacts(title="Playtime"), **typed)  # type: ignore[arg-type]
    review = create_review(session, draft, by=by, at=LONG_AGO)
    session.commit()
    return reloaded(session, review)


def rewrite(session: Session, review: Review, **typed: str) -> Review:
    draft = ReviewDraft(film=WorkFacts(title="Playtime"), **typed)  # type: ignore[arg-type]
    known = reloaded(session, review)
    update_review(session, known, draft, by=known.author, at=LONG_AGO)
    session.commit()
    return reloaded(session, review)


def reloaded(session: Session, review: Review) -> Review:
    found = find_review(session, review.id)
    assert found is not None
    return found


def users_of(session: Session, picture: Picture) -> list[int]:
    return [use.subject_id for use in uses_of(session, [picture.id])[picture.id]]


def test_a_review_has_its_still_and_a_caption_of_its_own(
    session: Session, owner: Account, red: Picture
) -> None:
    review = write(session, owner, still=red.hash, still_caption="Mine")

    assert review.still is not None
    assert review.still.shown.alt == "Nothing but red"
    assert review.still.shown.caption == "Mine"
    assert draft_of(review).still == red.hash
    assert stills_above(session, [review.id])[review.id] == review.still.shown


def test_a_still_may_be_changed_and_taken_away(
    session: Session, owner: Account, red: Picture, blue: Picture
) -> None:
    review = write(session, owner, still=red.hash)

    review = rewrite(session, review, still=blue.hash, body="Text")
    assert review.still is not None
    assert review.still.picture.id == blue.id
    assert users_of(session, red) == []

    review = rewrite(session, review, body="Text")
    assert review.still is None
    assert users_of(session, blue) == []


def test_a_still_must_be_in_the_library(session: Session, owner: Account) -> None:
    with pytest.raises(ReviewRefusedError, match="no longer") as refusal:
        write(session, owner, still="0" * 32)

    assert refusal.value.field == "still"


def test_a_picture_in_the_text_is_rendered_and_its_use_is_known(
    session: Session, owner: Account, red: Picture, blue: Picture
) -> None:
    body = f"![](/media/{red.hash}.jpg) ![](/media/{'0' * 32}.jpg)"

    review = write(session, owner, body=body, still=blue.hash)

    assert 'alt="Nothing but red"' in review.body_html
    assert users_of(session, red) == [review.id]
    assert users_of(session, blue) == [review.id]


def test_what_is_said_of_a_picture_reaches_the_reviews_that_show_it(
    session: Session, owner: Account, red: Picture
) -> None:
    review = write(session, owner, body=f"![](/media/{red.hash}.jpg)")
    red.describe(alt="Red all over", caption="A joke", credit="Nobody")

    rerender_showing(session, red.id)
    session.commit()

    html = reloaded(session, review).body_html
    assert 'alt="Red all over"' in html
    assert "A joke <span" in html


def test_a_picture_that_is_shown_is_not_deleted(
    session: Session, owner: Account, red: Picture, blue: Picture
) -> None:
    write(session, owner, body=f"![](/media/{red.hash}.jpg)")

    with pytest.raises(PictureInUseError, match=r"“red\.png” is shown in “Playtime”"):
        delete_unused(session, [blue, red], by=owner)
    session.rollback()

    assert delete_unused(session, [blue], by=owner) == {blue.hash}

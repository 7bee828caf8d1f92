"""The addresses of reviews."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.reviews import publishing, writing
from reviewblog.reviews.drafts import ReviewDraft
from reviewblog.reviews.models import FormerSlug, Review
from reviewblog.reviews.queries import find_new_slug
from reviewblog.reviews.refusals import ReviewRefusedError
from reviewblog.works.facts import WorkFacts
from tests.factories import LONG_AGO, make_account
from tests.reviews.drafts import RUSH, load, make_draft, rewrite, write

LATER = LONG_AGO + timedelta(days=1)


def publish(session: Session, review: Review) -> None:
    with transaction(session):
        publishing.publish(session, load(session, review), at=LONG_AGO)


def former_slugs(session: Session) -> set[str]:
    return set(session.scalars(select(FormerSlug.slug)))


def test_an_address_is_the_title_and_the_year_of_the_film(session: Session) -> None:
    assert write(session, make_draft(title="On narcotics")).slug == "rush-1991"


@pytest.mark.parametrize(
    ("draft", "slug"),
    [
        (make_draft(release_year=None), "rush"),
        (make_draft(film=WorkFacts(title=""), title="On hats"), "on-hats"),
        (make_draft(film=WorkFacts(title=""), body="The hat."), "untitled"),
        (make_draft(slug="My Rush!"), "my-rush"),
        (make_draft(slug="🎬"), "rush-1991"),
        (make_draft(slug=".."), "rush-1991"),
        (make_draft(slug="feed"), "feed"),
        (make_draft(slug="x" * 300), "x" * 80),
    ],
)
def test_what_an_address_is_made_of(
    session: Session, draft: ReviewDraft, slug: str
) -> None:
    assert write(session, draft).slug == slug


def test_a_second_look_has_an_address_of_its_own(session: Session) -> None:
    slugs = [write(session).slug for _ in range(3)]

    assert slugs == ["rush-1991", "rush-1991-2", "rush-1991-3"]


def test_an_address_that_is_taken_is_refused(session: Session) -> None:
    write(session)

    with pytest.raises(ReviewRefusedError, match="rush-1991") as refusal:
        write(session, make_draft(slug="rush-1991"))

    assert refusal.value.field == "slug"


def test_an_address_that_was_taken_is_refused(session: Session) -> None:
    review = write(session)
    publish(session, review)
    rewrite(session, review, at=LATER, slug="elsewhere")

    with pytest.raises(ReviewRefusedError):
        write(session, make_draft(slug="rush-1991"))


def test_a_usual_address_that_was_taken_gets_a_number(session: Session) -> None:
    review = write(session)
    publish(session, review)
    rewrite(session, review, at=LATER, slug="elsewhere")

    assert write(session).slug == "rush-1991-2"


def test_the_address_of_a_draft_follows_its_title(session: Session) -> None:
    review = write(session, make_draft(film=WorkFacts(title=""), body="The hat."))

    rewrite(session, review, film=RUSH)

    assert review.slug == "rush-1991"
    assert not former_slugs(session)


def test_an_address_chosen_by_hand_does_not_follow_the_title(session: Session) -> None:
    review = write(session, make_draft(slug="by-hand"))

    rewrite(session, review, film=replace(RUSH, title="Hush"))

    assert review.slug == "by-hand"


def test_an_emptied_address_is_the_usual_one_again(session: Session) -> None:
    review = write(session, make_draft(slug="by-hand"))

    rewrite(session, review, slug="")

    assert review.slug == "rush-1991"


@pytest.mark.parametrize("edits", [{"film": replace(RUSH, title="Hush")}, {"slug": ""}])
def test_the_address_of_a_published_review_stays(
    session: Session, edits: dict[str, object]
) -> None:
    review = write(session)
    publish(session, review)

    rewrite(session, review, at=LATER, **edits)

    assert review.slug == "rush-1991"


def test_a_changed_address_redirects_for_ever(session: Session) -> None:
    review = write(session)
    publish(session, review)

    rewrite(session, review, at=LATER, slug="second")
    rewrite(session, review, at=LATER, slug="third")

    for slug in ("rush-1991", "second"):
        assert find_new_slug(session, slug, at=LATER) == "third"


def test_a_review_can_go_back_to_an_address_it_had(session: Session) -> None:
    review = write(session)
    publish(session, review)
    rewrite(session, review, at=LATER, slug="second")

    rewrite(session, review, at=LATER, slug="rush-1991")

    assert review.slug == "rush-1991"
    assert former_slugs(session) == {"second"}


def test_an_address_that_readers_knew_redirects_also_after_unpublishing(
    session: Session,
) -> None:
    review = write(session)
    publish(session, review)
    with transaction(session):
        publishing.unpublish(session, load(session, review), at=LATER)

    rewrite(session, review, at=LATER, slug="second", published_at=None)
    publish(session, review)

    assert find_new_slug(session, "rush-1991", at=LATER) == "second"


def test_the_address_of_a_deleted_draft_is_free(session: Session) -> None:
    review = write(session)
    with transaction(session):
        publishing.delete(session, load(session, review), at=LATER)

    assert write(session).slug == "rush-1991"


@pytest.mark.parametrize(("again", "slug"), [(0, "by-hand"), (1, "by-hand-2")])
def test_a_restored_draft_has_its_address_again_if_it_is_free(
    session: Session, again: int, slug: str
) -> None:
    review = write(session, make_draft(slug="by-hand"))
    with transaction(session):
        publishing.delete(session, load(session, review), at=LATER)
    for _ in range(again):
        write(session, make_draft(slug="by-hand"))

    with transaction(session):
        publishing.restore(session, load(session, review), at=LATER)

    assert review.slug == slug


def test_the_address_of_a_deleted_review_is_never_given_to_another(
    session: Session,
) -> None:
    review = write(session)
    publish(session, review)
    with transaction(session):
        publishing.delete(session, load(session, review), at=LATER)

    assert write(session).slug == "rush-1991-2"


def test_many_reviews_of_one_name_written_at_once_are_all_kept(
    app: Flask, session: Session
) -> None:
    author, writers = make_account(session), 4
    together = Barrier(writers)

    def write_at_once(number: int) -> str:
        with app.app_context():
            together.wait()
            with transaction(db.session()) as own:
                draft = make_draft(tags=("noir", "Noir!"), dek=f"Look {number}.")
                return writing.create_review(own, draft, by=author, at=LONG_AGO).slug

    with ThreadPoolExecutor(writers) as threads:
        slugs = set(threads.map(write_at_once, range(writers)))

    assert slugs == {"rush-1991", "rush-1991-2", "rush-1991-3", "rush-1991-4"}
    assert len(session.scalars(select(Review.work_id).distinct()).all()) == 1

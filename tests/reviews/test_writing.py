"""Writing reviews down."""

from datetime import timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.reviews.drafts import KEEP_GRADE, draft_of
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.refusals import ReviewRefusedError
from reviewblog.reviews.rendering import rerender_stale
from reviewblog.reviews.scales import Step, adopt_scale
from reviewblog.site.models import CommentMode
from reviewblog.text.markup import RENDERER_VERSION
from reviewblog.works.facts import WorkFacts
from tests.factories import LONG_AGO, make_account, make_review
from tests.reviews.drafts import load, make_draft, rewrite, write

LATER = LONG_AGO + timedelta(days=1)
NAMELESS = WorkFacts(title="")
THUMBS = [Step("Up", 100, "Go."), Step("Down", 0, "Stay at home.")]


def test_a_new_review_is_a_draft_of_its_author(session: Session) -> None:
    author = make_account(session)

    review = write(session, by=author)

    assert review.status is ReviewStatus.DRAFT
    assert review.author is author
    assert review.created_at == review.updated_at == LONG_AGO
    assert review.published_at is None


def test_a_new_review_holds_everything_typed(session: Session) -> None:
    draft = make_draft(
        title="Rush, or the sofa",
        grade="B+",
        dek="Two officers take their work home.",
        body="*Rush* (1991) is about two police officers.",
        tags=("crime", "romance"),
        slug="rush-1991",
        published_at=LATER,
        comment_mode=CommentMode.CLOSED,
        runtime_minutes=120,
        countries=("United States",),
    )

    review = write(session, draft)

    assert review.grade is not None
    assert review.grade.label == "B+"
    assert draft_of(review) == replace(draft, grade=KEEP_GRADE)


def test_a_body_is_rendered_when_it_is_written(session: Session) -> None:
    review = write(session, make_draft(body="A *good* one.[^1]\n\n[^1]: Mostly."))

    assert "<em>good</em>" in review.body_html
    assert "Mostly." in review.notes_html
    assert review.renderer_version == RENDERER_VERSION
    assert review.word_count == 3


def test_ids_in_a_body_carry_the_id_of_its_review(session: Session) -> None:
    review = write(session, make_draft(body="## Sound\n\nOne.[^1]\n\n[^1]: Two."))

    assert f'id="r{review.id}-' in review.body_html + review.notes_html


def test_a_feed_knows_a_review_by_its_uuid_for_ever(session: Session) -> None:
    review = write(session)
    feed_id = review.feed_id

    rewrite(session, review, slug="elsewhere", title="Else", body="Other words.")

    assert UUID(feed_id) == review.uuid
    assert load(session, review).feed_id == feed_id == review.uuid.urn


@pytest.mark.parametrize(
    ("draft", "headline"),
    [
        (make_draft(), "Rush"),
        (make_draft(title="On Rush"), "On Rush"),
        (make_draft(film=NAMELESS, body="The hat, the hat."), "Untitled"),
        (make_draft(film=NAMELESS, title="On hats"), "On hats"),
    ],
)
def test_a_headline_is_the_title_of_the_film_unless_given(
    session: Session, draft: object, headline: str
) -> None:
    review = write(session, draft)  # type: ignore[arg-type]  # parametrized

    assert review.title == headline


def test_a_headline_follows_the_film(session: Session) -> None:
    review = write(session, make_draft(film=NAMELESS, body="The hat."))

    rewrite(session, review, film=WorkFacts(title="Rush"))

    assert review.title == "Rush"


def test_a_headline_of_its_own_does_not_follow_the_film(session: Session) -> None:
    review = write(session, make_draft(title="On hats"))

    rewrite(session, review, film=WorkFacts(title="Hush"))

    assert review.title == "On hats"


@pytest.mark.parametrize("blank", [NAMELESS, WorkFacts(title="", release_year=1991)])
def test_a_draft_without_any_text_is_refused(
    session: Session, blank: WorkFacts
) -> None:
    with pytest.raises(ReviewRefusedError, match="title") as refusal:
        write(session, make_draft(film=blank, body=" \n", grade="A"))

    assert refusal.value.field == "film_title"
    assert session.scalar(select(func.count(Review.id))) == 0


def test_a_published_review_keeps_a_film_with_a_title(session: Session) -> None:
    review = make_review(session)

    with pytest.raises(ReviewRefusedError, match="published"):
        rewrite(session, review, film=NAMELESS)


@pytest.mark.parametrize(
    "edits",
    [
        {"dek": "Another."},
        {"body": "Another."},
        {"grade": "C"},
        {"grade": ""},
        {"tags": ("noir",)},
        {"runtime_minutes": 99},
        {"comment_mode": CommentMode.CLOSED},
        {"slug": "another"},
    ],
)
def test_a_change_is_noticed_and_dated(
    session: Session, edits: dict[str, object]
) -> None:
    review = write(session, make_draft(grade="B+", body="Words."))

    changed = rewrite(session, review, at=LATER, **edits)

    assert changed
    assert load(session, review).updated_at == LATER


def test_saving_what_has_not_changed_does_not_date_it_anew(session: Session) -> None:
    review = write(session, make_draft(grade="B+", tags=("noir", "drink"), body="x"))

    changed = rewrite(session, review, at=LATER, tags=("drink", "noir"))

    assert not changed
    assert load(session, review).updated_at == LONG_AGO


@pytest.mark.parametrize("label", ["B+", "b+", "B+ "])
def test_a_grade_is_a_label_of_the_scale_in_use(session: Session, label: str) -> None:
    review = write(session, make_draft(grade=label))

    assert review.grade is not None
    assert review.grade.label == "B+"


@pytest.mark.parametrize("label", ["A−", "a-"])
def test_a_minus_may_be_typed_either_way(session: Session, label: str) -> None:
    review = write(session, make_draft(grade=label))

    assert review.grade is not None
    assert review.grade.label == "A-"


def test_an_unknown_grade_is_refused(session: Session) -> None:
    with pytest.raises(ReviewRefusedError) as refusal:
        write(session, make_draft(grade="Z"))

    assert refusal.value.field == "grade"


@pytest.mark.parametrize("untouched", [KEEP_GRADE, "B-"])
def test_an_older_verdict_stands_when_it_is_not_touched(
    session: Session, untouched: str
) -> None:
    review = write(session, make_draft(grade="B-"))
    given = review.grade_id
    with transaction(session):
        adopt_scale(session, "Thumbs", THUMBS, at=utcnow())

    rewrite(session, review, grade=untouched, dek="Changed.")

    assert load(session, review).grade_id == given


def test_an_older_verdict_can_be_given_anew(session: Session) -> None:
    review = write(session, make_draft(grade="B-"))
    with transaction(session):
        adopt_scale(session, "Thumbs", THUMBS, at=utcnow())

    rewrite(session, review, grade="up")

    grade = load(session, review).grade
    assert grade is not None
    assert grade.label == "Up"


def test_rerender_stale_renders_what_an_older_renderer_made(session: Session) -> None:
    stale = [
        make_review(session, body="*Old*", renderer_version=RENDERER_VERSION - 1)
        for _ in range(3)
    ]
    fresh = make_review(session, body="*New*", body_html="untouched")

    with transaction(session):
        first = rerender_stale(session, limit=2)
    with transaction(session):
        second = rerender_stale(session, limit=2)

    assert (first, second) == (2, 1)
    assert all("<em>Old</em>" in load(session, one).body_html for one in stale)
    assert all(one.updated_at == LONG_AGO for one in stale)
    assert load(session, fresh).body_html == "untouched"

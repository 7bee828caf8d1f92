"""Writing, publishing and changing reviews."""

from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.errors import ConflictError
from reviewblog.reviews.grading import choose_scale
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.web.dashboard.review_form import ReviewForm
from reviewblog.works.models import Work
from tests.clients import fields_of, submit
from tests.factories import make_review, make_work
from tests.web.dashboard.written import (
    NEW,
    RUSH,
    edit_page,
    only_review,
    set_zone,
)


def test_a_review_is_written_and_published_with_the_contract_s_fields(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    response = desk.post(NEW, data=RUSH | {"action": "publish"})

    review = only_review(session)
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert response.location == edit_page(review)
    page = client.get("/reviews/rush-1991/").text
    for fact in (
        "Rush", "1991", "Lili Fini Zanuck", "Pete Dexter", "Jason Patric", "Jim Raynor",
        "Kristen Cates", "Dodd", "Walker", "Gregg Allman", "120", "United States", "B+",
    ):  # fmt: skip
        assert fact in page


def test_saving_makes_a_draft_that_readers_cannot_see(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    submit(desk, NEW, **RUSH)

    assert only_review(session).status is ReviewStatus.DRAFT
    assert client.get("/reviews/rush-1991/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"action": "save"}, "Saved as a draft."),
        ({"action": "publish"}, "Published: readers see it now."),
        (
            {"action": "schedule", "published_at": "2126-03-14T19:22"},
            "readers see it from 14 March 2126, 7.22 pm on (Europe/London, UTC+00:00).",
        ),
    ],
)
def test_the_editor_says_what_happened(
    desk: FlaskClient, session: Session, typed: dict[str, str], said: str
) -> None:
    set_zone(session, "Europe/London")

    response = desk.post(NEW, data=RUSH | typed, follow_redirects=True)

    assert said in response.text


@pytest.mark.parametrize(("action", "is_linked"), [("save", False), ("publish", True)])
def test_the_editor_links_to_what_readers_see(
    desk: FlaskClient, action: str, *, is_linked: bool
) -> None:
    response = desk.post(NEW, data=RUSH | {"action": action}, follow_redirects=True)

    assert ('href="/reviews/rush-1991/"' in response.text) is is_linked


def test_saving_the_form_as_it_was_served_changes_nothing(
    desk: FlaskClient, session: Session
) -> None:
    desk.post(NEW, data=RUSH | {"action": "publish"})
    before = only_review(session).updated_at, only_review(session).published_at

    response = submit(desk, edit_page(only_review(session)))

    after = only_review(session)
    assert response.status_code == HTTPStatus.SEE_OTHER
    assert (after.updated_at, after.published_at) == before
    assert after.slug == "rush-1991"
    assert after.grade is not None


def test_fields_that_are_not_sent_stay_as_they_are(
    desk: FlaskClient, session: Session
) -> None:
    desk.post(NEW, data=RUSH)

    desk.post(edit_page(only_review(session)), data={"action": "publish"})

    review = only_review(session)
    assert review.status is ReviewStatus.PUBLISHED
    assert review.body == RUSH["body"]
    assert review.work.runtime_minutes == 120


def test_a_draft_needs_no_more_than_a_film(desk: FlaskClient, session: Session) -> None:
    desk.post(NEW, data={"film_title": "8½"})

    assert only_review(session).slug == "8-1-2"


def test_a_text_without_a_film_is_kept_as_untitled(
    desk: FlaskClient, session: Session
) -> None:
    response = desk.post(NEW, data={"body": "The hat."}, follow_redirects=True)

    assert only_review(session).title == "Untitled"
    assert "Untitled" in response.text
    assert "The hat." in response.text


@pytest.mark.parametrize(
    "title",
    [
        "8½",
        "Se7en",
        "千と千尋の神隠し",
        "<script>alert(1)</script>",
        "x" * 300,
        "½" * 300,
        "'; DROP TABLE review; --",
        "{{ 7 * 7 }}",
        "%s %d {0}",
        "🎬",
        "..",
        "\u202egnihton",
        "العربية",
    ],
)
def test_strange_titles_work_from_form_to_page(
    desk: FlaskClient, client: FlaskClient, session: Session, title: str
) -> None:
    desk.post(NEW, data={"film_title": title, "action": "publish"})

    review = only_review(session)
    page = client.get(f"/reviews/{review.slug}/")
    heading = html.fromstring(page.text).cssselect("main h1")[0]
    assert heading.text_content().strip() == review.title
    assert fields_of(desk.get(edit_page(review)))["film_title"] == review.work.title


def test_a_text_from_a_word_processor_is_kept(
    desk: FlaskClient, session: Session
) -> None:
    pasted = "“Quotes”\u00a0— and dashes…\r\n\r\nIt’s\u2003fine.\x07\x00"

    desk.post(NEW, data={"film_title": "Rush", "body": pasted})

    assert only_review(session).body == (
        "“Quotes”\u00a0— and dashes…\n\nIt’s\u2003fine."
    )


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"film_title": "x" * 301}, "film_title", "300 characters at most"),
        ({"title": "x" * 301}, "title", "300 characters at most"),
        ({"dek": "x" * 301}, "dek", "300 characters at most"),
        ({"body": "x" * 200_001}, "body", "200,000 characters at most"),
        ({"release_year": "soon"}, "release_year", "whole number in figures"),
        ({"release_year": "1" * 31}, "release_year", "from 1 to 9,999"),
        ({"release_year": "9" * 5000}, "release_year", "whole number in figures"),
        ({"runtime_minutes": "0"}, "runtime_minutes", "from 1 to 60,000"),
        ({"runtime_minutes": "-5"}, "runtime_minutes", "from 1 to 60,000"),
        ({"directors": "x" * 121}, "directors", "120 characters at most"),
        ({"cast": "A\nas Himself"}, "cast", "Line 2 gives a part but no name."),
        ({"cast": "x" * 70_001}, "cast", "70,000 characters at most"),
        ({"countries": "x" * 81}, "countries", "80 characters at most"),
        ({"tags": "x" * 61}, "tags", "60 characters"),
        ({"grade": "Z"}, "grade", "grade of the scale in use"),
        ({"kind": "opera"}, "kind", "Not a valid choice"),
        ({"comment_mode": "maybe"}, "comment_mode", "Not a valid choice"),
        ({"comments_close_at": "soon"}, "comments_close_at", "2026-03-14 19:30"),
        ({"original_language": "Klingon, mostly"}, "original_language", "such as en"),
        ({"published_at": "soon"}, "published_at", "2026-03-14 19:30"),
        ({"action": "schedule"}, "published_at", "when it should appear"),
        (
            {"action": "schedule", "published_at": "2020-01-01"},
            "published_at",
            "has passed",
        ),
        ({"action": "publish", "film_title": ""}, "film_title", "give its title"),
        ({"action": "burn"}, "action", "Choose what to do"),
    ],
)
def test_bad_input_comes_back_with_a_message_beside_the_field(
    desk: FlaskClient,
    session: Session,
    typed: dict[str, str],
    field: str,
    message: str,
) -> None:
    sent = RUSH | typed

    response = desk.post(NEW, data=sent)

    page = html.fromstring(response.text)
    said = page.cssselect(f"#{field}-errors" if field != "action" else "[role=alert]")
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert message in said[0].text_content()
    assert session.scalar(select(func.count(Review.id))) == 0
    assert session.scalar(select(func.count(Work.id))) == 0
    shown = fields_of(response)
    kept = {name: shown.get(name) for name in sent if name not in {"action", field}}
    assert kept == {name: sent[name] for name in kept}


def test_what_was_typed_wrong_comes_back_too(desk: FlaskClient) -> None:
    sent = {"release_year": "soon", "published_at": "tomorrow", "slug": "Mine"}

    response = desk.post(NEW, data=RUSH | sent)

    shown = fields_of(response)
    assert {name: shown[name] for name in sent} == sent


def test_an_empty_form_is_refused(desk: FlaskClient, session: Session) -> None:
    response = desk.post(NEW, data={})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Give the film’s title, or write something first." in response.text
    assert session.scalar(select(func.count(Review.id))) == 0


def test_an_address_that_is_taken_is_refused_beside_its_field(
    desk: FlaskClient, session: Session
) -> None:
    make_review(session, slug="rush-1991")

    response = desk.post(NEW, data=RUSH | {"slug": "rush-1991"})

    said = html.fromstring(response.text).cssselect("#slug-errors")[0]
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "rush-1991" in said.text_content()
    assert fields_of(response)["body"] == RUSH["body"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"slug": "taken"}, "slug"),
        ({"grade": "Z"}, "grade"),
        ({"film_title": ""}, "film_title"),
        ({"published_at": "2126-01-01 12:00"}, "published_at"),
        ({"release_year": "soon"}, "release_year"),
    ],
)
def test_a_change_that_is_refused_changes_nothing_and_loses_nothing(
    desk: FlaskClient, session: Session, typed: dict[str, str], field: str
) -> None:
    make_review(session, slug="taken")
    review = make_review(session, body="Before.")

    response = submit(desk, edit_page(review), **({"body": "After."} | typed))

    page = html.fromstring(response.text)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert page.cssselect(f"#{field}-errors")
    assert fields_of(response)["body"] == "After."
    session.refresh(review)
    assert review.body == "Before."


def test_a_refusal_about_no_field_stands_at_the_top(app: Flask) -> None:
    with app.test_request_context():
        form = ReviewForm.empty(ZoneInfo("UTC"))

        form.refuse(ConflictError("Please try again."))

    assert form.form_errors == ["Please try again."]


@pytest.mark.parametrize(
    "data",
    [
        dict.fromkeys(RUSH, "\x00"),
        {name: ["a", "b"] for name in RUSH},
        dict.fromkeys(RUSH, "a" * 5000),
        {f"csrf_token{n}": "x" for n in range(400)},
        {"film_title": b"\xff\xfe\xed\xa0\x80", "body": b"\xed\xb3\xbf"},
        {"release_year": "١٩٩١", "film_title": "Rush"},
        {"action": "\x00", "film_title": "Rush"},
    ],
)
def test_no_input_breaks_the_form(desk: FlaskClient, data: dict[str, Any]) -> None:
    response = desk.post(NEW, data=data)

    assert response.status_code in {
        HTTPStatus.SEE_OTHER,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }


@pytest.mark.parametrize(
    ("action", "status"), [("unpublish", "draft"), ("save", "published")]
)
def test_a_published_review_can_be_changed(
    desk: FlaskClient, session: Session, action: str, status: str
) -> None:
    review = make_review(session)

    submit(desk, edit_page(review), body="Other words.", action=action)

    after = only_review(session)
    assert after.body == "Other words."
    assert "Other words." in after.body_html
    assert after.status.value == status


def test_a_changed_address_redirects(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    review = make_review(session, slug="old")

    submit(desk, edit_page(review), slug="new")

    response = client.get("/reviews/old/")
    assert response.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert response.location == "/reviews/new/"


def test_a_grade_of_an_older_scale_stays_checked(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, grade="B+")
    with transaction(session):
        choose_scale(session, "five-stars", at=utcnow())

    page = desk.get(edit_page(review))
    submit(desk, edit_page(review), dek="Other.")

    assert "was given on another scale (Letters)" in page.text
    grade = only_review(session).grade
    assert grade is not None
    assert grade.label == "B+"


def test_the_editor_says_how_many_reviews_share_the_film(
    desk: FlaskClient, session: Session
) -> None:
    work = make_work(session)
    review = make_review(session, work=work)
    make_review(session, work=work)

    assert "1 other review is about this film" in desk.get(edit_page(review)).text

"""The readers' average on a review's page: beside the critic's grade, never in it."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.comments.models import CommentStatus
from reviewblog.reviews.models import Review
from reviewblog.site.models import CommentMode
from tests.factories import grade_labelled, make_comment, make_review
from tests.statements import counted_statements


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session, slug="rush-1991", grade="C")


def grade(session: Session, review: Review, *labels: str) -> None:
    for label in labels:
        make_comment(
            session,
            review=review,
            status=CommentStatus.APPROVED,
            grade_id=grade_labelled(session, label).id,
        )


def test_four_grades_are_too_few(
    client: FlaskClient, session: Session, review: Review
) -> None:
    grade(session, review, "A", "A", "A", "A")

    page = client.get("/reviews/rush-1991/").text

    assert "is the average of" not in page
    assert "aggregateRating" not in page


def test_five_are_shown_and_told_to_machines_apart_from_the_critics(
    client: FlaskClient, session: Session, review: Review
) -> None:
    grade(session, review, "A", "A", "A", "B", "B")

    page = html.fromstring(client.get("/reviews/rush-1991/").text)

    (line,) = page.cssselect(".readers")
    (graph,) = page.xpath("//script[@type='application/ld+json']/text()")
    opinion, work = json.loads(graph)["@graph"]
    assert (
        line.text_content().strip().startswith("Grade A− is the average of 5 readers")
    )
    assert opinion["reviewRating"]["ratingValue"] == 50
    assert work["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": 90,
        "ratingCount": 5,
        "bestRating": 100,
        "worstRating": 0,
    }


def test_the_average_costs_no_statement(
    app: Flask, session: Session, review: Review
) -> None:
    grade(session, review, "A")
    client = app.test_client()
    client.set_cookie("session", "anybody's own")
    with counted_statements(app) as before:
        client.get("/reviews/rush-1991/")
    grade(session, review, "A", "A", "B", "B")

    with counted_statements(app) as after:
        page = client.get("/reviews/rush-1991/")

    assert "is the average of 5 readers" in page.text
    assert len(after) <= len(before)


def test_closed_comments_keep_their_average(
    client: FlaskClient, session: Session, review: Review
) -> None:
    grade(session, review, *"AAAAA")
    review.comment_mode = CommentMode.CLOSED
    session.commit()

    assert "is the average of 5 readers" in client.get("/reviews/rush-1991/").text

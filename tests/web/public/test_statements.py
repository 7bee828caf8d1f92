"""No page asks one question a row: what it costs does not grow with what it shows."""

from datetime import timedelta
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.comments.models import CommentStatus
from reviewblog.reviews.models import Review
from tests.factories import (
    LONG_AGO,
    make_comment,
    make_person,
    make_review,
    make_work,
)
from tests.statements import counted_statements

PAGES = (
    "/",
    "/reviews/",
    "/reviews/?grade=B&sort=title",
    "/reviews/the-page/",
    "/people/",
    "/people/the-person/",
    "/works/",
    "/works/the-work/",
    "/tags/",
    "/tags/crime/",
    "/grades/",
    "/grades/changed/",
    "/subscribe/",
    "/lists/",
    "/sitemap.xml",
    "/robots.txt",
)
_number = count()


def fill(session: Session, rows: int) -> None:
    """Add works, each with a second look, a cast and a comment."""
    for _ in range(rows):
        serial = next(_number)
        work = make_work(
            session,
            directors=("The Person", f"Director {serial}"),
            writers=(f"Writer {serial}",),
            cast=(f"Actor {serial} as Part", f"Other {serial}"),
            countries=("France", f"Country {serial}"),
            release_year=1900 + serial,
        )
        for grade in ("B", "A"):
            when = LONG_AGO - timedelta(days=next(_number))
            make_review(
                session,
                work=work,
                grade=grade,
                tags=["crime", f"tag {serial}"],
                published_at=when,
            )
        page = session.scalars(select(Review).where(Review.slug == "the-page")).one()
        make_comment(session, review=page, status=CommentStatus.APPROVED)


@pytest.fixture
def the_page(session: Session) -> None:
    person = make_person(session, "The Person", slug="the-person")
    work = make_work(session, slug="the-work", directors=(person.name,))
    make_review(session, work=work, slug="the-page", grade="B", tags=["crime"])
    make_review(session, work=work, grade="C", published_at=LONG_AGO)


def cost(app: Flask, page: str) -> int:
    """Count what a page takes when no cache has it."""
    client = app.test_client()
    client.set_cookie("session", "anybody's own")
    with counted_statements(app) as sent:
        response = client.get(page)
    assert response.status_code == 200, page
    return len(sent)


@pytest.mark.usefixtures("the_page")
def test_no_page_asks_more_because_it_shows_more(app: Flask, session: Session) -> None:
    fill(session, 1)
    few = {page: cost(app, page) for page in PAGES}

    fill(session, 29)
    many = {page: cost(app, page) for page in PAGES}

    assert many == few
    assert max(many.values()) <= 30

"""A review to comment on, and a way to do it."""

from datetime import timedelta
from typing import Any, Protocol

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.clock import utcnow
from reviewblog.comments.models import Comment
from reviewblog.reviews.models import Review
from reviewblog.web.stamps import form_stamp
from tests.factories import make_review


class Post(Protocol):
    """Posts a comment as the form would; each field may be given."""

    def __call__(
        self, client: FlaskClient, age: timedelta = timedelta(0), **typed: Any
    ) -> TestResponse: ...


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session, slug="rush-1991")


@pytest.fixture
def post(app: Flask, review: Review) -> Post:
    def post(
        client: FlaskClient, age: timedelta = timedelta(0), **typed: Any
    ) -> TestResponse:
        with app.app_context():
            stamp = form_stamp(review.id, at=utcnow() - age)
        fields = {"name": "Ada", "body": "I laughed.", "stamp": stamp} | typed
        return client.post("/reviews/rush-1991/comments", data=fields)

    return post


def stored(session: Session) -> list[Comment]:
    session.rollback()
    fresh = select(Comment).execution_options(populate_existing=True)
    return list(session.scalars(fresh.order_by(Comment.id)))

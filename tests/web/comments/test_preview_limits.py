"""Previews are bounded by what they cost, and long texts refused before they do."""

from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.web.preview_budget import PreviewBudget
from tests.clients import fields_of
from tests.web.comments.conftest import Post, stored


@pytest.fixture
def budget(app: Flask, monkeypatch: pytest.MonkeyPatch) -> PreviewBudget:
    """A budget in which every preview takes a whole second."""
    ticks = iter(range(1000))
    budget = PreviewBudget(clock=lambda: 0.0, stopwatch=lambda: float(next(ticks)))
    monkeypatch.setitem(app.extensions, "preview_budget", budget)
    return budget


@pytest.mark.usefixtures("budget")
def test_too_many_previews_are_put_off_with_the_text_kept(
    client: FlaskClient, post: Post
) -> None:
    answers = [post(client, action="preview", body="*Words*.") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "Your text is still here" in answers[3].text
    assert fields_of(answers[3], "#respond")["body"].strip() == "*Words*."
    assert answers[3].headers["Retry-After"] == "60"


@pytest.mark.parametrize("action", ["post", "preview"])
def test_a_monstrous_text_is_refused_before_it_is_rendered(
    client: FlaskClient,
    session: Session,
    post: Post,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
) -> None:
    def render(_text: str) -> None:
        raise AssertionError("rendered")

    monkeypatch.setattr("reviewblog.comments.bodies.render_comment", render)
    body = "*a_ [" * 10_000

    response = post(client, action=action, body=body)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert fields_of(response, "#respond")["body"].strip() == body.strip()
    assert "this one has 50,000" in response.text
    assert stored(session) == []


def test_a_field_that_nobody_sees_is_a_trap(
    client: FlaskClient, session: Session, post: Post
) -> None:
    response = post(client, website="https://spam.example")

    assert response.status_code == HTTPStatus.SEE_OTHER
    assert stored(session)[0].status.value == "spam"


@pytest.mark.usefixtures("budget")
@pytest.mark.parametrize("typed", [{"grade": "Z"}, {"parent_id": "999"}])
def test_comments_that_are_not_taken_are_not_rendered_for_ever(
    client: FlaskClient, post: Post, typed: dict[str, Any]
) -> None:
    answers = [post(client, body="*Words*.", **typed) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 429]
    assert "Your text is still here" in answers[3].text
    assert fields_of(answers[3], "#respond")["body"].strip() == "*Words*."


@pytest.mark.usefixtures("budget")
def test_what_was_sent_before_is_not_rendered_for_ever(
    client: FlaskClient, post: Post
) -> None:
    answers = [post(client, body="The same, again and again.") for _ in range(5)]

    assert [answer.status_code for answer in answers] == [303, 303, 303, 303, 429]

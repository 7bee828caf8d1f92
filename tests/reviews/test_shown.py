"""A review is loaded for its page once, until readers see something else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.shown import find_published
from reviewblog.site.models import CommentMode
from tests.factories import LONG_AGO, make_review, make_work
from tests.statements import counted_statements

Change = Callable[[Review], object]


@pytest.fixture
def review(session: Session) -> Review:
    work = make_work(session, directors=("Ada",), cast=("Bo",), countries=("France",))
    return make_review(session, work=work, slug="rush", grade="B", tags=["crime"])


def found(session: Session, slug: str = "rush") -> Review:
    shown = find_published(session, slug, at=LONG_AGO)
    assert shown is not None
    return shown


def test_a_review_is_loaded_once(app: Flask, session: Session, review: Review) -> None:
    first = found(session)
    session.rollback()

    with counted_statements(app) as sent:
        again = found(session)

    assert again is first
    assert again.id == review.id
    assert not [
        one for one in sent if "FROM review JOIN" in one or "FROM credit" in one
    ]


def test_it_belongs_to_nobody(session: Session, review: Review) -> None:
    author = review.author
    shown = found(session)

    session.expire_all()
    session.rollback()

    assert inspect(shown).detached
    assert shown.work.directors[0].person.name == "Ada"
    assert [tag.name for tag in shown.tags] == ["crime"]
    # What this session knew, it still knows.
    assert not inspect(author).detached


def test_it_holds_nothing_that_no_page_shows(session: Session, review: Review) -> None:
    shown = found(session, review.slug)

    assert "body" in inspect(shown).unloaded
    assert {"email", "password_hash"} <= inspect(shown.author).unloaded


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda one: setattr(one, "title", "Other"), "title"),
        (lambda one: setattr(one, "body_html", "<p>Other.</p>"), "body_html"),
        (lambda one: setattr(one, "comment_mode", CommentMode.CLOSED), "comment_mode"),
        (lambda one: setattr(one, "comments_close_at", LONG_AGO), "comments_close_at"),
        (lambda one: setattr(one.author, "display_name", "Other"), "author"),
        (lambda one: setattr(one.work, "title", "Other"), "work"),
        (lambda one: setattr(one.work.credits[0].person, "name", "Other"), "work"),
        (lambda one: setattr(one.work.credits[0], "character", "Other"), "work"),
        (lambda one: setattr(one.work.countries[0], "name", "Other"), "work"),
        (lambda one: one.work.credits.pop(), "work"),
        (lambda one: setattr(one.grade, "meaning", "Other"), "grade"),
        (lambda one: setattr(one.tags[0], "name", "Other"), "tags"),
        (lambda one: one.tags.pop(), "tags"),
    ],
)
def test_every_change_is_seen_at_once(
    session: Session, review: Review, change: Change, name: str
) -> None:
    before = found(session)

    change(review)
    session.commit()

    assert found(session) is not before
    assert outlines(found(session)) != outlines(before), name


def outlines(review: Review) -> list[object]:
    """Say what a page would show of a review."""
    credits_ = [(one.person.name, one.character) for one in review.work.credits]
    return [
        review.title,
        review.body_html,
        review.comment_mode,
        review.comments_close_at,
        review.author.display_name,
        review.work.title,
        credits_,
        [one.name for one in review.work.countries],
        review.grade and review.grade.meaning,
        [tag.name for tag in review.tags],
    ]


def test_what_is_withdrawn_is_gone_at_once(session: Session, review: Review) -> None:
    found(session)

    review.status = ReviewStatus.DRAFT
    session.commit()

    assert find_published(session, "rush", at=LONG_AGO) is None


def test_what_is_not_there_is_looked_for_again(session: Session) -> None:
    assert find_published(session, "rush", at=LONG_AGO) is None

    make_review(session, slug="rush")

    assert found(session).slug == "rush"


def test_what_comes_due_is_there(session: Session) -> None:
    soon = LONG_AGO + timedelta(minutes=1)
    make_review(session, slug="rush", published_at=soon)

    assert find_published(session, "rush", at=LONG_AGO) is None
    assert find_published(session, "rush", at=soon) is not None
    assert find_published(session, "rush", at=LONG_AGO) is None


def test_what_may_be_taken_back_is_seen_by_its_writer_alone(
    session: Session, review: Review
) -> None:
    with transaction(session):
        review.title = "Other"
        tried = found(session)
        session.rollback()

    assert tried.title == "Other"
    assert found(session).title != "Other"

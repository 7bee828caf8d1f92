"""Files of pages for a web server in front: never there a moment longer than true."""

import gzip
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import CommentStatus
from reviewblog.config import Settings, SettingsError
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.jobs.mirroring import sweep_mirror
from reviewblog.reviews.models import Review
from reviewblog.web.page_cache.mirror import PAGES
from tests.factories import make_comment, make_review


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, page_mirror=str(tmp_path / "mirror"))


@pytest.fixture
def app(fresh_app: Flask) -> Flask:
    return fresh_app


@pytest.fixture
def begin(
    settings: Settings, build_app: Callable[[Settings], Flask]
) -> Callable[[], Flask]:
    """Begin another process, as far as the mirror can tell."""
    return lambda: build_app(settings)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return tmp_path / "mirror" / PAGES


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session, title="Playtime", slug="playtime-1967")


def change(app: Flask, review: Review, title: str) -> None:
    """Change a review as a view does."""
    with app.app_context(), transaction(db.session()) as session:
        session.get_one(Review, review.id).title = title


def kept(pages: Path) -> set[str]:
    return {str(file.relative_to(pages).parent) for file in pages.rglob("index.html")}


@pytest.mark.usefixtures("review")
def test_a_page_that_was_asked_for_is_copied(client: FlaskClient, pages: Path) -> None:
    answer = client.get("/reviews/playtime-1967/")

    file = pages / "reviews/playtime-1967/index.html"
    assert file.read_bytes() == answer.data
    assert gzip.decompress(file.with_name("index.html.gz").read_bytes()) == answer.data
    assert file.stat().st_mode & 0o777 == 0o644


@pytest.mark.usefixtures("review")
def test_a_folder_that_was_cleared_away_is_made_again(
    app: Flask, client: FlaskClient, review: Review, pages: Path
) -> None:
    client.get("/")
    shutil.rmtree(pages.parent)

    change(app, review, "Trafic")

    assert "Trafic" in client.get("/").text
    assert "Trafic" in (pages / "index.html").read_text()


def test_a_disk_that_fails_keeps_nobody_from_reading(
    app: Flask,
    client: FlaskClient,
    review: Review,
    pages: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    pages.rmdir()
    pages.write_text("This is no folder.")

    assert client.get("/reviews/playtime-1967/").status_code == 200
    assert "a page cannot be mirrored" in caplog.text


@pytest.mark.usefixtures("review")
@pytest.mark.parametrize(
    ("address", "cookie"),
    [
        ("/?page=1", ""),
        ("/", "theme=dark"),
        ("/", "session=somebody"),
        ("/feed.xml", ""),
        ("/no-such-page/", ""),
        ("/login", ""),
    ],
)
def test_what_is_not_the_same_for_everybody_is_not(
    app: Flask, pages: Path, address: str, cookie: str
) -> None:
    app.test_client(use_cookies=False).get(address, headers={"Cookie": cookie})

    assert kept(pages) == set()


def test_a_change_takes_away_what_shows_it_before_it_is_answered(
    app: Flask, client: FlaskClient, review: Review, pages: Path
) -> None:
    client.get("/")
    client.get("/reviews/playtime-1967/")
    assert kept(pages) == {".", "reviews/playtime-1967"}

    change(app, review, "Play Time")

    assert kept(pages) == set()
    assert not list(pages.rglob("*.gz"))


def test_a_change_in_one_process_takes_away_what_another_has_kept(
    client: FlaskClient, review: Review, pages: Path, begin: Callable[[], Flask]
) -> None:
    other = begin()
    client.get("/")

    change(other, review, "Play Time")

    assert kept(pages) == set()


def test_what_changed_while_no_process_ran_is_taken_away_by_the_next(
    client: FlaskClient,
    session: Session,
    review: Review,
    pages: Path,
    begin: Callable[[], Flask],
) -> None:
    client.get("/")
    review.title = "Play Time"
    session.commit()

    with begin().app_context():
        sweep_mirror()

    assert kept(pages) == set()


def test_an_approved_comment_leaves_other_reviews_alone(
    app: Flask, client: FlaskClient, review: Review, session: Session, pages: Path
) -> None:
    make_review(session, slug="trafic-1971")
    client.get("/reviews/playtime-1967/")
    client.get("/reviews/trafic-1971/")

    with app.app_context(), transaction(db.session()) as own:
        shown = own.get_one(Review, review.id)
        make_comment(own, review=shown, status=CommentStatus.APPROVED)

    assert kept(pages) == {"reviews/trafic-1971"}


@pytest.mark.usefixtures("review")
def test_a_review_that_comes_due_takes_the_files_away(
    app: Flask, client: FlaskClient, session: Session, pages: Path
) -> None:
    soon = utcnow() + timedelta(seconds=4)
    make_review(session, published_at=soon)
    client.get("/")
    assert kept(pages) == {"."}

    time.sleep(max(0.0, (soon - utcnow()).total_seconds()) + 0.05)
    with app.app_context():
        sweep_mirror()

    assert kept(pages) == set()


@pytest.mark.usefixtures("review")
def test_a_file_does_not_outlive_the_form_in_it(
    app: Flask, client: FlaskClient, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/reviews/playtime-1967/")
    now = time.time

    monkeypatch.setattr(time, "time", lambda: now() + 3601)
    with app.app_context():
        sweep_mirror()

    assert kept(pages) == set()


def test_a_site_without_a_mirror_has_nothing_to_sweep(
    settings: Settings, build_app: Callable[[Settings], Flask]
) -> None:
    with build_app(replace(settings, page_mirror="")).app_context():
        sweep_mirror()


def test_a_mirror_needs_the_cache_that_fills_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="PAGE_MIRROR"):
        Settings.in_folder(tmp_path, page_mirror="pages", page_cache_mb="0")

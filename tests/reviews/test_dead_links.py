"""Links within the site that lead to nothing."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.redirects.keeping import add_redirect
from reviewblog.reviews.dead_links import dead_links
from reviewblog.reviews.models import FormerSlug, ReviewStatus
from tests.factories import LONG_AGO, make_person, make_review, make_work, save
from tests.statements import counted_statements


@pytest.fixture
def archive(session: Session) -> None:
    work = make_work(session, slug="rush", directors=("Lili Fini Zanuck",))
    work.credits[0].person.slug = "zanuck"
    review = make_review(session, slug="rush", work=work, tags=["crime"])
    review.tags[0].slug = "crime"
    former: Any = {"slug": "rush-1991", "review_id": review.id, "retired_at": LONG_AGO}
    save(session, FormerSlug(**former))
    make_review(session, slug="begun", status=ReviewStatus.DRAFT)
    make_review(session, slug="later", published_at=utcnow() + timedelta(days=1))
    make_review(session, slug="gone", deleted_at=LONG_AGO)
    make_person(session, slug="nobody")
    for old in ("/moved", "/2019/05/rush"):
        add_redirect(session, old, "/reviews/rush/", at=LONG_AGO)
    session.commit()


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    "path",
    ["/reviews/rush/", "/reviews/rush", "/reviews/rush-1991/", "/people/zanuck/",
     "/works/rush/", "/tags/crime/", "/moved", "/moved/", "/", "/reviews/", "/feed.xml",
     "/media/a.jpg", "/reviews/rush/comments/feed.xml", "/subscribe/",
     "/grades/changed/", "/.well-known/security.txt", "/2019/05/rush/",
     "/robots.txt"],
)  # fmt: skip
def test_what_readers_see_is_alive(session: Session, path: str) -> None:
    assert dead_links(session, [path], at=utcnow()) == ()


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    "path",
    ["/reviews/begun/", "/reviews/later/", "/reviews/gone/", "/reviews/none/",
     "/people/nobody/", "/works/none/", "/tags/none/", "/lists/none/",
     "/about-nothing/", "/2019/06/rush/", "/a/b/c/d.html",
     "/reviews/%00/", "/reviews/%ED%A0%80/", f"/tags/{'x' * 5000}/"],
)  # fmt: skip
def test_what_readers_do_not_see_is_dead(session: Session, path: str) -> None:
    assert dead_links(session, [path], at=utcnow()) == (path,)


def test_many_links_cost_a_statement_for_each_kind(
    app: Flask, session: Session
) -> None:
    paths = [
        f"/{kind}/{n}/" for kind in ("reviews", "tags", "people") for n in range(50)
    ]

    with counted_statements(app) as sent:
        dead = dead_links(session, paths, at=utcnow())

    assert len(dead) == len(paths)
    assert len([one for one in sent if one.startswith("SELECT")]) == 4

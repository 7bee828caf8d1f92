"""Addresses of the archive and its feeds go on working when what they name moves."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.reviews.models import FormerTagSlug, ReviewStatus, Tag
from reviewblog.works.models import FormerPersonSlug, Person
from tests.factories import LONG_AGO, make_review, make_work, save


def shelve(session: Session, **given: Any) -> None:
    """Keep a review whose topic and director had other addresses before."""
    work = make_work(session, release_year=1967, directors=("Jacques Tati",))
    make_review(session, work=work, tags=["city"], **given)
    tag = session.scalars(select(Tag)).one()
    tati = session.scalars(select(Person).where(Person.name == "Jacques Tati")).one()
    tati.slug = "jacques-tati"
    once = {"retired_at": LONG_AGO}
    save(session, FormerTagSlug(slug="urban", tag_id=tag.id, **once))
    save(session, FormerPersonSlug(slug="tati", person_id=tati.id, **once))


@pytest.mark.parametrize("path", ["/reviews/", "/reviews/feed.xml"])
def test_a_choice_follows_people_and_topics(
    client: FlaskClient, session: Session, path: str
) -> None:
    shelve(session)
    old = "director=tati&director=x&tag=urban&tag=city&year=1967&page=2&_external=x"

    response = client.get(f"{path}?{old}")

    new = "year=1967&director=jacques-tati&director=x&tag=city&page=2"
    assert response.status_code == 301
    assert response.location == f"{path}?{new}"


def test_a_choice_does_not_lead_to_what_nobody_sees(
    client: FlaskClient, session: Session
) -> None:
    shelve(session, status=ReviewStatus.DRAFT)

    for choice in ("tag=urban", "director=tati", "tag=city&director=jacques-tati"):
        assert client.get(f"/reviews/?{choice}").status_code == 200

"""What tests of the review form share: a film as it is typed, and where it goes."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.reviews.models import Review
from reviewblog.site.defaults import get_site
from tests.clients import sign_in
from tests.factories import make_account
from tests.reviews.drafts import load

NEW = "/dashboard/reviews/new"
LIST = "/dashboard/reviews/"
RUSH = {
    "film_title": "Rush",
    "release_year": "1991",
    "directors": "Lili Fini Zanuck",
    "writers": "Pete Dexter",
    "cast": "Jason Patric as Jim Raynor\nJennifer Jason Leigh as Kristen Cates\n"
    "Sam Elliott as Dodd\nMax Perlich as Walker\nGregg Allman",
    "runtime_minutes": "120",
    "countries": "United States",
    "grade": "B+",
    "dek": "Two officers take their work home.",
    "body": "*Rush* (1991) is about two police officers.",
    "tags": "crime, romance",
}


def only_review(session: Session) -> Review:
    session.rollback()
    return load(session, session.scalars(select(Review)).one())


def edit_page(review: Review) -> str:
    return f"/dashboard/reviews/{review.id}/edit"


def set_zone(session: Session, name: str) -> None:
    get_site(session).time_zone = name
    session.commit()


def browser_of(app: Flask, session: Session, role: Role) -> FlaskClient:
    account = make_account(session, role=role)
    return sign_in(app.test_client(), session, account)

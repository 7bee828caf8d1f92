"""Looking after topics: renamed, described, merged, deleted."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.reviews.models import Review, Tag
from tests.factories import make_review, make_tag
from tests.pages import texts

LIST = "/dashboard/tags/"


@pytest.fixture
def reviewed(session: Session) -> Review:
    return make_review(session, tags=["western", "crime"])


@pytest.mark.usefixtures("reviewed")
def test_the_list_counts_reviews_and_is_searched(desk: FlaskClient) -> None:
    assert texts(desk.get(LIST), ".mini li") == ["crime 1 review", "western 1 review"]
    assert texts(desk.get(f"{LIST}?q=Wést"), ".mini li") == ["western 1 review"]
    assert "no topic like" in desk.get(f"{LIST}?q=xyz").text


@pytest.mark.usefixtures("reviewed")
def test_a_description_stands_on_the_topic_s_page(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    tag = make_tag(session, "western")
    assert client.get("/tags/western/").status_code == HTTPStatus.OK
    typed = {"name": "Westerns", "description": "With hats & horses.", "slug": ""}

    desk.post(f"{LIST}{tag.id}", data=typed)

    moved = client.get("/tags/western/")
    assert moved.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert moved.location == "/tags/westerns/"
    page = client.get(moved.location)
    assert texts(page, "h1") == ["Westerns"]
    assert texts(page, ".page-head .dek") == ["With hats & horses."]
    assert client.get("/tags/western/atom.xml").location == "/tags/westerns/atom.xml"


@pytest.mark.usefixtures("reviewed")
def test_a_merge_is_shown_before_it_is_done(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    lost, kept = make_tag(session, "western"), make_tag(session, "crime")
    page = f"{LIST}{lost.id}/merge"

    shown = desk.get(f"{page}?into={kept.id}").text
    desk.post(page, data={"into": str(kept.id)})

    assert "1 review is filed under crime instead; 1 of them is there already" in shown
    assert client.get("/tags/western/").location == "/tags/crime/"
    session.rollback()
    assert session.scalar(select(func.count(Tag.id))) == 1


@pytest.mark.usefixtures("reviewed")
def test_a_deleted_topic_is_gone(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    tag = make_tag(session, "western")

    answer = desk.post(f"{LIST}{tag.id}/delete")

    assert answer.location == LIST
    assert client.get("/tags/western/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "path", ["9", "9" * 20, "1/merge", "1/merge?into=9", "1/merge?into=" + "9" * 20]
)
def test_no_such_topic_is_404(desk: FlaskClient, session: Session, path: str) -> None:
    make_tag(session, "western")

    assert desk.get(LIST + path).status_code == HTTPStatus.NOT_FOUND


def test_a_name_that_is_taken_comes_back_as_typed(
    desk: FlaskClient, session: Session
) -> None:
    make_tag(session, "crime")
    tag = make_tag(session, "western")
    typed = {"name": "CRIME", "description": "Typed.", "slug": "x"}

    answer = desk.post(f"{LIST}{tag.id}", data=typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "merge the two" in answer.text
    assert 'value="CRIME"' in answer.text
    assert "Typed." in answer.text

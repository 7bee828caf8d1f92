"""What the grades mean, how they are spread, and where they were changed."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.reviews.scales import Step, adopt_scale
from tests.factories import LONG_AGO, make_review, make_work
from tests.pages import links, texts


def test_show_grades_explains_the_scale(client: FlaskClient) -> None:
    response = client.get("/grades/")

    assert texts(response, ".key div")[0] == (
        "Grade A+ One of the few that I would keep if I could keep a few."
    )
    assert len(texts(response, ".key div")) == 13


def test_show_grades_counts_by_year(client: FlaskClient, session: Session) -> None:
    for grade in ("A", "A", "F"):
        make_review(session, grade=grade)

    response = client.get("/grades/")

    assert texts(response, ".plain tbody tr") == ["2020 2 1 3"]
    assert texts(response, "svg desc") == ["A 2, F 1."]


def test_show_grades_remembers_the_scale_before(
    client: FlaskClient, session: Session
) -> None:
    make_review(session, grade="B+")
    adopt_scale(
        session, "Thumbs", [Step("Up", 100, ""), Step("Down", 0, "")], at=utcnow()
    )
    session.commit()

    response = client.get("/grades/")

    assert texts(response, "h2") == [
        "What they mean",
        "Letters, used before",
        "By year",
    ]


def test_list_changed_shows_from_what_to_what(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(session)
    for days, slug, grade in ((900, "first", "B+"), (1, "second", "A")):
        when = LONG_AGO - timedelta(days=days)
        make_review(session, work=work, slug=slug, grade=grade, published_at=when)

    response = client.get("/grades/changed/")

    assert texts(response, ".entry .was") == ["2017 Grade B+", "2019 Grade A"]
    assert "/reviews/first/" in links(response, ".entry a")
    assert "/reviews/second/" in links(response, ".entry a")


def test_list_changed_of_a_steady_critic_leads_somewhere(client: FlaskClient) -> None:
    response = client.get("/grades/changed/")

    assert "No mind was changed yet." in response.text
    assert "/grades/" in links(response, "main .dek a")

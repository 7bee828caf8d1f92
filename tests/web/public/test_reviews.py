"""The page of one review."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from reviewblog.comments.models import CommentStatus
from reviewblog.reviews.models import FormerSlug, ReviewStatus
from reviewblog.site.defaults import get_site
from reviewblog.site.models import RunningTimeStyle
from tests.factories import (
    LONG_AGO,
    make_account,
    make_comment,
    make_review,
    make_work,
    save,
)
from tests.pages import attribute, linked_data, links, parsed, texts


def make_rush(session: Session, **overrides: object) -> None:
    work = make_work(
        session,
        title="Rush",
        slug="rush-1991-work",
        release_year=1991,
        runtime_minutes=120,
        directors=("Lili Fini Zanuck",),
        writers=("Pete Dexter",),
        cast=("Jason Patric as Jim Raynor", "Jennifer Jason Leigh"),
        countries=("United States", "Canada"),
    )
    author = make_account(session, display_name="The Critic")
    defaults = {
        "work": work,
        "author": author,
        "title": "Rush",
        "slug": "rush-1991",
        "grade": "B+",
        "dek": "Two officers take their work home.",
        "tags": ["crime"],
    }
    make_review(session, **defaults | overrides)


def test_show_review_shows_every_fact(client: FlaskClient, session: Session) -> None:
    make_rush(session)

    response = client.get("/reviews/rush-1991/")

    assert texts(response, "h1") == ["Rush"]
    assert attribute(response, "h1", "data-len") == "s"
    assert texts(response, ".directed") == ["Directed by Lili Fini Zanuck"]
    assert texts(response, ".cast dd") == [
        "Jason Patric Jim Raynor",
        "Jennifer Jason Leigh",
    ]
    assert texts(response, ".credits__grid > div:not(.cast)") == [
        "Written by Pete Dexter",
        "Country and year United States, Canada, 1991",
        "Running time 2 Hrs.",
    ]
    assert texts(response, ".tags") == ["crime"]
    assert "A city made of glass." in texts(response, ".prose")[0]


def test_tags_go_by_the_alphabet_whatever_their_capitals(
    client: FlaskClient, session: Session
) -> None:
    make_rush(session, tags=["noir", "Venice", "Émigrés", "1990s"])

    response = client.get("/reviews/rush-1991/")

    assert texts(response, ".tags li") == ["1990s", "Émigrés", "noir", "Venice"]


def test_show_review_keeps_the_grade_for_the_end(
    client: FlaskClient, session: Session
) -> None:
    make_rush(session)

    response = client.get("/reviews/rush-1991/")

    assert texts(response, "article .grade") == ["Grade B+"]
    assert response.text.index("A city made of glass.") < response.text.index(
        'id="verdict"'
    )


def test_show_review_without_facts_is_whole(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(session, title="Rush", release_year=None, runtime_minutes=None)
    make_review(session, work=work, slug="bare", title="Rush", dek="")

    response = client.get("/reviews/bare/")

    assert response.status_code == 200
    assert texts(response, ".credits dt") == []
    assert parsed(response).cssselect("#verdict") == []


def test_show_review_names_the_film_when_the_title_does_not(
    client: FlaskClient, session: Session
) -> None:
    make_rush(session, title="The occupational disease")

    response = client.get("/reviews/rush-1991/")

    assert texts(response, ".directed") == ["Rush (1991), directed by Lili Fini Zanuck"]


def test_show_review_marks_the_original_title_as_foreign(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(
        session,
        title="Spirited Away",
        original_title="千と千尋の神隠し",
        original_language="ja",
    )
    make_review(session, work=work, slug="spirited-away")

    response = client.get("/reviews/spirited-away/")

    assert texts(response, ".original-title") == ["千と千尋の神隠し"]
    assert attribute(response, ".original-title", "lang") == "ja"


def test_show_review_prints_minutes_if_the_site_does(
    client: FlaskClient, session: Session
) -> None:
    get_site(session).running_time_style = RunningTimeStyle.MINUTES
    session.commit()
    make_rush(session)

    response = client.get("/reviews/rush-1991/")

    assert texts(response, ".credits abbr") == ["120 minutes"]


def test_show_review_escapes_what_authors_type(
    client: FlaskClient, session: Session
) -> None:
    hostile = "</script><script>alert(1)</script>\u2028"
    work = make_work(session, title=hostile, directors=(hostile,), cast=(hostile,))
    make_review(session, work=work, title=hostile, dek=hostile, slug="hostile")

    response = client.get("/reviews/hostile/")

    assert "alert(1)</script>" not in response.text
    assert linked_data(response)[0]["headline"] == hostile
    assert texts(response, "h1") == [hostile.strip()]


def test_show_review_leads_to_its_neighbours(
    client: FlaskClient, session: Session
) -> None:
    make_rush(session)
    for days, slug in ((-1, "after"), (1, "before")):
        when = LONG_AGO - timedelta(days=days)
        make_review(session, slug=slug, published_at=when)

    response = client.get("/reviews/rush-1991/")

    assert links(response, "a[rel=prev]") == ["/reviews/before/"]
    assert links(response, "a[rel=next]") == ["/reviews/after/"]


def test_show_review_leads_to_more_of_the_kind(
    client: FlaskClient, session: Session
) -> None:
    make_rush(session)
    other = make_work(session, directors=("Lili Fini Zanuck",))
    make_review(session, work=other, title="By her", grade="C")
    make_review(session, title="Alike", grade="B+")

    response = client.get("/reviews/rush-1991/")

    assert texts(response, "aside h2") == [
        "More from Lili Fini Zanuck",
        "Also graded B+",
    ]
    assert texts(response, "aside .film-link") == ["By her", "Alike"]
    assert "/reviews/?grade=B%2B" in links(response, "aside a")


def test_show_review_tells_of_every_verdict(
    client: FlaskClient, session: Session
) -> None:
    work = make_work(session)
    for days, slug, grade in ((900, "first", "B+"), (1, "second", "A")):
        when = LONG_AGO - timedelta(days=days)
        make_review(session, work=work, slug=slug, grade=grade, published_at=when)

    response = client.get("/reviews/second/")

    assert texts(response, ".history li") == ["2017 : Grade B+ →", "2019 : Grade A"]
    assert links(response, ".history a") == ["/reviews/first/"]


def test_show_review_shows_approved_comments_only(
    client: FlaskClient, session: Session
) -> None:
    review = make_review(session, slug="talked-about")
    approved = make_comment(session, review=review, status=CommentStatus.APPROVED)
    make_comment(session, review=review, author_name="Pending Pete")

    response = client.get("/reviews/talked-about/")

    assert texts(response, f"#comment-{approved.id} .comment__name") == ["Ada"]
    assert "Pending Pete" not in response.text


def test_show_review_sends_former_addresses_on(
    client: FlaskClient, session: Session
) -> None:
    review = make_review(session, slug="rush-1991")
    former = FormerSlug(slug="rush", review_id=review.id, retired_at=LONG_AGO)
    save(session, former)

    response = client.get("/reviews/rush/")

    assert response.status_code == 301
    assert response.location == "/reviews/rush-1991/"


@pytest.mark.parametrize(
    ("overrides", "status"),
    [
        ({"deleted_at": LONG_AGO + timedelta(days=1)}, 410),
        ({"status": ReviewStatus.DRAFT}, 404),
        ({"published_at": LONG_AGO.replace(year=9000)}, 404),
        ({"slug": "another"}, 404),
    ],
)
def test_show_review_says_what_became_of_it(
    client: FlaskClient, session: Session, overrides: dict[str, object], status: int
) -> None:
    make_review(session, **{"slug": "rush", "title": "Secret"} | overrides)

    response = client.get("/reviews/rush/")

    assert response.status_code == status
    assert "Secret" not in response.text


@pytest.mark.parametrize("slug", ["%00", "a%00b", "%ff%fe", "x" * 5000, "..%5c", "%0a"])
def test_show_review_survives_any_address(client: FlaskClient, slug: str) -> None:
    assert client.get(f"/reviews/{slug}/").status_code == 404


def test_show_review_adds_the_slash(client: FlaskClient, session: Session) -> None:
    make_rush(session)

    response = client.get("/reviews/rush-1991")

    assert response.status_code == 308
    assert response.location == "/reviews/rush-1991/"


def test_show_review_says_how_rare_its_grade_is(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewblog.reviews.calibration.ENOUGH_REVIEWS", 4)
    make_rush(session, grade="A+")
    for _ in range(3):
        make_review(session, grade="C")

    response = client.get("/reviews/rush-1991/")

    assert "Among the top 25 % of 4 graded reviews." in texts(response, "#verdict")[0]


def test_the_archive_of_an_empty_site_has_nothing_to_filter(
    client: FlaskClient,
) -> None:
    response = client.get("/reviews/")

    assert texts(response, "form.filters") == []
    assert "/subscribe/" in links(response, "main .said a")

"""What an author learns of their readers."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Role
from reviewblog.clock import utcnow
from reviewblog.reviews.models import Review
from reviewblog.stats.models import FeedCount, ReadCount, SearchCount
from reviewblog.stats.retention import get_rules
from tests.clients import sign_in, submit
from tests.factories import make_account, make_review
from tests.statements import counted_statements

PAGE = "/dashboard/stats/"
TODAY = utcnow().date()


def read(
    session: Session, review: Review, *, reads: int = 3, source: str = "", ago: int = 0
) -> None:
    day = TODAY - timedelta(days=ago)
    row = ReadCount(review_id=review.id, day=day, source=source, reads=reads)
    session.add(row)
    session.commit()


def search(session: Session, words: str, found: int) -> None:
    session.add(SearchCount(words=words, day=TODAY, times=2, found=found))
    session.commit()


def rows_under(page: str, heading: str) -> list[str]:
    section = html.fromstring(page).cssselect(f"section[aria-labelledby={heading}]")[0]
    cells = section.cssselect("table.tally tbody tr")
    return [" ".join(" ".join(row.itertext()).split()) for row in cells]


def test_a_new_site_has_nothing_to_tell(desk: FlaskClient) -> None:
    page = desk.get(PAGE).text

    assert "Nothing was read in this time" in page
    assert "Nobody has fetched a feed" in page
    assert page.count("Nobody has searched in this time.") == 2
    assert "Everything was found." not in page


def test_reads_sources_feeds_and_searches_are_shown(
    desk: FlaskClient, session: Session
) -> None:
    rush, noir = make_review(session, title="Rush"), make_review(session, title="Noir")
    read(session, rush, reads=5, source="Google")
    read(session, rush, reads=1_234, ago=2)
    read(session, noir, reads=7, source="a.example", ago=29)
    read(session, noir, reads=9_999, ago=30)
    search(session, "krasker", 0)
    search(session, "odd", 3)
    for service, readers in (("", 12), ("Feedly", 16)):
        session.add(
            FeedCount(feed="/feed.xml", service=service, day=TODAY, readers=readers)
        )
    session.commit()

    page = desk.get(PAGE).text

    assert "1,246" in page
    assert rows_under(page, "most-read") == ["Rush 1,239", "Noir 7"]
    assert rows_under(page, "sources") == [
        "Here, or not known 1,234",
        "a.example 7",
        "Google 5",
    ]
    assert rows_under(page, "feeds") == ["/feed.xml 28 Feedly 16 12"]
    assert rows_under(page, "searches") == ["krasker 2", "odd 2"]
    assert rows_under(page, "in-vain") == ["krasker 2"]


@pytest.mark.parametrize(
    ("period", "reads"), [("7", 3), ("30", 6), ("90", 9), ("year", 12), ("all", 15)]
)
def test_a_period_counts_what_lies_in_it(
    desk: FlaskClient, session: Session, period: str, reads: int
) -> None:
    review = make_review(session)
    for ago in (0, 20, 80, 200, 900):
        read(session, review, ago=ago)

    page = desk.get(PAGE, query_string={"period": period}).text

    assert f"{reads} in all" in page


@pytest.mark.parametrize("period", ["", "31", "week", "9" * 30, "\0", "%00"])
def test_there_are_no_other_periods(desk: FlaskClient, period: str) -> None:
    response = desk.get(PAGE, query_string={"period": period})

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_an_author_is_told_of_their_own_reviews(app: Flask, session: Session) -> None:
    author = make_account(session, role=Role.AUTHOR)
    own = make_review(session, title="My own", author=author)
    others = make_review(session, title="Somebody else’s")
    read(session, own)
    read(session, others, reads=100, source="secret.example")
    search(session, "krasker", 0)
    browser = sign_in(app.test_client(), session, author)

    page = browser.get(PAGE).text
    exported = browser.get(f"{PAGE}reads.csv").text

    assert rows_under(page, "most-read") == ["My own 3"]
    for secret in ("Somebody", "secret.example", "krasker"):
        assert secret not in page + exported
    assert browser.get(f"{PAGE}searches.csv").status_code == HTTPStatus.FORBIDDEN
    assert browser.post(PAGE).status_code == HTTPStatus.FORBIDDEN
    page_of_others = browser.get(f"{PAGE}reviews/{others.id}")
    assert page_of_others.status_code == HTTPStatus.NOT_FOUND


def test_a_moderator_is_told_nothing(app: Flask, session: Session) -> None:
    account = make_account(session, role=Role.MODERATOR)
    browser = sign_in(app.test_client(), session, account)

    for path in ("", "reads.csv", "feeds.csv", "reviews/1"):
        assert browser.get(PAGE + path).status_code == HTTPStatus.FORBIDDEN


def test_one_review_has_a_page_of_its_own(desk: FlaskClient, session: Session) -> None:
    rush, other = make_review(session, title="Rush"), make_review(session)
    read(session, rush, source="a.example")
    read(session, other, reads=50, source="b.example")

    page = desk.get(f"{PAGE}reviews/{rush.id}?period=year").text

    assert rows_under(page, "sources") == ["a.example 3"]
    assert "3 in all" in page


@pytest.mark.parametrize("number", ["0", "99999", "9" * 20])
def test_no_review_has_no_page(desk: FlaskClient, number: str) -> None:
    response = desk.get(f"{PAGE}reviews/{number}")

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_the_chart_has_its_table_behind(desk: FlaskClient, session: Session) -> None:
    read(session, make_review(session))

    page = html.fromstring(desk.get(f"{PAGE}?period=7").text)

    rows = page.cssselect("details.behind tbody tr")
    assert len(rows) == len(page.cssselect("svg .bar")) == 7
    assert rows[0].text_content() == f"{TODAY.day} {TODAY:%b}3"


def test_tables_run_nothing_in_a_spreadsheet(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, title="=HYPERLINK(1)", slug="rush")
    read(session, review, source="a.example")
    search(session, "=cmd|' /c calc'!a0", 0)

    reads = desk.get(f"{PAGE}reads.csv")
    table = reads.text
    searches = desk.get(f"{PAGE}searches.csv").text

    assert reads.mimetype == "text/csv"
    assert table.splitlines() == [
        "day,title,slug,source,reads",
        f"{TODAY},'=HYPERLINK(1),rush,a.example,3",
    ]
    assert "'=cmd" in searches
    assert desk.get(f"{PAGE}feeds.csv").text == "day,feed,service,readers\r\n"


def test_the_owner_says_how_long_days_are_kept(
    desk: FlaskClient, session: Session
) -> None:
    saved = submit(desk, PAGE, days_kept="730")
    refused = submit(desk, PAGE, days_kept="1")

    assert saved.status_code == HTTPStatus.SEE_OTHER
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert get_rules(session).days_kept == 730


def test_the_page_asks_no_more_when_there_is_more(
    app: Flask, desk: FlaskClient, session: Session
) -> None:
    for _ in range(2):
        read(session, make_review(session))
    with counted_statements(app) as few:
        desk.get(PAGE)
    for number in range(8):
        read(session, make_review(session), source=f"s{number}.example")
        search(session, f"w{number}", 0)
    with counted_statements(app) as many:
        desk.get(PAGE)

    assert len(many) == len(few)


def test_the_list_of_reviews_leads_to_their_reads(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session)

    page = desk.get("/dashboard/reviews/?status=published").text

    assert f'href="/dashboard/stats/reviews/{review.id}"' in page

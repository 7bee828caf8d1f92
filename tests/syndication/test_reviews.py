from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.reviews.memory import RememberedList
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.queries import published
from reviewblog.site.defaults import get_site
from reviewblog.syndication.addresses import Addresses
from reviewblog.syndication.entries import Entry
from reviewblog.syndication.reviews import Reviews
from reviewblog.syndication.states import State
from reviewblog.syndication.windows import Window
from tests.factories import LONG_AGO, make_review, make_tag, make_work

ADDRESSES = Addresses("https://rowk.example")
NEWEST = Window(number=1, size=20)


def state(session: Session, window: Window = NEWEST) -> State:
    session.expire_all()
    at = utcnow()
    return Reviews(published(at=at), "all", at).state(session, window)


def entries(session: Session, window: Window = NEWEST) -> list[Entry]:
    session.expire_all()
    at = utcnow()
    source = Reviews(published(at=at), "all", at)
    return source.entries(session, window, get_site(session), ADDRESSES)


@pytest.fixture
def review(session: Session) -> Review:
    work = make_work(
        session,
        title="Playtime",
        directors=("Jacques Tati",),
        writers=("Jacques Lagrange",),
        cast=("Jacques Tati as Monsieur Hulot",),
        countries=("France",),
    )
    return make_review(
        session,
        work=work,
        title="Playtime",
        slug="playtime-1967",
        feed_id="urn:old:1",
        grade="B+",
        tags=("glass", "comedy"),
        comment_count=2,
    )


def test_an_entry_says_what_the_review_says(session: Session, review: Review) -> None:
    (entry,) = entries(session)

    assert entry.id == "urn:old:1"
    assert entry.title == "Playtime (1967)"
    assert entry.address == "https://rowk.example/reviews/playtime-1967/"
    assert entry.author == review.author.display_name
    assert entry.tags == ("comedy", "glass")
    assert entry.published_at == entry.updated_at == LONG_AGO
    assert entry.review_id == review.uuid.urn


def test_an_entry_knows_its_work_and_grade(session: Session, review: Review) -> None:
    (entry,) = entries(session)

    assert entry.verdict
    assert (entry.verdict.label, entry.verdict.percent) == ("B+", 83)
    assert entry.subject
    assert entry.subject.directors == ("Jacques Tati",)
    assert entry.subject.writers == ("Jacques Lagrange",)
    assert entry.subject.cast == (("Jacques Tati", "Monsieur Hulot"),)
    assert entry.subject.countries == ("France",)


def test_an_entry_leads_to_its_discussion(session: Session, review: Review) -> None:
    (entry,) = entries(session)

    assert entry.discussion
    assert entry.discussion.count == 2
    assert entry.discussion.address == f"{entry.address}#comments"
    assert entry.discussion.rss == f"{entry.address}comments/feed.xml"


def test_the_text_ends_with_its_notes_the_grade_and_the_facts(session: Session) -> None:
    make_review(session, body_html="<p>Text</p>", notes_html="<p>Note</p>", grade="B+")

    (entry,) = entries(session)

    assert entry.content.startswith("<p>Text</p><p>Note</p><p><strong>Grade: B+")


def test_the_summary_is_the_dek(session: Session) -> None:
    make_review(session, dek="Glass.", body_html="<p>Text</p>")

    (entry,) = entries(session)

    assert entry.summary == "Glass."


def test_the_summary_is_the_beginning_where_there_is_no_dek(session: Session) -> None:
    make_review(session, dek="", body_html="<p>Text</p>")

    (entry,) = entries(session)

    assert entry.summary == "Text"


def test_the_site_may_keep_the_text_to_itself(session: Session, review: Review) -> None:
    get_site(session).feed_full_text = False
    session.commit()

    (entry,) = entries(session)

    assert entry.content == ""
    assert entry.summary


def test_the_site_may_put_the_grade_in_the_title(
    session: Session, review: Review
) -> None:
    get_site(session).feed_shows_grade = True
    session.commit()

    (entry,) = entries(session)

    assert entry.title == "Playtime (1967): B+"


def test_a_review_that_was_written_before_it_appeared_was_updated_then(
    session: Session,
) -> None:
    make_review(session, published_at=LONG_AGO + timedelta(days=3))

    (entry,) = entries(session)

    assert entry.updated_at == entry.published_at


def test_what_was_public_a_moment_ago_is_asked_about_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = make_review(session)
    withdrawn = make_review(session, status=ReviewStatus.DRAFT)
    ids = [withdrawn.id, shown.id]
    monkeypatch.setattr(RememberedList, "ids", lambda *_, **__: ids)

    assert [entry.id for entry in entries(session)] == [shown.feed_id]


def test_entries_stand_newest_first_in_every_window(session: Session) -> None:
    for day in range(5):
        make_review(
            session, title=f"Day {day}", published_at=LONG_AGO + timedelta(days=day)
        )

    pages = [entries(session, Window(number=n, size=2)) for n in (1, 2, 3)]
    archive = entries(session, Window(number=1, size=2, is_archive=True))

    days = [[entry.title.split(":")[0] for entry in page] for page in [*pages, archive]]
    assert days == [
        ["Day 4", "Day 3"],
        ["Day 2", "Day 1"],
        ["Day 0"],
        ["Day 1", "Day 0"],
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": ReviewStatus.DRAFT},
        {"deleted_at": LONG_AGO},
        {"published_at": utcnow() + timedelta(days=1)},
    ],
)
def test_what_readers_may_not_see_is_in_no_feed(
    session: Session, hidden: dict[str, object]
) -> None:
    make_review(session, **hidden)

    assert entries(session) == []
    assert state(session).total == 0


def test_a_state_says_how_long_the_feed_is_and_when_it_changed(
    session: Session,
) -> None:
    later = LONG_AGO + timedelta(hours=1)
    make_review(session, updated_at=later)
    make_review(session)

    known = state(session, Window(number=1, size=1))

    assert known.total == 2
    assert state(session).changed_at == later


def test_a_state_stays_while_nothing_changes(session: Session, review: Review) -> None:
    first, again = state(session), state(session)

    assert first == again


def correct(review: Review) -> None:
    review.updated_at = LONG_AGO + timedelta(seconds=1)


def rename_work(review: Review) -> None:
    review.work.title = "Play Time"


def rename_person(review: Review) -> None:
    review.work.directors[0].person.name = "J. Tati"


def recast(review: Review) -> None:
    review.work.cast[0].character = "Hulot"


def rename_country(review: Review) -> None:
    review.work.countries[0].name = "Italy"


def rename_tag(review: Review) -> None:
    review.tags[0].name = "windows"


def untag(review: Review) -> None:
    review.tags.pop()


def rename_author(review: Review) -> None:
    review.author.display_name = "Somebody"


def discuss(review: Review) -> None:
    review.comment_count += 1


def move(review: Review) -> None:
    review.slug = "play-time"


def render_anew(review: Review) -> None:
    review.renderer_version += 1


@pytest.mark.parametrize(
    "change",
    [
        correct,
        rename_work,
        rename_person,
        recast,
        rename_country,
        rename_tag,
        untag,
        rename_author,
        discuss,
        move,
        render_anew,
    ],
)
def test_a_state_changes_with_everything_that_shows(
    session: Session, review: Review, change: Callable[[Review], None]
) -> None:
    before = state(session)

    session.refresh(review, ["tags", "author", "work"])
    session.refresh(review.work, ["credits", "countries"])
    for credit in review.work.credits:
        session.refresh(credit, ["person"])
    change(review)
    session.commit()

    assert state(session).digest != before.digest


def test_a_state_does_not_care_what_shows_elsewhere(
    session: Session, review: Review
) -> None:
    before = state(session)

    make_tag(session, "unused")
    make_review(session, status=ReviewStatus.DRAFT)

    assert state(session) == before

from sqlalchemy.orm import Session

from reviewblog.clock import utcnow
from reviewblog.comments.models import CommentStatus
from reviewblog.reviews.archive import Facet, Filters
from reviewblog.reviews.models import ReviewStatus
from reviewblog.site.defaults import get_site
from reviewblog.syndication import scopes
from reviewblog.syndication.addresses import Addresses
from reviewblog.syndication.scopes import Scope
from reviewblog.syndication.windows import Window
from tests.factories import make_comment, make_review, make_work

NEWEST = Window(number=1, size=20)
ADDRESSES = Addresses("https://rowk.example")


def titles(session: Session, scope: Scope) -> list[str]:
    found = scope.source.entries(session, NEWEST, get_site(session), ADDRESSES)
    return [entry.title for entry in found]


def test_all_reviews_are_the_sites_own_feed(session: Session) -> None:
    make_review(session, title="Playtime", work=make_work(session, title="Playtime"))

    scope = scopes.all_reviews(at=utcnow())

    assert titles(session, scope) == ["Playtime (1967)"]
    assert scope.title(get_site(session)) == "Reviews"


def test_a_topic_has_what_is_tagged_with_it(session: Session) -> None:
    make_review(session, tags=("noir",), work=make_work(session, title="Detour"))
    make_review(session, tags=("comedy",))

    scope = scopes.find_tagged(session, "noir", at=utcnow())

    assert scope
    assert [title.split(": ")[1] for title in titles(session, scope)] == [
        "Detour (1967)"
    ]
    assert scope.title(get_site(session)) == "Reviews: noir"


def test_there_is_no_feed_of_an_unknown_topic(session: Session) -> None:
    assert scopes.find_tagged(session, "noir", at=utcnow()) is None


def test_a_topic_of_drafts_does_not_exist(session: Session) -> None:
    make_review(session, tags=("secret",), status=ReviewStatus.DRAFT)

    scope = scopes.find_tagged(session, "secret", at=utcnow())

    assert scope
    assert not scope.exists(scope.source.state(session, NEWEST).total)


def test_a_person_has_every_work_they_had_a_part_in(session: Session) -> None:
    directed = make_work(session, title="Playtime", directors=("Jacques Tati",))
    acted = make_work(session, title="Trafic", cast=("Jacques Tati",))
    make_review(session, title="Playtime", work=directed)
    make_review(session, title="Trafic", work=acted)
    make_review(session)

    person = directed.directors[0].person
    scope = scopes.find_with_person(session, person.slug, at=utcnow())

    assert scope
    assert sorted(titles(session, scope)) == ["Playtime (1967)", "Trafic (1967)"]


def test_there_is_no_feed_of_an_unknown_person(session: Session) -> None:
    assert scopes.find_with_person(session, "nobody", at=utcnow()) is None


def test_filters_narrow_the_archive(session: Session) -> None:
    make_review(session, title="Playtime", grade="A", tags=("comedy",))
    make_review(session, title="Trafic", grade="B", tags=("comedy",))
    filters = Filters({Facet.TAG: ("comedy",), Facet.GRADE: ("A",)})

    scope = scopes.filtered_reviews(session, filters, at=utcnow())

    assert len(titles(session, scope)) == 1
    assert scope.query == {"grade": ["A"], "tag": ["comedy"]}
    assert scope.title(get_site(session)) == "Reviews: grade A, tag comedy"


def test_the_order_of_filters_makes_no_difference(session: Session) -> None:
    one = Filters({Facet.TAG: ("b", "a"), Facet.GRADE: ("A",)})
    other = Filters({Facet.GRADE: ("A",), Facet.TAG: ("a", "b")})

    first, second = (
        scopes.filtered_reviews(session, each, at=utcnow()) for each in (one, other)
    )

    assert (first.key, first.query) == (second.key, second.query)


def test_comments_on_a_review_are_of_that_review(session: Session) -> None:
    work = make_work(session, title="Playtime")
    review = make_review(session, slug="playtime-1967", work=work)
    make_comment(session, review=review, status=CommentStatus.APPROVED)
    make_comment(session, status=CommentStatus.APPROVED)

    scope = scopes.find_comments_on(session, "playtime-1967", at=utcnow())

    assert scope
    assert titles(session, scope) == ["Ada on Playtime (1967)"]
    assert scope.title(get_site(session)) == "Reviews: comments on Playtime (1967)"


def test_there_are_no_comments_on_a_draft(session: Session) -> None:
    make_review(session, slug="draft", status=ReviewStatus.DRAFT)

    assert scopes.find_comments_on(session, "draft", at=utcnow()) is None


def test_all_comments_are_of_all_reviews(session: Session) -> None:
    make_comment(session, status=CommentStatus.APPROVED)
    make_comment(session, status=CommentStatus.APPROVED)

    scope = scopes.all_comments(at=utcnow())

    assert len(titles(session, scope)) == 2


def test_people_and_tags_are_called_by_their_names(session: Session) -> None:
    work = make_work(session, directors=("Andrei Tarkovsky",))
    make_review(session, work=work, tags=("slow films",))
    slug = work.directors[0].person.slug
    filters = Filters({Facet.DIRECTOR: (slug,), Facet.TAG: ("slow-films",)})

    scope = scopes.filtered_reviews(session, filters, at=utcnow())

    assert scope.subject == "director Andrei Tarkovsky, tag slow films"


def test_a_name_tells_nothing_of_drafts(session: Session) -> None:
    work = make_work(session, directors=("Secret Project",))
    make_review(session, work=work, status=ReviewStatus.DRAFT)
    slug = work.directors[0].person.slug

    scope = scopes.filtered_reviews(
        session, Filters({Facet.DIRECTOR: (slug,)}), at=utcnow()
    )

    assert "Secret" not in scope.subject

"""The archive is looked over: everything amiss is found, and nothing else."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.redirects.keeping import add_redirect
from reviewblog.reviews.checkup.flaws import FlawKind, SpotKind
from reviewblog.reviews.checkup.looking import look_over
from reviewblog.reviews.list_models import ReviewList
from reviewblog.reviews.models import FormerSlug, FormerTagSlug, Review, ReviewStatus
from reviewblog.reviews.rendering import render
from reviewblog.reviews.stills import ChosenStill, picture_use
from reviewblog.standing.models import PageStatus
from reviewblog.text.markup import render_review
from reviewblog.works.models import WorkKind
from tests.factories import (
    LONG_AGO,
    make_page,
    make_person,
    make_review,
    make_tag,
    make_work,
    save,
)
from tests.reviews.test_picturing import take_in
from tests.statements import counted_statements

SITE = "https://films.example"


def labels(session: Session, kind: FlawKind) -> list[list[str]]:
    found = look_over(session, site_url=SITE)[kind]
    return [[spot.label for spot in flaw.spots] for flaw in found]


def dead(session: Session) -> list[str]:
    found = look_over(session, site_url=SITE)[FlawKind.DEAD_LINK]
    return sorted(flaw.detail for flaw in found)


def write(session: Session, body: str, **given: Any) -> Review:
    review = make_review(session, body=body, **given)
    render(session, review)
    session.commit()
    return review


def whole(session: Session, title: str, **given: Any) -> None:
    facts = {"directors": (f"Director of {title}",), "cast": (f"Cast of {title}",)}
    make_review(session, work=make_work(session, title=title, **facts | given))


def test_a_whole_archive_has_no_flaws(session: Session) -> None:
    whole(session, "Rush", release_year=1991)
    whole(session, "Rush", release_year=2013)
    whole(session, "Nox", kind=WorkKind.BOOK, directors=(), cast=())

    assert not any(look_over(session, site_url=SITE).values())


def test_names_that_differ_in_accents_or_dots_are_doubled(session: Session) -> None:
    for name in ("Agnès Varda", "Agnes Varda", "E.T. Jones", "E. T. Jones", "Ozu"):
        make_person(session, name)

    assert labels(session, FlawKind.DOUBLED_PERSON) == [
        ["Agnès Varda", "Agnes Varda"],
        ["E.T. Jones", "E. T. Jones"],
    ]


def test_namesakes_that_were_told_apart_are_meant(session: Session) -> None:
    for addition in ("actor", "painter"):
        make_person(session, "Steve McQueen", disambiguation=addition)
    assert labels(session, FlawKind.DOUBLED_PERSON) == []

    make_person(session, "Steve Mcqueen")
    assert len(labels(session, FlawKind.DOUBLED_PERSON)[0]) == 3


def test_two_works_that_may_be_one_are_unlinked_looks(session: Session) -> None:
    whole(session, "Playtime", directors=("Jacques Tati",))
    whole(session, "Playtime", directors=())
    whole(session, "Pinocchio", release_year=2022, directors=("Guillermo del Toro",))
    whole(session, "Pinocchio", release_year=2022, directors=("Robert Zemeckis",))

    assert labels(session, FlawKind.UNLINKED_LOOK) == [
        ["Playtime (1967)", "Playtime (1967)"]
    ]


def test_gaps_in_the_facts_are_found(session: Session) -> None:
    whole(session, "Dateless", release_year=None)
    whole(session, "Nobody’s", directors=())
    whole(session, "Empty", cast=())
    draft = make_work(session, title="Draft", release_year=None)
    make_review(session, work=draft, status=ReviewStatus.DRAFT)

    assert labels(session, FlawKind.NO_YEAR) == [["Dateless"]]
    assert labels(session, FlawKind.NO_DIRECTOR) == [["Nobody’s (1967)"]]
    assert labels(session, FlawKind.NO_CAST) == [["Empty (1967)"]]


def test_pictures_that_nothing_describes_are_found(
    session: Session, owner: Account, tmp_path: Path
) -> None:
    pictures = {
        colour: take_in(session, owner, tmp_path, colour)
        for colour in ("red", "green", "blue", "white")
    }
    for colour in ("red", "green", "blue"):
        pictures[colour].alt = ""
    red, green, _, white = (f"/media/{p.hash}.jpg" for p in pictures.values())
    body = f"![]({red}) ![Said here]({green}) ![]({white})"
    review = write(session, body)
    above = ChosenStill(review_id=review.id, picture=pictures["blue"], caption="")
    session.add(above)
    for picture in pictures.values():
        use = {"review_id": review.id, "picture_id": picture.id}
        session.execute(picture_use.insert(), use)
    session.commit()

    found = labels(session, FlawKind.NO_DESCRIPTION)
    assert sorted(found) == [["blue.png"], ["red.png"]]


@pytest.mark.parametrize(
    "link",
    [
        "/reviews/gone/",
        "/reviews/draft-one",
        "/people/nobody/?page=2#top",
        "/works/nothing/",
        "/tags/none/",
        "/lists/none/",
        "/no-such-page/",
        "/hidden/",
        "/2012/05/01/rush.html",
        "/reviews/gone/comments/feed.xml",
        f"{SITE}/reviews/gone/",
    ],
)
def test_a_link_to_nothing_is_dead(session: Session, link: str) -> None:
    make_review(session, slug="draft-one", status=ReviewStatus.DRAFT)
    make_page(session, slug="hidden", status=PageStatus.DRAFT)

    write(session, f"See [there]({link}).")

    assert dead(session) == [link]


def test_a_link_to_what_no_reader_can_open_is_dead(session: Session) -> None:
    """A topic or a person without a public review has no page."""
    make_tag(session, "unused")
    person = make_person(session, "Nobody Yet")
    links = ["/tags/unused/", f"/people/{person.slug}/"]

    write(session, " ".join(f"[x]({link})" for link in links))

    assert sorted(dead(session)) == sorted(links)


def test_links_to_what_is_there_are_alive(session: Session) -> None:
    work = make_work(session, slug="playtime", directors=("Jacques Tati",))
    review = make_review(session, slug="rush", work=work, tags=["city"])
    [tag] = review.tags
    make_page(session, slug="about")
    tati = work.directors[0].person.slug
    once = {"retired_at": LONG_AGO}
    save(session, FormerSlug(slug="old-rush", review_id=review.id, **once))
    save(session, FormerTagSlug(slug="urban", tag_id=tag.id, **once))
    add_redirect(session, "/2012/05/rush.html?p=1", "/reviews/rush/", at=LONG_AGO)
    links = (
        "/ /reviews/ /reviews/rush /reviews/rush/#comments /reviews/?tag=city /about/"
        f" /reviews/old-rush/ /people/{tati}/ /works/playtime/ /tags/city/ /tags/urban/"
        f" /2012/05/rush.html?p=1 /feed.xml /search?q=x {SITE} {SITE}/reviews/rush/"
        " https://elsewhere.example/reviews/gone/ //elsewhere.example/x /favicon.ico"
        " /media/none.jpg #fn /lists/"
    )

    write(session, " ".join(f"[x]({link})" for link in links.split()))

    assert dead(session) == []


def test_pages_and_lists_are_looked_over_too(session: Session) -> None:
    body = "[a](/reviews/a/)"
    html = render_review(body, prefix="p1").html
    page = make_page(session, title="About", body=body, body_html=html)
    found = ReviewList(slug="best", title="Best", intro=body, intro_html=html)
    found.uuid, found.published_at = make_review(session).uuid, LONG_AGO
    found.is_ranked, found.renderer_version = True, 1
    found.created_at = found.updated_at = LONG_AGO
    save(session, found)

    flaws = look_over(session, site_url=SITE)[FlawKind.DEAD_LINK]

    spots = [(spot.kind, spot.subject_id) for flaw in flaws for spot in flaw.spots]
    assert spots == [(SpotKind.PAGE, page.id), (SpotKind.LIST, found.id)]


def test_a_picture_that_is_not_in_the_library_leads_nowhere(
    session: Session, owner: Account, tmp_path: Path
) -> None:
    hall = take_in(session, owner, tmp_path, "red")
    write(
        session,
        f"![A hall.]({hall.as_still().address})\n\n![A \\> door.](/media/x&y.jpg)",
    )

    assert dead(session) == ["/media/x&y.jpg"]


def test_code_that_looks_like_a_link_is_none(session: Session) -> None:
    write(session, "`[a](/reviews/a/)`")

    assert dead(session) == []


def test_the_number_of_statements_does_not_grow(app: Flask, session: Session) -> None:
    def look() -> int:
        with counted_statements(app) as sent, app.app_context():
            look_over(session, site_url=SITE)
        session.rollback()
        return len(sent)

    write(session, "[a](/reviews/a/) [b](/people/b/) [c](/c/)")
    few = look()
    for number in range(12):
        write(session, f"[a](/reviews/{number}/) [b](/people/{number}/)")
        make_person(session, f"É{number}")
        make_person(session, f"E{number}")
        whole(session, "Playtime")

    assert look() == few

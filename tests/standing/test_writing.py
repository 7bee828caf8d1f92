"""Writing standing pages: addresses, order, throwing away."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from reviewblog.standing.drafts import PageDraft, PageRefusedError
from reviewblog.standing.models import PageStatus, StandingPage
from reviewblog.standing.queries import (
    find_new_slug,
    find_public,
    is_gone,
    list_kept,
    list_menu,
)
from reviewblog.standing.writing import (
    create_page,
    delete_page,
    move_page,
    restore_page,
    update_page,
)
from tests.factories import LONG_AGO


def draft(**given: Any) -> PageDraft:
    return PageDraft(**{"title": "About", "status": PageStatus.PUBLISHED} | given)


def write(session: Session, **given: Any) -> StandingPage:
    return create_page(session, draft(**given), at=LONG_AGO)


def test_the_address_is_made_of_the_title(session: Session) -> None:
    page = write(session, title="À propos", body="One *seat*.")

    assert find_public(session, "a-propos") is page
    assert "<em>seat</em>" in page.body_html


def test_a_title_may_come_twice(session: Session) -> None:
    assert [write(session).slug, write(session).slug] == ["about", "about-2"]


def test_an_untitled_address_is_still_one(session: Session) -> None:
    assert write(session, title="☆").slug == "untitled"


def test_a_title_that_the_site_needs_gets_a_number(session: Session) -> None:
    assert write(session, title="Search").slug == "search-2"


@pytest.mark.parametrize("slug", ["search", "Reviews", "static", "☆"])
def test_an_address_that_cannot_be_had_is_refused(session: Session, slug: str) -> None:
    with pytest.raises(PageRefusedError) as refusal:
        write(session, slug=slug)

    assert refusal.value.field == "slug"


def test_an_address_of_another_page_is_refused(session: Session) -> None:
    write(session)

    with pytest.raises(PageRefusedError, match="Another page"):
        write(session, title="More", slug="about")


def test_a_published_page_that_moves_leaves_a_way(session: Session) -> None:
    page = write(session)

    update_page(session, page, draft(slug="who"), at=LONG_AGO)

    assert find_public(session, "about") is None
    assert find_new_slug(session, "about") == "who"
    with pytest.raises(PageRefusedError):
        write(session, slug="about")


def test_a_page_may_come_back_to_its_old_address(session: Session) -> None:
    page = write(session)
    update_page(session, page, draft(slug="who"), at=LONG_AGO)

    update_page(session, page, draft(slug="about"), at=LONG_AGO)

    assert find_public(session, "about") is page
    assert find_new_slug(session, "who") == "about"
    assert find_new_slug(session, "about") is None


def test_a_draft_that_moves_leaves_nothing(session: Session) -> None:
    page = write(session, status=PageStatus.DRAFT)

    update_page(session, page, draft(slug="who"), at=LONG_AGO)

    assert find_new_slug(session, "about") is None


def test_a_new_title_leaves_a_known_address_alone(session: Session) -> None:
    page = write(session)

    update_page(session, page, draft(title="Who"), at=LONG_AGO)

    assert page.slug == "about"


def test_a_draft_follows_its_title(session: Session) -> None:
    page = write(session, status=PageStatus.DRAFT)

    update_page(session, page, draft(title="Who"), at=LONG_AGO)

    assert page.slug == "who"


def test_a_deleted_page_is_gone_until_it_is_back(session: Session) -> None:
    page = write(session, in_menu=True)

    delete_page(session, page, at=LONG_AGO)

    assert find_public(session, "about") is None
    assert is_gone(session, "about")
    assert list_menu(session) == []
    restore_page(session, page, at=LONG_AGO)
    assert find_public(session, "about") is page


def test_a_deleted_draft_was_never_there(session: Session) -> None:
    page = write(session, status=PageStatus.DRAFT)

    delete_page(session, page, at=LONG_AGO)

    assert not is_gone(session, "about")


def test_a_deleted_page_leaves_its_address_to_others(session: Session) -> None:
    old = write(session)
    delete_page(session, old, at=LONG_AGO)
    new = write(session)

    restore_page(session, old, at=LONG_AGO)

    assert (new.slug, old.slug) == ("about", "about-2")


def test_menus_name_published_pages_in_order(session: Session) -> None:
    for title in ("One", "Two", "Three"):
        write(session, title=title, in_menu=True)
    write(session, title="Draft", in_menu=True, status=PageStatus.DRAFT)
    write(session, title="Elsewhere")
    pages = list_kept(session)

    move_page(session, pages[2], by=-1)
    move_page(session, pages[0], by=-1)

    assert [entry.title for entry in list_menu(session)] == ["One", "Three", "Two"]

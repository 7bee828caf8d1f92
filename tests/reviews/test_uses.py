"""A picture is used as long as any text that is shown, or can be had back, names it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.media.encoding import prepare
from reviewblog.media.errors import PictureInUseError
from reviewblog.media.library import replace_content
from reviewblog.media.models import Picture
from reviewblog.media.storage import MediaFolder
from reviewblog.reviews.keeping import discard_pending, keep_pending, keep_saved
from reviewblog.reviews.list_models import ListEntry, ReviewList
from reviewblog.reviews.list_writing import (
    EntryDraft,
    ListDraft,
    change_list,
    create_list,
)
from reviewblog.reviews.rendering import rerender_showing
from reviewblog.reviews.typed import Hand, Typed
from reviewblog.reviews.uses import Place, Use, delete_unused, uses_of
from reviewblog.standing.models import StandingPage
from reviewblog.standing.writing import delete_page
from tests.factories import LONG_AGO, make_account, make_page, make_review
from tests.media.pictures import plain
from tests.reviews.test_picturing import take_in

LATER = LONG_AGO + timedelta(days=1)


@pytest.fixture
def red(session: Session, owner: Account, tmp_path: Path) -> Picture:
    return take_in(session, owner, tmp_path, "red")


def address(picture: Picture) -> str:
    return f"![](/media/{picture.hash}.jpg)"


def make_list(session: Session, **typed: Any) -> ReviewList:
    found = create_list(session, "Best of 2026", at=LONG_AGO)
    note = EntryDraft(make_review(session).id, typed.pop("note", ""))
    draft = ListDraft(title=found.title, slug=found.slug, entries=[note], **typed)
    change_list(session, found, draft, at=LONG_AGO)
    session.commit()
    return found


def refused(session: Session, picture: Picture) -> str:
    with pytest.raises(PictureInUseError) as refusal:
        delete_unused(session, [picture], by=make_account(session))
    session.rollback()
    return str(refusal.value)


def test_a_page_needs_its_pictures_even_thrown_away(
    session: Session, red: Picture
) -> None:
    page = make_page(session, title="About", body=address(red))
    delete_page(session, page, at=LATER)
    session.commit()

    assert uses_of(session, [red.id])[red.id] == [Use(Place.PAGE, page.id, "About")]
    assert "is shown in “About”" in refused(session, red)


@pytest.mark.parametrize("field", ["intro", "note"])
def test_a_list_needs_the_pictures_of_its_words(
    session: Session, red: Picture, field: str
) -> None:
    found = make_list(session, **{field: address(red)})

    [use] = uses_of(session, [red.id])[red.id]

    assert use == Use(Place.LIST, found.id, "Best of 2026")
    assert "Best of 2026" in refused(session, red)


@pytest.mark.parametrize("name", ["body", "still"])
def test_what_was_typed_and_not_sent_needs_its_pictures(
    session: Session, owner: Account, red: Picture, name: str
) -> None:
    review = make_review(session, title="Playtime")
    value = red.hash if name == "still" else address(red)

    pending = keep_pending(session, review, Typed.of([(name, value)]), hand(owner))
    session.commit()
    assert "typed earlier or is not saved yet" in refused(session, red)

    session.delete(pending)
    session.commit()
    assert delete_unused(session, [red], by=owner) == {red.hash}


def test_overwritten_and_discarded_texts_need_their_pictures(
    session: Session, owner: Account, red: Picture
) -> None:
    review = make_review(session, title="Playtime")
    with_it = Typed.of([("body", address(red))])
    without = Typed.of([("body", "Nothing to see.")])

    keep_saved(session, review, with_it, hand(owner))
    keep_saved(session, review, without, hand(owner, days=2))
    session.commit()

    assert "“Playtime”" in refused(session, red)
    discard_pending(session, review)
    assert uses_of(session, [red.id])[red.id][0].place is Place.KEPT_TEXT


def test_a_pending_text_that_goes_on_without_it_frees_a_picture(
    session: Session, owner: Account, red: Picture
) -> None:
    review = make_review(session)
    keep_pending(session, review, Typed.of([("body", address(red))]), hand(owner))

    keep_pending(session, review, Typed.of([("body", "a")]), hand(owner))
    session.commit()

    assert delete_unused(session, [red], by=owner) == {red.hash}


def test_a_text_that_names_what_a_picture_was_before_needs_it(
    session: Session, owner: Account, red: Picture, tmp_path: Path
) -> None:
    review, page = make_review(session), make_page(session, body=address(red))
    keep_saved(session, review, Typed.of([("body", address(red))]), hand(owner))
    blue = prepare(plain("blue"))

    replace_content(session, MediaFolder(tmp_path), red, blue)
    session.commit()

    places = [use.place for use in uses_of(session, [red.id])[red.id]]
    assert places == [Place.KEPT_TEXT, Place.PAGE]
    assert page.title in [use.title for use in uses_of(session, [red.id])[red.id]]


def test_pages_and_lists_show_a_changed_picture_at_once(
    session: Session, red: Picture
) -> None:
    page = make_page(session, body=address(red))
    found = make_list(session, intro=address(red), note=address(red))
    red.describe(alt="Red all over", caption="", credit="")

    rerender_showing(session, red.id)
    session.commit()
    session.expire_all()

    texts = [
        session.get_one(StandingPage, page.id).body_html,
        found.intro_html,
        session.scalars(select(ListEntry.note_html)).one(),
    ]
    assert all('alt="Red all over"' in html and "srcset" in html for html in texts)


def hand(by: Account, *, days: int = 1) -> Hand:
    return Hand(by_id=by.id, at=LONG_AGO + timedelta(days=days), tab="tab")

"""What the editor's script is told while somebody types."""

import hashlib
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.freshness import Freshness
from reviewblog.reviews.models import Review, ReviewStatus
from reviewblog.reviews.revisions import Revision, RevisionKind
from tests.clients import fields_of, sign_in, submit
from tests.factories import make_account, make_review, make_work
from tests.pages import attribute, texts
from tests.reviews.drafts import load

NEW = "/dashboard/reviews/new"
TAB = "a-page-that-is-open"


def page_of(review: Review, name: str = "edit") -> str:
    return f"/dashboard/reviews/{review.id}/{name}"


def autosave(desk: FlaskClient, review: Review, **typed: str) -> Any:
    """Type something into the form as it is served, and let the script send it."""
    fields = fields_of(desk.get(page_of(review)), "form[data-editor]")
    return desk.post(page_of(review, "autosave"), data=fields | typed)


def digest_of(fields: dict[str, str]) -> str:
    bookkeeping = {"csrf_token", "action", "base", "tab"}
    text = "".join(
        f"{name}\0{fields[name]}\0"
        for name in sorted(fields)
        if name not in bookkeeping
    )
    return hashlib.sha256(text.encode()).hexdigest()


def count(session: Session, model: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_server_confirms_what_it_has_by_its_hash(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session)
    typed = fields_of(desk.get(page_of(review)), "form[data-editor]") | {
        "body": "Line\r\nand line: “ünï” \U0001f3ac\r\n",
        "release_year": "no number yet",
    }

    answer = desk.post(page_of(review, "autosave"), data=typed).get_json()

    as_shown = typed | {"body": typed["body"].replace("\r\n", "\n")}
    assert answer["digest"] == digest_of(as_shown)


def test_readers_see_changes_only_after_an_update(
    desk: FlaskClient, client: FlaskClient, session: Session
) -> None:
    review = make_review(session, body="Before.")
    address = f"/reviews/{review.slug}/"
    shown = client.get(address).text
    counter = select(Freshness.changed).where(Freshness.scope == "")
    before = session.scalar(counter)

    answer = autosave(desk, review, body="After.", film_title="Another film")

    assert answer.get_json()["is_pending"]
    assert client.get(address).text == shown
    session.rollback()
    assert session.scalar(counter) == before

    submit(desk, page_of(review), action="save")
    assert "After." in client.get(address).text


def test_the_editor_opens_on_what_was_typed_last_and_says_so(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, body="Before.")
    autosave(desk, review, body="After.", release_year="19x")

    page = desk.get(page_of(review))

    assert fields_of(page, "form[data-editor]")["body"] == "After."
    assert attribute(page, "[name=release_year]", "value") == "19x"
    assert "Readers do not see this text yet." in page.text


def test_pending_changes_can_be_discarded_and_found_again(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, body="Before.")
    autosave(desk, review, body="After.")

    desk.post(page_of(review, "discard"))

    page = desk.get(page_of(review))
    assert fields_of(page, "form[data-editor]")["body"].startswith("Before.")
    assert "Readers do not see" not in page.text
    assert any("Set aside" in row for row in history(desk, review))


def test_a_new_page_begins_one_draft_however_often_it_saves(
    desk: FlaskClient, session: Session
) -> None:
    typed = fields_of(desk.get(NEW), "form[data-editor]") | {"film_title": "Rush"}
    answers = [
        desk.post(f"{NEW}/autosave", data=typed | {"body": body}).get_json()
        for body in ("One", "One two")
    ]

    assert answers[0]["review"] == answers[1]["review"]
    review = load(session, session.scalars(select(Review)).one())
    assert (review.title, review.body) == ("Rush", "One two")
    assert review.status is ReviewStatus.DRAFT


def test_a_save_whose_page_was_not_told_of_its_draft_makes_no_second_one(
    desk: FlaskClient, session: Session
) -> None:
    typed = fields_of(desk.get(NEW), "form[data-editor]") | {"film_title": "Rush"}
    desk.post(f"{NEW}/autosave", data=typed)

    response = desk.post(NEW, data=typed | {"action": "publish", "body": "All."})

    review = load(session, session.scalars(select(Review)).one())
    assert response.location == page_of(review)
    assert (review.status, review.slug) == (ReviewStatus.PUBLISHED, "rush")
    assert review.work.title == "Rush"


def test_half_a_title_never_touches_another_film(
    desk: FlaskClient, session: Session
) -> None:
    known = make_review(session, work=make_work(session, title="Rush"))
    works = count(session, type(known.work))
    typed = fields_of(desk.get(NEW), "form[data-editor]")
    for title in ("Rush", "Rush Hour"):
        desk.post(f"{NEW}/autosave", data=typed | {"film_title": title})

    session.rollback()
    assert load(session, known).work.title == "Rush"
    assert count(session, type(known.work)) == works + 1


def test_another_page_s_newer_text_is_not_written_over(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, body="Before.")
    mine = fields_of(desk.get(page_of(review)), "form[data-editor]")
    autosave(desk, review, body="Theirs is newer.")

    answer = desk.post(page_of(review, "autosave"), data=mine | {"body": "Mine."})

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Theirs is newer." in answer.get_json()["html"]
    assert any("Set aside" in row for row in history(desk, review))
    again = mine | {"body": "Mine.", "base": answer.get_json()["base"]}
    assert desk.post(page_of(review, "autosave"), data=again).status_code == 200


def test_a_page_whose_answer_was_lost_is_not_in_its_own_way(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session)
    typed = fields_of(desk.get(page_of(review)), "form[data-editor]")

    for body in ("One.", "One. Two.", "One. Two. Three."):
        answer = desk.post(page_of(review, "autosave"), data=typed | {"body": body})
        assert answer.status_code == HTTPStatus.OK
    saved = desk.post(page_of(review), data=typed | {"body": "Done."})
    assert saved.status_code == HTTPStatus.SEE_OTHER


def test_a_save_over_a_newer_text_shows_both_and_loses_neither(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, body="Before.")
    mine = fields_of(desk.get(page_of(review)), "form[data-editor]")
    submit(desk, page_of(review), body="Theirs is newer.", action="save")

    page = desk.post(page_of(review), data=mine | {"body": "Mine.", "action": "save"})

    assert page.status_code == HTTPStatus.CONFLICT
    assert fields_of(page, "form[data-editor]")["body"] == "Mine."
    assert "Theirs is newer." in " ".join(texts(page, "[data-conflict] del"))
    session.rollback()
    assert load(session, review).body == "Theirs is newer."

    kept = fields_of(page, "form[data-editor]")
    assert desk.post(page_of(review), data=kept | {"action": "save"}).status_code == 303
    session.rollback()
    assert load(session, review).body == "Mine."


def test_the_other_text_can_be_taken_and_one_s_own_is_kept(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session, body="Before.")
    mine = fields_of(desk.get(page_of(review)), "form[data-editor]")
    submit(desk, page_of(review), body="Theirs.", action="save")

    desk.post(page_of(review, "aside"), data=mine | {"body": "Mine, only mine."})

    page = desk.get(page_of(review))
    assert fields_of(page, "form[data-editor]")["body"] == "Theirs."
    session.rollback()
    aside = Revision.kind == RevisionKind.SET_ASIDE
    kept = session.scalars(select(Revision).where(aside)).one()
    assert kept.typed["body"] == "Mine, only mine."


def test_a_program_that_sends_the_contract_s_fields_meets_no_conflict(
    desk: FlaskClient, session: Session
) -> None:
    review = make_review(session)
    autosave(desk, review, body="Typed in a browser.")

    posted = {"film_title": "Rush", "body": "By a program.", "action": "save"}
    assert desk.post(page_of(review), data=posted).status_code == HTTPStatus.SEE_OTHER


def test_a_stranger_is_told_to_sign_in(client: FlaskClient, session: Session) -> None:
    review = make_review(session)

    response = client.post(page_of(review, "autosave"), data={"body": "x"})

    assert response.status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("name", ["autosave", "aside", "discard"])
def test_nobody_types_into_somebody_else_s_review(
    app: Flask, session: Session, name: str
) -> None:
    review = make_review(session)
    other = make_account(session, role=Role.AUTHOR)
    browser = sign_in(app.test_client(), session, other)

    response = browser.post(page_of(review, name), data={"body": "x"})

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert count(session, Revision) == 0


@pytest.mark.parametrize(
    "typed",
    [
        {"body": "\0 \ud800 \uffff"},
        {"tab": "x" * 5_000, "base": "\0" * 90},
        {"release_year": "9" * 5_000, "grade": "\0", "kind": "x", "\0": "\0"},
        {"title": "x" * 100_000, "tags": "," * 9_000},
        {},
    ],
)
def test_whatever_is_typed_is_kept(
    desk: FlaskClient, session: Session, typed: dict[str, str]
) -> None:
    review = make_review(session)
    data = {
        name.encode("utf-8", "replace").decode(): value.encode("utf-8", "replace")
        for name, value in typed.items()
    }

    for address in (page_of(review, "autosave"), f"{NEW}/autosave"):
        response = desk.post(address, data=data, content_type="multipart/form-data")
        assert response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, address
    assert desk.get(page_of(review)).status_code == HTTPStatus.OK


def history(desk: FlaskClient, review: Review) -> list[str]:
    return texts(desk.get(page_of(review, "history")), ".revisions li")


def test_what_was_typed_before_a_sign_in_opens_in_the_editor_again(
    desk: FlaskClient, session: Session, owner: Account
) -> None:
    review = make_review(session, body="Before.")
    mine = fields_of(desk.get(page_of(review)), "form[data-editor]")
    del desk.environ_base["HTTP_X_CSRFTOKEN"]

    page = desk.post(
        page_of(review), data=mine | {"csrf_token": "stale", "body": "Typed for hours."}
    )

    fields = fields_of(page, "form[data-editor]")
    assert (fields["body"], fields["base"]) == ("Typed for hours.", mine["base"])
    assert "not saved yet" in page.text

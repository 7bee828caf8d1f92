"""What the house changes in a reader's words, and how it is brought back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.comments.editing import edit_comment, withdraw_comment
from reviewblog.comments.errors import BodyRefusedError
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.comments.moderation import decide
from reviewblog.comments.rewriting import (
    Rewriting,
    fold_comment,
    folded,
    restore_original,
    rewrite_comment,
)
from reviewblog.comments.screening.models import FilterCorpus
from reviewblog.text.markup import render_comment
from tests.factories import LONG_AGO, make_account, make_comment

WRITTEN = "I laughed all the way."


def rewrite(session: Session, comment: Comment, body: str, by: Account) -> None:
    rewrite_comment(session, comment.id, Rewriting(body, "shorter"), by=by, at=LONG_AGO)


def test_a_changed_text_keeps_what_was_written_first(
    session: Session, owner: Account
) -> None:
    comment = make_comment(session)

    rewrite(session, comment, "I *laughed*.", owner)
    rewrite(session, comment, "Laughed.", owner)

    assert comment.body_html == "<p>Laughed.</p>"
    assert (comment.original_body, comment.edit_note) == (WRITTEN, "shorter")
    assert comment.edited_at is None


def test_the_writers_text_comes_back(session: Session, owner: Account) -> None:
    comment = make_comment(session)
    rewrite(session, comment, "Laughed.", owner)
    fold_comment(session, comment.id, by=owner, at=LONG_AGO)

    restore_original(session, comment.id, by=owner, at=LONG_AGO)

    assert (comment.body, comment.original_body) == (WRITTEN, None)
    assert (comment.edit_note, comment.is_folded) == ("", False)


def test_a_folded_comment_is_one_spoiler(session: Session, owner: Account) -> None:
    comment = make_comment(session, body="He dies.\n\n- Twice.")

    for _ in "ab":
        fold_comment(session, comment.id, by=owner, at=LONG_AGO)

    assert comment.body_html.count("<details") == 1
    assert (comment.original_body, comment.is_folded) == ("He dies.\n\n- Twice.", True)


@pytest.mark.parametrize(
    "body",
    [
        "a\n:::\nb",
        "::: spoiler The end\nx\n:::\ny",
        ":::\n:::",
        "```\nnever closed",
        "> quoted\n> :::\n\nbelow",
        "- :::\n  in a list",
        "<details>\n:::",
    ],
)
def test_nothing_of_a_folded_text_stays_outside(body: str) -> None:
    assert outside_of(body) == []


@given(st.lists(st.sampled_from([":::", "::: spoiler", "> a", "- b", "```", "c", ""])))
def test_no_text_gets_out_of_its_fold(lines: list[str]) -> None:
    assert outside_of("\n".join([*lines, "said"])) == []


def outside_of(body: str) -> list[str]:
    parts = html.fragments_fromstring(render_comment(folded(body)).html)
    return [
        str(part)
        for part in parts
        if str(getattr(part, "tag", part)).strip() != "details"
    ]


def test_an_empty_text_is_refused(session: Session, owner: Account) -> None:
    comment = make_comment(session)

    with pytest.raises(BodyRefusedError):
        rewrite(session, comment, " ", owner)

    assert comment.original_body is None


def test_somebody_elses_comment_is_left_alone(session: Session) -> None:
    author = make_account(session, role=Role.AUTHOR)
    comment = make_comment(session)

    rewrite(session, comment, "Mine now.", author)
    fold_comment(session, comment.id, by=author, at=LONG_AGO)

    assert comment.body == WRITTEN


def test_the_filter_knows_the_text_that_stands(
    session: Session, owner: Account
) -> None:
    comment = make_comment(session)
    decide(session, [comment.id], to=CommentStatus.APPROVED, by=owner, at=LONG_AGO)

    rewrite(session, comment, "Laughed.", owner)
    decide(session, [comment.id], to=CommentStatus.PENDING, by=owner, at=LONG_AGO)

    assert session.get_one(FilterCorpus, 1, populate_existing=True).good == 0


def test_a_writer_who_edits_or_withdraws_takes_it_all_back(
    session: Session, owner: Account
) -> None:
    changed, withdrawn = make_comment(session), make_comment(session)
    for comment in (changed, withdrawn):
        rewrite(session, comment, "Laughed.", owner)

    edit_comment(session, changed, "Mine.", opened_at=LONG_AGO, at=LONG_AGO)
    withdraw_comment(session, withdrawn, at=LONG_AGO)

    for comment in (changed, withdrawn):
        assert (comment.original_body, comment.edit_note) == (None, "")

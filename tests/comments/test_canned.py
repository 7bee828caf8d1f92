"""Replies that are written once and used often."""

import pytest
from sqlalchemy.orm import Session

from reviewblog.comments.canned import (
    MOST,
    CannedReply,
    CannedReplyRefusedError,
    keep_canned,
    list_canned,
)


def test_names_are_filled_in() -> None:
    reply = CannedReply(name="Thanks", body="{name}, on {title}: thank you, {name}.")

    said = reply.filled(name="{title}", title="Rush")

    assert said == "{title}, on Rush: thank you, {title}."


def test_a_name_is_taken_once(session: Session) -> None:
    thanks = keep_canned(session, "Thanks", "Thank you.")

    with pytest.raises(CannedReplyRefusedError, match="already"):
        keep_canned(session, "thanks", "Again.")
    keep_canned(session, "THANKS", "Thank you!", known=thanks)

    assert [(each.name, each.body) for each in list_canned(session)] == [
        ("THANKS", "Thank you!")
    ]


def test_a_menu_has_an_end(session: Session) -> None:
    for number in range(MOST):
        keep_canned(session, f"No. {number}", "Thank you.")

    with pytest.raises(CannedReplyRefusedError, match="at most"):
        keep_canned(session, "One more", "Thank you.")

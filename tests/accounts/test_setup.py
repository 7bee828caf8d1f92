"""The first owner: whoever holds the token, and nobody after."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role, SetupToken
from reviewblog.accounts.names import UsernameRefusedError
from reviewblog.accounts.passwords import PasswordRefusedError
from reviewblog.accounts.setup import (
    OwnerDraft,
    SetupRefusedError,
    become_owner,
    has_owner,
    issue_setup_token,
)
from tests.factories import LONG_AGO, PASSWORD, make_account
from tests.races import race


def issue(session: Session) -> str:
    token = issue_setup_token(session, at=LONG_AGO)
    assert token is not None
    session.commit()
    return token


def draft(token: str, **overrides: Any) -> OwnerDraft:
    values = {
        "username": "tamsin",
        "email": "tamsin@example.org",
        "password": PASSWORD,
        "site_title": "Row K",
    }
    return OwnerDraft(token=token, **values | overrides)


def test_become_owner_makes_an_owner_and_uses_the_token_up(session: Session) -> None:
    token = issue(session)

    owner = become_owner(session, draft(token), at=LONG_AGO)

    assert owner.role is Role.OWNER
    assert owner.display_name == "tamsin"
    assert session.scalar(select(func.count(SetupToken.id))) == 0
    with pytest.raises(SetupRefusedError):
        become_owner(session, draft(token, username="second"), at=LONG_AGO)


def test_the_token_is_stored_as_a_hash(session: Session) -> None:
    token = issue(session)

    assert session.scalar(select(SetupToken.token_hash)) != token


def test_issue_setup_token_replaces_the_one_before(session: Session) -> None:
    old, new = issue(session), issue(session)

    with pytest.raises(SetupRefusedError, match="printed"):
        become_owner(session, draft(old), at=LONG_AGO)
    assert become_owner(session, draft(new), at=LONG_AGO).id


@pytest.mark.parametrize("overrides", [{}, {"disabled_at": LONG_AGO}])
def test_issue_setup_token_is_over_once_there_is_an_owner(
    session: Session, overrides: dict[str, Any]
) -> None:
    make_account(session, **overrides)

    assert has_owner(session)
    assert issue_setup_token(session, at=LONG_AGO) is None


def test_an_author_does_not_own_the_site(session: Session) -> None:
    make_account(session, role=Role.AUTHOR)

    assert not has_owner(session)
    assert issue_setup_token(session, at=LONG_AGO)


def test_become_owner_refuses_once_somebody_else_is(session: Session) -> None:
    token = issue(session)
    make_account(session)

    with pytest.raises(SetupRefusedError, match="has an owner"):
        become_owner(session, draft(token), at=LONG_AGO)


@pytest.mark.parametrize("token", ["", "wrong", "\x00", "é", "\ud800", "x" * 100_000])
def test_become_owner_refuses_any_other_token(session: Session, token: str) -> None:
    issue(session)

    with pytest.raises(SetupRefusedError):
        become_owner(session, draft(token), at=LONG_AGO)


def test_become_owner_refuses_without_a_token_having_been_issued(
    session: Session,
) -> None:
    with pytest.raises(SetupRefusedError):
        become_owner(session, draft(""), at=LONG_AGO)


def test_become_owner_refuses_the_title_as_password(session: Session) -> None:
    token = issue(session)
    owner = draft(token, site_title="The Long Row", password="the long row")

    with pytest.raises(PasswordRefusedError):
        become_owner(session, owner, at=LONG_AGO)


def test_a_refused_owner_may_try_the_token_again(session: Session) -> None:
    token = issue(session)
    with pytest.raises(UsernameRefusedError):
        become_owner(session, draft(token, username="?"), at=LONG_AGO)

    assert become_owner(session, draft(token), at=LONG_AGO).id


def test_two_at_once_make_one_owner(app: Flask, session: Session) -> None:
    token = issue(session)

    def become_one(own: Session, number: int) -> None:
        name = f"tamsin{number}"
        owner = draft(token, username=name, email=f"{name}@example.org")
        become_owner(own, owner, at=LONG_AGO)

    refusals = race(app, become_one, times=3)

    assert [type(refusal) for refusal in refusals] == [SetupRefusedError] * 2
    assert session.scalar(select(func.count(Account.id))) == 1


def test_two_starts_at_once_leave_one_token(app: Flask, session: Session) -> None:
    def start(own: Session, _: int) -> None:
        issue_setup_token(own, at=LONG_AGO)

    refusals = race(app, start, times=3)

    assert refusals == []
    assert session.scalar(select(func.count(SetupToken.id))) == 1

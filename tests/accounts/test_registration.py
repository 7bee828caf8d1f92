"""New accounts, and what they go by."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role
from reviewblog.accounts.passwords import PasswordRefusedError, verify_password
from reviewblog.accounts.registration import (
    EmailTakenError,
    ProfileDraft,
    UsernameTakenError,
    change_profile,
    register_account,
)
from tests.factories import LONG_AGO, PASSWORD, make_account
from tests.races import race


def register(session: Session, **overrides: Any) -> Account:
    values: dict[str, Any] = {
        "username": "tamsin",
        "email": "tamsin@example.org",
        "password": PASSWORD,
        "role": Role.AUTHOR,
        "display_name": "Tamsin Orrell",
        "at": LONG_AGO,
    }
    return register_account(session, **values | overrides)


def test_register_account_keeps_what_was_given(session: Session) -> None:
    account = register(session)

    assert account.id
    assert (account.username, account.email) == ("tamsin", "tamsin@example.org")
    assert (account.display_name, account.role) == ("Tamsin Orrell", Role.AUTHOR)
    assert (account.created_at, account.disabled_at) == (LONG_AGO, None)
    assert verify_password(account.password_hash, PASSWORD)


def test_register_account_goes_by_its_username_without_a_name(session: Session) -> None:
    assert register(session, display_name="").display_name == "tamsin"


def test_register_account_has_one_spelling_of_name_and_address(
    session: Session,
) -> None:
    account = register(session, username=" Tamsin ", email=" Tamsin@EXAMPLE.org ")

    assert (account.username, account.email) == ("tamsin", "tamsin@example.org")


def test_register_account_refuses_a_taken_username(session: Session) -> None:
    make_account(session, username="tamsin")

    with pytest.raises(UsernameTakenError, match="taken"):
        register(session, username="TAMSIN")


def test_register_account_refuses_a_taken_address(session: Session) -> None:
    make_account(session, email="tamsin@example.org")

    with pytest.raises(EmailTakenError, match="email"):
        register(session, email="TAMSIN@example.org")


@pytest.mark.parametrize(
    "password", ["tamsin", "Tamsin@Example.org", "Tamsin Orrell", "Row K and more"]
)
def test_register_account_refuses_names_as_password(
    session: Session, password: str
) -> None:
    with pytest.raises(PasswordRefusedError):
        register(session, password=password, unwanted_passwords=["row k and more"])


def test_register_account_lets_one_win_a_race_for_a_username(
    app: Flask, session: Session
) -> None:
    def register_one(own: Session, number: int) -> None:
        register(own, email=f"tamsin{number}@example.org")

    refusals = race(app, register_one, times=4)

    assert [type(refusal) for refusal in refusals] == [UsernameTakenError] * 3
    assert session.scalar(select(func.count(Account.id))) == 1


def test_register_account_lets_one_win_a_race_for_an_address(
    app: Flask, session: Session
) -> None:
    def register_one(own: Session, number: int) -> None:
        register(own, username=f"tamsin{number}")

    refusals = race(app, register_one, times=4)

    assert [type(refusal) for refusal in refusals] == [EmailTakenError] * 3
    assert session.scalar(select(func.count(Account.id))) == 1


def test_register_account_leaves_the_transaction_usable_after_a_refusal(
    session: Session,
) -> None:
    make_account(session, username="tamsin")
    with pytest.raises(UsernameTakenError):
        register(session)

    assert register(session, username="tam").username == "tam"


def test_change_profile_changes_both(session: Session) -> None:
    account = make_account(session)

    change_profile(
        session, account, ProfileDraft(display_name="T. O.", email="T@example.org")
    )

    assert (account.display_name, account.email) == ("T. O.", "t@example.org")


def test_change_profile_may_keep_the_address(session: Session) -> None:
    account = make_account(session)
    draft = ProfileDraft(display_name="New", email=account.email)

    change_profile(session, account, draft)

    assert account.display_name == "New"


def test_change_profile_refuses_a_taken_address(session: Session) -> None:
    account = make_account(session)
    other = make_account(session)

    with pytest.raises(EmailTakenError):
        change_profile(
            session, account, ProfileDraft(display_name="New", email=other.email)
        )


def test_change_profile_lets_one_win_a_race(app: Flask, session: Session) -> None:
    ids = [make_account(session).id for _ in range(3)]
    draft = ProfileDraft(display_name="New", email="wanted@example.org")

    def change_one(own: Session, number: int) -> None:
        change_profile(own, own.get_one(Account, ids[number]), draft)

    refusals = race(app, change_one, times=3)

    assert [type(refusal) for refusal in refusals] == [EmailTakenError] * 2

"""What is changed about an account later."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.administration import (
    LastOwnerError,
    change_password,
    change_role,
    disable_account,
    enable_account,
    list_accounts,
)
from reviewblog.accounts.models import Account, Role
from reviewblog.accounts.passwords import PasswordRefusedError, verify_password
from reviewblog.accounts.sign_ins import Browser, find_sign_in, start_sign_in
from tests.factories import LONG_AGO, PASSWORD, make_account
from tests.races import race

BROWSER = Browser(user_agent="test")


def test_list_accounts_goes_by_username(session: Session) -> None:
    second, first = (make_account(session, username=name) for name in ("b9", "a9"))

    assert list_accounts(session) == [first, second]


def test_change_password_ends_every_sign_in(session: Session) -> None:
    account = make_account(session)
    started = start_sign_in(session, account, BROWSER, at=LONG_AGO)

    change_password(session, account, "another long walk")

    assert verify_password(account.password_hash, "another long walk")
    assert not verify_password(account.password_hash, PASSWORD)
    assert find_sign_in(session, started.token, at=LONG_AGO) is None


@pytest.mark.parametrize("password", ["short", "password1", "tamsin.o", "The Site"])
def test_change_password_refuses_a_weak_one(session: Session, password: str) -> None:
    account = make_account(session, username="tamsin.o")
    started = start_sign_in(session, account, BROWSER, at=LONG_AGO)

    with pytest.raises(PasswordRefusedError):
        change_password(session, account, password, unwanted_passwords=["the site"])

    assert verify_password(account.password_hash, PASSWORD)
    assert find_sign_in(session, started.token, at=LONG_AGO)


def test_disable_account_ends_every_sign_in(session: Session) -> None:
    account = make_account(session, role=Role.AUTHOR)
    started = start_sign_in(session, account, BROWSER, at=LONG_AGO)

    disable_account(session, account, at=LONG_AGO)
    enable_account(account)

    assert find_sign_in(session, started.token, at=LONG_AGO) is None


def test_disable_account_remembers_since_when(session: Session) -> None:
    account = make_account(session, role=Role.AUTHOR, disabled_at=LONG_AGO)

    disable_account(session, account, at=LONG_AGO.replace(year=2021))

    assert account.disabled_at == LONG_AGO
    assert not account.is_enabled


def test_enable_account_opens_the_door_again(session: Session) -> None:
    account = make_account(session, disabled_at=LONG_AGO)

    enable_account(account)

    assert account.is_enabled


def test_disable_account_leaves_one_owner(session: Session) -> None:
    owner = make_account(session)
    make_account(session, disabled_at=LONG_AGO)
    make_account(session, role=Role.EDITOR)

    with pytest.raises(LastOwnerError, match=owner.username):
        disable_account(session, owner, at=LONG_AGO)

    assert owner.is_enabled


def test_two_owners_cannot_shut_each_other_out_at_once(
    app: Flask, session: Session
) -> None:
    ids = [make_account(session).id for _ in range(2)]

    def disable_one(own: Session, number: int) -> None:
        disable_account(own, own.get_one(Account, ids[number]), at=LONG_AGO)

    refusals = race(app, disable_one, times=2)

    assert [type(refusal) for refusal in refusals] == [LastOwnerError]
    enabled = select(Account).where(Account.disabled_at.is_(None))
    assert len(session.scalars(enabled).all()) == 1


def test_an_account_gets_another_role(session: Session) -> None:
    owner, other = make_account(session), make_account(session, role=Role.AUTHOR)

    change_role(session, other, Role.OWNER)
    change_role(session, owner, Role.MODERATOR)

    assert (owner.role, other.role) == (Role.MODERATOR, Role.OWNER)


def test_the_last_owner_stays_owner(session: Session) -> None:
    owner = make_account(session)
    make_account(session, disabled_at=LONG_AGO)

    with pytest.raises(LastOwnerError):
        change_role(session, owner, Role.EDITOR)

    change_role(session, owner, Role.OWNER)
    assert owner.role is Role.OWNER

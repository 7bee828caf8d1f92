"""Who a name and a password belong to."""

import pytest
from sqlalchemy.orm import Session

from reviewblog.accounts.authentication import accept, authenticate, find_by_name
from reviewblog.accounts.passwords import (
    hash_password,
    needs_rehash,
    verify_password,
)
from tests.factories import LONG_AGO, PASSWORD, make_account


@pytest.mark.parametrize(
    "name", ["tamsin", " Tamsin ", "tamsin@example.org", "TAMSIN@Example.org"]
)
def test_authenticate_knows_an_account_by_either_name(
    session: Session, name: str
) -> None:
    account = make_account(session, username="tamsin", email="tamsin@example.org")

    proof = authenticate(session, name, PASSWORD)

    assert proof is not None
    assert accept(session, proof) is account


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("tamsin", "wrong"),
        ("tamsin", ""),
        ("tamsin", "x" * 1_000_000),
        ("nobody", PASSWORD),
        ("", PASSWORD),
        ("tam\x00sin@", PASSWORD),
        ("x" * 1_000_000, PASSWORD),
        ("' OR 1=1 --", PASSWORD),
    ],
)
def test_authenticate_refuses_everybody_else(
    session: Session, name: str, password: str
) -> None:
    make_account(session, username="tamsin")

    assert authenticate(session, name, password) is None


def test_authenticate_refuses_a_disabled_account(session: Session) -> None:
    make_account(session, username="tamsin", disabled_at=LONG_AGO)

    assert authenticate(session, "tamsin", PASSWORD) is None


@pytest.mark.usefixtures("dear_passwords")
def test_accept_makes_a_weak_hash_strong(session: Session) -> None:
    account = make_account(session, username="tamsin")
    proof = authenticate(session, "tamsin", PASSWORD)
    assert proof is not None

    accept(session, proof)

    assert not needs_rehash(account.password_hash)
    assert verify_password(account.password_hash, PASSWORD)


def test_accept_refuses_once_the_password_is_another(session: Session) -> None:
    account = make_account(session, username="tamsin")
    proof = authenticate(session, "tamsin", PASSWORD)
    assert proof is not None

    account.password_hash = hash_password("changed meanwhile")
    session.commit()

    assert accept(session, proof) is None


def test_accept_refuses_once_the_account_is_disabled(session: Session) -> None:
    account = make_account(session, username="tamsin")
    proof = authenticate(session, "tamsin", PASSWORD)
    assert proof is not None

    account.disabled_at = LONG_AGO
    session.commit()

    assert accept(session, proof) is None


def test_find_by_name_does_not_take_one_name_for_the_other(session: Session) -> None:
    make_account(session, username="example.org", email="tamsin@example.org")

    assert find_by_name(session, "tamsin") is None
    assert find_by_name(session, "example.org")

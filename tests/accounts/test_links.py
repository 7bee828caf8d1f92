"""Links that let somebody in once."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.administration import (
    change_password,
    change_role,
    disable_account,
)
from reviewblog.accounts.links import (
    INVITATION_LIFETIME,
    RESET_LIFETIME,
    LinkRefusedError,
    Newcomer,
    find_link,
    invite,
    join,
    list_invitations,
    offer_reset,
    reset_password,
    take_back,
)
from reviewblog.accounts.models import Account, OneTimeLink, Role
from reviewblog.accounts.passwords import PasswordRefusedError, verify_password
from reviewblog.accounts.registration import EmailTakenError
from reviewblog.accounts.sign_ins import Browser, list_sign_ins, start_sign_in
from reviewblog.errors import ConflictError
from tests.factories import LONG_AGO, make_account

ADA = Newcomer(username="ada", display_name="Ada", password="a long walk home")


@pytest.fixture
def owner(session: Session) -> Account:
    return make_account(session)


def invited(session: Session, owner: Account, role: Role = Role.EDITOR) -> str:
    return invite(session, "Ada@Example.org", role, by=owner, at=LONG_AGO)


def test_who_is_invited_joins_in_their_role(session: Session, owner: Account) -> None:
    account = join(session, invited(session, owner), ADA, at=LONG_AGO)

    assert (account.email, account.role) == ("ada@example.org", Role.EDITOR)
    assert verify_password(account.password_hash, ADA.password)


def test_only_a_hash_of_the_link_is_kept(session: Session, owner: Account) -> None:
    token = invited(session, owner)

    assert token not in session.scalars(select(OneTimeLink.token_hash)).one()


def test_an_invitation_is_good_once(session: Session, owner: Account) -> None:
    token = invited(session, owner)
    join(session, token, ADA, at=LONG_AGO)

    with pytest.raises(LinkRefusedError):
        join(session, token, ADA, at=LONG_AGO)


def test_a_refused_password_does_not_use_a_link_up(
    session: Session, owner: Account
) -> None:
    token = invited(session, owner)

    weak = Newcomer(username="ada", display_name="", password="short")
    with pytest.raises(PasswordRefusedError):
        join(session, token, weak, at=LONG_AGO)

    assert find_link(session, token, at=LONG_AGO).email == "ada@example.org"


def test_links_grow_old(session: Session, owner: Account) -> None:
    invitation = invited(session, owner)
    reset = offer_reset(session, owner, by=owner, at=LONG_AGO)

    with pytest.raises(LinkRefusedError):
        find_link(session, invitation, at=LONG_AGO + INVITATION_LIFETIME)
    with pytest.raises(LinkRefusedError):
        find_link(session, reset, at=LONG_AGO + RESET_LIFETIME)
    later = LONG_AGO + timedelta(days=2)
    assert [link.email for link in list_invitations(session, at=later)] == [
        "ada@example.org"
    ]


def test_a_second_invitation_takes_the_first_back(
    session: Session, owner: Account
) -> None:
    first, second = invited(session, owner), invited(session, owner, Role.AUTHOR)

    with pytest.raises(LinkRefusedError):
        find_link(session, first, at=LONG_AGO)
    assert find_link(session, second, at=LONG_AGO).role is Role.AUTHOR


def test_nobody_is_invited_who_is_here(session: Session, owner: Account) -> None:
    with pytest.raises(EmailTakenError):
        invite(session, owner.email.upper(), Role.EDITOR, by=owner, at=LONG_AGO)


def test_an_invitation_is_taken_back_once(session: Session, owner: Account) -> None:
    token = invited(session, owner)
    link_id = find_link(session, token, at=LONG_AGO).id

    assert take_back(session, link_id) == "ada@example.org"
    assert take_back(session, link_id) is None


def test_a_new_password_ends_every_sign_in(session: Session, owner: Account) -> None:
    start_sign_in(session, owner, Browser(user_agent="x"), at=LONG_AGO)
    token = offer_reset(session, owner, by=owner, at=LONG_AGO)

    reset_password(session, token, "another long walk", at=LONG_AGO)

    assert verify_password(owner.password_hash, "another long walk")
    assert list_sign_ins(session, owner, at=LONG_AGO) == []
    with pytest.raises(LinkRefusedError):
        reset_password(session, token, "another long walk", at=LONG_AGO)


def test_a_password_that_was_changed_otherwise_uses_the_link_up(
    session: Session, owner: Account
) -> None:
    account = make_account(session, role=Role.AUTHOR)
    token = offer_reset(session, account, by=owner, at=LONG_AGO)

    change_password(session, account, "a quiet night at the pictures")

    with pytest.raises(LinkRefusedError):
        reset_password(session, token, "another night at the opera", at=LONG_AGO)


def test_a_link_is_good_for_its_own_purpose_only(
    session: Session, owner: Account
) -> None:
    with pytest.raises(LinkRefusedError):
        reset_password(
            session, invited(session, owner), "another long walk", at=LONG_AGO
        )
    with pytest.raises(LinkRefusedError):
        join(
            session,
            offer_reset(session, owner, by=owner, at=LONG_AGO),
            ADA,
            at=LONG_AGO,
        )


def test_who_is_disabled_gets_no_new_password(session: Session, owner: Account) -> None:
    other = make_account(session)
    token = offer_reset(session, other, by=owner, at=LONG_AGO)
    disable_account(session, other, at=LONG_AGO)

    with pytest.raises(LinkRefusedError):
        reset_password(session, token, "another long walk", at=LONG_AGO)
    with pytest.raises(ConflictError):
        offer_reset(session, other, by=owner, at=LONG_AGO)


@pytest.mark.parametrize("how", ["disabled", "demoted"])
def test_links_go_with_the_owner_who_handed_them_out(
    session: Session, owner: Account, how: str
) -> None:
    make_account(session)
    token = invited(session, owner, Role.OWNER)

    if how == "disabled":
        disable_account(session, owner, at=LONG_AGO)
    else:
        change_role(session, owner, Role.EDITOR)

    with pytest.raises(LinkRefusedError):
        join(session, token, ADA, at=LONG_AGO)

"""Sign-ins: how long a token is worth something, and what ends it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, SignIn
from reviewblog.accounts.sign_ins import (
    KEPT_LIFETIME,
    SHORT_LIFETIME,
    Browser,
    StartedSignIn,
    end_all_sign_ins,
    end_sign_in,
    end_sign_in_of,
    find_sign_in,
    list_sign_ins,
    start_sign_in,
)
from tests.factories import LONG_AGO, make_account

FIREFOX = Browser(user_agent="Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/144.0")
SECOND = timedelta(seconds=1)


def start(session: Session, account: Account, *, keep: bool = False) -> StartedSignIn:
    browser = Browser(user_agent="test", keep=keep)
    return start_sign_in(session, account, browser, at=LONG_AGO)


def test_start_sign_in_gives_a_token_that_is_stored_as_a_hash(session: Session) -> None:
    started = start_sign_in(session, make_account(session), FIREFOX, at=LONG_AGO)

    assert len(started.token) >= 43
    assert started.token not in vars(started.sign_in).values()
    assert started.sign_in.user_agent == FIREFOX.user_agent


@pytest.mark.parametrize(
    ("keep", "lifetime"), [(False, SHORT_LIFETIME), (True, KEPT_LIFETIME)]
)
def test_a_sign_in_lives_as_long_as_was_asked(
    session: Session, *, keep: bool, lifetime: timedelta
) -> None:
    account = make_account(session)

    token = start(session, account, keep=keep).token

    almost = find_sign_in(session, token, at=LONG_AGO + lifetime - SECOND)
    assert almost is not None
    assert almost.account is account
    assert find_sign_in(session, token, at=LONG_AGO + lifetime) is None


def test_find_sign_in_turns_a_disabled_account_away(session: Session) -> None:
    account = make_account(session, disabled_at=LONG_AGO)

    token = start(session, account).token

    assert find_sign_in(session, token, at=LONG_AGO) is None


@pytest.mark.parametrize("token", ["", "nobody's", "\x00", "\ud800", "é" * 5000])
def test_find_sign_in_knows_no_other_token(session: Session, token: str) -> None:
    start(session, make_account(session))

    assert find_sign_in(session, token, at=LONG_AGO) is None


def test_start_sign_in_clears_expired_ones_away(session: Session) -> None:
    account = make_account(session)
    start(session, account)

    start_sign_in(session, account, FIREFOX, at=LONG_AGO + SHORT_LIFETIME)

    assert session.scalar(select(func.count(SignIn.id))) == 1


@pytest.mark.parametrize(
    "user_agent", ["", "x" * 10_000, "a\x00b\nc\u202e", "\u0958" * 900]
)
def test_start_sign_in_takes_any_browser(session: Session, user_agent: str) -> None:
    browser = Browser(user_agent=user_agent)

    started = start_sign_in(session, make_account(session), browser, at=LONG_AGO)

    assert len(started.sign_in.user_agent) <= 200
    assert started.sign_in.user_agent.isprintable()


def test_list_sign_ins_shows_own_living_ones_latest_first(session: Session) -> None:
    account = make_account(session)
    start(session, make_account(session))
    kept = start(session, account, keep=True).sign_in
    start(session, account)
    later = LONG_AGO + SHORT_LIFETIME
    latest = start_sign_in(session, account, FIREFOX, at=later).sign_in

    assert list_sign_ins(session, account, at=later) == [latest, kept]


def test_end_sign_in_ends_one_and_may_be_repeated(session: Session) -> None:
    account = make_account(session)
    ended, other = start(session, account), start(session, account)

    end_sign_in(session, ended.token)
    end_sign_in(session, ended.token)

    assert find_sign_in(session, ended.token, at=LONG_AGO) is None
    assert find_sign_in(session, other.token, at=LONG_AGO)


def test_end_sign_in_of_leaves_those_of_others_alone(session: Session) -> None:
    account, stranger = make_account(session), make_account(session)
    sign_in = start(session, account).sign_in

    assert not end_sign_in_of(session, stranger, sign_in.id)
    assert end_sign_in_of(session, account, sign_in.id)
    assert not end_sign_in_of(session, account, sign_in.id)


def test_end_all_sign_ins_keeps_the_one_it_is_told_to(session: Session) -> None:
    account = make_account(session)
    kept, ended = start(session, account), start(session, account)
    elsewhere = start(session, make_account(session))

    end_all_sign_ins(session, account, keeping=kept.sign_in)

    assert find_sign_in(session, kept.token, at=LONG_AGO)
    assert find_sign_in(session, ended.token, at=LONG_AGO) is None
    assert find_sign_in(session, elsewhere.token, at=LONG_AGO)

"""Sign-ins: the rows that make a browser's cookie worth something, or nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, contains_eager

from reviewblog.accounts.models import Account, SignIn
from reviewblog.text.clean import clean_line
from reviewblog.tokens import hash_token, new_token

KEPT_LIFETIME = timedelta(days=30)
SHORT_LIFETIME = timedelta(hours=12)
LONGEST_USER_AGENT = 200


class Browser(Struct, frozen=True, kw_only=True):
    """The browser that asks, and whether its owner wants to stay signed in."""

    user_agent: str
    keep: bool = False


class StartedSignIn(Struct, frozen=True, kw_only=True):
    """A new sign-in with its token, which nobody can read again later."""

    token: str
    sign_in: SignIn


def start_sign_in(
    session: Session, account: Account, browser: Browser, *, at: datetime
) -> StartedSignIn:
    """Sign an account in, and clear away what has expired meanwhile."""
    session.execute(delete(SignIn).where(SignIn.expires_at <= at))
    token = new_token()
    sign_in = SignIn(
        account=account,
        token_hash=hash_token(token),
        user_agent=_short(browser.user_agent),
        started_at=at,
        expires_at=at + (KEPT_LIFETIME if browser.keep else SHORT_LIFETIME),
    )
    session.add(sign_in)
    session.flush()
    return StartedSignIn(token=token, sign_in=sign_in)


def find_sign_in(session: Session, token: str, *, at: datetime) -> SignIn | None:
    """Find the sign-in a token stands for, with its account, if both are good."""
    return session.scalar(
        select(SignIn)
        .join(SignIn.account)
        .where(
            SignIn.token_hash == hash_token(token),
            SignIn.expires_at > at,
            Account.disabled_at.is_(None),
        )
        .options(contains_eager(SignIn.account))
    )


def list_sign_ins(
    session: Session, account: Account, *, at: datetime
) -> Sequence[SignIn]:
    """List where an account is signed in, latest first."""
    return session.scalars(
        select(SignIn)
        .where(SignIn.account_id == account.id, SignIn.expires_at > at)
        .order_by(SignIn.started_at.desc(), SignIn.id.desc())
    ).all()


def end_sign_in(session: Session, token: str) -> None:
    """End the sign-in a token stands for; ending it twice does no harm."""
    session.execute(delete(SignIn).where(SignIn.token_hash == hash_token(token)))


def end_sign_in_of(session: Session, account: Account, sign_in_id: int) -> bool:
    """End one of the account's own sign-ins; tell whether there was such a one."""
    ended = delete(SignIn).where(
        SignIn.id == sign_in_id, SignIn.account_id == account.id
    )
    return session.scalar(ended.returning(SignIn.id)) is not None


def end_all_sign_ins(
    session: Session, account: Account, *, keeping: SignIn | None = None
) -> None:
    """End every sign-in of an account, but for the one that is kept."""
    ended = delete(SignIn).where(SignIn.account_id == account.id)
    if keeping is not None:
        ended = ended.where(SignIn.id != keeping.id)
    session.execute(ended)


def _short(user_agent: str) -> str:
    # Cut twice: cleaning is work, and may make a text longer by a letter.
    cleaned = clean_line(user_agent[: 2 * LONGEST_USER_AGENT])
    return cleaned[:LONGEST_USER_AGENT]

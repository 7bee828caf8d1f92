"""One-time links: by which somebody joins, or sets a new password.

Whoever holds the link may use it, once and for a while; we hold its hash. Opening it
changes nothing, for programs that guard mailboxes open links before people do.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reviewblog.accounts.administration import change_password
from reviewblog.accounts.models import Account, OneTimeLink, Role
from reviewblog.accounts.names import parse_email
from reviewblog.accounts.registration import EmailTakenError, register_account
from reviewblog.errors import ConflictError, DomainError
from reviewblog.tokens import hash_token, new_token

INVITATION_LIFETIME = timedelta(days=7)
RESET_LIFETIME = timedelta(days=1)


class LinkRefusedError(DomainError):
    """The link was used, has been taken back, or is too old."""

    def __init__(self) -> None:
        """Say what there is to do about it."""
        super().__init__(
            "This link is not good any more: it was used, taken back, or is too old. "
            "Ask whoever gave it to you for a new one."
        )


class Newcomer(Struct, frozen=True, kw_only=True):
    """What somebody typed who was invited."""

    username: str
    display_name: str
    password: str


def invite(
    session: Session, email: str, role: Role, *, by: Account, at: datetime
) -> str:
    """Make a link by which somebody joins in a role; return its token, told once.

    An earlier invitation of the same address is taken back.

    Raises:
        EmailRefusedError: this is no address.
        EmailTakenError: somebody with an account has it.
    """
    address = parse_email(email)
    if session.scalar(select(Account.id).where(Account.email == address)) is not None:
        raise EmailTakenError("Somebody with this address has an account already.")
    session.execute(
        delete(OneTimeLink).where(
            OneTimeLink.email == address, OneTimeLink.account_id.is_(None)
        )
    )
    return _issue(
        session,
        OneTimeLink(
            account_id=None,
            email=address,
            role=role,
            issued_by_id=by.id,
            created_at=at,
            expires_at=at + INVITATION_LIFETIME,
        ),
    )


def offer_reset(
    session: Session, account: Account, *, by: Account, at: datetime
) -> str:
    """Make a link by which an account gets a new password; return its token.

    Raises:
        ConflictError: the account may not sign in anyway.
    """
    if not account.is_enabled:
        raise ConflictError("This account is disabled. Enable it first.")
    session.execute(delete(OneTimeLink).where(OneTimeLink.account_id == account.id))
    return _issue(
        session,
        OneTimeLink(
            account_id=account.id,
            email=account.email,
            role=account.role,
            issued_by_id=by.id,
            created_at=at,
            expires_at=at + RESET_LIFETIME,
        ),
    )


def find_link(
    session: Session, token: str, *, at: datetime, to_use: bool = False
) -> OneTimeLink:
    """Find what a link is for; to use it, keep others from doing so meanwhile.

    Raises:
        LinkRefusedError: it is not good any more, and perhaps never was.
    """
    query = select(OneTimeLink).where(
        OneTimeLink.token_hash == hash_token(token), OneTimeLink.expires_at > at
    )
    link = session.scalar(query.with_for_update() if to_use else query)
    if link is None:
        raise LinkRefusedError
    return link


def join(session: Session, token: str, newcomer: Newcomer, *, at: datetime) -> Account:
    """Make the account that somebody was invited to, and use the link up.

    Raises:
        LinkRefusedError: the link is not good any more, or for something else.
        DomainError: whatever ``register_account`` has against a value.
    """
    link = find_link(session, token, at=at, to_use=True)
    if link.account_id is not None:
        raise LinkRefusedError
    account = register_account(
        session,
        username=newcomer.username,
        email=link.email,
        password=newcomer.password,
        role=link.role,
        display_name=newcomer.display_name,
        at=at,
    )
    session.delete(link)
    return account


def reset_password(
    session: Session, token: str, password: str, *, at: datetime
) -> Account:
    """Give an account its new password, which ends its sign-ins and uses the link up.

    Raises:
        LinkRefusedError: the link is not good any more, or for something else.
        PasswordRefusedError: the password is too easy to guess, too short or too long.
    """
    link = find_link(session, token, at=at, to_use=True)
    account = session.get(Account, link.account_id or 0, with_for_update=True)
    if account is None or not account.is_enabled:
        raise LinkRefusedError
    change_password(session, account, password)
    return account


def list_invitations(session: Session, *, at: datetime) -> Sequence[OneTimeLink]:
    """List who is invited and has not come yet, by address."""
    query = select(OneTimeLink).where(
        OneTimeLink.account_id.is_(None), OneTimeLink.expires_at > at
    )
    return session.scalars(query.order_by(OneTimeLink.email)).all()


def take_back(session: Session, link_id: int) -> str | None:
    """Take an invitation back; return whose it was, or None if there is none."""
    invitation = delete(OneTimeLink).where(
        OneTimeLink.id == link_id, OneTimeLink.account_id.is_(None)
    )
    return session.scalar(invitation.returning(OneTimeLink.email))


def _issue(session: Session, link: OneTimeLink) -> str:
    token = new_token()
    link.token_hash = hash_token(token)
    session.execute(
        delete(OneTimeLink).where(OneTimeLink.expires_at <= link.created_at)
    )
    session.add(link)
    session.flush()
    return token

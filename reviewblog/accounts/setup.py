"""How the first owner gets in: by a one-time token that only the server prints."""

import hmac
from datetime import datetime

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, Role, SetupToken
from reviewblog.accounts.registration import register_account
from reviewblog.accounts.upserts import upsert
from reviewblog.errors import DomainError
from reviewblog.tokens import hash_token, new_token

# There is one row or none, so whoever locks it is alone.
_ONLY_ROW = 1


class OwnerDraft(Struct, frozen=True, kw_only=True):
    """What the first owner typed on the page for setting the site up."""

    token: str
    username: str
    email: str
    password: str
    site_title: str
    display_name: str = ""
    time_zone: str = "UTC"


class SetupRefusedError(DomainError):
    """The token is wrong or used, or somebody owns the site already."""


def has_owner(session: Session) -> bool:
    """Tell whether anybody owns the site, even somebody who is disabled."""
    owners = select(Account.id).where(Account.role == Role.OWNER).limit(1)
    return session.scalar(owners) is not None


def issue_setup_token(session: Session, *, at: datetime) -> str | None:
    """Make the token that allows one person to become the owner.

    It replaces an older one. There is none once somebody owns the site.
    """
    if has_owner(session):
        return None
    token = new_token()
    values = {"id": _ONLY_ROW, "token_hash": hash_token(token), "created_at": at}
    session.execute(
        upsert(
            session,
            SetupToken,
            values,
            key="id",
            changing=["token_hash", "created_at"],
        )
    )
    return token


def become_owner(session: Session, draft: OwnerDraft, *, at: datetime) -> Account:
    """Make the first owner's account and use the token up.

    Raises:
        SetupRefusedError: the token is not the one that was printed last.
        DomainError: whatever ``register_account`` has against a value.
    """
    issued = session.scalar(
        select(SetupToken).where(SetupToken.id == _ONLY_ROW).with_for_update()
    )
    if issued is None or has_owner(session):
        raise SetupRefusedError("This site has an owner already.")
    if not hmac.compare_digest(issued.token_hash, hash_token(draft.token)):
        raise SetupRefusedError(
            "This is not the token that the server printed when it last started."
        )
    account = register_account(
        session,
        username=draft.username,
        email=draft.email,
        password=draft.password,
        role=Role.OWNER,
        display_name=draft.display_name,
        at=at,
        unwanted_passwords=[draft.site_title],
    )
    session.delete(issued)
    return account

"""Who a name and a password belong to; slow on purpose, so never in a transaction."""

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.accounts.names import LONGEST_EMAIL
from reviewblog.accounts.passwords import hash_password, needs_rehash, verify_password
from reviewblog.text.clean import clean_line


class Proof(Struct, frozen=True, kw_only=True):
    """Somebody knew an account's password a moment ago."""

    account_id: int
    password_hash: str
    stronger_hash: str


def authenticate(session: Session, name: str, password: str) -> Proof | None:
    """Check a username or email address with its password.

    The answer takes as long for a name that nobody has, and for a disabled account.
    """
    account = find_by_name(session, name)
    known = account.password_hash if account else None
    right = verify_password(known, password)
    if account is None or known is None or not right or not account.is_enabled:
        return None
    return Proof(
        account_id=account.id,
        password_hash=known,
        stronger_hash=hash_password(password) if needs_rehash(known) else known,
    )


def accept(session: Session, proof: Proof) -> Account | None:
    """Return the account, if what was proved still holds, and hold it so.

    The check took its time, and meanwhile somebody may have changed the password or
    disabled the account: then the sign-ins were ended, and no new one may follow.
    """
    account = session.get(
        Account, proof.account_id, with_for_update=True, populate_existing=True
    )
    if account is None or not account.is_enabled:
        return None
    if account.password_hash != proof.password_hash:
        return None
    account.password_hash = proof.stronger_hash
    return account


def find_by_name(session: Session, name: str) -> Account | None:
    """Find an account by its username or its email address."""
    known = clean_line(name[: 2 * LONGEST_EMAIL]).lower()
    column = Account.email if "@" in known else Account.username
    return session.scalar(select(Account).where(column == known))

"""What is changed about an account later: its password, and whether it may sign in.

Both end the account's sign-ins, whoever holds their cookies.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account, OneTimeLink, Role
from reviewblog.accounts.passwords import check_password, hash_password
from reviewblog.accounts.sign_ins import end_all_sign_ins
from reviewblog.errors import ConflictError


class LastOwnerError(ConflictError):
    """The site would be left without anybody who may manage it."""


def list_accounts(session: Session) -> Sequence[Account]:
    """List everybody who has an account, by username."""
    return session.scalars(select(Account).order_by(Account.username)).all()


def change_password(
    session: Session,
    account: Account,
    password: str,
    *,
    unwanted_passwords: Iterable[str] = (),
) -> None:
    """Give an account a new password; its sign-ins and links to one end.

    Raises:
        PasswordRefusedError: it is too easy to guess, too short or too long.
    """
    names = [account.username, account.email, account.display_name]
    check_password(password, unwanted=[*names, *unwanted_passwords])
    account.password_hash = hash_password(password)
    end_all_sign_ins(session, account)
    # Whoever finds an older link must not undo what its owner has just done.
    session.execute(delete(OneTimeLink).where(OneTimeLink.account_id == account.id))


def change_role(session: Session, account: Account, role: Role) -> None:
    """Let an account do other things from now on.

    Whom a demoted owner has invited cannot come in any more.

    Raises:
        LastOwnerError: nobody else may manage the site.
    """
    if role is not Role.OWNER:
        _keep_an_owner(session, account)
        _take_links_back(session, account)
    account.role = role


def disable_account(session: Session, account: Account, *, at: datetime) -> None:
    """Shut an account out, everywhere and at once, with the links it handed out.

    Raises:
        LastOwnerError: nobody else may manage the site.
    """
    _keep_an_owner(session, account)
    account.disabled_at = account.disabled_at or at
    end_all_sign_ins(session, account)
    _take_links_back(session, account)


def enable_account(account: Account) -> None:
    """Let an account sign in again."""
    account.disabled_at = None


def _keep_an_owner(session: Session, account: Account) -> None:
    # All owners are held, so that two of them cannot shut each other out at once.
    owners = session.scalars(
        select(Account)
        .where(Account.role == Role.OWNER, Account.disabled_at.is_(None))
        .order_by(Account.id)
        .with_for_update()
    ).all()
    if [owner.id for owner in owners] == [account.id]:
        raise LastOwnerError(
            f"{account.username} is the only owner; make another account owner first."
        )


def _take_links_back(session: Session, account: Account) -> None:
    mine = OneTimeLink.issued_by_id == account.id
    session.execute(
        delete(OneTimeLink).where(mine | (OneTimeLink.account_id == account.id))
    )

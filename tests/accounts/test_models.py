"""Which role may do what."""

import pytest

from reviewblog.accounts.models import Account, Role


@pytest.mark.parametrize(
    ("role", "writes", "edits", "moderates", "manages"),
    [
        # The owner may do everything.
        (Role.OWNER, True, True, True, True),
        # An editor has the run of the texts, but not of the house.
        (Role.EDITOR, True, True, True, False),
        # An author has their own reviews.
        (Role.AUTHOR, True, False, False, False),
        # A moderator looks after the readers, and does not write.
        (Role.MODERATOR, False, False, True, False),
    ],
)
def test_a_role_says_what_its_account_may_do(
    role: Role, *, writes: bool, edits: bool, moderates: bool, manages: bool
) -> None:
    account = Account(role=role)

    assert account.may_write is writes
    assert account.may_edit_all is edits
    assert account.may_moderate is moderates
    assert account.may_manage_site is manages

"""The mails that carry one-time links."""

from reviewblog.accounts.models import Account, Role
from reviewblog.mail.outbox import Letter
from reviewblog.web.site import current_site


def invitation(email: str, role: Role, address: str) -> Letter:
    """Write to somebody who is to join."""
    site = current_site().title
    return Letter(
        recipient=email,
        subject=f"You are invited to {site}",
        text=f"You are invited to join {site} as {role}.\n\n"
        "Choose a name and a password here, within seven days:\n\n"
        f"{address}\n\n"
        "The link works once. If you do not know what this is about, ignore it.\n",
    )


def new_password(account: Account, address: str) -> Letter:
    """Write to somebody who is to have a new password."""
    site = current_site().title
    return Letter(
        recipient=account.email,
        recipient_name=account.display_name,
        subject=f"A new password for {site}",
        text=f"Choose a new password for {account.username} at {site} here, within a "
        f"day:\n\n{address}\n\n"
        "The link works once. Until then the old password stays good.\n",
    )

"""The forms about those who may sign in."""

from typing import Self

from wtforms import SelectField, StringField

from reviewblog.accounts.models import Account, Role
from reviewblog.accounts.names import EmailRefusedError, parse_email
from reviewblog.accounts.registration import EmailTakenError
from reviewblog.errors import DomainError
from reviewblog.web.dashboard.fields import as_line, options, readable_by, required
from reviewblog.web.dashboard.refusable import RefusableForm

ROLES: dict[str, str] = {
    Role.OWNER: "Owner: everything, settings and users too",
    Role.EDITOR: "Editor: every review, the archive, comments",
    Role.AUTHOR: "Author: reviews of their own, and comments on them",
    Role.MODERATOR: "Moderator: comments only",
}


class InvitationForm(RefusableForm):
    """Who is to join, and as what."""

    email = StringField(
        "Email address",
        description="Theirs for signing in later, and for links to new passwords.",
        filters=[as_line],
        validators=[required("Give their address."), readable_by(parse_email)],
    )
    role = SelectField(
        "Role",
        description="What they may do; it can be changed later.",
        choices=options(ROLES),
        default=Role.AUTHOR.value,
    )

    def refuse(self, refusal: DomainError) -> None:
        """Show a refusal beside the field that it is about."""
        if isinstance(refusal, EmailTakenError | EmailRefusedError):
            self.email.errors = [*self.email.errors, str(refusal)]
        else:
            super().refuse(refusal)


class RoleForm(RefusableForm):
    """What somebody may do from now on."""

    role = SelectField(
        "Role",
        description="Counts from their next click on. The last owner stays one.",
        choices=options(ROLES),
    )

    @classmethod
    def of(cls, account: Account) -> Self:
        """Open the form on an account; what was posted goes over it."""
        return cls(data={"role": account.role.value})

    def refuse(self, refusal: DomainError) -> None:
        """Show a refusal beside the only field there is."""
        self.role.errors = [*self.role.errors, str(refusal)]

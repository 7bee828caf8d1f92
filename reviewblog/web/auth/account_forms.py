"""The forms of the account page; each wants the current password."""

from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from reviewblog.accounts.names import EmailRefusedError
from reviewblog.accounts.passwords import PasswordRefusedError
from reviewblog.accounts.registration import EmailTakenError, ProfileDraft
from reviewblog.errors import DomainError
from reviewblog.web.auth.fields import cleaned


class WrongPasswordError(DomainError):
    """The current password was not given."""


class ProfileForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The name that readers see, and where mail goes."""

    display_name = StringField(
        "Your name, as readers see it",
        filters=[cleaned],
        validators=[DataRequired("Give the name that readers see."), Length(max=120)],
    )
    email = StringField(
        "Email address",
        filters=[cleaned],
        validators=[DataRequired("Give your email address.")],
    )
    current_password = PasswordField(
        "Current password",
        id="profile_current_password",
        validators=[InputRequired("Type your current password.")],
    )

    def to_draft(self) -> ProfileDraft:
        """Hand the validated fields to the domain."""
        return ProfileDraft(
            display_name=self.display_name.data or "", email=self.email.data or ""
        )

    def refuse(self, refusal: DomainError) -> None:
        """Show a refusal beside the field that it is about."""
        fields: dict[type[DomainError], Field] = {
            EmailRefusedError: self.email,
            EmailTakenError: self.email,
        }
        field = fields.get(type(refusal), self.current_password)
        field.errors = [*field.errors, str(refusal)]


class PasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A new password in place of the current one."""

    current_password = PasswordField(
        "Current password", validators=[InputRequired("Type your current password.")]
    )
    new_password = PasswordField(
        "New password",
        description="At least 8 characters; a few words make a good one.",
        validators=[InputRequired("Choose a new password.")],
    )

    def refuse(self, refusal: DomainError) -> None:
        """Show a refusal beside the field that it is about."""
        about_new = isinstance(refusal, PasswordRefusedError)
        field = self.new_password if about_new else self.current_password
        field.errors = [*field.errors, str(refusal)]

"""The forms behind one-time links."""

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from reviewblog.accounts.links import Newcomer
from reviewblog.accounts.names import DisplayNameRefusedError, UsernameRefusedError
from reviewblog.accounts.registration import UsernameTakenError
from reviewblog.errors import DomainError
from reviewblog.web.auth.fields import cleaned


class ResetForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A new password, for whoever holds the link."""

    token = HiddenField()
    password = PasswordField(
        "New password",
        description="At least 8 characters; a few words make a good one.",
        validators=[InputRequired("Choose a password.")],
    )

    def refuse(self, refusal: DomainError) -> None:
        """Show a refusal beside the field that it is about."""
        field = self._field_for(refusal)
        field.errors = [*field.errors, str(refusal)]

    def _field_for(self, _refusal: DomainError) -> Field:
        return self.password


class JoinForm(ResetForm):
    """What an account needs besides the address that was invited."""

    display_name = StringField(
        "Your name, as readers see it",
        description="Left empty, your username.",
        filters=[cleaned],
        validators=[Length(max=120)],
    )
    username = StringField(
        "Username",
        description="For signing in: letters from a to z, digits, dots and hyphens.",
        filters=[cleaned],
        validators=[DataRequired("Choose a username.")],
    )

    def to_newcomer(self) -> Newcomer:
        """Hand the validated fields to the domain."""
        return Newcomer(
            username=self.username.data or "",
            display_name=self.display_name.data or "",
            password=self.password.data or "",
        )

    def _field_for(self, refusal: DomainError) -> Field:
        fields: dict[type[DomainError], Field] = {
            UsernameRefusedError: self.username,
            UsernameTakenError: self.username,
            DisplayNameRefusedError: self.display_name,
        }
        return fields.get(type(refusal), self.password)

"""The form by which a new site gets its name and its owner."""

from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from reviewblog.accounts.names import (
    DisplayNameRefusedError,
    EmailRefusedError,
    UsernameRefusedError,
)
from reviewblog.accounts.passwords import PasswordRefusedError
from reviewblog.accounts.registration import EmailTakenError, UsernameTakenError
from reviewblog.accounts.setup import OwnerDraft
from reviewblog.errors import DomainError
from reviewblog.site.settings import time_zones
from reviewblog.web.auth.fields import cleaned


class SetupForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What has to be known before a site can have its first review."""

    token = StringField(
        "Set-up token",
        description="The server printed it when it started.",
        filters=[cleaned],
        validators=[DataRequired("Copy the token from where the server runs.")],
    )
    site_title = StringField(
        "Name of the site",
        filters=[cleaned],
        validators=[DataRequired("Give the site a name."), Length(max=120)],
    )
    display_name = StringField(
        "Your name, as readers see it",
        description="Left empty, reviews are signed with your username.",
        filters=[cleaned],
        validators=[Length(max=120)],
    )
    username = StringField(
        "Username",
        description="For signing in: letters from a to z, digits, dots and hyphens.",
        filters=[cleaned],
        validators=[DataRequired("Choose a username.")],
    )
    email = StringField(
        "Email address",
        description="Never shown to readers.",
        filters=[cleaned],
        validators=[DataRequired("Give your email address.")],
    )
    password = PasswordField(
        "Password",
        description="At least 8 characters; a few words make a good one.",
        validators=[InputRequired("Choose a password.")],
    )

    time_zone = SelectField(
        "Time zone",
        description="Yours: by its clock you publish. The settings can change it.",
        choices=lambda: [(name, name) for name in time_zones()],
        default="UTC",
    )

    def to_draft(self) -> OwnerDraft:
        """Hand the validated fields to the domain."""
        return OwnerDraft(
            token=self.token.data or "",
            username=self.username.data or "",
            email=self.email.data or "",
            password=self.password.data or "",
            site_title=self.site_title.data or "",
            display_name=self.display_name.data or "",
            time_zone=self.time_zone.data,
        )

    def refuse(self, refusal: DomainError) -> None:
        """Show a refusal beside the field that it is about."""
        field = self._field_for(refusal)
        field.errors = [*field.errors, str(refusal)]

    def _field_for(self, refusal: DomainError) -> Field:
        fields: dict[type[DomainError], Field] = {
            UsernameRefusedError: self.username,
            UsernameTakenError: self.username,
            EmailRefusedError: self.email,
            EmailTakenError: self.email,
            DisplayNameRefusedError: self.display_name,
            PasswordRefusedError: self.password,
        }
        return fields.get(type(refusal), self.token)

"""The page at the door: shown by itself, and to whoever knocks elsewhere."""

from flask import render_template
from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import InputRequired

from reviewblog.web.kept import KeptForm


class LoginForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A username and its password."""

    username = StringField(
        "Username or email address", validators=[InputRequired("Who are you?")]
    )
    password = PasswordField(
        "Password", validators=[InputRequired("Type your password as well.")]
    )
    remember = BooleanField("Keep me signed in on this device for 30 days")


def render_login(
    form: LoginForm,
    *,
    kept: KeptForm | None = None,
    next_path: str | None = None,
    complaint: str = "",
) -> str:
    """Show the login form, with what had been typed elsewhere kept inside it."""
    return render_template(
        "auth/show_login.html",
        form=form,
        kept=kept,
        next_path=next_path,
        complaint=complaint,
    )

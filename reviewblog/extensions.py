"""The Flask extensions, one instance each, bound to an app by the factory."""

from flask import Flask
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from reviewblog.db import Base


class SessionLoginManager(LoginManager):  # type: ignore[misc]  # ships no types
    """Flask-Login that knows a browser by its session, and leaves readers alone.

    As it comes it looks into the session after every request, which marks pages
    shared by all readers as different for each (``Vary: Cookie``), it loads the
    account for every template, and it reads a remember-me cookie that cannot be
    taken back from whoever copied it and that raises when it is not ASCII.
    """

    def init_app(self, app: Flask) -> None:
        """Bind to the app without the hooks that come with it."""
        app.login_manager = self  # type: ignore[attr-defined]

    def _load_user_from_remember_cookie(self, cookie: str) -> None:
        """Do not know anybody by such a cookie."""


csrf = CSRFProtect()
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
login_manager = SessionLoginManager()

"""Who is asking: the bridge between the session cookie and an account.

The cookie holds a random token, the database its hash. Ask with ``find_account`` on
pages for everybody, and with ``current_account`` behind ``require_account``.
"""

from http import HTTPStatus

from flask import (
    Flask,
    Request,
    Response,
    abort,
    current_app,
    g,
    redirect,
    request,
    session,
    url_for,
)
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_login import UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError

from reviewblog.accounts.models import Account, Role, SignIn
from reviewblog.accounts.sign_ins import KEPT_LIFETIME, StartedSignIn, find_sign_in
from reviewblog.clock import utcnow
from reviewblog.extensions import csrf, db, login_manager
from reviewblog.reviews.models import Review
from reviewblog.web.kept import keep_form, render_kept
from reviewblog.web.local_paths import this_path
from reviewblog.web.login_page import LoginForm, render_login

# The only field of any form that files are chosen in.
FILES_FIELD = "picture"


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """Somebody as Flask-Login sees them: a token and what it stands for."""

    def __init__(self, token: str, sign_in: SignIn) -> None:
        """Remember both, and the account, which a rollback would put out of reach."""
        self.token = token
        self.sign_in = sign_in
        self.account = sign_in.account

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return self.token


class Sessions(SecureCookieSessionInterface):
    """Flask's sessions, which read a cookie only where there is one.

    Flask gets ready to check a signature before it looks for anything signed, which
    takes a fiftieth of the time of a comment.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie holds, or an empty session."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


def init_app(app: Flask) -> None:
    """Teach Flask-Login how to find an account."""
    app.session_interface = Sessions()
    # Sign-ins end by their own clock and are listed; a fingerprint of the browser
    # would only add false alarms.
    login_manager.session_protection = None
    login_manager.user_loader(load_signed_in)
    app.permanent_session_lifetime = KEPT_LIFETIME
    # Otherwise each page would set the cookie again, also those for everybody.
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.after_request(keep_private)


def load_signed_in(token: str) -> SignedIn | None:
    """Find who holds a token, in one query."""
    sign_in = find_sign_in(db.session(), token, at=utcnow())
    return SignedIn(token, sign_in) if sign_in else None


def find_signed_in() -> SignedIn | None:
    """Return who is signed in here; a browser without a session is not touched."""
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return None
    return current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001 -- werkzeug's documented name


def find_account() -> Account | None:
    """Return the account of whoever asks, if they are signed in."""
    signed_in = find_signed_in()
    return signed_in.account if signed_in else None


def is_signed_in() -> bool:
    """Tell whether whoever asks is somebody of the desk."""
    return find_account() is not None


def may_edit_review(review: Review) -> bool:
    """Tell whether whoever asks is signed in and may change a review."""
    account = find_account()
    return account is not None and review.editable_by(account)


def current_account() -> Account:
    """Return the account of whoever asks, on pages that are guarded."""
    account = find_account()
    if account is None:
        raise RuntimeError("this view is not behind require_account")
    return account


def current_sign_in() -> SignIn:
    """Return the sign-in of whoever asks, on pages that are guarded."""
    signed_in = find_signed_in()
    if signed_in is None:
        raise RuntimeError("this view is not behind require_account")
    return signed_in.sign_in


def require_account() -> ResponseReturnValue | None:
    """Let nobody pass who is not signed in, and no form from anywhere else.

    Made to be a blueprint's ``before_request``. What such a form held is kept.
    """
    if find_account() is None:
        return _ask_to_sign_in()
    _refuse_what_no_form_sends()
    try:
        csrf.protect()
    except CSRFError:
        return render_kept(keep_form()), HTTPStatus.BAD_REQUEST
    return None


def require_role(*roles: Role) -> Account:
    """Return the account of whoever asks, or answer 403 if it has another role."""
    account = current_account()
    if account.role not in roles:
        abort(HTTPStatus.FORBIDDEN)
    return account


def enter(started: StartedSignIn, *, keep: bool) -> None:
    """Give this browser a new session for a new sign-in; nothing old stays in it."""
    session.clear()
    # The token for forms was made for the session that has just ended.
    g.pop("csrf_token", None)
    session.permanent = keep
    login_user(SignedIn(started.token, started.sign_in))


def leave() -> None:
    """Take this browser's session away."""
    logout_user()
    session.clear()


def note_somebody() -> None:
    """Say that the answer has something in it for whoever asks, signed in or not."""
    g.is_for_somebody = True


def is_for_somebody() -> bool:
    """Tell whether an answer was made with an eye to who asks."""
    user = g.get("_login_user")
    return bool(user and user.is_authenticated) or "is_for_somebody" in g


def keep_private(response: Response) -> Response:
    """Keep out of shared caches what was made for somebody in particular."""
    if is_for_somebody() and not response.cache_control.no_store:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _refuse_what_no_form_sends() -> None:
    """Turn bodies away that Flask-WTF stumbles over."""
    if request.is_json:
        # It would read this in place of the fields, whatever type it has.
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if any(name is None for name in request.form):
        # It would look for the token at the end of every name.
        abort(HTTPStatus.BAD_REQUEST)
    if any(name != FILES_FIELD for name in request.files):
        # It would hand files to fields that read texts.
        abort(HTTPStatus.BAD_REQUEST)


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("auth.show_login", next=this_path()))
    page = render_login(LoginForm(formdata=None), kept=keep_form())
    return page, HTTPStatus.UNAUTHORIZED

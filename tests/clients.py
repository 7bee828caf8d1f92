"""Browsers for tests: signed in, and able to fill in a form as it was served."""

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from lxml import html
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from reviewblog.accounts.models import Account, SignIn
from reviewblog.clock import utcnow
from reviewblog.tokens import hash_token, new_token
from tests.factories import save

CSRF_SECRET = "0123456789abcdef0123456789abcdef01234567"


def sign_in(client: FlaskClient, session: Session, account: Account) -> FlaskClient:
    """Sign a browser in without the login page, and let its forms pass."""
    token = new_token()
    save(
        session,
        SignIn(
            account_id=account.id,
            token_hash=hash_token(token),
            user_agent="test",
            started_at=utcnow(),
            expires_at=utcnow() + timedelta(days=1),
        ),
    )
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
        cookie["csrf_token"] = CSRF_SECRET
    secret = str(client.application.config["SECRET_KEY"])
    signer = URLSafeTimedSerializer(secret, salt="wtf-csrf-token")
    client.environ_base["HTTP_X_CSRFTOKEN"] = str(signer.dumps(CSRF_SECRET))
    return client


def fields_of(response: TestResponse, selector: str = "main form") -> dict[str, Any]:
    """Return what a form would send if it were submitted as it was served."""
    return _values_of(_form_in(response, selector))


def submit(client: FlaskClient, page: str, **typed: Any) -> TestResponse:
    """Open a page, fill in its main form and send it to where the form says."""
    form = _form_in(client.get(page), "main form[method=post]")
    action = form.get("action") or page
    return client.post(action, data=_values_of(form) | typed)


def _form_in(response: TestResponse, selector: str) -> html.FormElement:
    form = html.fromstring(response.text).cssselect(selector)[0]
    assert isinstance(form, html.FormElement)
    return form


def _values_of(form: html.FormElement) -> dict[str, Any]:
    # A browser leaves out the line break after the tag of a text area.
    for area in form.cssselect("textarea"):
        area.text = (area.text or "").removeprefix("\r").removeprefix("\n")
    return dict(form.form_values())

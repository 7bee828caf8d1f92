"""The door's blueprint: closed, but for the pages that strangers come in by."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from reviewblog.web.identity import require_account

# Their forms check the token themselves, and come back as they were typed.
DOORS = frozenset(
    {
        "auth.show_login",
        "auth.log_in",
        "auth.show_setup",
        "auth.set_up",
        "auth.show_link",
        "auth.use_link",
    }
)

bp = Blueprint("auth", __name__)


@bp.before_request
def guard() -> ResponseReturnValue | None:
    """Let strangers through the doors and nowhere else."""
    return None if request.endpoint in DOORS else require_account()

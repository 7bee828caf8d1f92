"""The dashboard's blueprint, guarded at its door: nothing behind it is public."""

from flask import Blueprint

from reviewblog.web.identity import require_account

bp = Blueprint("dashboard", __name__)
bp.before_request(require_account)

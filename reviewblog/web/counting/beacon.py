"""Where pages tell that they are being read: which review, and from which site.

No cookie comes with it and nothing is answered. Whatever is said, only reviews that
there are gain a count, and only what reads like the name of a host is kept.
"""

import re
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, request
from flask.typing import ResponseReturnValue

from reviewblog.config import Settings
from reviewblog.stats.models import LONGEST_SLUG
from reviewblog.stats.sources import source_of
from reviewblog.web.counting.gate import Gate
from reviewblog.web.counting.ledger import Ledger
from reviewblog.web.counting.visitors import may_be_counted
from reviewblog.web.guards import is_own_page

bp = Blueprint("counting", __name__)

MOST_BYTES = 2_000
NOTHING = "", HTTPStatus.NO_CONTENT, {"Cache-Control": "no-store"}

_REVIEW = re.compile(rf"/reviews/([a-z0-9-]{{1,{LONGEST_SLUG}}})/")


@bp.post("/reads")
def count_read() -> ResponseReturnValue:
    if not is_own_page(request):
        abort(HTTPStatus.FORBIDDEN)
    if (request.content_length or 0) > MOST_BYTES:
        abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    review = _REVIEW.fullmatch(request.form.get("page", ""))
    if review and may_be_counted(request.environ):
        gate: Gate = current_app.extensions["counting_gate"]
        if not gate.admits(request.remote_addr or ""):
            abort(HTTPStatus.TOO_MANY_REQUESTS)
        _count(review[1])
    return NOTHING


def _count(slug: str) -> None:
    settings: Settings = current_app.config["SETTINGS"]
    own = urlsplit(settings.site_url).netloc
    source = source_of(request.form.get("from", ""), own=own)
    ledger: Ledger = current_app.extensions["counts"]
    ledger.count(lambda batch: batch.add_read(slug, source))

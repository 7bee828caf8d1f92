"""What watches the program: is it alive, is it ready, how much does it hold."""

import hmac
from http import HTTPStatus

from flask import Blueprint, abort, current_app, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from reviewblog import __version__
from reviewblog.clock import utcnow
from reviewblog.comments.models import Comment, CommentStatus
from reviewblog.config import Settings
from reviewblog.extensions import db
from reviewblog.reviews.queries import count_published
from reviewblog.schema import is_current

bp = Blueprint("health", __name__)

PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
# https://prometheus.io/docs/instrumenting/exposition_formats/
PROMETHEUS = PLAIN | {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}


@bp.get("/healthz")
def show_alive() -> ResponseReturnValue:
    return "ok\n", PLAIN


@bp.get("/readyz")
def show_ready() -> ResponseReturnValue:
    try:
        ready = is_current(db.engine)
    except SQLAlchemyError:
        current_app.logger.exception("the database cannot be reached")
        return "database unreachable\n", HTTPStatus.SERVICE_UNAVAILABLE, PLAIN
    if not ready:
        return "schema not current\n", HTTPStatus.SERVICE_UNAVAILABLE, PLAIN
    return "ready\n", PLAIN


@bp.get("/metrics")
def show_metrics() -> ResponseReturnValue:
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.metrics_token:
        abort(HTTPStatus.NOT_FOUND)
    expected = f"Bearer {settings.metrics_token}".encode()
    given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
    if not hmac.compare_digest(expected, given):
        abort(HTTPStatus.UNAUTHORIZED)
    return metrics(db.session()), PROMETHEUS


def metrics(session: Session) -> str:
    """Count what the site holds, in Prometheus' text format."""
    by_status = dict(
        session.execute(
            select(Comment.status, func.count()).group_by(Comment.status)
        ).all()
    )
    lines = [
        "# TYPE reviewblog_info gauge",
        f'reviewblog_info{{version="{__version__}"}} 1',
        "# TYPE reviewblog_reviews_published gauge",
        f"reviewblog_reviews_published {count_published(session, at=utcnow())}",
        "# TYPE reviewblog_comments gauge",
        *(
            f'reviewblog_comments{{status="{status}"}} {by_status.get(status, 0)}'
            for status in CommentStatus
        ),
    ]
    return "\n".join(lines) + "\n"

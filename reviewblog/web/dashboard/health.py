"""How the site fares, and where each thing is mended."""

from flask import current_app
from flask.typing import ResponseReturnValue

from reviewblog.clock import utcnow
from reviewblog.condition import look_after
from reviewblog.extensions import db
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import current_owner


@bp.get("/health/")
def show_health() -> ResponseReturnValue:
    current_owner()
    settings = current_app.config["SETTINGS"]
    return render_desk(
        "dashboard/show_health.html",
        condition=look_after(db.session(), settings, at=utcnow()),
        settings=settings,
    )

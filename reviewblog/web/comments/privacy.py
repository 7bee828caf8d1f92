"""The page that says what is stored of those who comment, and for how long."""

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from reviewblog.comments.upkeep import KEPT_NETWORK
from reviewblog.mail.upkeep import KEPT_FAILED, KEPT_SENT
from reviewblog.web.comments.blueprint import bp


@bp.get("/privacy/comments/")
def show_privacy() -> ResponseReturnValue:
    return render_template(
        "comments/show_privacy.html",
        network_days=KEPT_NETWORK.days,
        mail_days=KEPT_SENT.days,
        failed_days=KEPT_FAILED.days,
        asks_akismet=bool(current_app.config["SETTINGS"].akismet_key),
    )

"""What is read, where readers come from, who follows, and what was not found."""

from datetime import date
from http import HTTPStatus

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import SelectField

from reviewblog.activity import Matter, Verb
from reviewblog.clock import utcnow
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.stats import queries, retention
from reviewblog.stats.periods import Period, Span, span_of
from reviewblog.stats.queries import Whose
from reviewblog.web.charts import columns
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.desk_page import render_desk
from reviewblog.web.dashboard.loading import (
    current_author,
    current_owner,
    get_editable_or_404,
)
from reviewblog.web.dashboard.noting import note_deed
from reviewblog.web.site import current_site

ROWS = 20
KEPT = {
    "90": "90 days",
    "180": "half a year",
    "365": "a year",
    "730": "two years",
    "3660": "ten years",
}


class RetentionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """For how long counts are kept by the day."""

    days_kept = SelectField(
        "Keep the counts of each day for",
        description=(
            "Older ones are added up by the month, and what was searched for then is"
            " forgotten."
        ),
        choices=lambda: list(KEPT.items()),
    )


@bp.get("/stats/")
def show_stats() -> ResponseReturnValue:
    return _show(_retention_form())


@bp.post("/stats/")
def update_stats() -> ResponseReturnValue:
    current_owner()
    form = _retention_form()
    if not form.validate():
        return _show(form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction(db.session()) as session:
        retention.keep_days(session, int(form.days_kept.data))
        note_deed(session, Verb.CHANGED, Matter.SETTINGS, "how long counts are kept")
    flash("Saved.")
    return redirect(url_for("dashboard.show_stats"), HTTPStatus.SEE_OTHER)


@bp.get("/stats/reviews/<int:review_id>")
def show_review_stats(review_id: int) -> ResponseReturnValue:
    session, period = db.session(), asked_period()
    review = get_editable_or_404(session, review_id)
    span, whose = span_for(period), Whose(review_id=review.id)
    steps = queries.reads_by_step(session, span, whose)
    return render_desk(
        "dashboard/show_review_stats.html",
        review=review,
        period=period,
        span=span,
        chart=columns(steps, by_month=span.by_month),
        sources=queries.sources_of(session, span, whose, limit=ROWS),
    )


def asked_period() -> Period:
    """Return the period that was asked for; 404 if there is no such one."""
    try:
        return Period(request.args.get("period", Period.MONTH))
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)


def span_for(period: Period) -> Span:
    """Work out a period by the site's clock."""
    first = queries.first_day(db.session()) if period is Period.ALL else None
    return span_of(period, today=today(), first=first)


def today() -> date:
    """Return the day it is by the site's clock."""
    return utcnow().astimezone(current_site().zone).date()


def _show(form: RetentionForm) -> str:
    account, session, period = current_author(), db.session(), asked_period()
    span, whose = span_for(period), Whose.seen_by(account)
    steps = queries.reads_by_step(session, span, whose)
    # Feeds and searches are the whole site's.
    whole = account.may_edit_all
    return render_desk(
        "dashboard/show_stats.html",
        form=form,
        period=period,
        span=span,
        chart=columns(steps, by_month=span.by_month),
        most_read=queries.most_read(session, span, whose, limit=ROWS),
        sources=queries.sources_of(session, span, whose, limit=ROWS),
        feeds=queries.feed_readers(session, today=today(), limit=ROWS) if whole else [],
        searches=_searches(span, in_vain=False) if whole else [],
        in_vain=_searches(span, in_vain=True) if whole else [],
    )


def _searches(span: Span, *, in_vain: bool) -> list[tuple[str, int]]:
    return queries.searches(db.session(), span, in_vain=in_vain, limit=ROWS)


def _retention_form() -> RetentionForm:
    days = retention.get_rules(db.session()).days_kept
    return RetentionForm(data={"days_kept": str(days)})

"""The counts as tables to take away (RFC 4180), made row by row."""

import csv
import io
from collections.abc import Iterable, Iterator

from flask import Response, stream_with_context

from reviewblog.extensions import db
from reviewblog.stats import queries
from reviewblog.stats.queries import Counts, Whose
from reviewblog.web.dashboard.blueprint import bp
from reviewblog.web.dashboard.loading import current_author, current_editor
from reviewblog.web.dashboard.stats import asked_period, span_for

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
READS = ("day", "title", "slug", "source", "reads")
SEARCHES = ("day", "words", "times", "found")
FEEDS = ("day", "feed", "service", "readers")


@bp.get("/stats/reads.csv")
def export_reads() -> Response:
    account, span = current_author(), span_for(asked_period())
    rows = queries.all_reads(db.session(), span, Whose.seen_by(account))
    return _as_csv("reads", READS, rows)


@bp.get("/stats/searches.csv")
def export_searches() -> Response:
    current_editor()
    rows = queries.all_searches(db.session(), span_for(asked_period()))
    return _as_csv("searches", SEARCHES, rows)


@bp.get("/stats/feeds.csv")
def export_feeds() -> Response:
    current_editor()
    rows = queries.all_feeds(db.session(), span_for(asked_period()))
    return _as_csv("feeds", FEEDS, rows)


def harmless(value: object) -> object:
    """Keep a spreadsheet from running what a stranger has typed (OWASP)."""
    is_formula = isinstance(value, str) and value.startswith(FORMULA)
    return f"'{value}" if is_formula else value


def _as_csv(name: str, header: tuple[str, ...], rows: Iterable[Counts]) -> Response:
    lines = stream_with_context(_lines(header, rows))
    response = Response(lines, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(header: tuple[str, ...], rows: Iterable[Counts]) -> Iterator[str]:
    yield _line(header)
    for row in rows:
        yield _line(tuple(map(harmless, row)))


def _line(values: tuple[object, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()

"""What every template may use: filters, the site, addresses of static files.

Templates never query. What they show was loaded by the view; the site's settings are
asked for once a request, by whichever template or view needs them first.
"""

from datetime import datetime

from flask import Flask, current_app, get_flashed_messages, request
from werkzeug.local import LocalProxy

from reviewblog.web.assets import asset
from reviewblog.web.paging import at_page
from reviewblog.web.site import current_site
from reviewblog.web.theme import chosen_theme

NOON = 12


def init_app(app: Flask) -> None:
    """Add our names to Jinja's."""
    app.jinja_env.globals.update(
        asset=asset,
        at_page=at_page,
        chosen_theme=chosen_theme,
        exists=exists,
        flashes=flashes,
        site=LocalProxy(current_site),
    )
    app.jinja_env.filters.update(
        counted=counted,
        date=as_date,
        datetime=as_datetime,
        day=as_day,
        grade_label=grade_label,
        iso=as_iso,
        number=as_number,
        round_to_five=round_to_five,
        short_date=as_short_date,
        year=as_year,
    )


def exists(endpoint: str) -> bool:
    """Tell whether there is such a page to link to."""
    return endpoint in current_app.view_functions


def flashes() -> list[str]:
    """Return what an earlier request left to say to this browser.

    Asks only browsers that have a session: merely looking would mark a page that
    all readers share as different for each of them.
    """
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return []
    return [str(message) for message in get_flashed_messages()]


def as_date(moment: datetime) -> str:
    """Print a day: 14 March 2026."""
    local = _local(moment)
    return f"{local.day} {local:%B} {local.year}"


def as_short_date(moment: datetime) -> str:
    """Print a day for a table: 14 Mar 2026."""
    local = _local(moment)
    return f"{local.day} {local:%b} {local.year}"


def as_day(moment: datetime) -> str:
    """Print a day without its year: 14 March."""
    local = _local(moment)
    return f"{local.day} {local:%B}"


def as_year(moment: datetime) -> int:
    """Return the year it was on the site's clock."""
    return _local(moment).year


def as_datetime(moment: datetime) -> str:
    """Print a moment: 14 March 2026, 7.22 pm."""
    local = _local(moment)
    half = "am" if local.hour < NOON else "pm"
    return f"{as_date(moment)}, {local.hour % NOON or NOON}.{local:%M} {half}"


def as_iso(moment: datetime) -> str:
    """Print a moment for machines, with the offset of the site's zone."""
    return _local(moment).isoformat(timespec="seconds")


def as_number(number: int) -> str:
    """Print a number as people read it: 1,042."""
    return f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """Print a number with its noun: 1 review, 1,042 reviews."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def grade_label(label: str) -> str:
    """Print a grade with a true minus: A−."""
    return f"{label[:-1]}−" if label.endswith("-") else label


def round_to_five(percent: int) -> int:
    """Round to the steps in which the stylesheet fills a grade's tile."""
    return 5 * round(percent / 5)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(current_site().zone)

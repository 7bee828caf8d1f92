"""What every template may use: filters, the site, addresses of static files.

Templates never query. What they show was loaded by the view; the site's settings and
its menu are kept between requests, and addresses are put together once.
"""

from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask, current_app, get_flashed_messages, request, templating
from werkzeug.local import LocalProxy

from reviewblog.text.markup import safe
from reviewblog.text.titles import name_length, running_time_plain, title_length
from reviewblog.web import links, wording
from reviewblog.web import showing_pictures as pictures
from reviewblog.web.absolute import absolute, absolute_url
from reviewblog.web.archive_filters import query_of
from reviewblog.web.archive_groups import letter_anchor
from reviewblog.web.assets import asset
from reviewblog.web.desk_menu import desk_menu
from reviewblog.web.drawing import Drawer
from reviewblog.web.identity import is_signed_in, may_edit_review, note_somebody
from reviewblog.web.look import has_archivo, has_house_fonts, look_address
from reviewblog.web.paging import at_page
from reviewblog.web.picture_uses import name_of_use, page_of_use
from reviewblog.web.site import current_menu, current_site
from reviewblog.web.theme import chosen_theme

FILTERS: dict[str, Callable[..., Any]] = {
    "counted": wording.counted,
    "date": wording.as_date,
    "datetime": wording.as_datetime,
    "day": wording.as_day,
    "grade_label": wording.grade_label,
    "iso": wording.as_iso,
    "kind_name": wording.kind_name,
    "letter_anchor": letter_anchor,
    "number": wording.as_number,
    "rendered": safe,
    "round_to_five": wording.round_to_five,
    "running_time": wording.as_running_time,
    "running_time_plain": running_time_plain,
    "short_date": wording.as_short_date,
    "title_length": title_length,
    "name_length": name_length,
    "whole_day": wording.as_whole_day,
    "year": wording.as_year,
}


class Environment(templating.Environment):
    """Jinja as Flask sets it up, without a layer that every import goes through.

    Jinja gives each template a map of its own above the globals. Nobody fills those,
    and comparing them each time a part imports a macro took a tenth of a page.
    """

    def make_globals(
        self, d: MutableMapping[str, Any] | None
    ) -> MutableMapping[str, Any]:
        """Share the globals, unless a template is given some of its own."""
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Add our names to Jinja's."""
    links.init_app(app)
    app.context_processor(name_the_site)
    app.jinja_env.filters.update(FILTERS)
    _add_functions(app)


def _add_functions(app: Flask) -> None:
    app.jinja_env.globals.update(
        absolute=absolute,
        absolute_url=absolute_url,
        asset=asset,
        figure=pictures.figure,
        at_page=at_page,
        chosen_theme=chosen_theme,
        desk_menu=desk_menu,
        flashes=flashes,
        is_signed_in=is_signed_in,
        has_archivo=has_archivo,
        has_house_fonts=has_house_fonts,
        look_address=look_address,
        once=Drawer().once,
        menu=current_menu,
        may_edit_review=may_edit_review,
        large=pictures.large,
        lead_picture=pictures.lead_picture,
        name_of_use=name_of_use,
        page_of_use=page_of_use,
        query_of=query_of,
        rarity_words=wording.rarity_words,
        site=LocalProxy(current_site),
        small_picture=pictures.small_picture,
        zone_words=wording.zone_words,
        thumbnail=pictures.thumbnail,
    )


def name_the_site() -> dict[str, object]:
    """Give a page the settings themselves; what it imports goes through the proxy."""
    return {"site": current_site()}


def flashes() -> list[str]:
    """Return what an earlier request left to say to this browser.

    Asks only browsers that have a session: merely looking would mark a page that
    all readers share as different for each of them.
    """
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return []
    messages = [str(message) for message in get_flashed_messages()]
    if messages:
        note_somebody()
    return messages

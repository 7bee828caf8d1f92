"""Parts of a review's page that are made once for all readers.

A page is made anew when somebody comments, and all above the talk is as it was. A
review that many share (``reviews.shown``) stands for one state of all that readers see;
with it, the parts made for it go.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from flask import Flask, current_app, request
from jinja2 import Environment, pass_environment
from jinja2.runtime import Macro
from markupsafe import Markup
from sqlalchemy import inspect

from reviewblog.reviews.models import Review
from reviewblog.text.markup import safe
from reviewblog.web.site import current_site
from reviewblog.web.themes import Theme

PARTS = "review-parts"
# What a review's page and its parts are made of.
OF_PARTS = ("public/show_review.html", "public/_", "macros/")
T = TypeVar("T")

Kept = dict[str, tuple[Hashable, Any]]


def init_app(app: Flask, theme: Theme) -> None:
    """Let this application keep what it has made, and templates wrap their parts.

    What a theme has put into a part may look at whatever it likes, also at the talk.
    """
    app.extensions[PARTS] = WeakKeyDictionary[Review, Kept]()
    is_ours = not any(name.startswith(OF_PARTS) for name in theme.templates)
    app.jinja_env.globals["part_of"] = part_of if is_ours else part_for_once


@pass_environment
def part_of(
    environment: Environment,
    review: Review,
    name: str,
    *values: Hashable,
    caller: Macro,
) -> Markup:
    """Draw what a ``call`` block holds, or remember it.

    The block may look at the review, at what was remembered beside it, at the site and
    at the address asked for, and at nothing else but these values. Where a theme is
    broken, another environment draws the page without it.
    """
    return made_once(review, name, lambda: safe(caller()), environment, *values)


def part_for_once(_review: Review, *_values: object, caller: Macro) -> Markup:
    """Draw what a ``call`` block holds each time."""
    return safe(caller())


def made_once(review: Review, name: str, make: Callable[[], T], *values: Hashable) -> T:
    """Make a part of a review's page, or return the last one if it was for the same.

    Whoever brings a cookie is given a page of their own: they may be signed in.
    """
    if request.cookies or not inspect(review).detached:
        return make()
    kept: WeakKeyDictionary[Review, Kept] = current_app.extensions[PARTS]
    parts = kept.setdefault(review, {})
    known = parts.get(name)
    key = _surroundings(), values
    if known is None or known[0] != key:
        known = parts[name] = key, make()
    part: T = known[1]
    return part


def _surroundings() -> Hashable:
    # The settings are other ones after each change, as the review is, but not at the
    # same moment.
    address = request.root_path, request.path, request.query_string
    return request.method, address, current_site()

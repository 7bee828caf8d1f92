"""What somebody does first on a site that has no review yet."""

from flask import url_for
from msgspec import Struct

from reviewblog.accounts.models import Account
from reviewblog.config import Settings
from reviewblog.site.models import Site

NAMELESS = "Reviews"


class Step(Struct, frozen=True, kw_only=True):
    """One thing to do, why, and whether it is done."""

    name: str
    why: str
    address: str
    is_done: bool = False


def first_steps(
    account: Account, site: Site, settings: Settings, *, has_pages: bool
) -> list[Step]:
    """List what an account can do for a new site, in a sensible order."""
    steps = [
        Step(
            name="Write the first review",
            why="It stays a draft until you publish it, and saves itself.",
            address=url_for("dashboard.new_review"),
        )
    ]
    if not account.may_manage_site:
        return steps
    return steps + _of_owner(site, settings, has_pages=has_pages)


def _of_owner(site: Site, settings: Settings, *, has_pages: bool) -> list[Step]:
    return [
        Step(
            name="Say in a line what the site is",
            why="Below its name; your language and time zone are there, too.",
            address=url_for("dashboard.edit_settings"),
            is_done=site.title != NAMELESS and bool(site.tagline),
        ),
        Step(
            name="Choose how it looks",
            why="A colour and letters; light and dark follow by themselves.",
            address=url_for("dashboard.edit_look"),
        ),
        Step(
            name="Say who you are",
            why="A page such as About, and who writes here.",
            address=url_for("dashboard.list_pages"),
            is_done=has_pages,
        ),
        Step(
            name="Let it send mail",
            why="So that you hear of comments, and readers of your answers.",
            address=url_for("dashboard.show_mail"),
            is_done=settings.sends_mail,
        ),
    ]

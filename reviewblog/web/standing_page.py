"""A standing page drawn: on the site, and in the desk's preview."""

from flask import render_template

from reviewblog.standing.models import StandingPage


def render_page(
    page: StandingPage, *, template: str = "public/show_page.html", **more: object
) -> str:
    """Draw a page; the preview draws the same with its own template around it."""
    return render_template(template, page=page, **more)

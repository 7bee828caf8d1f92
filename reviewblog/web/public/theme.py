"""The lights: light, dark, or what the reader's device says."""

from http import HTTPStatus

from flask import redirect, request
from flask.typing import ResponseReturnValue

from reviewblog.web.public.blueprint import bp
from reviewblog.web.theme import A_YEAR, COOKIE, THEMES, page_before


@bp.post("/theme")
def choose_theme() -> ResponseReturnValue:
    response = redirect(page_before(), HTTPStatus.SEE_OTHER)
    theme = request.form.get("theme", "")
    if theme in THEMES:
        # No secret: the script reads it too, to set the theme before the first paint.
        response.set_cookie(
            COOKIE,
            theme,
            max_age=A_YEAR,
            secure=request.is_secure,
            samesite="Lax",
        )
    return response

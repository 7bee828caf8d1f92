"""The catalogues in which films are looked up, one set for each application."""

from typing import cast

from flask import Flask, current_app

from reviewblog.config import Settings
from reviewblog.works.lookup.catalogues import Catalogues

_NAME = "reviewblog.catalogues"


def init_app(app: Flask, settings: Settings) -> None:
    """Prepare the catalogues that the settings allow."""
    port = settings.outgoing_test_port
    app.extensions[_NAME] = (
        Catalogues.of_site(
            settings.site_url,
            tmdb_key=settings.tmdb_key,
            test_port=int(port) if port else None,
        )
        if settings.look_up == "on"
        else Catalogues({})
    )


def catalogues() -> Catalogues:
    """Return the catalogues of this application; there may be none in it."""
    return cast("Catalogues", current_app.extensions[_NAME])

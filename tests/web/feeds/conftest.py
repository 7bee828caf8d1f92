"""Feeds are tested without the page cache, which would answer in their place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from reviewblog.app import create_app
from reviewblog.config import Settings
from tests.statements import counted_statements

SITE = "https://rowk.example"


class Statements:
    """Counts what a database is asked."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """Collect them; they are there when the block has ended."""
        said: list[str] = []
        with counted_statements(self._app) as sent:
            yield said
        said += [statement for statement in sent if statement != "BEGIN"]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, site_url=SITE, page_cache_mb="0")


@pytest.fixture
def statements(app: Flask) -> Statements:
    return Statements(app)


@pytest.fixture
def another_process(fresh_app: Flask) -> FlaskClient:
    return fresh_app.test_client()


@pytest.fixture
def after_a_move(settings: Settings, apps: dict[Settings, Flask]) -> FlaskClient:
    """The same site at another address."""
    moved = replace(settings, site_url="https://moved.example")
    app = apps.setdefault(moved, create_app(moved))
    return app.test_client()


@pytest.fixture
def kept(settings: Settings, apps: dict[Settings, Flask]) -> FlaskClient:
    """The same site behind its page cache, as it is served."""
    cached = replace(settings, page_cache_mb="1")
    app = apps.setdefault(cached, create_app(cached))
    return app.test_client()

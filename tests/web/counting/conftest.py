"""An application of the test's own, whose counts are written when the test says so."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

Write = Callable[[], None]
BROWSER = "Mozilla/5.0 (X11; rv:144.0) Firefox/144.0"


@pytest.fixture
def reader(fresh_app: Flask) -> FlaskClient:
    client = fresh_app.test_client()
    client.environ_base["HTTP_USER_AGENT"] = BROWSER
    return client


@pytest.fixture
def write(fresh_app: Flask) -> Write:
    written: Write = fresh_app.extensions["counts"].write
    return written

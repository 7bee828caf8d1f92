"""A real Chromium, shared by the browser tests of one process."""

import os
import shutil
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect, sync_playwright

from tests.servers import answering

# Two cores may have four browsers and servers to run; a promise has no hurry.
expect.set_options(timeout=30_000)
# A fresh profile that calls nobody: tests run without a network.
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium; elsewhere than in CI its absence skips."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have Chromium")
        pytest.skip("no Chromium on this machine (apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=list(ARGUMENTS)
        )
        yield browser
        browser.close()


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest) -> str:
    """What a browser does is the same on either database."""
    url: str = request.getfixturevalue("sqlite_database").empty()
    return url


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The site of the test, served to a browser from this process."""
    with answering(app) as address:
        yield address

"""No request may leave a page under the name of another one."""

import pytest
from flask import Flask

from reviewblog.web.page_cache.keys import key_of, may_be_kept

DARK = b'data-theme="dark"'


def key(query: str = "", **headers: str) -> str:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": query}
    return key_of(environ | headers)


def test_no_path_passes_for_one_with_a_query() -> None:
    """A path may hold anything once it has been decoded."""
    for path in ("/?sort=x", "/ sort=x", "/\nsort=x", "/\0sort=x"):
        assert key(PATH_INFO=path) != key("sort=x")
    assert key("sort=x?") != key(PATH_INFO="/?sort=x")


@pytest.mark.parametrize(
    "cookies",
    ["theme=dark; theme=light", 'theme="\\144ark"', "theme =dark", "\xa0theme=dark"],
)
def test_a_theme_is_read_as_the_page_reads_it(app: Flask, cookies: str) -> None:
    # The usual client would send its own cookies in place of these.
    client = app.test_client(use_cookies=False)

    page = client.get("/", headers={"Cookie": cookies})

    is_dark = key(HTTP_COOKIE=cookies) == key(HTTP_COOKIE="theme=dark")
    assert is_dark == (DARK in page.data)


@pytest.mark.parametrize(
    "cookies",
    [
        "session=x",
        "session =x",
        "\tsession=x",
        "theme=dark; session = x",
        "__Host-session=x",
        "__Host-session =x",
        "reviewblog_writer=x",
        "reviewblog_writer =x",
        "reviewblog_writer; reviewblog_writer=x",
    ],
)
def test_whoever_has_a_cookie_of_their_own_has_no_shared_page(cookies: str) -> None:
    assert key(HTTP_COOKIE=cookies) == ""


@pytest.mark.parametrize("cookies", ["", "consent=yes", 'theme="><script>', "theme="])
def test_cookies_that_change_nothing_share_the_plain_page(cookies: str) -> None:
    assert key(HTTP_COOKIE=cookies) == key()


def test_a_query_cannot_pass_for_a_theme() -> None:
    dark = key("q=rush", HTTP_COOKIE="theme=dark")

    assert key("q=rush#dark") != dark


def test_a_server_need_not_say_that_there_is_no_query() -> None:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}

    assert key_of(environ) == key()
    assert may_be_kept(environ)


@pytest.mark.parametrize("path", ["//", "//reviews/", "/" * 60_000, f"/{'x' * 500}/"])
def test_an_address_that_anybody_can_make_up_is_not_kept(path: str) -> None:
    assert not may_be_kept({"REQUEST_METHOD": "GET", "PATH_INFO": path})

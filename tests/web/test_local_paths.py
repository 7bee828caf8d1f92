"""Addresses that lead to this site, whoever reads them."""

import pytest
from flask import Flask

from reviewblog.web.local_paths import LONGEST_PATH, local_path, this_path

ELSEWHERE = [
    "https://evil.example/",
    "HTTPS:evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "\x00//evil.example",
    "/%09/evil.example",
    "/%2f/evil.example",
    "/%2F%2Fevil.example",
    "/%5Cevil.example",
    "/%255cevil.example",
    "/%25252f/evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/%2e%2e//evil.example",
    "/a//evil.example",
    "/dashboard/../logout",
    "/dashboard/%2e%2e/logout",
    "/\uff052F/evil.example",
    "\uff0f\uff0fevil.example",
    "/\u202egro.live",
    "/%E2%80%AEgro.live",
    "/\ud800",
    "javascript:alert(1)",
    "/javascript:alert(1)\n",
    "data:text/html,hello",
    "evil.example",
    "?next=/",
    "#main",
    "",
    None,
    "/" + "x" * LONGEST_PATH,
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_local_path_refuses_what_leads_elsewhere(target: str | None) -> None:
    assert local_path(target) is None


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/dashboard/",
        "/dashboard/reviews/7/edit",
        "/dashboard/comments/?status=spam&page=2",
        "/search?q=a%20b%2F%2Fc",
        "/search?q=http://example.org/",
        "/reviews/rush-1991/#comment-3",
        "/people/%E5%AE%AE%E5%B4%8E/",
        "/javascript:alert(1)",
    ],
)
def test_local_path_lets_our_own_pages_pass(target: str) -> None:
    assert local_path(target) == target


@pytest.mark.parametrize(
    "target",
    ["/dashboard/", "/dashboard/comments/?status=spam&page=2", "/%E5%AE%AE/?q=%E5"],
)
def test_this_path_is_what_was_asked_for(app: Flask, target: str) -> None:
    with app.test_request_context(target):
        assert this_path() == target
        assert local_path(this_path()) == target

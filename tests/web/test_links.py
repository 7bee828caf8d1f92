"""Addresses for templates: what ``url_for`` says, said from memory."""

import pytest
from flask import Flask, url_for
from werkzeug.routing import BuildError

from reviewblog.web.links import LINKS, link_to


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("public.show_home", {}),
        ("public.show_review", {"slug": "rush-1991"}),
        ("public.show_review", {"slug": "a b/ü?"}),
        ("public.list_reviews", {"page": 2, "tag": "war & peace"}),
        ("public.list_reviews", {"page": True}),
        ("public.list_reviews", {"tag": ["a", "b"]}),
        ("public.list_reviews", {"tag": None}),
        ("public.show_review", {"slug": "x", "_anchor": "comments"}),
        (".show_home", {}),
    ],
)
def test_a_link_is_what_the_router_says_also_the_second_time(
    app: Flask, endpoint: str, values: dict[str, object]
) -> None:
    with app.test_request_context("/"):
        wanted = url_for(endpoint, **values)  # type: ignore[arg-type]

        assert [link_to(endpoint, **values) for _ in range(2)] == [wanted, wanted]


def test_a_link_goes_where_the_application_is_mounted(app: Flask) -> None:
    for root in ("", "/blog", ""):
        with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}):
            assert link_to("public.show_home") == f"{root}/"


def test_numbers_and_words_that_equal_each_other_have_their_own_links(
    app: Flask,
) -> None:
    with app.test_request_context("/"):
        links = [link_to("public.list_reviews", page=page) for page in (1, True, "1")]

    assert links == ["/reviews/?page=1", "/reviews/?page=True", "/reviews/?page=1"]


def test_a_link_to_nowhere_is_an_error(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(BuildError):
        link_to("public.nowhere")


def test_the_memory_of_links_is_bounded(app: Flask) -> None:
    with app.test_request_context("/"):
        for number in range(5_000):
            link_to("public.show_review", slug=f"film-{number}")

    found = app.extensions[LINKS].find.cache_info()
    assert found.currsize == found.maxsize == 4_096

"""Static files, and how long they are kept."""

import gzip
import re

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from reviewblog.web.assets import FOR_EVER, asset


def address_of(app: Flask, path: str) -> str:
    with app.test_request_context():
        return asset(path)


@pytest.mark.parametrize(
    "path", ["css/site.css", "css/desk.css", "js/theme.js", "fonts/archivo-latin.woff2"]
)
def test_a_file_is_kept_for_ever_under_its_hash(app: Flask, path: str) -> None:
    response = app.test_client().get(address_of(app, path), buffered=True)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == FOR_EVER
    assert "Set-Cookie" not in response.headers


def test_a_file_is_not_kept_under_another_hash(app: Flask, client: FlaskClient) -> None:
    for address in ("/static/css/site.css", "/static/css/site.css?v=000000000000"):
        assert client.get(address).headers.get("Cache-Control") != FOR_EVER


@pytest.mark.parametrize(
    "path", ["css/none.css", "none.css", "css/../../config.py", "%00"]
)
def test_what_is_not_there_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(f"/static/{path}?v=1").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["none.png", "js/none.js", "css", "../config.py", "../../../../../../etc/hostname"],
)
def test_a_question_for_its_methods_reads_no_file(
    app: Flask, client: FlaskClient, path: str
) -> None:
    """It is answered for any name, by Flask and without the view."""
    read = app.extensions["assets"].content_of
    before = read.cache_info()

    response = client.options(f"/static/{path}?v=1")

    assert response.status_code == 200
    assert "GET" in response.headers["Allow"]
    assert read.cache_info() == before


def test_no_name_leads_out_of_the_folder(app: Flask) -> None:
    assets = app.extensions["assets"]

    for name in ("../config.py", "css/../../config.py", "/etc/hostname"):
        with pytest.raises(FileNotFoundError):
            assets.path_of(name)


def test_the_stylesheet_declares_its_layers_first(client: FlaskClient) -> None:
    css = client.get("/static/css/site.css").text

    assert css.lstrip().startswith("@layer tokens, base, components, pages, print;")


def test_the_stylesheet_asks_for_fonts_as_the_page_preloads_them(
    client: FlaskClient,
) -> None:
    page, css = client.get("/").text, client.get("/static/css/site.css").text

    preloaded = re.findall(r'href="/static/(fonts/[^"]+)" as="font"', page)
    assert len(preloaded) == 2
    for address in preloaded:
        assert f'url("../{address}")' in css


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_the_stylesheet_comes_compressed(client: FlaskClient, encoding: str) -> None:
    plain = client.get("/static/css/site.css")

    packed = client.get("/static/css/site.css", headers={"Accept-Encoding": encoding})

    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}[encoding]
    assert packed.headers["Content-Encoding"] == encoding
    assert unpack(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_the_stylesheet_is_not_sent_twice(client: FlaskClient) -> None:
    tag = client.get("/static/css/site.css").headers["ETag"]

    again = client.get("/static/css/site.css", headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")

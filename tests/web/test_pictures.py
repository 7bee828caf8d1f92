"""Pictures as files, for readers and for whoever wants something else."""

from http import HTTPStatus

import pytest
from flask.testing import FlaskClient

from tests.media.pictures import picture, read
from tests.web.library import uploaded


@pytest.fixture
def address(desk: FlaskClient) -> str:
    return uploaded(desk, picture((800, 600)))


def test_everybody_may_see_a_picture_and_keep_it_for_ever(
    client: FlaskClient, address: str
) -> None:
    response = client.get(address)

    assert response.status_code == HTTPStatus.OK
    assert response.content_type == "image/jpeg"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in response.headers
    assert read(response.data).size == (800, 600)


@pytest.mark.parametrize(
    ("end", "kind", "size"),
    [
        ("-480.jpg", "JPEG", (480, 360)),
        ("-800.avif", "AVIF", (800, 600)),
        ("", "JPEG", (800, 600)),
    ],
)
def test_a_picture_is_there_in_all_its_sizes(
    client: FlaskClient, address: str, end: str, kind: str, size: tuple[int, int]
) -> None:
    shown = read(client.get(address.removesuffix(".jpg") + end).data)

    assert (shown.format, shown.size) == (kind, size)


def test_whoever_has_it_is_not_sent_it_again(client: FlaskClient, address: str) -> None:
    tag = client.get(address).headers["ETag"]

    response = client.get(address, headers={"If-None-Match": tag})

    assert response.status_code == HTTPStatus.NOT_MODIFIED
    assert not response.data


def test_a_part_of_it_may_be_asked_for(client: FlaskClient, address: str) -> None:
    response = client.get(address, headers={"Range": "bytes=0-2"})

    assert response.status_code == HTTPStatus.PARTIAL_CONTENT
    assert response.data == b"\xff\xd8\xff"


def test_its_head_alone_may_be_asked_for(client: FlaskClient, address: str) -> None:
    response = client.head(address)

    assert int(response.headers["Content-Length"]) > 100
    assert not response.data


@pytest.mark.parametrize(
    "path",
    [
        "",
        "nothing.jpg",
        "../secret_key",
        "..%2Fsecret_key",
        "%2e%2e/%2e%2e/secret_key",
        "....//secret_key",
        "..\\secret_key",
        "%00.jpg",
        "0123456789abcdef0123456789abcdef.jpg",
        "0123456789abcdef0123456789abcdef.svg",
        "0123456789abcdef0123456789abcdef.jpg%00.html",
        "0123456789ABCDEF0123456789ABCDEF.jpg",
        "0123456789abcdef0123456789abcdef-480.jpg/x",
        "01/0123456789abcdef0123456789abcdef.jpg",
        "a" * 5000,
    ],
)
def test_no_other_file_is_ever_sent(
    client: FlaskClient, address: str, path: str
) -> None:
    assert client.get(f"/media/{path}").status_code == HTTPStatus.NOT_FOUND

"""Pictures put into a library over HTTP, as a person does."""

from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

LIBRARY = "/dashboard/media/"
JSON = {"Accept": "application/json"}


def upload(
    client: FlaskClient, *files: bytes, name: str = "still.png", **how: Any
) -> TestResponse:
    sent = [(BytesIO(content), name) for content in files]
    return client.post(LIBRARY, data={"picture": sent}, **how)


def upload_much(client: FlaskClient, content: bytes, **how: Any) -> TestResponse:
    """Upload a large file; werkzeug's own client would leave a file of it open."""
    head = 'Content-Disposition: form-data; name="picture"; filename="large.jpg"'
    body = f"--x\r\n{head}\r\n\r\n".encode() + content + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    return client.post(LIBRARY, data=body, content_type=kind, **how)


def uploaded(client: FlaskClient, content: bytes) -> str:
    """Upload a picture; return its address."""
    response = upload_much(client, content, headers=JSON)
    assert response.status_code == 201, response.text
    assert response.json is not None
    return str(response.json["pictures"][0]["address"])

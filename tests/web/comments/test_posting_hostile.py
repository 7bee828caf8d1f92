"""Comments that want to do more than be read."""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from tests.hostile import BODIES
from tests.web.comments.conftest import Post


def test_hostile_comments_are_only_words(
    client: FlaskClient, session: Session, post: Post
) -> None:
    for number, body in enumerate(BODIES):
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        response = post(client, body=body, name=body[:60])
        assert response.status_code == HTTPStatus.SEE_OTHER, body

    thread = html.fromstring(client.get("/reviews/rush-1991/").text).cssselect("#talk")[
        0
    ]

    comments = thread.cssselect(".comment")
    tags = {str(element.tag) for comment in comments for element in comment.iter()}
    names = {name for comment in comments for e in comment.iter() for name in e.attrib}
    schemes = {
        urlsplit(link.get("href", "")).scheme
        for link in thread.cssselect(".comment__body a")
    }
    assert len(comments) == len(BODIES)
    assert not tags & {
        "script",
        "img",
        "svg",
        "math",
        "iframe",
        "style",
        "link",
        "form",
    }
    assert not [name for name in names if name.startswith("on") or name == "style"]
    assert schemes <= {"", "https", "http", "mailto"}

"""How many comments a second are taken in, each durable, rendered and checked."""

import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

from lxml import html

from tests.benchmarks.data import BUSIEST
from tests.benchmarks.subjects import Subject

PATH = f"/reviews/{BUSIEST}/"


def comments_per_second(subject: Subject, *, clients: int, seconds: int) -> float:
    """Post different comments from so many clients, each over one connection."""
    fields = form_fields(subject)
    accepted: list[int] = []
    ends = time.monotonic() + seconds

    def post(client: int) -> None:
        parts = urlsplit(subject.address)
        connection = HTTPConnection(parts.hostname or "", parts.port)
        number = 0
        while time.monotonic() < ends:
            number += 1
            body = f"Thought {number} of {client}: *well* said, {time.monotonic_ns()}."
            typed = fields | {"name": f"Reader {client}", "body": body}
            connection.request(
                "POST",
                f"{PATH}comments",
                urlencode(typed),
                {"Content-Type": "application/x-www-form-urlencoded"},
            )
            response = connection.getresponse()
            response.read()
            assert response.status == 303, response.status
            accepted.append(number)

    threads = [threading.Thread(target=post, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(accepted) / seconds


def form_fields(subject: Subject) -> dict[str, str]:
    """Return the hidden fields of the comment form as served."""
    page = html.fromstring(urlopen(f"{subject.address}{PATH}").read())
    form = page.cssselect("form#respond")[0]
    assert isinstance(form, html.FormElement)
    return {name: str(value) for name, value in form.form_values()}

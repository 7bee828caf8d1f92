"""How many comments a second are taken in, each durable, rendered and checked."""

import threading
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

from lxml import html

from tests.benchmarks.data import BUSIEST
from tests.benchmarks.load import ask_with_wrk, has_wrk
from tests.benchmarks.subjects import Subject

PATH = f"/reviews/{BUSIEST}/"
FORM = "application/x-www-form-urlencoded"
# Takes the path, the other fields, and what no earlier round has said.
POSTING = """
local n = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "%(form)s"
request = function()
  n = n + 1
  local body = "Thought+" .. n .. ":+*well*+said,+%(round)d."
  return wrk.format(nil, "%(path)s", nil, "%(fields)s&body=" .. body)
end
"""


def comments_per_second(subject: Subject, *, clients: int, seconds: int) -> float:
    """Post different comments from so many clients, each over one connection."""
    fields = form_fields(subject) | {"name": f"Reader {clients}"}
    if not has_wrk():
        return _with_threads(subject, fields, clients, seconds)
    fields.pop("body")
    said = {"form": FORM, "path": f"{PATH}comments", "fields": urlencode(fields)}
    rate = ask_with_wrk(
        subject.address,
        script=POSTING % (said | {"round": time.monotonic_ns()}),
        seconds=seconds,
        connections=clients,
    )
    assert rate.failures == 0, rate
    return rate.per_second


def _with_threads(
    subject: Subject, fields: Mapping[str, str], clients: int, seconds: int
) -> float:
    accepted: list[int] = []
    ends = time.monotonic() + seconds

    def post(client: int) -> None:
        parts = urlsplit(subject.address)
        connection = HTTPConnection(parts.hostname or "", parts.port)
        number = 0
        while time.monotonic() < ends:
            number += 1
            body = f"Thought {number} of {client}: *well* said, {time.monotonic_ns()}."
            typed = urlencode({**fields, "body": body})
            connection.request("POST", f"{PATH}comments", typed, {"Content-Type": FORM})
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

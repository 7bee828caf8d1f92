"""A browser without a picture: cookies, forms and redirects over real HTTP."""

from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from lxml import html


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back after all redirects."""

    status: int
    url: str
    text: str

    def form(self, selector: str) -> html.FormElement:
        """Find a form of the page."""
        form = html.fromstring(self.text).cssselect(selector)[0]
        assert isinstance(form, html.FormElement)
        return form


class Visitor:
    """Somebody with a cookie jar of their own."""

    def __init__(self, address: str) -> None:
        """Know the site's address and have no cookies."""
        self._address = address
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._open(Request(urljoin(self._address, path)))

    def submit(self, page: str, selector: str, **typed: Any) -> Answer:
        """Open a page, fill in one of its forms and send it where it says."""
        opened = self.get(page)
        form = opened.form(selector)
        fields = dict(form.form_values()) | typed
        action = urljoin(opened.url, form.get("action") or opened.url)
        return self._open(Request(action, urlencode(fields, doseq=True).encode()))

    def _open(self, request: Request) -> Answer:
        try:
            with self._opener.open(request, timeout=30) as response:
                text = response.read().decode()
                return Answer(response.status, response.url, text)
        except HTTPError as error:
            with error:
                return Answer(error.code, error.url or "", error.read().decode())

"""A form that came too late is kept, in the page that says so, until it can be sent.

Somebody wrote for an hour and was signed out meanwhile, or the page they wrote on is
from before they signed in again. What they sent goes back to them as hidden fields of
the page, through as many sign-ins as it takes, and is never carried out by itself.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import abort, current_app, render_template, request
from msgspec import Struct
from werkzeug.exceptions import HTTPException

from reviewblog.web.local_paths import local_path, this_path

PATH_FIELD = "kept_path"
FIELD_PREFIX = "kept:"
RESUMABLE = ("/dashboard/", "/account/")
# Room for the fields of the login form itself.
SPARE_BYTES = 16 * 1024
SPARE_PARTS = 20
LONG_VALUE = 60

Reopener = Callable[..., str]
_reopeners: dict[str, Reopener] = {}


class KeptField(Struct, frozen=True):
    """One field as it was posted; a repeated one is there as often."""

    name: str
    value: str

    @property
    def label(self) -> str:
        """Name the field for its writer."""
        return self.name.replace("_", " ").strip().capitalize()

    @property
    def is_long(self) -> bool:
        """Tell whether the value needs more than a line."""
        return len(self.value) > LONG_VALUE or "\n" in self.value or "\r" in self.value


class KeptForm(Struct, frozen=True, kw_only=True):
    """What was posted, and the address on this site that it was meant for."""

    path: str
    fields: tuple[KeptField, ...]
    had_files: bool = False


def keep_form() -> KeptForm | None:
    """Keep what this request posted, if there is anything that may be kept."""
    path = local_path(this_path())
    if request.method != "POST" or path is None or not path.startswith(RESUMABLE):
        return None
    fields = tuple(
        KeptField(name, value)
        for name, value in request.form.items(multi=True)
        if _may_be_kept(name)
    )
    _refuse_too_much(fields)
    had_files = any(file.filename for file in request.files.values())
    return KeptForm(path=path, fields=fields, had_files=had_files) if fields else None


def kept_form() -> KeptForm | None:
    """Return what an earlier request kept, carried along by this one's form."""
    path = local_path(request.form.get(PATH_FIELD))
    if path is None or not path.startswith(RESUMABLE):
        return None
    fields = tuple(
        KeptField(name.removeprefix(FIELD_PREFIX), value)
        for name, value in request.form.items(multi=True)
        if _may_be_kept(name) and name.startswith(FIELD_PREFIX)
    )
    return KeptForm(path=path, fields=fields) if fields else None


def reopens(endpoint: str) -> Callable[[Reopener], Reopener]:
    """Let a view show its own form again, with what was typed in it."""

    def register(reopen: Reopener) -> Reopener:
        _reopeners[endpoint] = reopen
        return reopen

    return register


def render_kept(kept: KeptForm | None) -> str:
    """Show somebody who is signed in what they had typed, for them to send."""
    page = _reopened(kept) if kept else None
    return page or render_template("auth/show_kept.html", kept=kept)


def _reopened(kept: KeptForm) -> str | None:
    """Open the form again that was posted, where it can be; show no more than that."""
    path = urlsplit(kept.path).path
    try:
        endpoint, values = current_app.url_map.bind("").match(path, method="POST")
        reopen = _reopeners.get(endpoint)
        return reopen(kept, **values) if reopen else None
    except HTTPException:
        # Gone, or somebody else's: at least the words are shown.
        return None


def _may_be_kept(name: str | None) -> bool:
    # A part of a multipart body need not have a name, whatever Werkzeug's types say.
    if not name or name.endswith("csrf_token"):
        return False
    return "password" not in name.casefold()


def _refuse_too_much(fields: Iterable[KeptField]) -> None:
    # The pages that carry the fields post them as multipart, which neither grows with
    # the alphabet nor takes more parts than this.
    sizes = [
        len((FIELD_PREFIX + field.name + field.value).encode("utf-8", "replace"))
        for field in fields
    ]
    too_long = sum(sizes) > current_app.config["MAX_FORM_MEMORY_SIZE"] - SPARE_BYTES
    if too_long or len(sizes) > current_app.config["MAX_FORM_PARTS"] - SPARE_PARTS:
        abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

"""From files in a request to pictures in the library.

Only who is signed in may send that much at once, and only to where pictures are taken.
"""

import threading
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Flask, current_app, request
from msgspec import Struct, field
from werkzeug.datastructures import FileStorage

from reviewblog.accounts.models import Account
from reviewblog.activity import Deed, Matter, Verb, note
from reviewblog.db import transaction
from reviewblog.extensions import db
from reviewblog.media.errors import PictureRefusedError
from reviewblog.media.library import add_picture
from reviewblog.media.models import Picture
from reviewblog.media.names import clean_filename
from reviewblog.media.queries import find_by_hash
from reviewblog.media.recognition import MOST_BYTES
from reviewblog.web.identity import find_account
from reviewblog.web.pictures import media_folder

if TYPE_CHECKING:
    from reviewblog.media.encoding import PreparedPicture

MOST_AT_ONCE = 20
# Several pictures at the limit of one, and the form around them.
MOST_BYTES_AT_ONCE = 5 * MOST_BYTES
TAKING_PICTURES = frozenset(
    {
        "dashboard.upload_pictures",
        "dashboard.replace_picture",
        "dashboard.create_review",
        "dashboard.update_review",
        "dashboard.preview_new_review",
        "dashboard.preview_edited_review",
    }
)
NOT_STORED = (
    "The picture could not be stored on the server: its disk may be full. "
    "Whoever runs the site finds the reason in its log."
)

# A large picture takes much memory while it is read: one at a time.
_reading = threading.Lock()


class Refused(Struct, frozen=True):
    """A file that was not taken, and why."""

    name: str
    reason: str


class Taken(Struct, frozen=True):
    """What became of the files of a request."""

    pictures: list[Picture] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def init_app(app: Flask) -> None:
    """Let pictures be as large as they are, before anything reads a form."""
    app.before_request(allow_pictures)


def allow_pictures() -> None:
    """Raise the limit for a request that may bring pictures."""
    if (
        request.method == "POST"
        and request.endpoint in TAKING_PICTURES
        and find_account() is not None
    ):
        request.max_content_length = MOST_BYTES_AT_ONCE


def sent_files(name: str) -> list[FileStorage]:
    """Return the files of a field that were chosen; browsers send empty ones too."""
    return [file for file in request.files.getlist(name) if file.filename]


def take_in(files: Iterable[FileStorage], *, by: Account, at: datetime) -> Taken:
    """Put each file into the library that may be kept, in a transaction of its own."""
    taken = Taken()
    for number, file in enumerate(files):
        try:
            if number >= MOST_AT_ONCE:
                raise PictureRefusedError(  # noqa: TRY301 -- one way to refuse
                    f"{MOST_AT_ONCE} pictures at once, please."
                )
            taken.pictures.append(_take(file, by=by, at=at))
        except PictureRefusedError as refusal:
            name = clean_filename(file.filename or "")
            taken.refused.append(Refused(name, str(refusal)))
    return taken


def read_picture(file: FileStorage) -> "PreparedPicture":
    """Make all sizes of an uploaded picture.

    Raises:
        PictureRefusedError: it may not be kept.
    """
    # Five megabytes of libraries that no reader needs.
    from reviewblog.media.encoding import prepare  # noqa: PLC0415

    with _reading, file.stream as content:
        return prepare(content.read(MOST_BYTES + 1))


def not_stored(error: OSError) -> PictureRefusedError:
    """Say that the folder is to blame, and leave the reason in the log."""
    current_app.logger.error("a picture could not be stored: %s", error)
    return PictureRefusedError(NOT_STORED)


def _take(file: FileStorage, *, by: Account, at: datetime) -> Picture:
    prepared = read_picture(file)
    try:
        with transaction(db.session()) as session:
            is_known = find_by_hash(session, prepared.hash) is not None
            picture = add_picture(
                session,
                media_folder(),
                prepared,
                filename=file.filename or "",
                by=by,
                at=at,
            )
            if not is_known:
                note(session, _deed(picture), by=by, at=at)
            return picture
    except OSError as error:
        raise not_stored(error) from error


def _deed(picture: Picture) -> Deed:
    return Deed(
        verb=Verb.UPLOADED,
        matter=Matter.PICTURE,
        label=picture.filename,
        subject_id=picture.id,
    )

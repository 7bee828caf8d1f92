"""The folder in which pictures lie, each file under a name made of its content.

A file is written beside its place, flushed to the disk and then renamed, so that a name
is either not there or whole; none is ever written over with something else.
"""

import os
import secrets
from pathlib import Path

from reviewblog.text.stills import FILE_NAME

FOLDER_MODE, FILE_MODE = 0o755, 0o644


class MediaFolder:
    """Files by their names, spread over as many folders as their first letters make."""

    def __init__(self, path: Path) -> None:
        """Remember where it is; folders are made when something is put into them."""
        self.path = path

    def path_of(self, name: str) -> Path:
        """Return where a file lies, or would lie.

        Raises:
            ValueError: no file is ever called like this.
        """
        if not FILE_NAME.fullmatch(name):
            raise ValueError(f"no name of a picture: {name!r}")
        return self.path / name[:2] / name

    def put(self, name: str, content: bytes) -> None:
        """Keep a file, safely on the disk when this returns; one that is there stays.

        Raises:
            OSError: the disk is full, or the folder may not be written to.
        """
        place = self.path_of(name)
        if place.exists() and place.stat().st_size == len(content):
            return
        place.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        draft = place.with_name(f".{name}.{secrets.token_hex(8)}")
        try:
            _write(draft, content)
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)
        _flush_folder(place.parent)

    def remove(self, digest: str) -> None:
        """Take all files of a picture away."""
        for place in self.path_of(f"{digest}.jpg").parent.glob(f"{digest}*"):
            place.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    with os.fdopen(os.open(path, flags, FILE_MODE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

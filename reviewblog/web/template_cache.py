"""Compiled templates, kept in the instance folder for the next start.

Jinja's own cache does it. It compares each template's source; what else a compiled
template depends on comes with a version of this program or of Jinja.
"""

from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from types import CodeType

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from reviewblog import __version__
from reviewblog.config import Settings

FOLDER = "compiled"
SUFFIX = ".compiled"


def keep_templates(app: Flask) -> None:
    """Take templates as they were compiled for an earlier start, and keep new ones."""
    settings: Settings = app.config["SETTINGS"]
    folder = settings.instance_path / FOLDER
    mark = f"{__version__}-{version('jinja2')}-"
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        _forget_others(folder, mark)
    app.jinja_env.bytecode_cache = TemplateCache(str(folder), f"{mark}%s{SUFFIX}")


class TemplateCache(FileSystemBytecodeCache):
    """A cache that is no use at worst: a full disk or a torn file spoils no page."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load what is there, whole or not at all."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 -- pickle may raise anything at all
            bucket.reset()
        if not isinstance(bucket.code, CodeType):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it where that is possible."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _forget_others(folder: Path, mark: str) -> None:
    for file in folder.glob(f"*{SUFFIX}"):
        if not file.name.startswith(mark):
            file.unlink()

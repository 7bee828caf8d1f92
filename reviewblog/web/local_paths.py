"""Addresses that came with a request and may be gone to: on this site only."""

import re
from urllib.parse import quote, unquote

from flask import request

LONGEST_PATH = 2000
# Browsers drop tabs and newlines, and read a backslash as a slash, before they decide
# whether an address names another host; printable ASCII without it leaves no doubt.
_PLAIN = re.compile(r"/[!-\[\]-~]*")
_DECODINGS = 4


def local_path(target: str | None) -> str | None:
    """Return an address if it leads to this site whoever reads it, else None."""
    if not target or len(target) > LONGEST_PATH or not _PLAIN.fullmatch(target):
        return None
    path = target
    # Whatever sits between us and the browser may decode once more than we do.
    for _ in range(_DECODINGS):
        path = re.split(r"[?#]", path, maxsplit=1)[0]
        if not _is_plain_path(path):
            return None
        path = unquote(path)
    return target


def this_path() -> str:
    """Return the address of this request as it could be asked for again."""
    path = quote(request.path)
    query = request.query_string.decode("latin-1")
    return f"{path}?{query}" if query else path


def _is_plain_path(path: str) -> bool:
    if "//" in path or "\\" in path or not path.isprintable():
        return False
    return not {".", ".."} & set(path.split("/"))

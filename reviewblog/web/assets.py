"""Static files: addresses that change with the content, one stylesheet an audience.

Nothing is built beforehand. The stylesheets stay small files, one a component, and
are joined when the first page asks for them: one request instead of fifty.
"""

import gzip
import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request, url_for

STATIC = Path(__file__).parents[1] / "static"
BUNDLES = {
    "css/site.css": (
        "layers.css",
        "tokens.css",
        "fonts.css",
        "fallback-fonts.css",
        "base.css",
        "type.css",
        "links.css",
        "layout.css",
        "components/*.css",
        "print.css",
    ),
    "css/desk.css": ("desk/*.css",),
    "css/feed.css": ("feed/*.css",),
}
FOR_EVER = "public, max-age=31536000, immutable"

_FONT = re.compile(r'url\("\.\./(fonts/[^"]+)"\)')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


def init_app(app: Flask) -> None:
    """Serve the joined stylesheets beside Flask's own static files."""
    app.add_url_rule("/static/css/<name>.css", "bundle", serve_bundle)
    app.after_request(let_caches_keep)


def asset(path: str) -> str:
    """Return the address of a static file, with a hash of its content."""
    return url_for("static", filename=path, v=version_of(path))


def serve_bundle(name: str) -> Response:
    """Answer with one of the joined stylesheets."""
    if f"css/{name}.css" not in BUNDLES:
        abort(404)
    encoding = request.accept_encodings.best_match(("br", "gzip"), "")
    body = encoded_content_of(f"css/{name}.css", encoding)
    response = Response(body, mimetype="text/css")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{version_of(f'css/{name}.css')}-{encoding}")
    response.make_conditional(request)
    return response


def let_caches_keep(response: Response) -> Response:
    """Let caches keep a file for ever when its address names its content."""
    if request.endpoint in {"static", "bundle"} and response.status_code in {200, 304}:
        path = request.path.removeprefix("/static/")
        if request.args.get("v") == version_of(path):
            response.headers["Cache-Control"] = FOR_EVER
    return response


@lru_cache(maxsize=256)
def version_of(path: str) -> str:
    """Return a short hash of a file's content."""
    return hashlib.sha256(content_of(path)).hexdigest()[:12]


@lru_cache(maxsize=256)
def content_of(path: str) -> bytes:
    """Read a static file, or join a stylesheet from its parts."""
    if path not in BUNDLES:
        return (STATIC / path).read_bytes()
    joined = "".join(part.read_text("utf-8") for part in _parts(path))
    lean = _INDENT.sub("\n", _COMMENT.sub("", joined))
    # The address must be the very one that the page preloads.
    return _FONT.sub(_font_address, lean).encode()


@lru_cache(maxsize=16)
def encoded_content_of(path: str, encoding: str) -> bytes:
    """Compress a stylesheet, once and as well as it goes."""
    content = content_of(path)
    if encoding == "br":
        compressed: bytes = brotli.compress(content)
        return compressed
    return gzip.compress(content, mtime=0) if encoding == "gzip" else content


def _parts(path: str) -> Iterator[Path]:
    for pattern in BUNDLES[path]:
        yield from sorted((STATIC / "css").glob(pattern))


def _font_address(match: re.Match[str]) -> str:
    return f'url("../{match[1]}?v={version_of(match[1])}")'

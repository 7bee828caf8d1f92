"""Static files: addresses that change with the content, one stylesheet an audience.

Nothing is built beforehand. The stylesheets stay small files, one a component, and
are joined when the first page asks for them: one request instead of fifty. A theme's
files go before built-in ones of the same name, and join them where they are new.
"""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

import brotli
from flask import Flask, Response, abort, current_app, request, send_file
from werkzeug.security import safe_join

from reviewblog.web.links import link_to

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
MOST_FILES = 256
CACHED = frozenset({"static", "bundle", "script"})
FOR_EVER = "public, max-age=31536000, immutable"

_FONT = re.compile(r'url\("\.\./(fonts/[^"]+)"\)')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


class Assets:
    """The static files of one application, each read once."""

    def __init__(self, of_theme: Mapping[str, Path] | None = None) -> None:
        """Remember the files that a theme has, by their names."""
        self.of_theme = of_theme or {}
        # Bound to this very application: another one may have another theme.
        self.content_of = lru_cache(MOST_FILES)(self._content_of)
        self.version_of = lru_cache(MOST_FILES)(self._version_of)
        self.encoded_content_of = lru_cache(MOST_FILES)(self._encoded_content_of)

    def path_of(self, name: str) -> Path:
        """Return where a file is.

        Raises:
            FileNotFoundError: the name leads out of the folder.
        """
        built_in = safe_join(str(STATIC), name)
        if built_in is None:
            raise FileNotFoundError(name)
        return self.of_theme.get(name) or Path(built_in)

    def _version_of(self, name: str) -> str:
        """Return a short hash of a file's content."""
        return hashlib.sha256(self.content_of(name)).hexdigest()[:12]

    def _content_of(self, name: str) -> bytes:
        """Read a static file, or join a stylesheet from its parts."""
        if name not in BUNDLES:
            return self.path_of(name).read_bytes()
        joined = "".join(
            part.read_text("utf-8", "replace") for part in self._parts(name)
        )
        lean = _INDENT.sub("\n", _COMMENT.sub("", joined))
        # The address must be the very one that the page preloads.
        return _FONT.sub(self._font_address, lean).encode()

    def _encoded_content_of(self, name: str, encoding: str) -> bytes:
        """Compress a stylesheet or a script, once and as well as it goes."""
        content = self.content_of(name)
        if encoding == "br":
            compressed: bytes = brotli.compress(content)
            return compressed
        return gzip.compress(content, mtime=0) if encoding == "gzip" else content

    def _parts(self, name: str) -> Iterator[Path]:
        css = STATIC / "css"
        for pattern in BUNDLES[name]:
            built_in = {
                path.relative_to(STATIC).as_posix() for path in css.glob(pattern)
            }
            own = {each for each in self.of_theme if _fits(each, pattern)}
            yield from map(self.path_of, sorted(built_in | own))

    def _font_address(self, match: re.Match[str]) -> str:
        return f'url("../{match[1]}?v={self.version_of(match[1])}")'


def init_app(app: Flask, of_theme: Mapping[str, Path]) -> None:
    """Serve the joined stylesheets beside other static files, a theme's first."""
    app.extensions["assets"] = Assets(of_theme)
    app.add_url_rule("/static/css/<name>.css", "bundle", serve_bundle)
    app.add_url_rule("/static/js/<path:name>.js", "script", serve_script)
    app.view_functions["static"] = serve_file
    app.after_request(let_caches_keep)


def assets() -> Assets:
    """Return the static files of this application."""
    own: Assets = current_app.extensions["assets"]
    return own


def asset(path: str) -> str:
    """Return the address of a static file, with a hash of its content."""
    return link_to("static", filename=path, v=assets().version_of(path))


def serve_file(filename: str) -> Response:
    """Answer with a file of the theme, or the built-in one."""
    own = assets().of_theme.get(filename)
    if own is None:
        return current_app.send_static_file(filename)
    kind, _ = mimetypes.guess_type(filename)
    return send_file(own, mimetype=kind or "application/octet-stream")


def serve_bundle(name: str) -> Response:
    """Answer with one of the joined stylesheets."""
    path = f"css/{name}.css"
    if path not in BUNDLES:
        return serve_file(path) if path in assets().of_theme else abort(404)
    return _serve_encoded(path, "text/css")


def serve_script(name: str) -> Response:
    """Answer with a script, or with a module that one imports by its bare address."""
    path = f"js/{name}.js"
    if path not in _own_scripts():
        return serve_file(path)
    response = _serve_encoded(path, "text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _serve_encoded(path: str, mimetype: str) -> Response:
    encoding = request.accept_encodings.best_match(("br", "gzip"), "")
    body = assets().encoded_content_of(path, encoding)
    response = Response(body, mimetype=mimetype)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{assets().version_of(path)}-{encoding}")
    response.make_conditional(request)
    return response


def let_caches_keep(response: Response) -> Response:
    """Let caches keep a file for ever when its address names its content.

    Only one that a view has just found: to OPTIONS Flask says 200 without looking, and
    what is read here by a name that nobody checked might be any file there is.
    """
    is_found = request.method in {"GET", "HEAD"} and response.status_code in {200, 304}
    if is_found and request.endpoint in CACHED:
        path = request.path.removeprefix("/static/")
        if request.args.get("v") == assets().version_of(path):
            response.headers["Cache-Control"] = FOR_EVER
    return response


@cache
def _own_scripts() -> frozenset[str]:
    found = (STATIC / "js").rglob("*.js")
    return frozenset(path.relative_to(STATIC).as_posix() for path in found)


def _fits(name: str, pattern: str) -> bool:
    folder, _, file = name.removeprefix("css/").rpartition("/")
    wanted, _, kind = pattern.rpartition("/")
    is_css = name.startswith("css/") and file.endswith(".css")
    return is_css and folder == wanted and kind in {"*.css", file}

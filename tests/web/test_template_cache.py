"""Templates are compiled once, and whatever happens to the files, pages are made."""

import marshal
import pickle
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment
from jinja2.bccache import bc_magic

from reviewblog.config import Settings
from reviewblog.web.template_cache import FOLDER, SUFFIX, keep_templates

Start = Callable[[], Flask]


@pytest.fixture
def start(
    tmp_path: Path, settings: Settings, build_app: Callable[[Settings], Flask]
) -> Start:
    """Build the application anew, as each start does, in one instance folder."""

    def build() -> Flask:
        app = build_app(replace(settings, instance_path=tmp_path))
        keep_templates(app)
        return app

    return build


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that were compiled."""
    names: list[str] = []
    compile_one = Environment.compile

    def note(
        self: Environment, source: str, name: str, *args: object, **more: object
    ) -> object:
        names.append(name)
        return compile_one(self, source, name, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", note)
    return names


def front_page_of(app: Flask) -> str:
    page = app.test_client().get("/")
    assert page.status_code == HTTPStatus.OK
    return page.text


def kept_in(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob(f"*{SUFFIX}"))


def test_the_next_start_compiles_nothing(start: Start, compiled: list[str]) -> None:
    first = front_page_of(start())
    assert "public/show_home.html" in compiled
    compiled.clear()

    assert front_page_of(start()) == first

    assert compiled == []


def test_a_template_that_has_changed_is_compiled_anew(
    start: Start, tmp_path: Path
) -> None:
    template = tmp_path / "theme" / "templates" / "public" / "show_home.html"
    template.parent.mkdir(parents=True)
    template.write_text("before")
    assert front_page_of(start()) == "before"

    template.write_text("after")

    assert front_page_of(start()) == "after"


def head_of(content: bytes) -> bytes:
    """Cut off what was compiled, and leave what tells of what."""
    file = BytesIO(content)
    file.seek(len(bc_magic))
    pickle.load(file)
    return content[: file.tell()]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda content: content[:20], id="torn in its head"),
        pytest.param(lambda content: content[: len(content) // 2], id="torn"),
        pytest.param(lambda content: content[:20] + b"\xff" * 200, id="rotten"),
        pytest.param(
            lambda content: head_of(content) + marshal.dumps(5), id="a number"
        ),
    ],
)
def test_no_file_spoils_a_page(
    start: Start, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    first = front_page_of(start())
    for file in kept_in(tmp_path):
        file.write_bytes(spoil(file.read_bytes()))

    assert front_page_of(start()) == first


def test_a_folder_that_cannot_be_written_spoils_no_page(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / FOLDER).write_text("a file in its place")

    assert "<title>" in front_page_of(start())


def test_what_an_earlier_version_compiled_is_thrown_away(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    old = folder / f"0.0.9-3.1.0-abc{SUFFIX}"
    own = folder / "notes.txt"
    old.touch()
    own.touch()

    front_page_of(start())

    assert not old.exists()
    assert own.exists()


def test_nobody_else_may_look_into_the_folder(start: Start, tmp_path: Path) -> None:
    start()

    assert (tmp_path / FOLDER).stat().st_mode & 0o777 == 0o700

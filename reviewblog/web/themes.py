"""Files of a site's own in place of built-in ones: `instance/theme/`.

What is there is listed when the program starts, so a request costs no look at the
folder, and nothing that was not found then is ever served. A template that cannot be
read or drawn is logged, and the built-in one shown: a slip takes no site down.
"""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

from flask import Flask
from jinja2 import (
    BaseLoader,
    Environment,
    Template,
    TemplateError,
    TemplateNotFound,
)
from msgspec import Struct, field

# A theme's template extends the one whose place it takes under this name.
BUILT_IN = "builtin/"

_log = logging.getLogger(__name__)

Source = tuple[str, str | None, Callable[[], bool] | None]


class Theme(Struct, frozen=True):
    """The files of a theme by their names, as the built-in ones are called."""

    templates: Mapping[str, Path] = field(default_factory=dict)
    static: Mapping[str, Path] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Theme":
        """List what a folder holds; there need not be one."""
        return cls(_files_in(folder / "templates"), _files_in(folder / "static"))


def init_app(app: Flask, theme: Theme) -> None:
    """Let a theme's templates go before the built-in ones."""
    built_in = app.jinja_loader
    if built_in is None or not theme.templates:
        return
    app.jinja_loader = ThemeLoader(theme, built_in)
    plain = app.jinja_env.overlay(loader=built_in)
    files = frozenset(map(str, theme.templates.values()))

    class ThemedTemplate(Template):
        """A page that falls back to the built-in one if the theme breaks it."""

        def render(self, *args: object, **context: object) -> str:
            try:
                return super().render(*args, **context)
            except Exception as error:
                if not _is_of(files, error) or self.name is None:
                    raise
                _log.exception(
                    "the theme breaks %s; the built-in one is shown", self.name
                )
                return plain.get_template(self.name).render(*args, **context)

    app.jinja_env.template_class = ThemedTemplate


class ThemeLoader(BaseLoader):
    """Find templates in the theme first, and under ``builtin/`` never there."""

    def __init__(self, theme: Theme, built_in: BaseLoader) -> None:
        """Remember where to look, in which order."""
        self._theme = theme
        self._built_in = built_in

    def get_source(self, environment: Environment, template: str) -> Source:
        """Return a template's text; the built-in one if the theme's cannot be read.

        Raises:
            TemplateNotFound: neither has it.
        """
        if template.startswith(BUILT_IN):
            name = template.removeprefix(BUILT_IN)
            return self._built_in.get_source(environment, name)
        path = self._theme.templates.get(template)
        return (path and self._own(environment, template, path)) or (
            self._built_in.get_source(environment, template)
        )

    def list_templates(self) -> list[str]:
        """List the names of all templates."""
        return sorted({*self._theme.templates, *self._built_in.list_templates()})

    def _own(self, environment: Environment, name: str, path: Path) -> Source | None:
        try:
            source = path.read_text("utf-8")
            environment.compile(source, name, str(path))
        except (OSError, UnicodeDecodeError, TemplateError):
            _log.exception("the theme's %s cannot be read", name)
            if not self._is_built_in(environment, name):
                raise TemplateNotFound(name) from None
            return None
        return source, str(path), lambda: True

    def _is_built_in(self, environment: Environment, name: str) -> bool:
        try:
            self._built_in.get_source(environment, name)
        except TemplateNotFound:
            return False
        return True


def _files_in(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.parts[-2:])
    }


def _is_of(files: frozenset[str], error: BaseException) -> bool:
    """Tell whether an error went through one of these files."""
    frame: TracebackType | None = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename in files:
            return True
        frame = frame.tb_next
    return False

"""Promises about the stylesheets, the script and the weight of a page."""

import re
from pathlib import Path

import brotli
import pytest

import reviewblog
from reviewblog.web.assets import BUNDLES, STATIC, Assets

PACKAGE = Path(reviewblog.__file__).parent
STYLESHEETS = sorted((STATIC / "css").rglob("*.css"))
COMPONENTS = sorted((STATIC / "css" / "components").glob("*.css"))
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))

# Templates, and what makes markup: the renderer of texts, the widgets of forms.
MARKUP = "\n".join(
    path.read_text("utf-8")
    for path in [*TEMPLATES, *PACKAGE.glob("text/*.py"), *PACKAGE.glob("web/**/*.py")]
)
FILES = Assets()
ONE_STYLESHEET = 12_000
PUBLIC_FONTS = ("archivo-latin", "brygada-latin-normal", "brygada-latin-italic")


def name_of(path: Path) -> str:
    return path.relative_to(STATIC).as_posix()


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


@pytest.mark.parametrize("path", STYLESHEETS, ids=name_of)
def test_a_stylesheet_is_short_and_knows_its_layer(path: Path) -> None:
    css = path.read_text("utf-8")

    assert len(css.splitlines()) <= 150
    if path.parent.name == "feed":
        pytest.skip("the page of a feed stands by itself")
    layered = re.match(r"@(layer|font-face)\b", without_comments(css).lstrip())
    assert layered, "everything stands in a layer"


@pytest.mark.parametrize("path", STYLESHEETS, ids=name_of)
def test_a_stylesheet_takes_its_colours_from_the_tokens(path: Path) -> None:
    css = without_comments(path.read_text("utf-8"))
    if path.name in {"tokens.css", "print.css"}:
        pytest.skip("tokens hold the colours; paper has its own")

    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", css)
    assert "!important" not in css


@pytest.mark.parametrize("path", STYLESHEETS, ids=name_of)
def test_a_stylesheet_knows_no_left_and_right(path: Path) -> None:
    css = without_comments(path.read_text("utf-8"))
    # Safari learnt the logical one late: it may stand before it.
    css = re.sub(r"float: left;\s+float: inline-start;", "", css)

    sides = re.findall(r"[\w-]*\b(?:left|right)\b[\w-]*\s*[:;]", css)

    assert sides == []


@pytest.mark.parametrize("path", COMPONENTS, ids=name_of)
def test_a_component_is_used_by_some_page(path: Path) -> None:
    blocks = set(re.findall(r"\.([a-z][a-z0-9-]*)", without_comments(path.read_text())))

    used = {block for block in blocks if re.search(rf"\b{block}\b", MARKUP)}

    assert used


@pytest.mark.parametrize("path", STYLESHEETS, ids=name_of)
def test_every_stylesheet_is_part_of_a_page(path: Path) -> None:
    patterns = {pattern for bundle in BUNDLES.values() for pattern in bundle}

    inside = path.relative_to(STATIC / "css")

    assert any(inside.match(pattern) for pattern in patterns)


def test_every_file_that_templates_name_is_there() -> None:
    named = set(re.findall(r'asset\("([^"]+)"\)', MARKUP))

    assert named
    for path in named:
        assert FILES.content_of(path), path


def test_every_font_that_stylesheets_name_is_there() -> None:
    named = set(
        re.findall(r'url\("\.\./(fonts/[^"?]+)', (STATIC / "css/fonts.css").read_text())
    )

    assert {f"fonts/{path.name}" for path in STATIC.glob("fonts/*.woff2")} == named


def test_templates_hold_no_style_and_no_code() -> None:
    for path in TEMPLATES:
        source = path.read_text("utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", source), path
        scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", source)
        assert all("ld+json" in script for script in scripts), path
        assert "|safe" not in source.replace(" ", ""), path


def test_templates_are_short() -> None:
    for path in TEMPLATES:
        limit = 80 if not path.name.startswith("_") else 60
        assert len(path.read_text("utf-8").splitlines()) <= limit, path


def test_what_every_page_loads_is_light() -> None:
    css = len(brotli.compress(FILES.content_of("css/site.css")))
    script = len(FILES.content_of("js/theme.js"))
    fonts = sum(
        (STATIC / f"fonts/{name}.woff2").stat().st_size for name in PUBLIC_FONTS
    )

    assert css <= ONE_STYLESHEET
    assert script <= 2_000
    # Which leaves a page of text as much as nobody writes: tests/browser weighs one.
    assert css + script + fonts <= 118_000

"""What docs/themes.md promises to stay is there."""

import re
from pathlib import Path

import pytest

import reviewblog

PACKAGE = Path(reviewblog.__file__).parent
DOCUMENT = (PACKAGE.parent / "docs" / "themes.md").read_text("utf-8")
PROMISED = DOCUMENT.split("## What stays")[1]
TOKENS = (PACKAGE / "static" / "css" / "tokens.css").read_text("utf-8")


@pytest.mark.parametrize(
    "token", sorted(set(re.findall(r"`(--[a-z0-9-]+)`", PROMISED)))
)
def test_a_promised_token_is_set(token: str) -> None:
    assert re.search(rf"{token}:", TOKENS)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([\w/]+\.html)`", PROMISED))))
def test_a_promised_template_is_there(name: str) -> None:
    folders = ("", "public/")

    assert any((PACKAGE / "templates" / (f + name)).is_file() for f in folders)


@pytest.mark.parametrize("block", ["title", "title_end", "head", "masthead", "main"])
def test_a_promised_block_is_in_the_layout(block: str) -> None:
    layout = (PACKAGE / "templates" / "layouts" / "site.html").read_text("utf-8")

    assert f"block {block} %}}" in layout
    assert f"`{block}`" in PROMISED

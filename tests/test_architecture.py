"""Promises about the whole application rather than one part of it."""

import re
from http import HTTPStatus
from pathlib import Path

import pytest
from click import Context, Group
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

import reviewblog
from reviewblog.cli import main
from reviewblog.config import setting_names

PACKAGE = Path(reviewblog.__file__).parent
ROOT = PACKAGE.parent
DOORS = {
    "auth.show_login",
    "auth.log_in",
    "auth.show_setup",
    "auth.set_up",
    "auth.show_link",
    "auth.use_link",
}


def test_every_private_page_turns_strangers_away(
    app: Flask, client: FlaskClient
) -> None:
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(("dashboard.", "auth."))
        and rule.endpoint not in DOORS
    ]

    assert len(rules) > 10
    for rule in rules:
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            response = client.open(a_url_for(rule), method=method)
            if method == "GET":
                assert response.status_code == HTTPStatus.FOUND, rule
                assert response.headers["Location"].startswith("/login?"), rule
            else:
                assert response.status_code == HTTPStatus.UNAUTHORIZED, rule


def test_only_one_line_commits() -> None:
    committing = [
        f"{source.relative_to(PACKAGE)}: {line.strip()}"
        for source in PACKAGE.rglob("*.py")
        for line in source.read_text("utf-8").splitlines()
        if ".commit(" in line
    ]

    assert committing == ["db.py: session.commit()"]


def test_no_template_trusts_a_string() -> None:
    trusting = [
        template.name
        for template in PACKAGE.rglob("templates/**/*.html")
        if re.search(r"\|\s*safe\b|autoescape", template.read_text("utf-8"))
    ]

    assert trusting == []


def test_no_template_holds_code_or_style() -> None:
    inline = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(src=|ld\+json))")
    holding = [
        template.name
        for template in PACKAGE.rglob("templates/**/*.html")
        if "emails" not in template.parts and inline.search(template.read_text("utf-8"))
    ]

    assert holding == []


def test_only_one_module_makes_markup_of_stored_html() -> None:
    making = {
        str(source.relative_to(PACKAGE))
        for source in PACKAGE.rglob("*.py")
        if re.search(r"\bMarkup\(", source.read_text("utf-8"))
    }

    assert making == {"text/markup.py"}


@pytest.mark.parametrize("name", setting_names())
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "operations.md").read_text("utf-8")


def test_every_command_is_documented() -> None:
    readme = (ROOT / "docs" / "operations.md").read_text("utf-8")

    missing = [
        path for path in commands_of(main) if f"`reviewblog {path}" not in readme
    ]

    assert missing == []


def a_url_for(rule: Rule) -> str:
    built = rule.build(dict.fromkeys(rule.arguments, 1))
    assert built is not None
    return built[1]


def commands_of(group: Group, prefix: str = "") -> list[str]:
    found = []
    context = Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, Group):
            found += commands_of(command, f"{prefix}{name} ")
        else:
            found.append(f"{prefix}{name}")
    return found

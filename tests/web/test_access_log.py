"""The access log: one line for each request, where it is wanted, without secrets."""

import json
import logging
from dataclasses import replace
from http import HTTPStatus
from ipaddress import ip_network
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from reviewblog.app import create_app
from reviewblog.config import Settings, SettingsError
from reviewblog.web.access_log import HIDDEN, SECRET_PATHS, AccessLog
from reviewblog.web.logs import JsonLines


def lines_of(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [record.access for record in caplog.records if hasattr(record, "access")]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    proxies = (ip_network("127.0.0.1/32"),)
    return replace(settings, access_log="on", trusted_proxies=proxies)


@pytest.fixture(autouse=True)
def everything_is_noted(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def test_a_request_is_noted(fresh_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    headers = {"X-Forwarded-For": "192.0.2.7"}

    fresh_app.test_client().get("/healthz?key=secret", headers=headers)

    [line] = lines_of(caplog)
    assert line.pop("ms")
    assert line == {
        "address": "192.0.2.7",
        "method": "GET",
        "path": "/healthz",
        "status": 200,
        "bytes": 3,
    }
    assert "192.0.2.7 GET /healthz 200 3 " in caplog.text
    assert "secret" not in caplog.text


def test_a_line_of_json_holds_each_part(
    fresh_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    fresh_app.test_client().get("/nowhere/")

    event = json.loads(JsonLines().format(caplog.records[-1]))
    assert event["path"] == "/nowhere/"
    assert event["status"] == HTTPStatus.NOT_FOUND


def test_addresses_that_are_keys_are_cut_short(
    fresh_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    keyed = [
        rule.build(dict.fromkeys(rule.arguments, "abcd1234"))
        for rule in fresh_app.url_map.iter_rules()
        if "token" in rule.arguments
    ]
    paths = {built[1] for built in keyed if built}
    assert len(paths) >= len(SECRET_PATHS)

    for path in paths:
        fresh_app.test_client().get(path)

    assert "abcd1234" not in caplog.text
    assert {line["path"] for line in lines_of(caplog)} == {
        f"{secret}{HIDDEN}" for secret in SECRET_PATHS
    }


def test_a_failure_is_noted_as_one(caplog: pytest.LogCaptureFixture) -> None:
    def fail(environ: object, start_response: object) -> list[bytes]:
        raise ZeroDivisionError

    log = logging.getLogger("test")

    with pytest.raises(ZeroDivisionError):
        Client(AccessLog(fail, log)).get("/")

    [line] = lines_of(caplog)
    assert line["status"] == HTTPStatus.INTERNAL_SERVER_ERROR


def test_nobody_is_noted_unless_it_is_wanted(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(replace(settings, access_log="off"))

    app.test_client().get("/healthz")

    assert lines_of(caplog) == []


@pytest.mark.parametrize("name", ["access_log", "look_up"])
def test_a_word_that_is_no_switch_stops_the_start(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=f"{name.upper()} must be on or off: yes"):
        Settings.in_folder(tmp_path, **{name: "yes"})

"""Rules that are compiled late build what Werkzeug's own build."""

from flask import Flask
from werkzeug.routing import Rule

from reviewblog.web.routing import LazyRule


def test_addresses_are_those_of_werkzeug(fresh_app: Flask) -> None:
    rules = [*fresh_app.url_map.iter_rules()]
    plain = Flask("plain", static_folder=None)
    plain.url_map.converters = fresh_app.url_map.converters
    for rule in rules:
        plain.url_map.add(
            Rule(rule.rule, endpoint=rule.endpoint, defaults=rule.defaults)
        )

    built = [rule.build(values_of(rule)) for rule in rules]

    assert built == [rule.build(values_of(rule)) for rule in plain.url_map.iter_rules()]
    assert sum(isinstance(rule, LazyRule) for rule in rules) > 200


def test_a_rule_is_compiled_once(fresh_app: Flask) -> None:
    with fresh_app.test_request_context():
        for _ in range(2):
            assert fresh_app.url_for("public.show_review", slug="m", page=2) == (
                "/reviews/m/?page=2"
            )


def values_of(rule: Rule) -> dict[str, object]:
    return dict.fromkeys(rule.arguments, 1) | {"unknown": "x"}

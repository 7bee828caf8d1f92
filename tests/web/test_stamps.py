"""What a stamp on a form proves."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from reviewblog.web.stamps import (
    FORM_LIFETIME,
    age_of_form,
    editor_stamp,
    form_stamp,
    opened_at,
)
from tests.factories import LONG_AGO

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def within(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def test_form_stamps_of_one_hour_are_the_same() -> None:
    assert form_stamp(7, at=LONG_AGO) == form_stamp(7, at=LONG_AGO + HOUR - SECOND)
    assert form_stamp(7, at=LONG_AGO) != form_stamp(7, at=LONG_AGO + HOUR)


@pytest.mark.parametrize(
    ("age", "is_good"),
    [
        (timedelta(0), True),
        (FORM_LIFETIME, True),
        (FORM_LIFETIME + SECOND, False),
        (-SECOND, False),
    ],
)
def test_a_form_stamp_lasts_for_a_week(age: timedelta, *, is_good: bool) -> None:
    form_age = age_of_form(form_stamp(7, at=LONG_AGO), 7, at=LONG_AGO + age)

    assert (form_age is not None) is is_good


@pytest.mark.parametrize("stamp", ["", "x", "a.b", "\x00", "Ж", "." * 100_000])
def test_what_we_did_not_sign_is_no_stamp(stamp: str) -> None:
    assert age_of_form(stamp, 7, at=LONG_AGO) is None
    assert opened_at(stamp, 7) is None


def test_a_stamp_is_for_one_thing_only() -> None:
    form, editor = form_stamp(7, at=LONG_AGO), editor_stamp(7, opened_at=LONG_AGO)

    assert age_of_form(form, 8, at=LONG_AGO) is None
    assert age_of_form(editor, 7, at=LONG_AGO) is None
    assert opened_at(form, 7) is None
    assert opened_at(editor, 8) is None


def test_an_editor_stamp_says_when() -> None:
    moment = LONG_AGO + 61 * SECOND

    assert opened_at(editor_stamp(7, opened_at=moment), 7) == moment

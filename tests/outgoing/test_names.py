"""Names are asked for within a time limit."""

import threading
from collections.abc import Sequence

import pytest

from reviewblog.outgoing.errors import OutgoingError, OutgoingRefusedError
from reviewblog.outgoing.names import MOST_AT_ONCE, within
from reviewblog.outgoing.requests import Gateway


def test_an_answer_in_time_is_passed_on() -> None:
    asked = within(5, lambda host, port: [f"{host}:{port}"])

    assert asked("films.example", 443) == ["films.example:443"]


def test_a_refusal_is_passed_on() -> None:
    def refuse(host: str, _port: int) -> Sequence[str]:
        raise OutgoingRefusedError(f"there is no server {host}")

    with pytest.raises(OutgoingRefusedError, match=r"no server films\.example"):
        within(5, refuse)("films.example", 443)


def test_a_silent_name_server_is_not_waited_for() -> None:
    silence = threading.Event()

    def say_nothing(_host: str, _port: int) -> Sequence[str]:
        silence.wait()
        return []

    try:
        with pytest.raises(OutgoingError, match="not found in time"):
            Gateway(resolver=say_nothing, seconds=0.05).ask("https://films.example/")
    finally:
        silence.set()


def test_hanging_questions_do_not_pile_up() -> None:
    silence = threading.Event()

    def say_nothing(_host: str, _port: int) -> Sequence[str]:
        silence.wait()
        return []

    try:
        for _ in range(MOST_AT_ONCE):
            with pytest.raises(OutgoingError, match="in time"):
                within(0.01, say_nothing)("films.example", 443)
        with pytest.raises(OutgoingError, match="too many"):
            within(0.01, say_nothing)("films.example", 443)
    finally:
        silence.set()

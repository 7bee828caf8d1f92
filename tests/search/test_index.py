"""What the index finds, on both databases."""

from typing import Any

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from reviewblog.reviews.models import Review
from reviewblog.search.documents import LONGEST_FIELD, Document
from reviewblog.search.index import (
    clear,
    list_ids,
    load_texts,
    put_documents,
)
from reviewblog.search.models import SearchEntry
from reviewblog.search.query import LONGEST_QUERY, read_query
from tests.factories import make_review
from tests.searching import found_in_index, ranked_by_index

NOTHING: dict[str, Any] = {
    "titles": (),
    "people": (),
    "dek": "",
    "tags": (),
    "text": "",
}
HOSTILE = (
    '"',
    '""',
    '"snow',
    "sn*w*",
    "*",
    "NEAR(snow, clock)",
    "snow NEAR/2 clock",
    "AND",
    "snow AND NOT clock",
    "-snow",
    "snow:*",
    "{title people} : snow",
    "^snow",
    "snow + clock",
    "snow & clock | !film <-> x",
    "'snow':*A",
    "sn'ow\\",
    "\\' OR 1=1 --",
    "¶",
    "snow ¶ clock",
    "\x00snow\x00",
    "\ud800snow",
    "%snow_",
    "(((",
    "snow)",
    "snow " * 2000,
    "s" * 10_000,
    "千" * 10_000,
    '"' * 10_000,
    "½³ﬁﷺ" * 500,
)


def add(session: Session, **fields: Any) -> int:
    """Index a review of which nothing else is known."""
    review = make_review(session)
    put(session, review.id, **fields)
    return review.id


def put(session: Session, number: int, **fields: Any) -> None:
    with transaction(session):
        put_documents(session, {number: Document(**NOTHING | fields)})


@pytest.mark.parametrize(
    "field",
    [
        {"titles": ("Snow",)},
        {"titles": ("Neige", "Snow")},
        {"people": ("Jon Snow",)},
        {"dek": "All of it in snow."},
        {"tags": ("winter", "snow")},
        {"text": "At last it begins to snow."},
    ],
)
def test_every_field_is_searched(session: Session, field: dict[str, Any]) -> None:
    number = add(session, **field)
    add(session, text="Rain.")

    assert found_in_index(session, "snow") == {number}


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("amelie", True),
        ("AMÉLIE", True),
        ("ame", True),
        ("am", False),
        ("amelie poulain", True),
        ("poulain destin", True),
        ("amelie snow", False),
        ('"amelie poulain"', True),
        ('"poulain amelie"', False),
        ('"amelie poul"', False),
        ("d’amelie", True),
        ("damelie", True),
        ("d-ame", True),
        ("amelie-destin", False),
        ('"poulain audrey"', False),
        ('"tautou a"', False),
        ("tautou glass montmartre", True),
    ],
)
def test_every_term_has_to_be_met(
    session: Session, typed: str, *, is_found: bool
) -> None:
    number = add(
        session,
        titles=("Le Fabuleux Destin d’Amélie Poulain",),
        people=("Audrey Tautou",),
        dek="A city made of glass.",
        text="Only in Montmartre.",
    )

    assert found_in_index(session, typed) == ({number} if is_found else set())


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("千と千尋の神隠し", True),
        ("千と千尋", True),
        ("神隠", True),
        ("神", True),
        ("尋千", False),
        ("千と千尋 宮崎", True),
        ("カミ", False),
    ],
)
def test_characters_are_found_within_a_title(
    session: Session, typed: str, *, is_found: bool
) -> None:
    number = add(session, titles=("千と千尋の神隠し",), people=("宮崎 駿",))

    assert found_in_index(session, typed) == ({number} if is_found else set())


def test_answers_come_from_the_best_field_to_the_worst(session: Session) -> None:
    numbers = [
        add(session, text="Heated talk."),
        add(session, text="Heat."),
        add(session, tags=("heated",)),
        add(session, people=("Heather Lang",)),
        add(session, dek="Heat."),
        add(session, people=("Ann Heat",)),
        add(session, titles=("Heathers",)),
        add(session, titles=("White Heat",)),
        add(session, titles=("Heat",)),
    ]

    assert ranked_by_index(session, "heat") == numbers[::-1]


def test_the_term_that_is_worst_off_decides(session: Session) -> None:
    numbers = [
        add(session, titles=("Snow",), text="A clock."),
        add(session, titles=("Snow",), people=("Ann Clock",)),
        add(session, titles=("Snow Clock",)),
    ]

    assert ranked_by_index(session, "clock snow") == numbers[::-1]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_is_an_operator_or_an_error(session: Session, typed: str) -> None:
    rain = add(session, text="Rain.")

    query = read_query(typed)

    assert len(query.text) <= LONGEST_QUERY
    assert not query or rain not in found_in_index(session, typed)


def test_what_is_put_again_is_found_by_its_new_words_only(session: Session) -> None:
    number = add(session, titles=("Snow",), text="A clock.")

    put(session, number, titles=("Rain",), text="A watch.")

    assert found_in_index(session, "snow") == found_in_index(session, "clock") == set()
    assert found_in_index(session, "rain watch") == {number}


def test_the_index_changes_with_the_transaction_or_not_at_all(
    session: Session,
) -> None:
    number = add(session, titles=("Snow",))

    put_documents(session, {number: Document(**NOTHING | {"titles": ("Rain",)})})
    session.rollback()

    assert found_in_index(session, "snow") == {number}
    assert found_in_index(session, "rain") == set()


def test_a_review_that_is_gone_is_not_found(session: Session) -> None:
    number = add(session, text="Snow.")

    with transaction(session):
        session.execute(delete(Review).where(Review.id == number))

    assert session.scalars(select(SearchEntry)).all() == []
    assert found_in_index(session, "snow") == set()


def test_clear_forgets_everything(session: Session) -> None:
    number = add(session, text="Snow.")

    with transaction(session):
        clear(session)
    before = found_in_index(session, "snow")
    put(session, number, text="Snow.")

    assert before == set()
    assert found_in_index(session, "snow") == {number}


def test_a_phrase_is_found_far_into_a_long_text(session: Session) -> None:
    number = add(session, text="the snow " * 20_000 + "last clock")

    assert found_in_index(session, '"snow last clock"') == {number}
    assert found_in_index(session, '"last snow"') == set()


def test_a_text_beyond_all_measure_is_stored_as_far_as_it_goes(
    session: Session,
) -> None:
    words = " ".join(f"\U00010400{number:x}" for number in range(LONGEST_FIELD // 2))

    number = add(session, text=f"snow {words}")

    assert found_in_index(session, "snow") == {number}


def test_texts_are_kept_as_they_read(session: Session) -> None:
    number, other = add(session, text="Snow “falls”."), add(session, text="Rain.")

    assert load_texts(session, [number, other + 1]) == {number: "Snow “falls”."}


def test_numbers_are_listed_in_their_order(session: Session) -> None:
    numbers = [add(session) for _ in range(12)]

    query = select(Review.id).order_by(Review.id.desc())

    assert list_ids(session, query) == numbers[::-1]
    assert list_ids(session, query.where(text("1 = 0"))) == []

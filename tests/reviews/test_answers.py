"""Sets of reviews in a line, and what is asked for once for all queries."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from reviewblog.reviews import answers
from reviewblog.reviews.answers import Answers, Line, common_in
from reviewblog.reviews.indexing import index_stale
from reviewblog.search.query import read_query
from reviewblog.search.tiers import Phrase, tiers_of
from tests.factories import LONG_AGO, make_review
from tests.statements import counted_statements

LINES = [[3, 1, 2], [2_000_000_000, 7], []]
NOBODY = [4, 5, 3_000_000_000]


@pytest.mark.parametrize("few", [0, answers.FEW])
@pytest.mark.parametrize("ids", LINES)
def test_a_set_holds_who_stands_in_the_line_and_nobody_else(
    monkeypatch: pytest.MonkeyPatch, ids: list[int], few: int
) -> None:
    monkeypatch.setattr(answers, "FEW", few)
    line = Line(ids)

    everybody = line.mark([*sorted(ids), *NOBODY])

    assert everybody.bit_count() == len(ids)
    assert line.first(everybody, 10) == ids
    assert line.first(everybody, 1) == ids[:1]
    assert line.mark(NOBODY) == 0


@pytest.mark.parametrize("few", [0, answers.FEW])
def test_sets_are_cut_place_by_place(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(answers, "FEW", few)
    line = Line([9, 8, 7, 6])

    both = line.mark([6, 8, 9]) & line.mark([7, 8, 6])

    assert line.first(both, 10) == [8, 6]


@pytest.mark.parametrize(("count", "looked_at"), [(0, 0), (3, 3), (23, 11), (400, 11)])
def test_typical_reviews_are_of_all_times(count: int, looked_at: int) -> None:
    some = Line(range(count)).some(answers.TYPICAL)

    assert len(some) == looked_at
    assert not some or some[-1] >= count // 2


def test_a_word_is_common_when_most_typical_reviews_have_it() -> None:
    typical = [" ¶ the snow ¶ ", " ¶ the snowfall ¶ ", " ¶ a clock ¶ ", " ¶ theft ¶ "]

    common = common_in(tiers_of(read_query('the snow clock "the snow"')), typical)

    assert common == {Phrase(("the",)), Phrase(("the",), may_go_on=True)}


def test_what_is_known_of_a_common_word_serves_other_queries(
    app: Flask, session: Session
) -> None:
    for text in ("The snow.", "The rain.", "The clock.", "The hail."):
        make_review(session, title="-", body_html=f"<p>{text}</p>")
    index_stale(session, limit=10)
    session.commit()

    def asked(typed: str) -> int:
        with counted_statements(app) as sent:
            assert Answers(session, read_query(typed), at=LONG_AGO).total == 1
        return sum("_fts" in each or "search_all" in each for each in sent)

    assert (asked("the snow"), asked("the rain")) == (2, 1)


def test_queries_of_common_and_rare_words_find_what_they_would_alone(
    session: Session,
) -> None:
    texts = ["The snow fell.", "The snowfall.", "Snow.", "The rain.", "The snow."]
    numbers = [
        make_review(session, title="-", body_html=f"<p>{text}</p>").id for text in texts
    ]
    index_stale(session, limit=10)
    session.commit()

    found = Answers(session, read_query("the snow"), at=LONG_AGO)

    assert found.total == 3
    # Whole words come before their beginnings, the newest first.
    assert found.first(10) == [numbers[4], numbers[0], numbers[1]]
    assert found.first(2) == [numbers[4], numbers[0]]


def test_whoever_finds_nothing_does_without_the_line(
    app: Flask, session: Session
) -> None:
    make_review(session, title="Snow")
    index_stale(session, limit=10)
    session.commit()

    with counted_statements(app) as sent:
        found = Answers(session, read_query("hail"), at=LONG_AGO)
        assert (found.total, found.first(10)) == (0, [])

    assert not any("FROM review" in each for each in sent if "search_" not in each)

"""In which order reviews answer."""

from reviewblog.search.query import read_query
from reviewblog.search.tiers import (
    EVERYTHING,
    HEAD,
    PEOPLE,
    TITLE,
    Phrase,
    Tier,
    tiers_of,
)


def test_the_best_tier_is_the_very_title() -> None:
    best, *_ = tiers_of(read_query("the third man"))

    assert best.fields == TITLE
    assert best.phrases == (Phrase(("¶", "the", "third", "man", "¶")),)


def test_fields_are_added_tier_by_tier_whole_words_first() -> None:
    _, *tiers = tiers_of(read_query("snow clock"))

    exactly = Phrase(("snow",)), Phrase(("clock",))
    loosely = Phrase(("snow",), may_go_on=True), Phrase(("clock",), may_go_on=True)
    assert [(tier.fields, tier.phrases) for tier in tiers] == [
        (TITLE, exactly),
        (TITLE, loosely),
        (PEOPLE, exactly),
        (HEAD, exactly),
        (PEOPLE, loosely),
        (HEAD, loosely),
        (EVERYTHING, exactly),
        (EVERYTHING, loosely),
    ]


def test_words_that_may_not_go_on_make_no_tiers_of_their_own() -> None:
    _, *tiers = tiers_of(read_query('"snow clock" M'))

    assert [tier.fields for tier in tiers] == [TITLE, PEOPLE, HEAD, EVERYTHING]


def test_only_the_last_tiers_look_into_the_text() -> None:
    tiers = tiers_of(read_query("snow"))

    assert [tier.is_in_head for tier in tiers] == [True] * 7 + [False] * 2


def test_common_phrases_are_taken_out_and_the_others_stay_together() -> None:
    one, other, third = (Phrase((word,)) for word in ("the", "snow", "clock"))
    tier = Tier(HEAD, (one, other, third))

    assert tier.split(set()) == [tier]
    assert tier.split({one}) == [Tier(HEAD, (one,)), Tier(HEAD, (other, third))]
    assert tier.split({one, other, third}) == [
        Tier(HEAD, (each,)) for each in (one, other, third)
    ]

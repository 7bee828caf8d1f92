"""Quotes, dashes and dots."""

import pytest

from tests.text.parsed import comment, review, tree


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('"Heat" is "good"', "“Heat” is “good”"),
        ("'Heat' is 'good'", "‘Heat’ is ‘good’"),
        ("\"He said 'no'.\"", "“He said ‘no’.”"),
        ("'He said \"no\".'", "‘He said “no”.’"),
        ("isn't, Orrell's, the dogs'", "isn’t, Orrell’s, the dogs’"),
        ("the '60s, the '49 cut, '60", "the ’60s, the ’49 cut, ’60"),
        ("'Tis rock 'n' roll, 'twas", "’Tis rock ’n’ roll, ’twas"),
        ('("Heat")', "(“Heat”)"),
        ('a--"b"--c', "a–“b”–c"),
        ('"a," "b"', "“a,” “b”"),
        ('a "b', "a “b"),
        ('a" b', "a” b"),
        ('"', "”"),
        ('"*Heat*"', "“Heat”"),
        ('*"Heat"*', "“Heat”"),
        ('"[Heat](/b)"', "“Heat”"),
        ('"`x`"', "“x”"),
        ('say:\n"no"\nagain', "say:\n“no”\nagain"),
        ("a -- b", "a – b"),
        ("1939--45", "1939–45"),
        ("a --- b", "a — b"),
        ("wait...", "wait…"),
        ("wait....", "wait…."),
        ("....... -----", "....... -----"),
        ("(c) (r) (tm) +-", "(c) (r) (tm) +-"),
        ("“already” ‘set’ – …", "“already” ‘set’ – …"),
        (r"\"a\" b \-- c", '"a" b -- c'),
        ('"a\u00a0"b""', "“a\u00a0“b””"),
    ],
)
def test_reviews_are_set_with_proper_characters(typed: str, set_: str) -> None:
    assert tree(review(f"0 {typed}"))[0].text_content() == f"0 {set_}"


@pytest.mark.parametrize(
    "source", ['`"a" -- b...`', '```\n"a" -- b...\n```', '    "a" -- b...']
)
def test_code_stays_as_it_is(source: str) -> None:
    assert '"a" -- b...' in tree(review(source)).text_content()


def test_a_quote_knows_that_a_note_or_a_picture_is_beside_it() -> None:
    html = review('0 "a[^1]" ![b](/b)"\n\n[^1]: x')

    assert tree(html)[0].text_content() == "0 “a1” ”"


def test_readers_are_quoted_as_they_typed() -> None:
    assert comment('"a" -- b...') == '<p>"a" -- b...</p>'

"""Titles, names and running times."""

import pytest

from reviewblog.text.titles import (
    iso_duration,
    running_time,
    running_time_plain,
    sort_name,
    sort_title,
    title_length,
)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("The Third Man", "third man, the"),
        ("A Matter of Life and Death", "matter of life and death, a"),
        ("An Autumn Afternoon", "autumn afternoon, an"),
        ("Theorem", "theorem"),
        ("“A” for Andromeda", "a for andromeda"),
        ("“The Fountain”", "fountain, the"),
        ("…And Justice for All", "and justice for all"),
        ("M*A*S*H", "mash"),
        ("Mission: Impossible", "mission impossible"),
        ("Spider-Man", "spider man"),
        ("Élisa", "elisa"),
        ("8½", "8 1 2"),
        ("The", "the"),
        ("$", "$"),
        ("Die Hard", "die hard"),
        ("Le Samouraï", "le samourai"),
    ],
)
def test_sort_title_files_an_english_title(title: str, key: str) -> None:
    assert sort_title(title) == key


@pytest.mark.parametrize(
    ("title", "language", "key"),
    [
        ("Le Samouraï", "fr", "samourai, le"),
        ("L’Atalante", "fr-FR", "atalante, l'"),
        ("L'Avventura", "it", "avventura, l'"),
        ("Der Himmel über Berlin", "de", "himmel uber berlin, der"),
        ("Gli uomini, che mascalzoni", "it", "uomini che mascalzoni, gli"),
        ("Los olvidados", "es_MX", "olvidados, los"),
        ("The Square", "sv", "the square"),
        ("A bout de souffle", "fr", "a bout de souffle"),
        ("The Third Man", "EN", "third man, the"),
    ],
)
def test_sort_title_moves_the_articles_of_its_language_only(
    title: str, language: str, key: str
) -> None:
    assert sort_title(title, language) == key


def test_sort_title_puts_a_catalogue_in_order() -> None:
    titles = ["The Zone", "Élisa", "A Day Out", "Ōdishon", "Elf", "the aviator"]

    in_order = sorted(titles, key=sort_title)

    assert in_order == [
        "the aviator",
        "A Day Out",
        "Elf",
        "Élisa",
        "Ōdishon",
        "The Zone",
    ]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Jacques Tati", "tati jacques"),
        ("Samuel L. Jackson", "jackson samuel l"),
        ("Vittorio De Sica", "de sica vittorio"),
        ("Gus Van Sant", "van sant gus"),
        ("Margarethe von Trotta", "von trotta margarethe"),
        ("Ruth van der Beek", "van der beek ruth"),
        ("Robert Downey, Jr.", "downey robert jr"),
        ("Peter O’Toole", "o'toole peter"),
        ("Yasujirō Ozu", "ozu yasujiro"),
        ("Cher", "cher"),
        ("Van Gogh", "van gogh"),
        ("小津安二郎", "小津安二郎"),
        ("", ""),
    ],
)
def test_sort_name_puts_the_surname_first(name: str, key: str) -> None:
    assert sort_name(name) == key


@pytest.mark.parametrize(
    ("title", "length"),
    [
        ("Heat", "s"),
        ("Odd Man Out", "s"),
        ("Ame\u0301lie Ame\u0301", "s"),
        ("The Third Man", "m"),
        ("The Man Who Knew Too Muchs", "m"),
        ("Koyaanisqatsi x", "m"),
        ("Koyaanisqatsis x", "l"),
        ("The Man Who Knew Too Much!!", "l"),
        ("x" * 48, "l"),
        ("x" * 49, "xl"),
        ("七人の侍", "s"),
        ("千と千尋の神隠し", "l"),
        ("", "s"),
    ],
)
def test_title_length_says_how_large_the_title_can_be(title: str, length: str) -> None:
    assert title_length(title) == length


@pytest.mark.parametrize(
    ("minutes", "programme", "plain", "machine"),
    [
        (120, "2 Hrs.", "2 hours", "PT120M"),
        (116, "1 Hr. 56 Mins.", "1 hour 56 minutes", "PT116M"),
        (45, "45 Mins.", "45 minutes", "PT45M"),
        (60, "1 Hr.", "1 hour", "PT60M"),
        (121, "2 Hrs. 1 Min.", "2 hours 1 minute", "PT121M"),
        (1, "1 Min.", "1 minute", "PT1M"),
    ],
)
def test_running_times_are_written_three_ways(
    minutes: int, programme: str, plain: str, machine: str
) -> None:
    assert running_time(minutes) == programme
    assert running_time_plain(minutes) == plain
    assert iso_duration(minutes) == machine

import pytest

from reviewblog.site.models import RunningTimeStyle
from reviewblog.syndication.entries import Picture, Verdict
from reviewblog.syndication.wording import (
    LONGEST_KEPT,
    closing,
    content_of,
    entry_title,
    enumerated,
    lasting_content_of,
    pictures_in,
)
from reviewblog.text.feed_html import for_feed
from tests.syndication.samples import make_subject

ADDRESS = "https://rowk.example/reviews/playtime-1967/"
GOOD = Verdict(label="A-", percent=91)
HOURS = RunningTimeStyle.HOURS


@pytest.mark.parametrize(
    ("title", "year", "verdict", "said"),
    [
        ("Playtime", 1967, None, "Playtime (1967)"),
        ("Playtime", None, None, "Playtime"),
        ("Playtime", 1967, GOOD, "Playtime (1967): A−"),
        ("Playtime, again", 1967, None, "Playtime, again (1967)"),
        ("PLAYTIME (1967)", 1967, None, "PLAYTIME (1967)"),
        ("A City of Glass", 1967, None, "A City of Glass: Playtime (1967)"),
    ],
)
def test_a_title_names_the_work_and_its_year(
    title: str, year: int | None, verdict: Verdict | None, said: str
) -> None:
    assert entry_title(title, make_subject(year=year), verdict) == said


def test_the_closing_gives_the_grade_and_all_facts() -> None:
    html = closing(make_subject(), GOOD, HOURS)

    assert html == (
        "<p><strong>Grade: A−</strong></p>"
        "<p>Playtime (1967). Directed by Jacques Tati. "
        "Written by Jacques Tati and Jacques Lagrange. "
        "With Jacques Tati as Monsieur Hulot, Barbara Dennek. "
        "2 hours 4 minutes. France, Italy.</p>"
    )


def test_the_closing_counts_in_minutes_where_the_site_does() -> None:
    html = closing(make_subject(), None, RunningTimeStyle.MINUTES)

    assert "124 minutes" in html


def test_the_closing_of_a_work_nothing_is_known_of() -> None:
    bare = make_subject(
        year=None, minutes=None, directors=(), writers=(), cast=(), countries=()
    )

    html = closing(bare, None, HOURS)

    assert html == "<p>Playtime.</p>"


def test_the_closing_escapes() -> None:
    html = closing(make_subject(title="<i>"), Verdict(label="<b>", percent=1), HOURS)

    assert "<strong>Grade: &lt;b&gt;</strong>" in html
    assert "<p>&lt;i&gt; (1967)." in html


def test_content_is_absolute() -> None:
    content = content_of('<p><a href="/people/">x</a></p>', ADDRESS)

    assert content == '<p><a href="https://rowk.example/people/">x</a></p>'


def test_pictures_are_listed_once_with_their_words() -> None:
    content = (
        '<img src="https://a.example/1.webp" alt="A wall">'
        '<img src="https://a.example/1.webp" alt="A wall">'
        '<img src="https://a.example/é 2.webp?a=1&b=%20">'
        '<img src="data:image/png;base64,x" alt="no">'
    )

    pictures = pictures_in(content)

    assert pictures == (
        Picture(url="https://a.example/1.webp", alt="A wall"),
        Picture(url="https://a.example/%C3%A9%202.webp?a=1&b=%20", alt=""),
    )


@pytest.mark.parametrize(
    ("names", "said"),
    [(["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_enumerated(names: list[str], said: str) -> None:
    assert enumerated(names) == said


@pytest.mark.parametrize(
    ("length", "times"), [(1_000, 1), (LONGEST_KEPT + 1, 2)], ids=["usual", "very long"]
)
def test_a_text_is_made_ready_for_feeds_once_unless_it_is_very_long(
    length: int, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def make(html: str, *, base_url: str) -> str:
        made.append(html)
        return for_feed(html, base_url=base_url)

    monkeypatch.setattr("reviewblog.syndication.wording.for_feed", make)
    html = f'<p><a href="?{length}">{"x" * length}</a></p>'
    first, again = (lasting_content_of(html, ADDRESS) for _ in range(2))

    assert first == again == content_of(html, ADDRESS)
    assert f'href="{ADDRESS}?{length}"' in first
    assert len(made) == times + 1


def test_a_text_that_is_read_elsewhere_leads_from_there() -> None:
    html = '<p><a href="#notes">Notes</a></p>'

    assert lasting_content_of(html, ADDRESS) != lasting_content_of(html, "https://b/")

"""Nothing that a reader wrote runs in a mail, or adds a line to its head."""

import pytest
from lxml import html

from reviewblog.comments.letter_html import MailLink, Sheet, as_html
from tests.hostile import BODIES

OURS = set("html head meta title style body div p span h1 blockquote br a".split())


@pytest.mark.parametrize("text", BODIES)
def test_hostile_words_stay_words(text: str) -> None:
    sheet = Sheet(
        site=text,
        heading=text,
        lead=text,
        quote=text,
        buttons=[MailLink(text, "https://reviews.example/")],
        foot=[text],
    )

    page = html.fromstring(as_html(sheet))

    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    attributes = {name for element in page.iter() for name in element.attrib}
    assert tags <= OURS
    assert attributes <= {"charset", "style", "class", "href", "dir"}
    assert {a.get("href") for a in page.iter("a")} == {"https://reviews.example/"}

"""Every page is markup that no parser has to mend.

The parser is that of the HTML standard in its strict mode; what its grammar cannot see
(names that point nowhere, ids and headings) is looked for besides.
"""

from collections import Counter
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from html5lib import HTMLParser
from lxml import html
from sqlalchemy.orm import Session

from reviewblog.comments.models import CommentStatus
from reviewblog.reviews.corrections import add_correction
from reviewblog.reviews.models import Review
from tests.factories import (
    LONG_AGO,
    make_comment,
    make_page,
    make_person,
    make_review,
    make_work,
)

AWKWARD = 'A & B <i> "quoted" ’s'
PUBLIC = (
    "/",
    "/reviews/",
    "/reviews/?grade=A&decade=1960s",
    "/reviews/?year=1801",
    "/reviews/awkward/",
    "/people/",
    "/people/somebody/",
    "/works/",
    "/works/film/",
    "/tags/",
    "/tags/glass/",
    "/grades/",
    "/grades/changed/",
    "/search",
    "/search?q=glass",
    "/search?q=%3Cb%3E%22",
    "/subscribe/",
    "/about/",
    "/nowhere/",
    "/login",
)
DESK = (
    "/account/",
    "/dashboard/",
    "/dashboard/reviews/",
    "/dashboard/reviews/new",
    "/dashboard/reviews/{review}/edit",
    "/dashboard/reviews/{review}/preview",
    "/dashboard/reviews/{review}/corrections",
    "/dashboard/comments/",
    "/dashboard/mail/",
    "/dashboard/pages/",
    "/dashboard/pages/new",
    "/dashboard/pages/{page}/edit",
    "/dashboard/redirects/",
    "/dashboard/settings/",
    "/dashboard/settings/look",
)


@pytest.fixture(autouse=True)
def site(session: Session) -> dict[str, int]:
    """Make something for every page to show; return the ids that addresses need."""
    person = make_person(session, AWKWARD, slug="somebody")
    work = make_work(session, title=AWKWARD, slug="film", directors=(person.name,))
    review = make_review(
        session,
        work=work,
        title=AWKWARD,
        dek=AWKWARD,
        slug="awkward",
        grade="A",
        tags=["glass"],
    )
    make_review(session, work=work, grade="B", tags=["glass"])
    talk(session, review)
    page = make_page(session, slug="about", title=AWKWARD, dek=AWKWARD, in_menu=True)
    add_correction(
        session, review, on=LONG_AGO.date(), text=AWKWARD, at=review.updated_at
    )
    session.commit()
    return {"review": review.id, "page": page.id}


def talk(session: Session, review: Review) -> None:
    public = {"review": review, "status": CommentStatus.APPROVED}
    first = make_comment(session, author_name=AWKWARD, **public)
    make_comment(session, parent_id=first.id, **public)
    make_comment(session, review=review)


def faults(page: str) -> list[str]:
    """List what is wrong with a page beyond what its parser says."""
    HTMLParser(strict=True).parse(page)
    tree = html.document_fromstring(page)
    ids = Counter(str(each) for each in tree.xpath("//@id"))
    found = [f"id twice: {each}" for each, count in ids.items() if count > 1]
    for name in ("for", "form", "aria-labelledby", "aria-describedby"):
        for value in tree.xpath(f"//@{name}"):
            missing = set(value.split()) - set(ids)
            found += [f"{name} names nothing: {each}" for each in missing]
    found += [
        f"leads nowhere here: {each}"
        for each in tree.xpath("//a/@href")
        if each.startswith("#") and each[1:] not in ids
    ]
    found += [f"no alt: {image.get('src')}" for image in tree.xpath("//img[not(@alt)]")]
    headings = [int(h.tag[1]) for h in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    if headings.count(1) != 1:
        found.append(f"{headings.count(1)} headings of the first rank")
    steps = pairwise(headings)
    found += [f"h{a} then h{b}" for a, b in steps if b > a + 1]
    return found


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_needs_no_mending(client: FlaskClient, path: str) -> None:
    assert faults(client.get(path).text) == []


@pytest.mark.parametrize("path", DESK)
def test_a_page_of_the_desk_needs_no_mending(
    desk: FlaskClient, site: dict[str, int], path: str
) -> None:
    response = desk.get(path.format(**site))

    assert response.status_code == 200
    assert faults(response.text) == []


@pytest.mark.parametrize(
    "path", ["/dashboard/reviews/new", "/dashboard/pages/new", "/dashboard/settings/"]
)
def test_a_form_that_comes_back_needs_none(desk: FlaskClient, path: str) -> None:
    response = desk.post(path, data={"title": "", "slug": "search"})

    assert response.status_code == 422
    assert faults(response.text) == []

from datetime import timedelta
from uuid import UUID

import pytest

from reviewblog.site.defaults import default_site
from reviewblog.syndication.identifiers import as_iri, channel_id, comment_entry_id
from tests.syndication.samples import NOON

REVIEW = UUID("22222222-2222-4222-8222-222222222222")


@pytest.mark.parametrize(
    "entry_id",
    [
        "urn:uuid:22222222-2222-4222-8222-222222222222",
        "tag:rowk.example,2026-03-14:review/7",
        "http://old.example/?p=123",
        "https://old.example/2012/03/a-film.html",
        "urn:isbn:9780140449136",
    ],
)
def test_as_iri_keeps_what_is_one(entry_id: str) -> None:
    iri = as_iri(entry_id)

    assert iri == entry_id


@pytest.mark.parametrize(
    "entry_id",
    [
        "letterboxd-review-1153149850",
        "12345",
        "",
        "two words",
        "urn:uuid:not-one",
        "weird:scheme",
        "http://",
        "千と千尋",
        "\ud800",
    ],
)
def test_as_iri_makes_one_of_anything_else(entry_id: str) -> None:
    first, again = as_iri(entry_id), as_iri(entry_id)

    assert first == again
    assert UUID(first.removeprefix("urn:uuid:")).version == 5


def test_as_iri_keeps_different_identifiers_apart() -> None:
    one, other = as_iri("review-1"), as_iri("review-2")

    assert one != other


def test_a_channel_keeps_its_id_when_the_site_is_renamed() -> None:
    site = default_site(at=NOON)
    before = channel_id(site, "reviews")

    site.title = "Another name"

    assert channel_id(site, "reviews") == before


def test_channels_of_different_sites_and_kinds_have_different_ids() -> None:
    site, other = default_site(at=NOON), default_site(at=NOON + timedelta(days=1))

    ids = {channel_id(of, key) for of in (site, other) for key in ("reviews", "tag 1")}

    assert len(ids) == 4


def test_comments_have_ids_of_their_own() -> None:
    ids = {comment_entry_id(REVIEW, number) for number in (1, 2)}

    assert len(ids) == 2

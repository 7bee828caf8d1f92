"""What other catalogues call a work."""

import pytest

from reviewblog.works.identifiers import (
    CATALOGUES,
    IMDB,
    LETTERBOXD,
    TMDB,
    WIKIDATA,
    Catalogue,
    IdentifierError,
)


@pytest.mark.parametrize(
    ("catalogue", "typed", "identifier"),
    [
        (WIKIDATA, " Q25188 ", "Q25188"),
        (WIKIDATA, "https://www.wikidata.org/wiki/Q25188#P57", "Q25188"),
        (IMDB, "https://m.imdb.com/title/tt1375666/?ref_=nv", "tt1375666"),
        (IMDB, "https://www.imdb.com/de/title/tt1375666/", "tt1375666"),
        (TMDB, "https://www.themoviedb.org/movie/27205-inception", "movie/27205"),
        (TMDB, "tv/1396", "tv/1396"),
        (LETTERBOXD, "https://letterboxd.com/film/inception/", "inception"),
        (LETTERBOXD, "inception", "inception"),
        (IMDB, "", ""),
    ],
)
def test_an_identifier_is_found_alone_and_in_a_link(
    catalogue: Catalogue, typed: str, identifier: str
) -> None:
    assert catalogue.read(typed) == identifier


@pytest.mark.parametrize("catalogue", CATALOGUES)
@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", "Q0", "javascript:alert(1)", "t t", "\u0661", "%00"],
)
def test_what_is_none_is_refused(catalogue: Catalogue, typed: str) -> None:
    with pytest.raises(IdentifierError, match=catalogue.example):
        catalogue.read(typed)


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_a_link_is_read_back(catalogue: Catalogue) -> None:
    assert catalogue.read(catalogue.link_to(catalogue.example)) == catalogue.example

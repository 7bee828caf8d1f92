"""What machines read of a review: one schema.org graph, as JSON-LD.

Search engines take numbers only, so the letter stands beside its percentage. A review
without a grade is no review to them, and is offered as an article about the work.
"""

from collections.abc import Sequence
from typing import Any

from reviewblog.comments.readers_grade import ReadersGrade
from reviewblog.reviews.margins import Corrected, Margins, Outlet
from reviewblog.reviews.models import Review
from reviewblog.text.titles import iso_duration
from reviewblog.web.absolute import absolute, absolute_url
from reviewblog.web.site import current_site
from reviewblog.web.wording import as_iso, grade_label
from reviewblog.works.identifiers import links_of
from reviewblog.works.models import Credit, Work, WorkKind

Node = dict[str, Any]

TYPES = {
    WorkKind.FILM: "Movie",
    WorkKind.SHORT: "Movie",
    WorkKind.SERIES: "TVSeries",
    WorkKind.SEASON: "TVSeason",
    WorkKind.EPISODE: "TVEpisode",
    WorkKind.BOOK: "Book",
    WorkKind.ALBUM: "MusicAlbum",
    WorkKind.GAME: "VideoGame",
    WorkKind.PLAY: "Play",
    WorkKind.OTHER: "CreativeWork",
}
ON_SCREEN = {"Movie", "TVSeries", "TVSeason", "TVEpisode", "VideoGame"}
MOST_ACTORS = 10


def graph_of(
    review: Review, margins: Margins, readers: ReadersGrade | None = None
) -> Node:
    """Describe a review and its work; the review wants all that its page wants.

    What the readers gave belongs to the work, and stays out of the critic's rating.
    """
    work = _work(review.work)
    if readers is not None:
        work["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": readers.percent,
            "ratingCount": readers.count,
            "bestRating": 100,
            "worstRating": 0,
        }
    opinion = _opinion(review, margins.corrections)
    if margins.origin is not None:
        opinion["isBasedOn"] = _first_publication(review, margins.origin)
    return {"@context": "https://schema.org", "@graph": [opinion, work]}


def _opinion(review: Review, corrections: Sequence[Corrected]) -> Node:
    page = absolute_url("public.show_review", slug=review.slug)
    node = {
        "@id": f"{page}#review",
        "url": page,
        "headline": review.title,
        "name": review.title,
        "description": review.dek,
        "author": _person(review.author.display_name),
        "publisher": _publisher(),
        "datePublished": review.published_at and as_iso(review.published_at),
        "dateModified": as_iso(review.updated_at),
        "inLanguage": current_site().language,
        "wordCount": review.word_count,
        "image": _image(review),
        "keywords": [tag.name for tag in review.tags],
        "correction": [_correction(correction) for correction in corrections],
    }
    about = {"@id": _work_id(review.work)}
    if review.grade is None:
        return _filled({"@type": "Article", **node, "about": about})
    rating = {
        "@type": "Rating",
        "ratingValue": review.grade.percent,
        "bestRating": 100,
        "worstRating": 0,
        "alternateName": grade_label(review.grade.label),
        "ratingExplanation": review.grade.meaning,
    }
    opinion = {**node, "itemReviewed": about, "reviewRating": _filled(rating)}
    return _filled({"@type": "CriticReview", **opinion})


def _first_publication(review: Review, origin: Outlet) -> Node:
    """Describe where a review was first, by schema.org's word for what it repeats."""
    return _filled(
        {
            "@type": "Article",
            "name": review.title,
            "url": origin.link,
            "author": _person(review.author.display_name),
            "publisher": {"@type": "Organization", "name": origin.outlet},
            "datePublished": review.published_at and as_iso(review.published_at),
        }
    )


def _correction(correction: Corrected) -> Node:
    day = correction.corrected_on.isoformat()
    text = correction.text
    return {"@type": "CorrectionComment", "text": text, "datePublished": day}


def _image(review: Review) -> Node | None:
    if review.still is None:
        return None
    still = review.still.shown
    path, width, height = still.largest
    return _filled(
        {
            "@type": "ImageObject",
            "url": absolute(path),
            "width": width,
            "height": height,
            "caption": still.caption or still.alt,
            "creditText": still.credit,
        }
    )


def _work(work: Work) -> Node:
    kind = TYPES[work.kind]
    makers = "director" if kind in ON_SCREEN else "creator"
    writers = [_credited(credit) for credit in work.writers]
    actors = [_credited(credit) for credit in work.cast[:MOST_ACTORS]]
    return _filled(
        {
            "@type": kind,
            "@id": _work_id(work),
            "name": work.title,
            "alternateName": work.original_title,
            "dateCreated": work.release_year and f"{work.release_year:04}",
            makers: [_credited(credit) for credit in work.directors],
            "author": writers,
            "actor" if kind in ON_SCREEN else "contributor": actors,
            "duration": work.runtime_minutes and iso_duration(work.runtime_minutes),
            "countryOfOrigin": [
                {"@type": "Country", "name": country.name} for country in work.countries
            ],
            "sameAs": links_of(work),
        }
    )


def _work_id(work: Work) -> str:
    return f"{absolute_url('public.show_work', slug=work.slug)}#work"


def _credited(credit: Credit) -> Node:
    page = absolute_url("public.show_person", slug=credit.person.slug)
    return _person(credit.person.name, page)


def _person(name: str, page: str = "") -> Node:
    return _filled({"@type": "Person", "name": name, "url": page})


def _publisher() -> Node:
    home = absolute_url("public.show_home")
    return {"@type": "Organization", "name": current_site().title, "url": home}


def _filled(node: Node) -> Node:
    """Leave out what is not known: an empty value claims that there is nothing."""
    return {name: value for name, value in node.items() if value not in ("", [], None)}

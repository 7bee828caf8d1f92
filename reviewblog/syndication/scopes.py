"""Which feeds there are: what each holds, what it is called, and where it lives."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct, field
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, load_only

from reviewblog.reviews.archive import Facet, Filters, matching
from reviewblog.reviews.facets import names_of
from reviewblog.reviews.models import Review, Tag
from reviewblog.reviews.queries import published
from reviewblog.site.models import Site
from reviewblog.syndication.addresses import Addresses
from reviewblog.syndication.comments import Comments, about
from reviewblog.syndication.entries import Entry
from reviewblog.syndication.reviews import Reviews
from reviewblog.syndication.states import State
from reviewblog.syndication.windows import Window
from reviewblog.works.models import Credit, Person, Work


class Source(Protocol):
    """Where a feed's entries come from."""

    def state(self, session: Session, window: Window) -> State:
        """Learn what a piece is made of."""

    def entries(
        self, session: Session, window: Window, site: Site, addresses: Addresses
    ) -> list[Entry]:
        """Write the entries of a piece."""


class Scope(Struct, frozen=True, kw_only=True):
    """A feed in any format.

    ``key`` names it for ever; ``subject`` completes the site's title. One that may
    not be empty does not exist before there is something in it, since its mere
    existence would tell of drafts.
    """

    key: str
    subject: str
    home: str
    folder: str
    source: Source
    query: Mapping[str, Sequence[str]] = field(default_factory=dict)
    may_be_empty: bool = True

    def exists(self, total: int) -> bool:
        """Tell whether there is such a feed when it would have so many entries."""
        return self.may_be_empty or total > 0

    def title(self, site: Site) -> str:
        """Name the feed among the feeds of other sites."""
        return f"{site.title}: {self.subject}" if self.subject else site.title


def all_reviews(*, at: datetime) -> Scope:
    """Describe the feed of everything."""
    source = Reviews(published(at=at), "reviews", at)
    return Scope(key="reviews", subject="", home="/", folder="", source=source)


def filtered_reviews(session: Session, filters: Filters, *, at: datetime) -> Scope:
    """Describe a feed of what filters leave of the archive."""
    query = {
        facet.value: sorted(filters.of(facet)) for facet in Facet if filters.of(facet)
    }
    names = names_of(session, filters, at=at)
    chosen = [
        f"{facet} {names.get((Facet(facet), value), value)}"
        for facet, values in query.items()
        for value in values
    ]
    key = f"reviews {query}"
    return Scope(
        key=key,
        subject=", ".join(chosen) or "all reviews",
        home="/reviews/",
        folder="/reviews",
        source=Reviews(matching(filters, at=at), key, at),
        query=query,
    )


def find_tagged(session: Session, slug: str, *, at: datetime) -> Scope | None:
    """Describe the feed of a topic, if there is one."""
    tag = session.scalar(select(Tag).where(Tag.slug == slug))
    if tag is None:
        return None
    key = f"tag {tag.id}"
    tagged = matching(Filters({Facet.TAG: (tag.slug,)}), at=at)
    return Scope(
        key=key,
        subject=tag.name,
        home=f"/tags/{tag.slug}/",
        folder=f"/tags/{tag.slug}",
        source=Reviews(tagged, key, at),
        may_be_empty=False,
    )


def find_with_person(session: Session, slug: str, *, at: datetime) -> Scope | None:
    """Describe the feed of works that somebody had a part in, if there is one."""
    person = session.scalar(select(Person).where(Person.slug == slug))
    if person is None:
        return None
    works = select(Credit.work_id).where(Credit.person_id == person.id)
    key = f"person {person.uuid}"
    return Scope(
        key=key,
        subject=person.label,
        home=f"/people/{person.slug}/",
        folder=f"/people/{person.slug}",
        source=Reviews(published(at=at).where(Review.work_id.in_(works)), key, at),
        may_be_empty=False,
    )


def all_comments(*, at: datetime) -> Scope:
    """Describe the feed of comments on all reviews."""
    return Scope(
        key="comments",
        subject="comments",
        home="/",
        folder="/comments",
        source=Comments(at),
    )


def find_comments_on(session: Session, slug: str, *, at: datetime) -> Scope | None:
    """Describe the feed of comments on a public review."""
    review = session.scalar(
        published(at=at)
        .where(Review.slug == slug)
        .options(
            load_only(Review.uuid, Review.slug),
            joinedload(Review.work).load_only(Work.title, Work.release_year),
        )
    )
    if review is None:
        return None
    return Scope(
        key=f"comments {review.uuid}",
        subject=f"comments on {about(review.work)}",
        home=f"/reviews/{review.slug}/",
        folder=f"/reviews/{review.slug}/comments",
        source=Comments(at, review.id),
    )

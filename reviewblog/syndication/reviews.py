"""Feeds of reviews: which change when, and what an entry says."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy.orm import Session

from reviewblog.accounts.models import Account
from reviewblog.reviews.models import Review, Tag, review_tag
from reviewblog.reviews.queries import for_pages
from reviewblog.site.models import Site
from reviewblog.syndication.addresses import Addresses
from reviewblog.syndication.entries import Discussion, Entry, Subject, Verdict
from reviewblog.syndication.states import State, count_of, lines_of, state_of
from reviewblog.syndication.windows import Window
from reviewblog.syndication.wording import closing, content_of, entry_title, pictures_in
from reviewblog.text.excerpts import excerpt
from reviewblog.works.models import Credit, Person, Work, WorkCountry


@dataclass(frozen=True, slots=True)
class Reviews:
    """Whatever a query for reviews selects, newest first."""

    query: Select[Review]

    def state(self, session: Session, window: Window) -> State:
        """Learn what the piece is made of; one statement."""
        columns = (
            Review.id,
            Review.updated_at,
            Review.published_at,
            Review.slug,
            Review.comment_count,
            Review.renderer_version,
            Work.title,
            Work.release_year,
            Work.runtime_minutes,
            Account.display_name,
            *_texts(),
        )
        query = (
            self._cut(window)
            .join(Review.work)
            .join(Review.author)
            .with_only_columns(count_of(self.query, Review.id), *columns)
        )
        return state_of(session.execute(query).all())

    def entries(
        self, session: Session, window: Window, site: Site, addresses: Addresses
    ) -> list[Entry]:
        """Write the entries of the piece, newest first."""
        reviews = session.scalars(self._cut(window).options(*for_pages())).all()
        entries = [_entry(review, site, addresses) for review in reviews]
        return entries[::-1] if window.is_archive else entries

    def _cut(self, window: Window) -> Select[Review]:
        query = self.query
        if window.is_archive:
            query = query.order_by(None).order_by(Review.published_at, Review.id)
        return query.limit(window.size).offset(window.offset)


def _texts() -> Sequence[ColumnElement[str]]:
    tags = (
        select(lines_of(Tag.name))
        .join(review_tag, review_tag.c.tag_id == Tag.id)
        .where(review_tag.c.review_id == Review.id)
    )
    place = cast(Credit.role, String) + cast(Credit.position, String)
    credit = place + ":" + Person.name + ":" + Credit.character
    credits_ = (
        select(lines_of(credit))
        .select_from(Credit)
        .join(Credit.person)
        .where(Credit.work_id == Review.work_id)
    )
    country = cast(WorkCountry.position, String) + ":" + WorkCountry.name
    countries = select(lines_of(country)).where(WorkCountry.work_id == Review.work_id)
    return [
        func.coalesce(texts.correlate(Review).scalar_subquery(), "")
        for texts in (tags, credits_, countries)
    ]


def _entry(review: Review, site: Site, addresses: Addresses) -> Entry:
    subject, verdict = _subject(review.work), _verdict(review)
    address = addresses.review(review.slug)
    content = content_of(review.body_html + review.notes_html, address)
    published_at = review.published_at or review.created_at
    return Entry(
        id=review.feed_id,
        title=entry_title(
            review.title, subject, verdict if site.feed_shows_grade else None
        ),
        address=address,
        author=review.author.display_name or site.author_name or site.title,
        published_at=published_at,
        updated_at=max(review.updated_at, published_at),
        summary=review.dek or excerpt(review.body_html),
        content=content + closing(subject, verdict, site.running_time_style)
        if site.feed_full_text
        else "",
        tags=tuple(tag.name for tag in review.tags),
        pictures=pictures_in(content),
        discussion=_discussion(review, addresses),
        review_id=review.uuid.urn,
        subject=subject,
        verdict=verdict,
    )


def _subject(work: Work) -> Subject:
    return Subject(
        id=work.uuid.urn,
        kind=work.kind.value,
        title=work.title,
        year=work.release_year,
        minutes=work.runtime_minutes,
        directors=tuple(credit.person.name for credit in work.directors),
        writers=tuple(credit.person.name for credit in work.writers),
        cast=tuple((credit.person.name, credit.character) for credit in work.cast),
        countries=tuple(country.name for country in work.countries),
    )


def _verdict(review: Review) -> Verdict | None:
    grade = review.grade
    return Verdict(label=grade.label, percent=grade.percent) if grade else None


def _discussion(review: Review, addresses: Addresses) -> Discussion:
    folder = f"/reviews/{review.slug}/comments"
    return Discussion(
        address=addresses.comments(review.slug),
        rss=addresses.document(f"{folder}/feed.xml"),
        atom=addresses.document(f"{folder}/atom.xml"),
        count=review.comment_count,
    )

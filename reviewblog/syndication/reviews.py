"""Feeds of reviews: which change when, and what an entry says."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from msgspec import Struct
from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import Session, defer, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from reviewblog.accounts.models import Account
from reviewblog.media.models import Picture
from reviewblog.reviews.corrections import Correction, corrections_of
from reviewblog.reviews.memory import RememberedList, remembered
from reviewblog.reviews.models import Review, Tag, review_tag
from reviewblog.reviews.naming import tags_by_review
from reviewblog.reviews.origins import origins_of
from reviewblog.reviews.publication_models import Origin
from reviewblog.reviews.queries import published
from reviewblog.reviews.stills import ChosenStill, picture_use
from reviewblog.site.models import Site
from reviewblog.syndication.addresses import Addresses
from reviewblog.syndication.entries import Discussion, Entry, Subject
from reviewblog.syndication.states import (
    State,
    lines_of,
    newest_first,
    state_of,
)
from reviewblog.syndication.subjects import subjects_of
from reviewblog.syndication.windows import Window
from reviewblog.syndication.wording import (
    closing,
    corrected,
    entry_title,
    first_published,
    lasting_content_of,
    pictures_in,
    summary_of,
    verdict_of,
)
from reviewblog.text.stills import figure
from reviewblog.works.models import Credit, Person, Work, WorkCountry

_TAGS = (
    select(lines_of(Tag.name))
    .join(review_tag, review_tag.c.tag_id == Tag.id)
    .where(review_tag.c.review_id == Review.id)
)
_CREDITS = (
    select(
        lines_of(
            cast(Credit.role, String)
            + cast(Credit.position, String)
            + ":"
            + Person.name
            + ":"
            + Credit.character
        )
    )
    .select_from(Credit)
    .join(Credit.person)
    .where(Credit.work_id == Review.work_id)
)
_COUNTRIES = select(
    lines_of(cast(WorkCountry.position, String) + ":" + WorkCountry.name)
).where(WorkCountry.work_id == Review.work_id)

_PICTURES = (
    select(
        lines_of(
            Picture.hash
            + ":"
            + Picture.alt
            + ":"
            + Picture.caption
            + ":"
            + Picture.credit
        )
    )
    .join(picture_use, picture_use.c.picture_id == Picture.id)
    .where(picture_use.c.review_id == Review.id)
)
_STILL = select(func.max(ChosenStill.caption)).where(ChosenStill.review_id == Review.id)

# Whatever an entry shows, but for the texts: those change with ``updated_at``.
_SHOWN = (
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
    *(
        texts.correlate(Review).scalar_subquery()
        for texts in (_TAGS, _CREDITS, _COUNTRIES, _PICTURES, _STILL)
    ),
)


class Details(Struct, frozen=True, kw_only=True):
    """What stands in other tables about a review, as plain values."""

    subject: Subject
    tags: tuple[str, ...]
    corrections: Sequence[Correction]
    origin: Origin | None


class Reviews(Struct, frozen=True):
    """Whatever a query for reviews selects at a moment, newest first."""

    query: Select[Review]
    key: str
    at: datetime

    def state(self, session: Session, window: Window) -> State:
        """Learn what the piece is made of; counting takes longer the more there is."""
        query = (
            self._piece(session, window)
            .join(Review.work)
            .join(Review.author)
            .with_only_columns(*_SHOWN)
        )
        rows = session.execute(query).all()
        question = ("entries", self.key)
        count = partial(self._count, session)
        total = remembered(session, question, count, at=self.at, subject="lists")
        return state_of([(total, *row) for row in rows])

    def _count(self, session: Session) -> int:
        whole = self.query.order_by(None).with_only_columns(func.count(Review.id))
        return session.scalar(whole) or 0

    def entries(
        self, session: Session, window: Window, site: Site, addresses: Addresses
    ) -> list[Entry]:
        """Write the entries of the piece, newest first."""
        reviews = session.scalars(
            self._piece(session, window).options(*_for_entries())
        ).all()
        ids = [review.id for review in reviews]
        corrections, origins = corrections_of(session, ids), origins_of(session, ids)
        subjects = subjects_of(session, [review.work for review in reviews])
        tags = tags_by_review(session, ids)
        entries = [
            _entry(
                review,
                Details(
                    subject=subjects[review.work_id],
                    tags=tuple(tags[review.id]),
                    corrections=corrections[review.id],
                    origin=origins.get(review.id),
                ),
                site,
                addresses,
            )
            for review in reviews
        ]
        return newest_first(entries, window)

    def _piece(self, session: Session, window: Window) -> Select[Review]:
        newest_first = (Review.published_at.desc(), Review.id.desc())
        oldest_first = (Review.published_at, Review.id)
        in_order = oldest_first if window.is_archive else newest_first
        pieces = RememberedList(
            session,
            ("entries", self.key, window.is_archive),
            lambda: self.query.order_by(None).order_by(*in_order),
            self.at,
        )
        ids = pieces.ids(limit=window.size, offset=window.offset)
        # Asked again for what is public: another statement may see another hour.
        piece = published(at=self.at).where(Review.id.in_(ids))
        return piece.order_by(None).order_by(*in_order)


def _for_entries() -> tuple[ORMOption, ...]:
    return (
        joinedload(Review.work),
        joinedload(Review.grade),
        joinedload(Review.author).load_only(Account.display_name),
        joinedload(Review.still).joinedload(ChosenStill.picture),
        defer(Review.body, raiseload=True),
    )


def _entry(review: Review, details: Details, site: Site, addresses: Addresses) -> Entry:
    subject, verdict = details.subject, verdict_of(review.grade)
    address = addresses.review(review.slug)
    still = figure(review.still.shown) if review.still else ""
    content = lasting_content_of(still + review.body_html + review.notes_html, address)
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
        summary=review.dek or summary_of(review.body_html),
        content=content
        + corrected(details.corrections)
        + first_published(details.origin, published_at, site.zone)
        + closing(subject, verdict, site.running_time_style)
        if site.feed_full_text
        else "",
        tags=details.tags,
        pictures=pictures_in(content),
        discussion=_discussion(review, addresses),
        review_id=review.uuid.urn,
        subject=subject,
        verdict=verdict,
    )


def _discussion(review: Review, addresses: Addresses) -> Discussion:
    folder = f"/reviews/{review.slug}/comments"
    return Discussion(
        address=addresses.comments(review.slug),
        rss=addresses.document(f"{folder}/feed.xml"),
        atom=addresses.document(f"{folder}/atom.xml"),
        count=review.comment_count,
    )

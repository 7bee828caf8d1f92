"""A piece of a feed in one format, put together for writing."""

from msgspec import Struct
from sqlalchemy.orm import Session

from reviewblog.site.models import Site
from reviewblog.syndication.addresses import Addresses
from reviewblog.syndication.announcing import FEEDS
from reviewblog.syndication.entries import Channel
from reviewblog.syndication.identifiers import channel_id
from reviewblog.syndication.scopes import Scope
from reviewblog.syndication.states import State
from reviewblog.syndication.windows import Window


class Edition(Struct, frozen=True, kw_only=True):
    """Which document of a site is meant: a feed, a piece of it, a file name."""

    site: Site
    addresses: Addresses
    scope: Scope
    window: Window
    file: str

    def compile(self, session: Session, state: State) -> Channel:
        """Gather what the document says."""
        site, scope = self.site, self.scope
        entries = scope.source.entries(session, self.window, site, self.addresses)
        return Channel(
            id=channel_id(site, scope.key),
            title=scope.title(site),
            description=site.tagline or f"What is new at {site.title}.",
            home=self.addresses.document(scope.home, scope.query),
            author=site.author_name or site.title,
            language=site.language,
            updated_at=state.changed_at or site.created_at,
            links=self._links(state),
            entries=entries,
            explanation=self.addresses.explanation,
            is_archive=self.window.is_archive,
            hub=self.hub,
        )

    @property
    def hub(self) -> str:
        """Return the hub that tells subscribers of changes; old pages have none."""
        is_announced = f"{self.scope.folder}/{self.file}" in FEEDS
        return self.site.websub_hub if is_announced and not self.window.query else ""

    def address_of(self, window: Window) -> str:
        """Return where a piece of the same feed is, in the same format."""
        path = f"{self.scope.folder}/{self.file}"
        return self.addresses.document(path, {**self.scope.query, **window.query})

    def _links(self, state: State) -> dict[str, str]:
        related = self.window.related(state.total)
        links = {rel: self.address_of(piece) for rel, piece in related.items()}
        return {"self": self.address_of(self.window)} | links

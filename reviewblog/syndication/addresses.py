"""Where things are on the web. These addresses are promised, so they are constants."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from msgspec import Struct


class Addresses(Struct, frozen=True):
    """Absolute addresses, from the setting and never from what a request claims."""

    site_url: str

    @property
    def home(self) -> str:
        """Return the front page."""
        return f"{self.site_url}/"

    @property
    def explanation(self) -> str:
        """Return the page that says what feeds are."""
        return self.page("/subscribe/")

    def page(self, path: str) -> str:
        """Return any page by its path."""
        return f"{self.site_url}{quote(path)}"

    def review(self, slug: str) -> str:
        """Return a review's page."""
        return self.page(f"/reviews/{slug}/")

    def comments(self, slug: str) -> str:
        """Return where a review is talked about."""
        return f"{self.review(slug)}#comments"

    def comment(self, slug: str, number: int) -> str:
        """Return a comment's place in its thread."""
        return f"{self.review(slug)}#comment-{number}"

    def document(
        self, path: str, query: Mapping[str, int | Sequence[str]] | None = None
    ) -> str:
        """Return a feed in one format, narrowed or a piece of it."""
        address = self.page(path)
        return f"{address}?{urlencode(query, doseq=True)}" if query else address

"""Long feeds in pieces, by RFC 5005.

A feed reader polls the newest entries. It may go on to older pages (section 3), whose
entries move whenever something is published, or fetch the archive (section 4): its
documents are counted from the oldest entry, so each stays as it is once it is full.
"""

from collections.abc import Mapping

from msgspec import Struct


class Window(Struct, frozen=True, kw_only=True):
    """One piece: a page, or with ``is_archive`` a document of the archive."""

    number: int
    size: int
    is_archive: bool = False

    @property
    def offset(self) -> int:
        """Return how many entries to pass over, from the end it is counted from."""
        return (self.number - 1) * self.size

    @property
    def query(self) -> dict[str, int]:
        """Return what to add to the feed's address to get this piece."""
        if self.is_archive:
            return {"archive": self.number}
        return {"page": self.number} if self.number > 1 else {}

    def exists(self, total: int) -> bool:
        """Tell whether a feed of so many entries has this piece."""
        if self.is_archive:
            return total > self.size and self.number <= total // self.size
        return self.number == 1 or self.offset < total

    def related(self, total: int) -> Mapping[str, "Window"]:
        """Name the other pieces by their relation to this one."""
        around = self._archives(total) if self.is_archive else self._pages(total)
        return {rel: piece for rel, piece in around.items() if piece.exists(total)}

    def _pages(self, total: int) -> dict[str, "Window"]:
        if total <= self.size:
            return {}
        pages = {
            "first": self._page(1),
            "next": self._page(self.number + 1),
            "last": self._page(-(-total // self.size)),
        }
        if self.number == 1:
            return pages | {"prev-archive": self._archive(total // self.size)}
        return pages | {"previous": self._page(self.number - 1)}

    def _archives(self, total: int) -> dict[str, "Window"]:
        around = {
            "current": self._page(1),
            "next-archive": self._archive(self.number + 1),
        }
        if self.number > 1:
            around["prev-archive"] = self._archive(self.number - 1)
        return around

    def _page(self, number: int) -> "Window":
        return Window(number=number, size=self.size)

    def _archive(self, number: int) -> "Window":
        return Window(number=number, size=self.size, is_archive=True)

"""Counts that have not been written yet: those of one process, of some seconds."""

from collections import Counter

from msgspec import Struct, field

from reviewblog.stats.agents import Claim

# Different things in one batch; whoever sends more is no crowd of readers.
MOST_KEYS = 2_000


class Found(Struct):
    """How often words were searched for, and how much the last search found."""

    times: int
    found: int


class Batch(Struct):
    """Reads by slug and source, searches by words, readers by feed and service.

    ``seen`` holds for each feed the bits of `reviewblog.stats.crowds`.
    """

    reads: Counter[tuple[str, str]] = field(default_factory=Counter)
    searches: dict[str, Found] = field(default_factory=dict)
    claims: dict[tuple[str, str], int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether there is anything to write."""
        return bool(self.reads or self.searches or self.claims or self.seen)

    def add_read(self, slug: str, source: str, times: int = 1) -> None:
        """Count a read of the review at a slug, which may turn out to be none."""
        if (slug, source) in self.reads or len(self.reads) < MOST_KEYS:
            self.reads[slug, source] += times

    def add_search(self, words: str, found: int, times: int = 1) -> None:
        """Count a search."""
        if words in self.searches:
            times += self.searches[words].times
        elif len(self.searches) >= MOST_KEYS:
            return
        self.searches[words] = Found(times, found)

    def add_claim(self, feed: str, claim: Claim) -> None:
        """Note how many a service reads a feed for; the highest number holds."""
        key = (feed, claim.service)
        if key in self.claims or len(self.claims) < MOST_KEYS:
            self.claims[key] = max(claim.readers, self.claims.get(key, 0))

    def add_reader(self, feed: str, bits: int) -> None:
        """Note somebody's own feed reader."""
        if feed in self.seen or len(self.seen) < MOST_KEYS:
            self.seen[feed] = self.seen.get(feed, 0) | bits

    def add_all(self, later: "Batch") -> None:
        """Add what was counted after this, while this could not be written."""
        for (slug, source), times in later.reads.items():
            self.add_read(slug, source, times)
        for words, search in later.searches.items():
            self.add_search(words, search.found, search.times)
        for (feed, service), readers in later.claims.items():
            self.add_claim(feed, Claim(service, readers))
        for feed, bits in later.seen.items():
            self.add_reader(feed, bits)

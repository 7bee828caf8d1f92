"""What a program says it is: a robot, a service that reads for many, or a reader."""

import re

from msgspec import Struct

# A longer one is nobody's; regular expressions need not look at it.
LONGEST_AGENT = 500
# No service in the world has more; what claims to is a joke.
MOST_SUBSCRIBERS = 10_000_000

# What new robots call themselves before anybody has listed them; Cubot makes phones.
_ROBOT = re.compile(
    r"(?<!cu)bot\b|crawl|spider|scrap|fetcher|headless|preview", re.IGNORECASE
)
# They read feeds, and nobody reads those feeds through them.
_NO_READER = re.compile(
    r"bot\b|crawl|spider|slurp|headless|facebookexternalhit|archive\.org|semrush|ahrefs"
    r"|monitor|uptime|curl/|wget/",
    re.IGNORECASE,
)
_CLAIM = re.compile(r"\b(\d{1,12}) (?:subscribers?|readers?|users?)\b", re.IGNORECASE)
# By what a service puts into its name, which nobody else can choose for us.
SERVICES = {
    "bazqux": "BazQux",
    "bloglovin": "Bloglovin’",
    "commafeed": "CommaFeed",
    "feedbin": "Feedbin",
    "feedhq": "FeedHQ",
    "feedly": "Feedly",
    "feedspot": "Feedspot",
    "feed wrangler": "Feed Wrangler",
    "flipboard": "Flipboard",
    "freshrss": "FreshRSS",
    "inoreader": "Inoreader",
    "micro.blog": "Micro.blog",
    "minifeed": "Minifeed",
    "miniflux": "Miniflux",
    "netvibes": "Netvibes",
    "newsblur": "NewsBlur",
    "newsletter": "A newsletter service",
    "readwise": "Readwise",
    "theoldreader": "The Old Reader",
    "tiny tiny rss": "Tiny Tiny RSS",
    "yandex": "Yandex",
}
OTHER_SERVICE = "Another service"


class Claim(Struct, frozen=True):
    """How many readers a service says it fetches a feed for."""

    service: str
    readers: int


def is_robot(agent: str) -> bool:
    """Tell whether no person is behind a request for a page.

    The list is that of crawler-user-agents, kept by many hands; it names feed
    readers, too, so it is not asked about feeds.
    """
    # Megabytes of patterns that only a process that counts has to carry.
    from crawleruseragents import is_crawler  # noqa: PLC0415

    if not agent or len(agent) > LONGEST_AGENT:
        return True
    return bool(_ROBOT.search(agent)) or bool(is_crawler(agent))


def claim_of(agent: str) -> Claim | None:
    """Read the “16 subscribers” that services put into their names."""
    claimed = _CLAIM.search(agent[:LONGEST_AGENT])
    if claimed is None:
        return None
    return Claim(_service(agent), min(int(claimed[1]), MOST_SUBSCRIBERS))


def is_feed_reader(agent: str) -> bool:
    """Tell whether a program that fetches a feed may be somebody's own reader."""
    return 0 < len(agent) <= LONGEST_AGENT and not _NO_READER.search(agent)


def _service(agent: str) -> str:
    name = agent[:LONGEST_AGENT].casefold()
    known = (called for part, called in SERVICES.items() if part in name)
    return next(known, OTHER_SERVICE)

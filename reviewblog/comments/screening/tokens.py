"""What the filter and the lists see of a comment: words, hosts, and a few habits."""

import hashlib
import re
from collections.abc import Iterable

from msgspec import Struct

from reviewblog.comments.screening.letters import look_of
from reviewblog.comments.screening.models import LONGEST_TOKEN
from reviewblog.text.folding import fold

# Enough to know any text by; the work stays the same for longer ones.
MOST_READ = 4_000
MOST_TOKENS = 250
MOST_HOSTS = 20
SHORTEST_WORD, LONGEST_WORD = 3, 24
# "Great film!" may be said twice.
SHORTEST_TWIN = 24

_LINK = re.compile(r'<a [^>]*?href="(?:https?:)?//([^/"?#:]+)')
_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"']+", re.IGNORECASE)
_BARE = re.compile(r"\b((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w'\u2019$]*")


class Reading(Struct, frozen=True):
    """A comment as the rules read it; ``link_count`` counts what can be clicked."""

    words: tuple[str, ...]
    hosts: frozenset[str]
    link_count: int
    tokens: frozenset[str]
    key: str

    @property
    def domains(self) -> frozenset[str]:
        """Return the hosts and every domain that they belong to."""
        return frozenset(domain for host in self.hosts for domain in parents_of(host))


def read_comment(name: str, email: str, body: str, body_html: str) -> Reading:
    """Read a comment once for all rules."""
    text = body[:MOST_READ]
    linked = _LINK.findall(body_html)
    bare = (match.group(1) for match in _BARE.finditer(text))
    hosts = frozenset(host.lower() for host in (*linked[:MOST_HOSTS], *_few(bare)))
    words = tuple(_WORD.findall(fold(_URL.sub(" ", text))))
    return Reading(
        words=words,
        hosts=hosts,
        link_count=len(linked),
        tokens=_tokens(words, hosts, len(linked), name, email),
        key=_key(words, hosts),
    )


def parents_of(host: str) -> list[str]:
    """List a host and the domains above it: a.b.example, b.example."""
    parts = host.split(".")
    return [".".join(parts[start:]) for start in range(len(parts) - 1)] or [host]


def _few(found: Iterable[str]) -> list[str]:
    return [host for host, _ in zip(found, range(MOST_HOSTS), strict=False)]


def _tokens(
    words: tuple[str, ...], hosts: frozenset[str], links: int, name: str, email: str
) -> frozenset[str]:
    domains = {domain for host in hosts for domain in parents_of(host)}
    about = [f"host:{domain}" for domain in sorted(domains)]
    about += [f"name:{word}" for word in _WORD.findall(fold(name))]
    if email:
        about.append(f"mail:{email.rpartition('@')[2].lower()}")
    if links:
        about.append(f"links:{min(links, 4)}")
    fitting = (w for w in words if SHORTEST_WORD <= len(w) <= LONGEST_WORD)
    unique = dict.fromkeys((*about, *fitting))
    cut = (token[:LONGEST_TOKEN] for token in unique)
    return frozenset(token for token, _ in zip(cut, range(MOST_TOKENS), strict=False))


def _key(words: tuple[str, ...], hosts: frozenset[str]) -> str:
    """Make one key for all texts that differ in nothing that matters."""
    letters = look_of(" ".join(words))
    if len(letters) + sum(map(len, hosts)) < SHORTEST_TWIN:
        return ""
    whole = " ".join((letters, *sorted(hosts)))
    return hashlib.sha256(whole.encode()).hexdigest()[:32]

"""Where readers come from: the name of a host, and nothing else of the address.

Whoever counts a read says where it came from, so what is no name of a public host is
taken for nothing, and nobody can leave words here.
"""

import re

from reviewblog.stats.models import LONGEST_SOURCE

# A host's name (RFC 1123) below a top-level domain of letters.
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})"
)
_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|lm|l|out|old|new)\.(?=[^.]+\.)")
_SEARCH_ENGINES = {
    "Google": re.compile(r"(?:^|\.)google(?:\.com?)?\.[a-z]{2,3}$"),
    "Bing": re.compile(r"(?:^|\.)bing\.com$"),
    "DuckDuckGo": re.compile(r"(?:^|\.)duckduckgo\.com$"),
    "Yahoo": re.compile(r"(?:^|\.)search\.yahoo\.(?:com|co\.jp)$"),
    "Yandex": re.compile(r"(?:^|\.)(?:yandex\.[a-z.]{2,6}|ya\.ru)$"),
    "Baidu": re.compile(r"(?:^|\.)baidu\.com$"),
    "Brave Search": re.compile(r"^search\.brave\.com$"),
    "Ecosia": re.compile(r"(?:^|\.)ecosia\.org$"),
    "Kagi": re.compile(r"(?:^|\.)kagi\.com$"),
    "Qwant": re.compile(r"(?:^|\.)qwant\.com$"),
    "Startpage": re.compile(r"(?:^|\.)startpage\.com$"),
}
# Several names of one place.
_SAME = {"t.co": "x.com", "twitter.com": "x.com", "youtu.be": "youtube.com"}
# Mail and documents open links through these; they are no search.
_NO_SEARCH = re.compile(r"^(?:mail|docs|drive|groups|news|sites|classroom)\.")
DIRECT = ""
# Those that came after a day had seen enough different hosts.
OTHERS = "(other sites)"


def source_of(host: str, *, own: str) -> str:
    """Name the place a reader came from, given the host of the page before.

    Pages of this very site, and hosts that are none, count as no place at all.
    """
    host = host.strip().lower().partition(":")[0].rstrip(".")
    if len(host) > LONGEST_SOURCE or not _HOST.fullmatch(host):
        return DIRECT
    if _bare(host) == _bare(own.lower().partition(":")[0]):
        return DIRECT
    if not _NO_SEARCH.match(host):
        for name, pattern in _SEARCH_ENGINES.items():
            if pattern.search(host):
                return name
    return _SAME.get(_bare(host), _bare(host))


def _bare(host: str) -> str:
    return _PREFIX.sub("", host)

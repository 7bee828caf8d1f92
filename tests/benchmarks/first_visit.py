"""What a reader's browser fetches at the first visit to a review, pictures aside."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from tests.benchmarks.data import BUSIEST
from tests.benchmarks.subjects import Subject

# Preloaded fonts, the stylesheet, scripts and the icon.
FETCHED = re.compile(
    r'<link rel="(?:preload|stylesheet|icon)"[^>]* href="([^"]+)"'
    r'|<script[^>]* src="([^"]+)"'
)
FONTS = ".woff2"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstVisit:
    """How often is asked, and how many bytes come without the fonts."""

    requests: int
    bytes_without_fonts: int


def first_visit(subject: Subject) -> FirstVisit:
    """Fetch a page with twenty comments and what it names, as browsers do."""
    page = f"{subject.address}/reviews/{BUSIEST}/"
    text = urlopen(page).read().decode()
    named = {urljoin(page, one or other) for one, other in FETCHED.findall(text)}
    sizes = {address: _size_of(address) for address in {page, *named}}
    return FirstVisit(
        requests=len(sizes),
        bytes_without_fonts=sum(
            size for address, size in sizes.items() if FONTS not in address
        ),
    )


def _size_of(address: str) -> int:
    return len(urlopen(Request(address, headers={"Accept-Encoding": "br"})).read())

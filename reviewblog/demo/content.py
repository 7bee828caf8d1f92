"""Read the sample reviews and comments that come with the package."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from msgspec import Struct

FENCE = "+++\n"


class SampleReview(Struct, frozen=True, kw_only=True):
    """One file: its name is the slug, its head the facts, the rest the text."""

    slug: str
    facts: dict[str, Any]
    body: str


def sample_reviews() -> list[SampleReview]:
    """Read every sample review, the oldest first, those without a time last."""
    folder = files("reviewblog.demo") / "reviews"
    samples = [_read(file) for file in folder.iterdir() if file.name.endswith(".md")]
    return sorted(
        samples,
        key=lambda sample: (sample.facts.get("published_at", "9999"), sample.slug),
    )


def sample_comments() -> Iterator[dict[str, Any]]:
    """Read the sample comments; a parent stands before its replies."""
    text = (files("reviewblog.demo") / "comments.toml").read_text("utf-8")
    yield from tomllib.loads(text)["comment"]


def _read(file: Traversable) -> SampleReview:
    _, head, body = file.read_text("utf-8").split(FENCE, 2)
    return SampleReview(
        slug=file.name.removesuffix(".md"), facts=tomllib.loads(head), body=body.strip()
    )

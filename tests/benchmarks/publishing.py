"""An author publishes while sixteen connections read: who waits, who sees what."""

import threading
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from sqlalchemy import text
from sqlalchemy.orm import Session

from reviewblog.db import transaction
from tests.benchmarks.data import BUSIEST
from tests.benchmarks.load import Rate, ask
from tests.benchmarks.subjects import Subject
from tests.databases import engine_for

PATH = f"/reviews/{BUSIEST}/"
CHANGES = 20
# Enough for both workers to be among those who answer.
LOOKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What readers met with while a review was changed again and again."""

    stale: int
    readers: Rate


def publish_while_reading(subject: Subject, folder: Path, *, seconds: int) -> Published:
    """Change a review again and again under load; each change must show at once."""
    rates: list[Rate] = []
    address = subject.address + PATH

    def read() -> None:
        rates.append(ask(address, seconds=max(seconds, 2)))

    reader = threading.Thread(target=read)
    reader.start()
    stale = 0
    with engine_for(f"sqlite:///{folder / 'reviewblog.sqlite'}") as engine:
        for number in range(CHANGES):
            title = f"Changed {number}"
            with Session(engine) as session, transaction(session):
                change = text("UPDATE review SET title = :title WHERE slug = :slug")
                session.execute(change, {"title": title, "slug": BUSIEST})
            for _ in range(LOOKS):  # whichever worker answers
                stale += title not in urlopen(address).read().decode()
    reader.join()
    [readers] = rates
    return Published(stale=stale, readers=readers)

"""An author publishes while sixteen connections read: who waits, who sees what."""

import threading
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


def publish_while_reading(subject: Subject, folder: Path, seconds: float) -> str:
    """Change a review again and again under load; each change must show at once."""
    rates: list[Rate] = []
    address = subject.address + PATH

    def read() -> None:
        rates.append(ask(address, seconds=max(seconds, 2.0), headers={}))

    reader = threading.Thread(target=read)
    reader.start()
    missed = 0
    with engine_for(f"sqlite:///{folder / 'reviewblog.sqlite'}") as engine:
        for number in range(CHANGES):
            title = f"Changed {number}"
            with Session(engine) as session, transaction(session):
                change = text("UPDATE review SET title = :title WHERE slug = :slug")
                session.execute(change, {"title": title, "slug": BUSIEST})
            for _ in range(4):  # whichever worker answers
                missed += title not in urlopen(address).read().decode()
    reader.join()
    [rate] = rates
    return (
        f"{CHANGES} changes under load: {missed} stale answers, "
        f"{rate.failures} failures, readers' p99 {rate.p99_ms:.1f} ms"
    )

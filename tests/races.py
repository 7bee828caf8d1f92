"""Several at once: the same thing done by threads that start together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from reviewblog.db import transaction
from reviewblog.extensions import db


def race(
    app: Flask, job: Callable[[Session, int], object], *, times: int
) -> list[Exception]:
    """Do a job several times at once, each with its number and own transaction.

    Returns what was raised.
    """
    with app.app_context():
        new_session = sessionmaker(db.engine, expire_on_commit=False)
    barrier = Barrier(times)

    def run(number: int) -> Exception | None:
        barrier.wait()
        try:
            with new_session() as session, transaction(session):
                job(session, number)
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is the outcome
            return error
        return None

    with ThreadPoolExecutor(times) as pool:
        return [error for error in pool.map(run, range(times)) if error is not None]

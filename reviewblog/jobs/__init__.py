"""What runs later or by the clock. Thin, like views: the domain decides what is due.

An errand that was asked for in a request's transaction is handed to the queue after
the answer is ready; the runner, another process, does it. Requests neither wait for
the queue nor fail with it: whatever is lost here is found by the clock within minutes.
"""

from flask import Flask, Response, current_app

from reviewblog.errands import take_asked
from reviewblog.extensions import db
from reviewblog.jobs.queue import JobQueue


def init_app(app: Flask) -> None:
    """Watch what requests ask for."""
    app.extensions["jobs"] = JobQueue(app)
    app.after_request(hand_over)


def job_queue(app: Flask | None = None) -> JobQueue:
    """Return the queue of an application, by default the current one."""
    queue: JobQueue = (app or current_app).extensions["jobs"]
    return queue


def hand_over(response: Response) -> Response:
    """Let the runner know of what this request has left to do."""
    if db.session.registry.has():
        for errand in take_asked(db.session()):
            job_queue().soon(errand)
    return response

"""Counting reads, feed readers and searches, so that nobody waits for it.

Reads are told by a small script, because pages come out of caches that do not count;
feeds and searches always reach this program and are counted on their way out. All of
it is kept in memory and written in batches. Decision 9.
"""

from flask import Flask

from reviewblog.web.counting.beacon import bp
from reviewblog.web.counting.gate import Gate
from reviewblog.web.counting.layer import Listener
from reviewblog.web.counting.ledger import Ledger

__all__ = ["LISTENER", "bp", "init_app"]

LISTENER = "counting"


def init_app(app: Flask) -> None:
    """Get ready to count; the page cache listens, or who stands in its place."""
    app.register_blueprint(bp)
    ledger = app.extensions["counts"] = Ledger(app)
    gate = app.extensions["counting_gate"] = Gate()
    secret = str(app.config["SECRET_KEY"])
    app.extensions[LISTENER] = Listener(ledger, gate, secret)

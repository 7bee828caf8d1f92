"""Counting reads, feed readers and searches, so that nobody waits for it.

Reads are told by a small script, because pages come out of caches that do not count;
feeds and searches always reach this program and are counted on their way out. All of
it is kept in memory and written in batches. Decision 9.
"""

from flask import Flask

from reviewblog.web.counting.beacon import bp
from reviewblog.web.counting.gate import Gate
from reviewblog.web.counting.layer import CountingLayer
from reviewblog.web.counting.ledger import Ledger

__all__ = ["bp", "init_app"]


def init_app(app: Flask) -> None:
    """Count what passes; stands in front of the page cache."""
    app.register_blueprint(bp)
    ledger = app.extensions["counts"] = Ledger(app)
    gate = app.extensions["counting_gate"] = Gate()
    secret = str(app.config["SECRET_KEY"])
    app.wsgi_app = CountingLayer(app.wsgi_app, ledger, gate, secret)  # type: ignore[method-assign]

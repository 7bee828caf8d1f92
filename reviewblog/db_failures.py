"""Why a database did not do what it was asked, though the question was all right."""

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

# Unique values that were taken meanwhile, deadlocks, and what has no order.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_LOST_RACES = {"23505", "40P01", "40001"}
# The file cannot be opened, read or written, or its disk is full.
# https://www.sqlite.org/rescode.html
_OUT_OF_ORDER = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL}


def is_lost_race(error: DBAPIError) -> bool:
    """Tell whether PostgreSQL refused what had been all right alone.

    On SQLite writers take turns from the beginning, so they see what the others did.
    """
    return getattr(error.orig, "sqlstate", None) in _LOST_RACES


def is_out_of_reach(error: Exception) -> bool:
    """Tell whether the database could not be asked, rather than that it refused.

    It is down, takes no more connections, or has hung up; or the file or its disk is
    at fault. Nobody's question was wrong, and the same may work in a moment.
    """
    if isinstance(error, DBAPIError):
        has_failed_at_once = error.statement is None
        if has_failed_at_once or error.connection_invalidated:
            return True
        error = error.orig if isinstance(error.orig, Exception) else error
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _OUT_OF_ORDER
    return isinstance(error, PoolTimeoutError)

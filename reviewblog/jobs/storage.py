"""Where the queue is kept: a file in the instance folder, or Redis."""

from huey.api import Huey, RedisHuey, SqliteHuey
from huey.serializer import SignedSerializer

from reviewblog.config import Settings
from reviewblog.tokens import keyed_hash

CONNECT_SECONDS = 2
# Longer than the runner listens for the next errand at a time.
ANSWER_SECONDS = 5


def build_huey(settings: Settings) -> Huey:
    """Open the queue that the settings name.

    Its messages are pickles. They are signed, so that whoever can write to a shared
    Redis cannot make the runner do something else.
    """
    common = {
        "results": False,
        "serializer": SignedSerializer(settings.secret_key, salt="jobs"),
    }
    if not settings.redis_url:
        path = settings.instance_path / "jobs.sqlite"
        # The runner looks once a second: a log would be begun and ended each time.
        return SqliteHuey(
            "reviewblog", filename=str(path), journal_mode="truncate", **common
        )
    # Several sites may share one server.
    name = "reviewblog" + keyed_hash(settings.secret_key, "jobs")[:16]
    return RedisHuey(name, connection_pool=_pool(settings.redis_url), **common)


def _pool(url: str) -> object:
    from redis import ConnectionPool  # noqa: PLC0415 -- an extra

    # A server that does not answer must not hold anybody up for minutes.
    limits = {"socket_timeout": ANSWER_SECONDS}
    if not url.startswith("unix:"):
        limits["socket_connect_timeout"] = CONNECT_SECONDS
    return ConnectionPool.from_url(url, **limits)

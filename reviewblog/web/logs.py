"""The log: one event a line, as text or JSON, with the request's id and no secret."""

import json
import logging
import re
import secrets
import sys

from flask import Flask, Response, g, has_request_context, request

from reviewblog.config import Settings

# A line break or an escape sequence from a reader must not forge a second line.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def init_app(app: Flask, settings: Settings) -> None:
    """Give every request an id and the log its format."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if settings.log_format == "json" else TextLines())
    app.logger.handlers = [handler]
    app.logger.setLevel(logging.INFO)
    app.logger.propagate = settings.testing
    app.before_request(give_id)
    app.after_request(tell_id)


def give_id() -> None:
    """Name the request, so that a reader's complaint finds its log line."""
    g.request_id = secrets.token_hex(8)


def tell_id(response: Response) -> Response:
    """Let the answer to a failure name its request."""
    if response.status_code >= 500:  # noqa: PLR2004 -- RFC 9110: server errors
        response.headers["X-Request-Id"] = g.get("request_id", "")
    return response


class TextLines(logging.Formatter):
    """One event a line for people; a traceback follows with its lines indented."""

    def __init__(self) -> None:
        """Start every line with its time and level."""
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- logging's
        """Add the request and take the sting out of control characters."""
        line = super().formatMessage(record)
        return _CONTROLS.sub("�", f"{line}{_request_note()}")

    def formatException(self, ei: object) -> str:  # noqa: N802 -- logging's name
        """Indent a traceback, so that it cannot pass for an event."""
        text = super().formatException(ei)  # type: ignore[arg-type]
        return "\n".join("    " + _CONTROLS.sub("�", line) for line in text.split("\n"))


class JsonLines(logging.Formatter):
    """One event a line for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as one JSON object."""
        event = {
            "time": self.formatTime(record),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        event |= getattr(record, "access", {})
        if has_request_context():
            event |= {
                "request": g.get("request_id", ""),
                "method": request.method,
                "path": request.path,
            }
        if record.exc_info:
            event["traceback"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=True)


def _request_note() -> str:
    if not has_request_context():
        return ""
    return f" [{g.get('request_id', '')}]"

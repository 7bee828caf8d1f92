"""What a page answers with when it says that something was refused."""

from http import HTTPStatus

from flask.typing import ResponseReturnValue

from reviewblog.errors import BusyError, DomainError, LaterError


def refused(page: str, refusal: DomainError) -> ResponseReturnValue:
    """Answer with a page that says why, and when it is worth asking again."""
    if not isinstance(refusal, LaterError):
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    is_ours = isinstance(refusal, BusyError)
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_ours else HTTPStatus.TOO_MANY_REQUESTS
    return page, status, {"Retry-After": str(refusal.retry_after)}

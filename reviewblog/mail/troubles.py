"""What went wrong with a mail server, in words that say where to look."""

import smtplib
import ssl
from socket import gaierror

from reviewblog.mail.errors import MailError, PostponedError, RefusedError
from reviewblog.mail_server import MailServer
from reviewblog.text.clean import clean_line

FOR_GOOD = range(500, 600)


def refusal(what: str, code: int, answer: bytes | str) -> MailError:
    """Return the error for an answer of the server: for now, or for good."""
    kind = RefusedError if code in FOR_GOOD else PostponedError
    return kind(f"The mail server refused {what}: {_spoken(code, answer)}")


def describe(error: OSError, server: MailServer) -> str:
    """Say why there is no talking to the server."""
    match error:
        case smtplib.SMTPAuthenticationError():
            trouble = "refused user and password: " + _spoken(
                error.smtp_code, error.smtp_error
            )
        case smtplib.SMTPResponseException():
            answer = _spoken(error.smtp_code, error.smtp_error)
            trouble = f"would not talk: {answer}"
        case smtplib.SMTPNotSupportedError():
            trouble = f"cannot do what SMTP_URL asks: {error}"
        case (
            TimeoutError() | smtplib.SMTPServerDisconnected(__context__=TimeoutError())
        ):
            trouble = "did not answer in time"
        case smtplib.SMTPException():
            trouble = f"broke off: {clean_line(str(error))}"
        case ssl.SSLCertVerificationError():
            trouble = f"shows a wrong certificate: {error.verify_message}"
        case gaierror():
            trouble = f"is not known under this name: {error.strerror}"
        case _:
            trouble = f"cannot be reached: {error.strerror or error}"
    return f"The mail server {server.host}:{server.port} {trouble}"


def _spoken(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return clean_line(f"{code} {text}")

"""Explain in plain words why a request failed."""

import ssl
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import Final
from zlib import error as ZlibError  # noqa: N812

from urllib3.exceptions import HTTPError
from urllib3.exceptions import IncompleteRead as TooShort

from exporters.diagnostics.diagnostic import clip_text, escape_controls

FAILURES: Final = (OSError, HTTPException, HTTPError, ZlibError)  # what urllib3 and the libraries below it raise
_NO_TUNNEL: Final = "Tunnel connection failed: "  # how http.client begins when a proxy refuses; the status follows


class FetchError(Exception):
    """A request failed. The message never contains a user name or password."""

    def __init__(self, address: str, reason: str, status: int | None = None) -> None:
        """`reason` follows the address in a sentence: "answered 503 Service Unavailable"."""
        self.address = address
        self.reason = reason
        self.status = status  # of HTTP; None where there was no answer
        super().__init__(f"{address} {reason}")


class UnreachableError(FetchError):
    """The host does not answer at all, or not in time: further requests to it would fail too."""


def answered(status: int) -> str:
    """Return `answered 503 Service Unavailable`, in our own words: a server's may be anything."""
    known = {each.value: each.phrase for each in HTTPStatus}
    return f"answered {status} {known.get(status, '')}".rstrip()


def explain(error: BaseException) -> str:
    """Explain one of FAILURES that was raised after a request was sent."""
    error = _cause(error)
    if isinstance(error, ssl.SSLError):
        return f"can't agree with us on TLS: {_quote(error.reason or error)}"
    if isinstance(error, RemoteDisconnected):
        return "closed the connection without an answer"
    if isinstance(error, TooShort):
        return "broke off before the end of its answer"
    if isinstance(error, IncompleteRead):
        return "broke off in the middle of its answer"
    if isinstance(error, (HTTPException, HTTPError)):
        return "does not answer in HTTP"
    if isinstance(error, ZlibError):
        return "sends broken gzip"
    return f"broke the connection: {_quote(error)}"


def explain_unreachable(error: BaseException) -> str:
    """Explain one of FAILURES that was raised before a request was sent."""
    error = _cause(error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"has a certificate that is not trusted: {_quote(error.verify_message)}"
    if isinstance(error, ssl.SSLError):
        return explain(error)
    if isinstance(error, HTTPException):  # only a proxy was asked for something so far
        return "can't be reached: the proxy does not answer in HTTP"
    if str(error).startswith(_NO_TUNNEL):
        return f"can't be reached: the proxy answered {_quote(str(error).removeprefix(_NO_TUNNEL)[:40])}"
    return f"can't be reached: {_quote(error)}"


def _cause(error: BaseException) -> BaseException:
    """Return the error that urllib3 wrapped: the system's words are better."""
    while isinstance(error, HTTPError) and error.__cause__ is not None:
        error = error.__cause__
    return error


def _quote(error: object) -> str:
    """Return the words of a system, a library or a proxy on one line."""
    if isinstance(error, TimeoutError):
        return "no connection in time"
    words = str((error.strerror if isinstance(error, OSError) else None) or error)
    return escape_controls(clip_text(words.strip().rstrip(".").replace("_", " ").lower()))

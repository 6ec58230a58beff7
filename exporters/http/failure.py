"""What went wrong with an address, in words that a person can use."""

import ssl
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import Final
from zlib import error as ZlibError  # noqa: N812

from exporters.diagnostics.diagnostic import clipped, escaped

FAILURES: Final = (OSError, HTTPException, ZlibError)  # what the libraries below raise


class FetchError(Exception):
    """An address did not give what was asked of it. No user name or password ever stands in it."""

    def __init__(self, address: str, reason: str, status: int | None = None) -> None:
        """`reason` follows the address in a sentence: "answered 503 Service Unavailable"."""
        self.address = address
        self.reason = reason
        self.status = status  # of HTTP; None where there was no answer
        super().__init__(f"{address} {reason}")


class UnreachableError(FetchError):
    """Its host does not answer at all, or not in time: what else is asked of it would fail too."""


def answered(status: int) -> str:
    """`answered 503 Service Unavailable`: our own words, since those of a server may be anything."""
    known = {each.value: each.phrase for each in HTTPStatus}
    return f"answered {status} {known.get(status, '')}".rstrip()


def reason(error: BaseException) -> str:
    """What to say of one of FAILURES that was raised in the middle of an answer."""
    if isinstance(error, ssl.SSLError):
        return f"can't agree with us on TLS: {_said(error.reason or error)}"
    if isinstance(error, RemoteDisconnected):
        return "closed the connection without an answer"
    if isinstance(error, IncompleteRead):
        return "broke off in the middle of its answer"
    if isinstance(error, HTTPException):
        return "does not answer in HTTP"
    if isinstance(error, ZlibError):
        return "sends broken gzip"
    return f"broke the connection: {_said(error)}"


def unreachable(error: BaseException) -> str:
    """What to say where it was raised before anything could be asked."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"has a certificate that is not trusted: {_said(error.verify_message)}"
    return reason(error) if isinstance(error, ssl.SSLError) else f"can't be reached: {_said(error)}"


def _said(error: object) -> str:
    """The words of a system or a library, on one line."""
    if isinstance(error, TimeoutError):
        return "no connection in time"
    words = str((error.strerror if isinstance(error, OSError) else None) or error)
    return escaped(clipped(words.strip().rstrip(".").replace("_", " ").lower()))

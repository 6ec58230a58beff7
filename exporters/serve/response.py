"""Response: what an address answers, before it is sent."""

import gzip
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, Final, Literal, NamedTuple

import msgspec

PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
NO_POLICY: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"  # of what is no page
COMMON_HEADERS: Final = {
    "Content-Security-Policy": NO_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_LEAST_PACKED: Final = 1_000  # bytes from which on it is worth it
_ENCODER: Final = msgspec.json.Encoder()


class Response(NamedTuple):
    """A status, headers, and a body: bytes, a part of a file, or a stream that the connection belongs to."""

    status: int = 200
    headers: Mapping[str, str] = {}
    body: bytes = b""
    file: BinaryIO | None = None  # closed once it is sent
    span: tuple[int, int] = (0, 0)  # of the file: where it begins, and how many bytes
    packing: Literal["", "gzip"] = ""  # how the file is packed while it is sent
    stream: Callable[[Any], None] | None = None  # gets the connection


def json_response(value: Any, status: int = 200) -> Response:
    """Return a value as JSON."""
    return bytes_response(_ENCODER.encode(value), "application/json", status)


def bytes_response(data: bytes, media_type: str, status: int = 200, **headers: str) -> Response:
    """Return bytes that no cache stores."""
    own = {"Content-Type": media_type, "Cache-Control": "no-store"}
    return Response(status, {**own, **{name.replace("_", "-"): value for name, value in headers.items()}}, data)


def error_response(status: int, reason: str) -> Response:
    """Return an error as JSON."""
    return json_response({"error": reason}, status)


def packed(response: Response, accepts: str) -> Response:
    """Return a response whose bytes are packed if the client accepts it, and it is worth it."""
    if response.file is not None or len(response.body) < _LEAST_PACKED or not accepts_gzip(accepts):
        return response
    body = gzip.compress(response.body, 1, mtime=0)
    return response._replace(
        body=body, headers={**response.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    )


def accepts_gzip(header: str) -> bool:
    """Return whether `Accept-Encoding` admits gzip. Spec: RFC 9110 §12.5.3."""
    for each in header.lower().split(","):
        name, _, weight = each.partition(";")
        if name.strip() in ("gzip", "x-gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False

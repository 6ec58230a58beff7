"""Read the body of a response: decoded, whole, and no larger than wanted. Spec: RFC 9110 §8.4."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from urllib3.response import HTTPResponse

from exporters.diagnostics.diagnostic import clip_text, escape_controls
from exporters.http.deadline import Deadline
from exporters.http.failure import FetchError

_BLOCK: Final = 1 << 16  # bytes
_GZIP: Final = ("gzip", "x-gzip")
_CODINGS: Final = (*_GZIP, "deflate")


def read_body(response: HTTPResponse, address: str, most: int, deadline: Deadline) -> bytes:
    """Return the decoded body, at most `most` bytes. Spec: RFC 9110 §8.4.1.

    Raises FetchError where it is larger (as it comes, or decoded) or in a coding that was not asked for, and FAILURES.
    """
    codings = [each.strip().lower() for each in response.headers.get("Content-Encoding", "").split(",")]
    codings = [each for each in codings if each not in ("", "identity")]
    if len(codings) > 1 or not set(codings).issubset(_CODINGS):
        raise FetchError(
            address, f"is encoded as {escape_controls(clip_text(', '.join(codings)))}, which was not asked for"
        )
    blocks = _count(iter(lambda: response.read1(_BLOCK), b""), address, most)
    data = bytearray()
    for piece in _count(_inflate(blocks, codings[0]) if codings else blocks, address, most):
        deadline.check()
        data += piece
    return bytes(data)


def _count(blocks: Iterable[bytes], address: str, most: int) -> Iterator[bytes]:
    size = 0
    for block in blocks:
        size += len(block)
        if size > most:
            raise FetchError(address, f"is larger than {_as_bytes(most)}")
        yield block


def _as_bytes(size: int) -> str:
    """Return `64 MB`, or `1,000 bytes` if it is not a whole number of MB."""
    return f"{size:,} bytes" if size % (1 << 20) or not size else f"{size >> 20:,} MB"


def _inflate(blocks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Yield `blocks` decoded, in pieces of at most _BLOCK. Raises zlib.error if they are broken or incomplete.

    urllib3 2.8.0 takes gzip that lacks its end for whole, and ignores what follows it: half a feed would be a feed.
    Spec: RFC 1951, RFC 1952.
    """
    inflater = None
    for block in blocks:
        left, is_full = block, False
        while left or is_full:
            if inflater is None or inflater.eof:  # gzip may hold several members
                inflater = zlib.decompressobj(_window(coding, left))
            piece = inflater.decompress(left, _BLOCK)
            yield piece
            left = inflater.unconsumed_tail or inflater.unused_data
            is_full = len(piece) == _BLOCK and not inflater.eof
    if inflater is None or not inflater.eof:
        raise zlib.error("not whole")


def _window(coding: str, begin: bytes) -> int:
    """Return the window bits for zlib: `deflate` should be in zlib format, but some servers send it raw."""
    if coding in _GZIP:
        return 16 + zlib.MAX_WBITS
    return zlib.MAX_WBITS if begin[0] & 0x0F == zlib.DEFLATED else -zlib.MAX_WBITS

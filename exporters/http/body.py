"""The body of an answer, decoded and bounded. Spec: RFC 9110 §8.4.1, RFC 1951, RFC 1952."""

import zlib
from collections.abc import Iterable, Iterator
from http.client import HTTPResponse
from typing import Final

from exporters.diagnostics.diagnostic import clipped, escaped
from exporters.http.failure import FetchError
from exporters.http.leash import Leash

_BLOCK: Final = 1 << 16  # bytes
_GZIP: Final = ("gzip", "x-gzip")
_CODINGS: Final = (*_GZIP, "deflate")


def body(response: HTTPResponse, address: str, most: int, leash: Leash) -> bytes:
    """What the answer holds, at most `most` bytes.

    Raises FetchError where it is larger (as it comes, or decoded), is not whole, or is in a coding that is not known;
    what the libraries raise, too.
    """
    codings = [each.strip().lower() for each in response.headers.get("Content-Encoding", "").split(",")]
    codings = [each for each in codings if each not in ("", "identity")]
    if len(codings) > 1 or not set(codings).issubset(_CODINGS):
        raise FetchError(address, f"is encoded as {escaped(clipped(', '.join(codings)))}, which was not asked for")
    blocks = _counted(_blocks(response, address), address, most)
    data = bytearray()
    for piece in _counted(_inflated(blocks, codings[0]) if codings else blocks, address, most):
        leash.check()
        data += piece
    return bytes(data)


def as_bytes(size: int) -> str:
    """`64 MB`, or `1,000 bytes` where it is not whole."""
    return f"{size:,} bytes" if size % (1 << 20) or not size else f"{size >> 20:,} MB"


def _blocks(response: HTTPResponse, address: str) -> Iterator[bytes]:
    while block := response.read1(_BLOCK):
        yield block
    if response.length:
        raise FetchError(address, "broke off before the end of its answer")


def _counted(blocks: Iterable[bytes], address: str, most: int) -> Iterator[bytes]:
    size = 0
    for block in blocks:
        size += len(block)
        if size > most:
            raise FetchError(address, f"is larger than {as_bytes(most)}")
        yield block


def _inflated(blocks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """The same in the clear, in pieces of at most _BLOCK. Raises zlib.error where it is broken, or not whole."""
    inflate = None
    for block in blocks:
        left, is_full = block, False
        while left or is_full:
            if inflate is None or inflate.eof:  # gzip may hold several members
                inflate = zlib.decompressobj(_window(coding, left))
            piece = inflate.decompress(left, _BLOCK)
            yield piece
            left = inflate.unconsumed_tail or inflate.unused_data
            is_full = len(piece) == _BLOCK and not inflate.eof
    if inflate is None or not inflate.eof:
        raise zlib.error("not whole")


def _window(coding: str, begin: bytes) -> int:
    """How zlib has to read it: `deflate` ought to be in the format zlib, and some servers leave that out."""
    if coding in _GZIP:
        return 16 + zlib.MAX_WBITS
    return zlib.MAX_WBITS if begin[0] & 0x0F == zlib.DEFLATED else -zlib.MAX_WBITS

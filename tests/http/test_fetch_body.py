"""A body is decoded to what it was, however it comes in pieces. Spec: RFC 1950, 1951, 1952."""

import gzip
import io
import zlib
from email.message import Message
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from urllib3.response import HTTPResponse

from exporters.http.body import read_body
from exporters.http.deadline import Deadline
from exporters.http.failure import FetchError

CODINGS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate, bare": lambda data: zlib.compress(data, wbits=-zlib.MAX_WBITS),
}
BLOCK = 1 << 16
DATA = st.binary(max_size=300) | st.integers(BLOCK - 300, 3 * BLOCK).map(lambda size: b"a" * size)


class Pieces:
    """An answer that comes in pieces of `size` bytes."""

    length = 0

    def __init__(self, data: bytes, coding: str, size: int) -> None:
        self.headers = Message()
        self.headers["Content-Encoding"] = coding
        self._stream = io.BytesIO(data)
        self._size = size

    def read1(self, most: int) -> bytes:
        return self._stream.read(min(most, self._size))


def decoded(data: bytes, coding: str, size: int, most: int) -> bytes:
    """What `data` was before it was coded."""
    answer: Any = Pieces(data, coding.partition(",")[0], size)
    return read_body(cast("HTTPResponse", answer), "https://example.org/", most, Deadline())


class TestPieces:
    """Neither what is in it nor where it is cut changes the outcome."""

    @given(DATA, st.sampled_from(sorted(CODINGS)), st.sampled_from([1, 2, 7, 1000, BLOCK]))
    @example(b"a" * 2 * BLOCK, "deflate, bare", BLOCK)
    @example(b"", "gzip", 1)
    def test_it_is_what_it_was(self, data: bytes, coding: str, size: int) -> None:
        assert decoded(CODINGS[coding](data), coding, size, max(1000, 2 * len(data))) == data

    @given(DATA.filter(bool), st.sampled_from(sorted(CODINGS)), st.sampled_from([1, 1000, BLOCK]), st.data())
    def test_a_part_of_it_is_never_taken_for_the_whole(self, data: bytes, coding: str, size: int, more: Any) -> None:
        coded = CODINGS[coding](data)
        cut = coded[: more.draw(st.integers(0, len(coded) - 1))]

        with pytest.raises(zlib.error):
            decoded(cut, coding, size, 1 << 20)

    @given(st.integers(1, 3 * BLOCK), st.sampled_from(sorted(CODINGS)))
    @example(BLOCK, "deflate, bare")
    def test_one_byte_too_much_is_too_much(self, size: int, coding: str) -> None:
        coded = CODINGS[coding](b"a" * (size + 1))
        if len(coded) <= size:
            with pytest.raises(FetchError, match="is larger than"):
                decoded(coded, coding, BLOCK, size)

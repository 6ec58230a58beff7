"""The encoding of a table, which its file does not name."""

import codecs
import re
from typing import BinaryIO, Final

from exporters.support.lazy_regex import lazy_regex

_CHUNK: Final = 1 << 20  # bytes
_MARKS: Final = (  # byte order marks, and the codec that takes each off; that of UTF-16 begins that of UTF-32
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE: Final = (  # how four bytes begin that hold a character below U+0100, and maybe a second one
    (re.compile(rb"[^\x00]\x00{3}", re.DOTALL), "utf-32-le"),
    (re.compile(rb"\x00{3}[^\x00]", re.DOTALL), "utf-32-be"),
    (re.compile(rb"[^\x00]\x00", re.DOTALL), "utf-16-le"),
    (re.compile(rb"\x00[^\x00]", re.DOTALL), "utf-16-be"),
)
NAMES: Final = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252",
}
BYTES_AS_SURROGATES: Final = "outfeed-bytes-as-surrogates"  # an error handler that any codec can use
UNDECODED: Final = lazy_regex("[\udc00-\udcff]")  # what the handler puts in place of a byte


def _as_surrogates(error: UnicodeError) -> tuple[str, int]:
    """U+DC00 to U+DCFF in place of each byte that can't be decoded, so that reading goes on behind it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + each) for each in error.object[error.start : error.end]), error.end


codecs.register_error(BYTES_AS_SURROGATES, _as_surrogates)


def detect_encoding(stream: BinaryIO) -> str:
    """The name of a codec: by the byte order mark, else UTF-8, else Windows-1252 where some byte is not UTF-8."""
    first = stream.read(_CHUNK)
    for mark, name in _MARKS:
        if first.startswith(mark):
            return name
    for pattern, name in _WIDE:
        if pattern.match(first):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    data = first
    try:
        while data:
            decoder.decode(data)
            data = stream.read(_CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"

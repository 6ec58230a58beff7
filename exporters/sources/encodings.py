"""The encoding of a table, which its file does not name."""

import codecs
from typing import BinaryIO, Final

_CHUNK: Final = 1 << 20  # bytes
_MARKS: Final = (  # byte order marks, and the codec that takes each off
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NAMES: Final = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}


def detect_encoding(stream: BinaryIO) -> str:
    """The name of a codec: by the byte order mark, else UTF-8, else Windows-1252 where some byte is not UTF-8."""
    first = stream.read(_CHUNK)
    for mark, name in _MARKS:
        if first.startswith(mark):
            return name
    if b"\x00" in first[:4]:
        return "utf-16-le" if first[1:2] == b"\x00" else "utf-16-be"
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

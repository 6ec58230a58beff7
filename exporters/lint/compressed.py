"""Read a document that is compressed with gzip, as sitemaps often are."""

import zlib
from typing import Final

from exporters.checks.finding import Finding

_GZIP: Final = 31  # a window of 32 KiB, with the header and the checksum of gzip


def decompress_head(head: bytes, most_bytes: int) -> bytes:
    """Return the beginning of the document in a gzip file, as far as `head` has it; b"" if that is damaged."""
    try:
        return zlib.decompressobj(_GZIP).decompress(head, most_bytes)
    except zlib.error:
        return b""


def decompress(data: bytes, most_bytes: int) -> bytes | Finding:
    """Return the document in a gzip file, or what is wrong with the file. Spec: RFC 1952; sitemaps.org."""
    reader = zlib.decompressobj(_GZIP)
    try:
        document = reader.decompress(data, most_bytes + 1)
    except zlib.error:
        document = b""
    if len(document) > most_bytes:
        message, fix = f"more than {most_bytes:,} bytes when it is decompressed", "split it into several documents"
        return Finding(rule="document-large", message=message, fix=fix)
    if not reader.eof:
        message, fix = "a gzip file that is cut or damaged", "compress the document again"
        return Finding(rule="gzip-damaged", message=message, fix=fix)
    return document

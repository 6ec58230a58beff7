"""Content that is neither rows nor a feed nor an export: compressed data, a picture, a page of HTML."""

import codecs
import re
from typing import Final

from exporters.support.lazy_regex import lazy_regex

HEAD: Final = 512  # bytes that tell it
_SIGNS: Final = (  # Spec: the file formats' own signatures, as in the database of `file`
    (b"\x1f\x8b", "gzip data", "unpack it"),
    (b"BZh", "bzip2 data", "unpack it"),
    (b"\xfd7zXZ\x00", "xz data", "unpack it"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "unpack it"),
    (b"PK\x03\x04", "a ZIP archive", "unpack it; export a table of a spreadsheet as CSV"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an old Office program", "export the table as CSV"),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)", "name another file"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "name another file"),
    (b"GIF8", "a picture (GIF)", "name another file"),
    (b"%PDF-", "a PDF", "name another file"),
    (b"SQLite format 3\x00", "a database (SQLite)", "write its rows as JSON Lines or CSV"),
)
_PAGE: Final = lazy_regex(rb"\s*(?:<!doctype\s+html|<html)[\s>]", re.IGNORECASE)


def foreign_data(head: bytes) -> tuple[str, str] | None:
    """What a file that begins with `head` is that is no text, and what to do; None where it may be text."""
    return next(((kind, fix) for sign, kind, fix in _SIGNS if head.startswith(sign)), None)


def foreign_content(head: bytes) -> tuple[str, str] | None:
    """What a file that begins with `head` is, and what to do; None where it may be rows, a feed or an export."""
    if (found := foreign_data(head)) is not None:
        return found
    if _PAGE.match(head.removeprefix(codecs.BOM_UTF8)):
        return "a page of HTML", "name the file itself; a server may have answered with a page about an error"
    return None

"""Media types: by the first bytes of a file, else by the suffix of its name."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from exporters.support.lazy_regex import lazy_regex

HEAD: Final = 512  # bytes, which are enough to tell

SUFFIXES: Final[Mapping[str, str]] = {  # what podcast directories and browsers call the files that articles carry
    "aac": "audio/aac",
    "aif": "audio/aiff",
    "aiff": "audio/aiff",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "flac": "audio/flac",
    "gif": "image/gif",
    "gz": "application/gzip",
    "heic": "image/heic",
    "heif": "image/heif",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "jxl": "image/jxl",
    "m4a": "audio/x-m4a",  # Spec: Apple, podcast RSS feed requirements
    "m4b": "audio/x-m4a",
    "m4v": "video/x-m4v",
    "mid": "audio/midi",
    "mkv": "video/x-matroska",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "mpeg": "video/mpeg",
    "mpg": "video/mpeg",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "ogv": "video/ogg",
    "opus": "audio/opus",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "srt": "application/x-subrip",
    "svg": "image/svg+xml",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "torrent": "application/x-bittorrent",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "wav": "audio/wav",
    "weba": "audio/webm",
    "webm": "video/webm",
    "webp": "image/webp",
    "wma": "audio/x-ms-wma",
    "wmv": "video/x-ms-wmv",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
_MAGIC: Final = (  # the first bytes; the first entry that fits counts
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\0\0\1\0", "image/x-icon"),
    (b"\xff\x0a", "image/jxl"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"MThd", "audio/midi"),
    (b"%PDF-", "application/pdf"),
    (b"\0\0\1\xba", "video/mpeg"),
    (b"\0\0\1\xb3", "video/mpeg"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-wmv"),
    (b"\x1f\x8b", "application/gzip"),
    (b"PK\3\4", "application/zip"),
    (b"PK\5\6", "application/zip"),
    (b"WEBVTT", "text/vtt"),
)
_RIFF: Final = {b"WAVE": "audio/wav", b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}
_BRANDS: Final = {  # of ISO base media files. Spec: ISO/IEC 14496-12 §4.3, mp4ra.org
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heif",
    b"M4A ": "audio/x-m4a",
    b"M4B ": "audio/x-m4a",
    b"M4V ": "video/x-m4v",
    b"qt  ": "video/quicktime",
}
_OGG: Final = ((b"OpusHead", "audio/opus"), (b"\x80theora", "video/ogg"), (b"\x01vorbis", "audio/ogg"))
_SVG: Final = lazy_regex(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]"
)
_HTML: Final = lazy_regex(rb"\A(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)[\s>]", re.IGNORECASE)
_MPEG_AUDIO: Final = lazy_regex(rb"\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff]")  # a frame of layer I, II or III
_ADTS: Final = lazy_regex(rb"\xff[\xf0\xf1\xf8\xf9]")


def of_name(name: str) -> str | None:
    """Return the media type by the suffix of a file's name or address; None for one that is not known."""
    path = unquote(urlsplit(name).path) if "//" in name or "?" in name or "#" in name else name
    return SUFFIXES.get(path.rpartition("/")[2].rpartition(".")[2].lower()) if "." in path else None


def of_head(head: bytes, name: str) -> str | None:
    """Return the media type by the first bytes of a file; where those are of several types, by its `name` too.

    None where neither tells.
    """
    found = _by_content(head)
    named = of_name(name)
    if found is None or (named and found in _WIDER.get(named, ())):
        return named
    return found


_WIDER: Final[Mapping[str, tuple[str, ...]]] = {  # by type of a suffix: what its first bytes may say as well
    **{
        each: ("application/zip",)
        for each in SUFFIXES.values()
        if "openxmlformats" in each or "opendocument" in each or each == "application/epub+zip"
    },
    "audio/x-m4a": ("video/mp4",),
    "video/x-m4v": ("video/mp4", "audio/x-m4a"),
    "video/quicktime": ("video/mp4",),
    "video/mp4": ("video/x-m4v", "audio/x-m4a"),
    "audio/webm": ("video/webm",),
    "video/webm": ("video/webm",),
    "video/x-matroska": ("video/webm",),
    "audio/x-ms-wma": ("video/x-ms-wmv",),
    "audio/ogg": ("audio/opus", "video/ogg"),
    "audio/aac": ("audio/mpeg",),  # an ID3 tag may stand before it
    "audio/flac": ("audio/mpeg",),
    "audio/aiff": ("audio/mpeg",),
    "image/heic": ("image/heif",),
    "image/avif": ("image/heif",),
}


def _by_content(head: bytes) -> str | None:
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "audio/aiff"
    if head[4:8] == b"ftyp":
        return _of_brands(head)
    if head[:4] == b"OggS":
        return next((media_type for mark, media_type in _OGG if mark in head), "audio/ogg")
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "video/x-matroska" if b"matroska" in head else "video/webm"
    if _ADTS.match(head):
        return "audio/aac"
    if _MPEG_AUDIO.match(head):
        return "audio/mpeg"
    if _SVG.match(head):
        return "image/svg+xml"
    return "text/html" if _HTML.match(head) else None


def _of_brands(head: bytes) -> str:
    """By the major brand of an ISO base media file, else by its compatible ones, else video."""
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size, 4))]
    return next((_BRANDS[each] for each in brands if each in _BRANDS), "video/mp4")

"""Answer with a file as a web server does: validators, 304, ranges, gzip. Spec: RFC 9110 §8.8, §13, §14."""

import os
import re
from email.message import Message
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO, Final

from exporters.serve.response import Response, accepts_gzip, error_response
from exporters.support.files import open_regular

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_TEXTS: Final = ("text/", "application/json", "application/xml", "image/svg")
_LEAST_PACKED: Final = 1_000  # bytes


def is_text(media_type: str) -> bool:
    """Return whether a file is text: it has a charset, and packing helps."""
    return media_type.startswith(_TEXTS) or media_type.endswith(("+xml", "+json")) or "+json" in media_type


def file_response(path: Path, media_type: str, request: Message, headers: dict[str, str]) -> Response:
    """Return the answer for a file: whole, a part of it, or that the client has it already."""
    try:
        file = open_regular(path)
    except (OSError, ValueError):
        return error_response(404, "there is no such file")
    try:
        return _answer(file, media_type, request, headers)
    except BaseException:
        file.close()
        raise


def _answer(file: BinaryIO, media_type: str, request: Message, headers: dict[str, str]) -> Response:
    about = os.fstat(file.fileno())
    text = is_text(media_type)
    wanted = request.get("Range")
    packs = text and about.st_size >= _LEAST_PACKED and not wanted and accepts_gzip(request.get("Accept-Encoding", ""))
    tag = f'"{about.st_mtime_ns:x}-{about.st_ino:x}-{about.st_size:x}{"-gzip" if packs else ""}"'
    validators = {
        "ETag": tag,
        "Last-Modified": formatdate(int(about.st_mtime), usegmt=True),
        "Cache-Control": "no-cache",
    }
    if text:
        validators["Vary"] = "Accept-Encoding"
    if _is_fresh(request, tag, int(about.st_mtime)):
        file.close()
        return Response(304, {**headers, **validators})
    own = {**headers, **validators, "Content-Type": f"{media_type}; charset=utf-8" if text else media_type}
    if packs:
        return Response(200, {**own, "Content-Encoding": "gzip"}, file=file, span=(0, about.st_size), packing="gzip")
    own["Accept-Ranges"] = "bytes"
    span = _span(wanted, about.st_size) if wanted and _may_be_part(request, tag, int(about.st_mtime)) else None
    if span is None:
        return Response(200, own, file=file, span=(0, about.st_size))
    start, count = span
    if not count:
        file.close()
        return error_response(416, "no byte of the file is in that range")._replace(
            headers={"Content-Range": f"bytes */{about.st_size}", "Content-Type": "application/json"}
        )
    own["Content-Range"] = f"bytes {start}-{start + count - 1}/{about.st_size}"
    return Response(206, own, file=file, span=span)


def _is_fresh(request: Message, tag: str, modified: int) -> bool:
    """Whether the client has these bytes. `If-None-Match` alone counts where it is there. Spec: RFC 9110 §13.2.2."""
    tags = request.get("If-None-Match")
    if tags is not None:
        return tags.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in tags.split(",")}
    since = _moment(request.get("If-Modified-Since"))
    return since is not None and modified <= since


def _may_be_part(request: Message, tag: str, modified: int) -> bool:
    """Whether a range is of the bytes that the client began with. Spec: RFC 9110 §13.1.5."""
    condition = request.get("If-Range")
    if condition is None:
        return True
    return condition.strip() == tag if condition.lstrip().startswith(('"', "W/")) else _moment(condition) == modified


def _moment(text: str | None) -> int | None:
    try:
        return int(parsedate_to_datetime(text).timestamp()) if text else None
    except (ValueError, OverflowError, TypeError, IndexError, OSError):
        return None


def _span(wanted: str, size: int) -> tuple[int, int] | None:
    """Where the one range begins and how many bytes it has; none at all where it lies behind the end.

    None where there are several ranges, or it is no range: then the whole file is the answer.
    """
    found = _RANGE.fullmatch(wanted.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        count = min(int(found[2]), size)
        return size - count, count
    first, last = int(found[1]), int(found[2]) if found[2] else size - 1
    if found[2] and last < first:
        return None
    return first, max(0, min(last, size - 1) - first + 1)

"""What any document of a media type must be, known format or not: well-formed, UTF-8, not empty."""

from exporters.checks.parsed import UnreadableError, xml
from exporters.checks.parsed_json import json_value


def well_formed(data: bytes, media_type: str) -> None:
    """Raise UnreadableError where no program can read `data` as `media_type`. Spec: RFC 7303 §9, RFC 8259, RFC 6838."""
    if media_type.endswith(("/xml", "+xml")):
        xml(data)
    elif media_type.endswith(("/json", "+json")):
        json_value(data)
    elif media_type.startswith("text/"):
        utf8(data)
    not_empty(data)


def not_empty(data: bytes) -> None:
    """Raise UnreadableError where there is nothing: subscribers would lose everything at once."""
    if not data:
        raise UnreadableError("document-empty", "an empty file", "write at least what the format demands")


def utf8(data: bytes) -> None:
    """Raise UnreadableError where `data` is not UTF-8. Spec: RFC 3629."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = 1 + data.count(b"\n", 0, error.start)
        raise UnreadableError("text-not-utf8", "bytes that are not UTF-8", "write UTF-8", line) from None

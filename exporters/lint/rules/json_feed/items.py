"""Rules about the items of a JSON Feed."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.dates import rfc3339_moment
from exporters.checks.finding import Finding
from exporters.checks.jsonfeed import ParsedJsonFeed
from exporters.checks.parsed_json import describe_json
from exporters.diagnostics.diagnostic import Level

_CONTENTS: Final = ("content_html", "content_text")


def id_missing(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers must discard the item. Spec: JSON Feed 1.1 "Suggestions for Feed Readers"."""
    for path, item in parsed.items:
        identity = item.get("id")
        if identity is None or (isinstance(identity, str) and not identity.strip()):
            message = f"the id {describe_json(identity)}" if identity is not None else "an item without id"
            yield Finding(
                rule="jsonfeed-id-missing", message=message, fix="write one that never changes", field=f"{path}.id"
            )


def id_not_string(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers make text of a number, each in its own way, and discard the rest. Spec: JSON Feed 1.1 id."""
    for path, item in parsed.items:
        identity = item.get("id")
        if identity is not None and not isinstance(identity, str):
            is_number = isinstance(identity, (int, float)) and not isinstance(identity, bool)
            yield Finding(
                rule="jsonfeed-id-not-string",
                message=f"the id {describe_json(identity)}",
                fix="write it as a string",
                level=Level.WARNING if is_number else Level.ERROR,
                field=f"{path}.id",
            )


def content_missing(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """People have nothing to read. Spec: JSON Feed 1.1: one or both of content_html and content_text."""
    for path, item in parsed.items:
        if all(item.get(key) is None for key in _CONTENTS):
            message, fix = "an item without content_html and content_text", "write one of them"
            yield Finding(rule="jsonfeed-content-missing", message=message, fix=fix, field=path)


def address_missing(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """People have no page to open. Spec: JSON Feed 1.1 url: "should be present regardless"."""
    for path, item in parsed.items:
        if "url" not in item and "external_url" not in item:
            fix = "write the address of the page, if there is one"
            yield Finding(
                rule="jsonfeed-url-missing",
                message="an item without url",
                fix=fix,
                level=Level.NOTE,
                field=f"{path}.url",
            )


def number_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Players show a wrong size or length. Spec: JSON Feed 1.1 attachments, size_in_bytes, duration_in_seconds."""
    for path, attachment in parsed.attachments:
        for key in ("size_in_bytes", "duration_in_seconds"):
            value = attachment.get(key)
            if not isinstance(value, (int, float)) or isinstance(value, bool):
                continue
            if value < 0 or (key == "size_in_bytes" and value != value // 1):
                fix = "write 0 or more" if value < 0 else "write a whole number"
                message = f"{key} is {describe_json(value)}"
                yield Finding(
                    rule="jsonfeed-number-wrong",
                    message=message,
                    fix=fix,
                    level=Level.WARNING,
                    field=f"{path}.{key}",
                )


def modified_early(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers sort the item wrongly, or miss its change. Spec: JSON Feed 1.1 date_modified."""
    for path, item in parsed.items:
        published, modified = item.get("date_published"), item.get("date_modified")
        if isinstance(published, str) and isinstance(modified, str):
            first, later = rfc3339_moment(published), rfc3339_moment(modified)
            if first and later and later < first:
                message = f"the item was modified {describe_json(modified)}, before it was published"
                yield Finding(
                    rule="jsonfeed-modified-early",
                    message=message,
                    fix=f"write {published} or later",
                    level=Level.WARNING,
                    field=f"{path}.date_modified",
                )

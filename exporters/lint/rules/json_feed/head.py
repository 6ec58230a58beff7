"""Rules about the head of a JSON Feed: its version, authors and hubs."""

from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import replace

from exporters.checks import jsonfeed
from exporters.checks.finding import Finding
from exporters.checks.jsonfeed import ParsedJsonFeed
from exporters.checks.parsed_json import json_path
from exporters.diagnostics.diagnostic import Level
from exporters.lint.json_text.members import member_finding

VERSION_1: Final = "https://jsonfeed.org/version/1"
_OF_AUTHORS: Final = ("name", "url", "avatar")
_OF_HUBS: Final = ("type", "url")
_NEWER: Final = ("authors", "language")  # the keys that version 1.1 added


def version_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers recognise a feed by it. Spec: JSON Feed 1.1 version (required)."""
    for finding in jsonfeed.version_wrong(parsed):
        is_right = parsed.feed.get("version") == VERSION_1
        yield replace(finding, level=Level.NOTE) if is_right else finding


def author_singular(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Newer readers look for authors alone. Spec: JSON Feed 1.1 "Deprecations"."""
    if parsed.feed.get("version") == VERSION_1:
        return
    for finding in jsonfeed.author_singular(parsed):
        if "authors" not in _holder(parsed, finding.field.removesuffix("author").rstrip(".")):
            yield finding


def key_newer(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers of version 1 do not know the keys of 1.1. Spec: JSON Feed 1.1 "Changes"."""
    for path, holder in [("", parsed.feed), *parsed.items] if parsed.feed.get("version") == VERSION_1 else ():
        for key in _NEWER:
            if key in holder:
                message = f"{key}, a key of version 1.1, in a feed of version 1"
                fix = f"write the version {jsonfeed.VERSION}"
                yield member_finding("jsonfeed-key-newer", message, fix, json_path(path, key), Level.NOTE)


def author_empty(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers show an author without a name. Spec: JSON Feed 1.1 authors: "at least one is required"."""
    for path, author in parsed.authors:
        if not any(author.get(key) for key in _OF_AUTHORS):
            yield member_finding(
                "jsonfeed-author-empty", "an author without name, url and avatar", "write the name", path
            )


def hub_incomplete(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers can't subscribe to the hub. Spec: JSON Feed 1.1 hubs: type and url, "both of which are required"."""
    for path, hub in hubs(parsed):
        for key in _OF_HUBS:
            if key not in hub:
                yield member_finding("jsonfeed-key-missing", f"a hub without {key}", "write one", f"{path}.{key}")


def hubs(parsed: ParsedJsonFeed) -> list[tuple[str, dict[str, Any]]]:
    """Return the hubs, each with its path."""
    listed = parsed.feed.get("hubs")
    entries = listed if isinstance(listed, list) else []
    return [(f"hubs[{i}]", each) for i, each in enumerate(entries) if isinstance(each, dict)]


def _holder(parsed: ParsedJsonFeed, path: str) -> dict[str, Any]:
    if not path:
        return parsed.feed
    listed: Any = parsed.feed["items"]
    item: dict[str, Any] = listed[int(path.removeprefix("items[").removesuffix("]"))]
    return item

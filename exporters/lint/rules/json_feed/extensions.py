"""Rules about the extensions of a JSON Feed. Spec: JSON Feed 1.1 "Extensions"."""

import re
from collections.abc import Iterator
from typing import Any, Final

from exporters.checks.finding import Finding
from exporters.checks.jsonfeed import ParsedJsonFeed, feed_shapes
from exporters.checks.parsed_json import describe_json, json_path
from exporters.diagnostics.diagnostic import Level
from exporters.lint.json_text.members import member_finding

_NAME: Final = re.compile(r"_[^\W\d_][^.]*")


def name_wrong(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers may drop it. Spec: names "must start with an _ character followed by a letter", without any "."."""
    for path, key, value in _extensions(parsed):
        if not _NAME.fullmatch(key):
            message, fix = f"the extension {describe_json(key)}", "name it with _, a letter, and no ."
            yield member_finding("jsonfeed-extension-name-wrong", message, fix, path, Level.ERROR)
        for name in value if isinstance(value, dict) else ():
            if "." in name or name.startswith("_"):
                message, fix = f"the key {describe_json(name)} of an extension", "write it without . and leading _"
                yield member_finding(
                    "jsonfeed-extension-name-wrong", message, fix, json_path(path, name), Level.WARNING
                )


def value_no_object(parsed: ParsedJsonFeed) -> Iterator[Finding]:
    """Readers that look for the extension expect an object. Spec: "Publishers can use custom objects"."""
    for path, key, value in _extensions(parsed):
        if value is not None and not isinstance(value, dict):
            message, fix = f"the extension {describe_json(key)} is {describe_json(value)}", "write an object"
            yield member_finding("jsonfeed-extension-no-object", message, fix, path, Level.NOTE)


def _extensions(parsed: ParsedJsonFeed) -> Iterator[tuple[str, str, Any]]:
    for path, holder, _ in feed_shapes(parsed):
        for key, value in holder.items():
            if key.startswith("_"):
                yield json_path(path, key), key, value

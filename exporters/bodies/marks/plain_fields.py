"""Template marks in plain text, such as a title: no generator replaces them there, so people would read them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from exporters.bodies.marks.marked_text import KEPT
from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.support.lazy_regex import lazy_regex

FIELDS: Final = ("title", "excerpt")
_MARK: Final = lazy_regex(r"\{\{[^{}\n]{1,200}\}\}|\{%[^{}\n]{1,200}%\}")


def plain_marks(fields: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield a note on each of the plain fields that has a mark, without its place."""
    for name in FIELDS:
        text = str(fields.get(name, ""))
        if "{" in text and (found := _MARK.search(text)):
            message, fix = f"contains {quote_value(found[0])}", "kept as text; write what it stands for"
            yield Diagnostic(KEPT, message, fix, Level.NOTE, field=name)

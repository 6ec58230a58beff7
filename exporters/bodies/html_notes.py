"""Diagnostics about cleaned HTML, each with the line of what it is about as far as the written text shows it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from exporters.bodies.code_ranges import code_ranges
from exporters.bodies.html.clean import CleanedHtml
from exporters.diagnostics.diagnostic import Diagnostic
from exporters.support.lazy_regex import lazy_regex

_ELEMENT: Final = lazy_regex(r"[a-z]+(?= \(|\Z)")

Note = Callable[[str, str, str, int], Diagnostic]  # (rule, message, fix, line) -> diagnostic


def html_notes(cleaned: CleanedHtml, text: str, note: Note, *, is_markdown: bool = False) -> Iterator[Diagnostic]:
    """Yield a diagnostic, made by `note`, for each change that cleaning made to `text`.

    Its line is that of `text`, counted from 1; 1 where Outfeed can't find it.
    """
    if not cleaned.removed_parts and not cleaned.findings:
        return
    lines = _LineFinder(text, is_markdown=is_markdown)
    if cleaned.removed_parts:
        line = lines.find_first(map(_pattern, cleaned.removed_parts))
        yield note("html-unsafe", f"contains {', '.join(cleaned.removed_parts)}", "removed", line)
    for finding in cleaned.findings:
        line = lines.find_first([finding.pattern])
        diagnostic = note(finding.rule, finding.message, finding.fix, line)
        yield diagnostic._replace(level=finding.level, before=finding.before, after=finding.after)


class _LineFinder:
    def __init__(self, text: str, *, is_markdown: bool) -> None:
        self._text = text
        self._code = code_ranges(text) if is_markdown else []
        self._code_starts = [each.start for each in self._code]

    def find_first(self, patterns: Iterable[str]) -> int:
        """Return the line of the first place outside of code that one of `patterns` matches, 1 without one."""
        places = (self._find(pattern) for pattern in patterns if pattern)
        return min((place for place in places if place), default=1)

    def _find(self, pattern: str) -> int:
        for match in re.finditer(pattern, self._text, re.IGNORECASE):
            at = bisect_right(self._code_starts, match.start()) - 1
            if at < 0 or match.start() not in self._code[at]:
                return self._text.count("\n", 0, match.start()) + 1
        return 0


def _pattern(part: str) -> str:
    """Return how the author wrote a part of HTML that was removed: an element, an attribute or an address."""
    if part.endswith(": address"):
        return re.escape(part.removesuffix(" address"))
    if part == "image without address":
        return "<img"
    if part == "style":
        return r"<style|\sstyle\s*="
    if part.startswith("on"):
        return rf"\s{re.escape(part.rstrip('…'))}"
    element = _ELEMENT.match(part)
    return rf"<{element[0]}(?![\w-])" if element else ""

"""Marks for a table of contents, which a feed does not need: `{:toc}`, `[TOC]`, `[[toc]]`."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.bodies.marks.marked_text import LEFT_OUT, MarkedText, Replacement
from exporters.support.lazy_regex import lazy_regex

_KRAMDOWN: Final = lazy_regex(  # the item of a list that the table takes the place of, and the mark
    r"(?m)^[ ]{0,3}(?:(?:[*+-]|\d{1,9}[.)])[ \t][^\n]{0,200}\n[ ]{0,4})?\{:([^{}\n]{0,200})\}[ \t]*$"
)
_LINE: Final = lazy_regex(
    r"(?m)^[ ]{0,3}(?:\[TOC\]|\[\[_?toc_?\]\]|\$\{toc\}|@\[toc\](?:\([^()\n]*\))?|<!--[ \t]*toc[ \t]*-->)[ \t]*$",
    re.IGNORECASE,
)


class ContentsMarks:
    """Spec: kramdown.gettalong.org/converter/html.html#toc, python-markdown.github.io/extensions/toc."""

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield nothing in place of each mark."""
        if "toc" not in body.text.lower():
            return
        for found in _KRAMDOWN.finditer(body.text):
            if "toc" in found[1].split() and not body.has_code(found.start(), found.end()):
                yield Replacement(found.start(), found.end(), note=LEFT_OUT, kind="toc")
        for found in _LINE.finditer(body.text):
            if not body.has_code(found.start(), found.end()):
                note = "" if found[0].lstrip().startswith("<!--") else LEFT_OUT
                yield Replacement(found.start(), found.end(), note=note, kind="toc")


LANGUAGE: Final = ContentsMarks()

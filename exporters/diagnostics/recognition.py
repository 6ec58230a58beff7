"""Recognise a file of diagnostics that Outfeed wrote, by its beginning."""

import re
from typing import Final

from exporters import NAME
from exporters.diagnostics.junit import BEGINNING

LONGEST: Final = 1 << 16  # bytes of a file that are looked at

_JSON: Final = re.compile(r'\{"version": \d+,\n"diagnostics": \[')
_SARIF: Final = re.compile(
    r'\{"\$schema": "[^"\n]+",\n"version": "2\.1\.0",\n"runs": \[\{\n"tool": \{"driver": \{"name": "' + NAME + '"'
)
_LINES: Final = (
    re.compile(r"::(?:error|warning|notice) (?:[^:]*,)?title=(?P<rule>[a-z0-9-]+)::.*"),  # github
    re.compile(r"(?:.*: )?(?:error|warning|note): .* \[(?P<rule>[a-z0-9-]+)\]"),  # text
)


def is_document(beginning: bytes) -> bool:
    """Return whether a file with this beginning is a document of diagnostics, in any format. An empty one is, too.

    `beginning` is the whole file, or its first LONGEST bytes.
    """
    text = beginning.decode("utf-8", "replace").replace("\r\n", "\n")
    if not text or _JSON.match(text) or _SARIF.match(text) or text.startswith(BEGINNING):
        return True
    lines = text.split("\n")[:-1]  # what stands behind the last line end may be a part of a line
    return any(_are_all(lines, form) for form in _LINES)


def _are_all(lines: list[str], form: re.Pattern[str]) -> bool:
    """Return whether there are lines, and each is a diagnostic in that format."""
    from exporters.diagnostics.rules import RULES

    found = [form.fullmatch(line) for line in lines]
    return bool(found) and all(each and each["rule"] in RULES for each in found)

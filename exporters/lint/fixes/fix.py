"""Fix a document: apply each fixer, and keep what leaves fewer findings and no new one."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from exporters.checks.finding import Finding
from exporters.checks.parsed_json import json_value
from exporters.checks.parsed_xml import UnreadableDocumentError, xml
from exporters.lint.fixes.addresses import fix_addresses, fix_permalinks
from exporters.lint.fixes.controls import fix_controls
from exporters.lint.fixes.dates import fix_dates
from exporters.lint.fixes.fixable import JSON_FORMATS, FixableDocument, TextPatch
from exporters.lint.fixes.prolog import fix_beginning
from exporters.lint.fixes.self_link import fix_self_link
from exporters.lint.fixes.texts import fix_escaped_twice, fix_white_space
from exporters.lint.lint import lint_all
from exporters.lint.recognition import DocumentFormat, recognise

Fixer = Callable[[FixableDocument], Iterator[TextPatch]]
_GROUPS: Final[tuple[tuple[Fixer, ...], ...]] = (  # those of a group are needed together: without both nothing reads it
    (fix_beginning, fix_controls),
    (fix_white_space,),
    (fix_dates,),
    (fix_permalinks,),
    (fix_addresses,),
    (fix_escaped_twice,),
    (fix_self_link,),
)
_MOST_TRIES: Final = 16  # of a fixer: each judges the whole document
_MARKS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARATION: Final = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_KNOWN: Final = re.compile(r"utf-?(?:8|16)|(?:us-)?ascii|(?:iso-|windows-|cp|koi8-)[a-z0-9-]*", re.IGNORECASE)


class FixedDocument(NamedTuple):
    """A document with what was fixed in it."""

    data: bytes
    before: str  # its text before and after
    after: str
    fixes: int  # places that were fixed
    findings: list[Finding]  # that are left


def fix_document(data: bytes, address: str = "") -> FixedDocument | None:
    """Return the document with its fixes; None if there is nothing that has one right answer.

    `address` is where it is published, "" where nobody says it.
    """
    encoding = _encoding_of(data)
    try:
        text = data.decode(encoding)
        if text.encode(encoding) != data:  # such as UTF-16 of the other order
            return None
    except (UnicodeError, LookupError):
        return None
    attempt = FixAttempt(text, encoding, data, lint_all(data))
    for group in _GROUPS:
        document = FixableDocument(attempt.text, recognise(attempt.data), attempt.findings, address)
        attempt.keep([patch for fixer in group for patch in fixer(document)])
    if not attempt.fixes:
        return None
    return FixedDocument(attempt.data, text, attempt.text, attempt.fixes, attempt.findings)


class FixAttempt:
    """The present state of a document, and its findings."""

    def __init__(self, text: str, encoding: str, data: bytes, findings: list[Finding]) -> None:
        """Start with nothing fixed."""
        self.text = text
        self.data = data
        self.findings = findings
        self.fixes = 0
        self._encoding = encoding

    def keep(self, patches: Sequence[TextPatch]) -> None:
        """Apply the patches that make the document better: all, or else halves of them, as far as they do."""
        waiting, kept = [list(patches)], list[TextPatch]()
        source, tries = self.text, 0
        while waiting and tries < _MOST_TRIES:
            part = waiting.pop(0)
            if not part:
                continue
            tries += 1
            if self._improve(source, sorted([*kept, *part])):
                kept += part
                self.fixes += len(part)
            elif len(part) > 1:
                waiting += [part[: len(part) // 2], part[len(part) // 2 :]]

    def _improve(self, source: str, patches: Sequence[TextPatch]) -> bool:
        text = apply_patches(source, patches)
        known = recognise(self.data)
        try:
            data = text.encode(self._encoding, "strict" if known in JSON_FORMATS else "xmlcharrefreplace")
        except UnicodeError:
            return False
        findings = lint_all(data)
        is_readable = _is_readable(data, known) and not _is_readable(self.data, known)
        if not is_readable and not _is_better(self.findings, findings):
            return False
        self.text, self.data, self.findings = text, data, findings
        return True


def apply_patches(text: str, patches: Sequence[TextPatch]) -> str:
    """Return the text with the patches, which are in order and do not overlap."""
    parts, position = [], 0
    for patch in patches:
        parts += [text[position : patch.start], patch.text]
        position = patch.end
    return "".join((*parts, text[position:]))


def _is_better(before: list[Finding], after: list[Finding]) -> bool:
    """Return whether there are fewer findings, and none that was not there."""
    known, left = (Counter((each.rule, each.field) for each in found) for found in (before, after))
    return left.total() < known.total() and not left - known


def _is_readable(data: bytes, known: DocumentFormat) -> bool:
    try:
        (json_value if known in JSON_FORMATS else xml)(data)
    except UnreadableDocumentError:
        return False
    return True


def _encoding_of(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    declared = _DECLARATION.search(data[:300])
    name = declared[1].decode("ascii") if declared else "utf-8"
    return name if _KNOWN.fullmatch(name) else "utf-8"

"""Findings of a long document that was checked in sections, told at their places in the whole.

A section is a document of its own: the frame (channel, feed, header row) around some consecutive entries. Nearly all
rules look at one element, one entry or the frame, so they find in sections what they find in the whole. But for:

- `ACROSS`: `guid-repeated`, `atom-id-repeated` and `jsonfeed-id-repeated` compare every entry with those before it. A
  section tells of its own entries alone: whoever cuts has to see to it that ids differ in the whole.
- `deleted-entry-shown` compares every entry with the withdrawn ones that the frame names. A section whose frame names
  fewer than the whole tells less: whoever writes it so has to see to it that no withdrawn entry is shown.
- `formats-*`: where the documents differ. Sections of the same articles differ where the documents do; but an article
  that stands in another section of one format is told as missing there, and numbers are those of the section.
  `joined` keeps the first of each kind and format, whether sections are given one by one or their findings together.
- `ONCE`: rules that tell the first offence of a document alone. `joined` keeps the first of all sections.
- A section that cannot be read makes the document unreadable; `joined` then tells that alone.

Elements of the frame are taken to stand before the entries, as our own formats write them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.run import document_order

ACROSS: Final = frozenset({"guid-repeated", "atom-id-repeated", "jsonfeed-id-repeated"})
ONCE: Final = frozenset({"namespace-unknown", "itunes-incomplete", "csv-line-end-wrong", "csv-quote-needless"})
UNREADABLE: Final = frozenset(
    "document-empty text-not-utf8 xml-not-wellformed rss-root-wrong atom-root-wrong json-not-wellformed "
    "json-byte-order-mark json-key-repeated json-number-unreal jsonfeed-root-wrong csv-not-wellformed".split()
)
_ENTRY: Final = re.compile(r"(\A(?:items?|entry)\[)(\d+)")  # what the path of a finding in an entry begins with
_WITHIN: Final = re.compile(r"(?P<list>items?|entry)\[(?P<number>\d+)\](?:[/.](?P<element>[^/.\[]+))?")
_BEFORE: Final = re.compile(r"( of (?:items?|entry)\[)(\d+)(?=\]\S* appears again\Z)")
_LINE: Final = re.compile(r"(\bline )(\d+)(?![\d…])")  # as the XML parser tells it, where that was not clipped


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSection:
    """What was found in a section, and how much of the whole document stands before its entries."""

    findings: list[Finding]
    entries: int  # entries before its own
    lines: int  # line breaks before its own entries, but for those of the frame


def moved(finding: Finding, *, entries: int, lines: int) -> Finding:
    """The finding of a section, told where it stands behind that many more entries, on that many more lines.

    Findings about the frame stay where they are.
    """
    if of_frame(finding):
        return finding
    field, message = finding.field, finding.message
    if not _of_table(finding):  # there it is the name of a column
        field = _raised(_ENTRY, field, entries)
    if finding.rule in ACROSS:
        message = _raised(_BEFORE, message, entries)
    elif finding.rule == "xml-not-wellformed":
        message = _raised(_LINE, message, lines)
    return replace(finding, field=field, message=message, line=finding.line + lines if finding.line else 0)


def of_frame(finding: Finding) -> bool:
    """Whether it is about the frame: every section tells it again, at the same place."""
    if _of_table(finding):
        return finding.line == 1  # the header; rows begin behind it
    return not (_ENTRY.match(finding.field) or finding.rule in UNREADABLE or finding.rule.startswith("formats-"))


def entry_and_element(finding: Finding) -> tuple[int, str] | None:
    """Return which entry the finding is about, counted from 0, and which element or key of it; None: about none."""
    found = None if _of_table(finding) else _WITHIN.match(finding.field)
    if found is None:
        return None
    first = 0 if found["list"] == "items" else 1  # a path in JSON counts from 0, one in XML from 1
    return int(found["number"]) - first, found["element"] or ""


def joined(sections: Iterable[CheckedSection]) -> list[Finding]:
    """The findings of all sections of a document, which come in its order: as `findings` tells them of the whole.

    Findings about the frame are those of the first section.
    """
    whole: list[Finding] = []
    told = set[tuple[str, ...]]()
    for number, section in enumerate(sections):
        for finding in section.findings:
            each = moved(finding, entries=section.entries, lines=section.lines)
            if each.rule in UNREADABLE:
                return [each]
            fact = _fact(each)
            if not (number and of_frame(each)) and fact not in told:
                whole.append(each)
            if fact:
                told.add(fact)
    return sorted(whole, key=document_order)


def _fact(finding: Finding) -> tuple[str, ...]:
    """Return a key for a finding that a document gets once, though each section has it; () for any other finding."""
    if finding.rule.startswith("formats-"):
        return finding.rule, finding.field, "lost" * finding.message.endswith(" is missing")  # others may be added
    if finding.rule == "namespace-unknown":
        return finding.rule, finding.message
    return (finding.rule,) if finding.rule in ONCE else ()


def _of_table(finding: Finding) -> bool:
    return finding.rule.startswith("csv-")


def _raised(number: re.Pattern[str], text: str, by: int) -> str:
    return number.sub(lambda found: f"{found[1]}{int(found[2]) + by}", text)

"""Join the findings of a long document whose sections were checked one by one, with places in the whole document.

A section is a document of its own: the frame (channel, feed, header row) around some consecutive entries. Nearly all
rules look at one element, one entry or the frame, so they find the same in sections as in the whole. Exceptions:

- `COMPARING_RULES`: `guid-repeated`, `atom-id-repeated` and `jsonfeed-id-repeated` compare every entry with those
  before it. A section has only its own entries: the caller has to check that ids differ in the whole.
- `deleted-entry-shown` compares every entry with the withdrawn ones in the frame. If the frame of a section has fewer
  than the whole, the caller has to check that the feed has no withdrawn entry.
- `formats-*`: where the documents differ. Sections of the same articles differ where the documents do; but an article
  that is in another section of one format is reported as missing there, and numbers are those of the section.
  `join_sections` keeps the first of each kind and format, for sections one by one or for their findings together.
- `REPORTED_ONCE`: rules that report only their first finding in a document. `join_sections` keeps the first one.
- An unreadable section makes the document unreadable; `join_sections` then returns only that finding.

Elements of the frame must precede the entries, as in our own formats.
"""

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from exporters.checks.finding import Finding
from exporters.checks.run import document_order
from exporters.support.lazy_regex import lazy_regex

COMPARING_RULES: Final = frozenset({"guid-repeated", "atom-id-repeated", "jsonfeed-id-repeated"})
REPORTED_ONCE: Final = frozenset({"namespace-unknown", "itunes-incomplete", "csv-line-end-wrong", "csv-quote-needless"})
UNREADABLE: Final = frozenset(
    "document-empty text-not-utf8 xml-not-wellformed rss-root-wrong atom-root-wrong json-not-wellformed "
    "json-byte-order-mark json-key-repeated json-number-unreal jsonfeed-root-wrong csv-not-wellformed".split()
)
_ENTRY: Final = lazy_regex(r"(\A(?:items?|entry)\[)(\d+)")  # the start of the path of a finding in an entry
_ENTRY_ELEMENT: Final = lazy_regex(r"(?P<list>items?|entry)\[(?P<number>\d+)\](?:[/.](?P<element>[^/.\[]+))?")
_EARLIER_ENTRY: Final = lazy_regex(r"( of (?:items?|entry)\[)(\d+)(?=\]\S* appears again\Z)")
_LINE: Final = lazy_regex(r"(\bline )(\d+)(?![\d…])")  # in messages of the XML parser, unless cut


class CheckedSection(Struct, frozen=True, kw_only=True):
    """The findings of a section, and how much of the whole document precedes its entries."""

    findings: list[Finding]
    entries: int  # number of entries before its own
    lines: int  # line breaks before its own entries, without those of the frame


def shift(finding: Finding, *, entries: int, lines: int) -> Finding:
    """Return the finding of a section at its place in the document, `entries` and `lines` further on.

    Findings about the frame keep their place.
    """
    if is_about_frame(finding):
        return finding
    field, message = finding.field, finding.message
    if not _is_about_table(finding):  # there `field` is the name of a column
        field = _add_to_number(_ENTRY, field, entries)
    if finding.rule in COMPARING_RULES:
        message = _add_to_number(_EARLIER_ENTRY, message, entries)
    elif finding.rule == "xml-not-wellformed":
        message = _add_to_number(_LINE, message, lines)
    return replace(finding, field=field, message=message, line=finding.line + lines if finding.line else 0)


def is_about_frame(finding: Finding) -> bool:
    """Return whether the finding is about the frame: every section repeats it, at the same place."""
    if _is_about_table(finding):
        return finding.line == 1  # the header; rows follow it
    return not (_ENTRY.match(finding.field) or finding.rule in UNREADABLE or finding.rule.startswith("formats-"))


def entry_and_element(finding: Finding) -> tuple[int, str] | None:
    """Return which entry the finding is about, counted from 0, and which element or key of it; None: about none."""
    match = None if _is_about_table(finding) else _ENTRY_ELEMENT.match(finding.field)
    if match is None:
        return None
    first_number = 0 if match["list"] == "items" else 1  # a path in JSON counts from 0, one in XML from 1
    return int(match["number"]) - first_number, match["element"] or ""


def join_sections(sections: Iterable[CheckedSection]) -> list[Finding]:
    """Return the findings of all sections of a document, in order, as `findings` returns them for the whole.

    Findings about the frame are those of the first section.
    """
    findings: list[Finding] = []
    keys = set[tuple[str, ...]]()
    for number, section in enumerate(sections):
        for finding in section.findings:
            shifted = shift(finding, entries=section.entries, lines=section.lines)
            if shifted.rule in UNREADABLE:
                return [shifted]
            key = _unique_key(shifted)
            if not (number and is_about_frame(shifted)) and key not in keys:
                findings.append(shifted)
            if key:
                keys.add(key)
    return sorted(findings, key=document_order)


def _unique_key(finding: Finding) -> tuple[str, ...]:
    """Return a key for a finding that a document gets once, though each section has it; () for any other finding."""
    if finding.rule.startswith("formats-"):
        return finding.rule, finding.field, "lost" * finding.message.endswith(" is missing")  # others may be added
    if finding.rule == "namespace-unknown":
        return finding.rule, finding.message
    return (finding.rule,) if finding.rule in REPORTED_ONCE else ()


def _is_about_table(finding: Finding) -> bool:
    return finding.rule.startswith("csv-")


def _add_to_number(number: re.Pattern[str], text: str, by: int) -> str:
    return number.sub(lambda found: f"{found[1]}{int(found[2]) + by}", text)

"""Collect the findings of sections and locate them in the whole documents."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from exporters.build.context import REPORTED_AT_SOURCE
from exporters.build.section import BuiltSection
from exporters.checks import section as sections
from exporters.checks.finding import Finding
from exporters.publishing.stage import StagingArea
from exporters.store.outputs import DocumentDiagnostic

Place = tuple[list[Finding], int, int, int]  # what was found in a section, entries before it, its begin, its frame
Trace = Callable[
    [DocumentDiagnostic, str], DocumentDiagnostic
]  # takes the element of the entry that the finding is about
_REPORTED_ELSEWHERE: Final = frozenset(
    {
        "atom-id-repeated",  # `write_feeds` reports it for the whole feed, across sections
        "itunes-incomplete",  # `shows.show_warnings` reports it at the setting
    }
)


class SectionFindings:
    """Collects the findings in the sections of a feed's documents, in order."""

    def __init__(self, names: Sequence[str], media_types: Sequence[str]) -> None:
        """`names` and media types of the documents."""
        self._names = names
        self._media_types = media_types
        self._is_empty = True
        self._is_clean = True
        self._sections: list[deque[Place]] = [deque() for _ in names]
        self._disagreements: list[Finding] = []
        self._heads: list[int] = []  # lines before the first entries

    @property
    def is_clean(self) -> bool:
        """Whether the entries have no findings: only then can they be copied unchecked."""
        return self._is_clean

    def add(self, section: BuiltSection, entries: int, offsets: Sequence[int]) -> None:
        """Add the findings of a section that follows `entries` entries and begins at `offsets` in the documents."""
        is_first, self._is_empty = self._is_empty, False
        if is_first:
            self._heads = _lines(section)
        for document, kind in enumerate(self._media_types):
            findings = [each for each in section.findings.findings[kind] if _is_section_finding(each)]
            are_of_frame = all(map(sections.is_about_frame, findings))
            if findings and (is_first or not are_of_frame):
                shorter = self._heads[document] - _lines(section)[document]  # its frame may have fewer lines
                self._sections[document].append((findings, entries, offsets[document], shorter))
            self._is_clean = self._is_clean and are_of_frame
        self._disagreements += section.findings.disagreements
        self._is_clean = self._is_clean and not self._disagreements

    def diagnostics(self, staging: StagingArea, heads: Sequence[int], trace: Trace) -> list[DocumentDiagnostic]:
        """Return all diagnostics; `heads` are the bytes before the first entries, `trace` locates articles.

        The findings are consumed: there may be one for every entry.
        """
        diagnostics = []
        for name, head, sections_of_document in zip(self._names, heads, self._sections, strict=True):
            for each in sections.join_sections(_locate_sections(sections_of_document, staging, name, head)):
                entry, element = sections.entry_and_element(each) or (None, "")
                diagnostics.append(trace(DocumentDiagnostic(name, each.as_diagnostic(""), entry), element))
        folder = self._names[0].rpartition("/")[0] if self._names else ""
        disagreements = sections.CheckedSection(findings=self._disagreements, entries=0, lines=0)
        return [
            *diagnostics,
            *(DocumentDiagnostic(folder, each.as_diagnostic("")) for each in sections.join_sections([disagreements])),
        ]


def _lines(section: BuiltSection) -> list[int]:
    return [frame.before.count(b"\n") for frame in section.frames]


def _is_section_finding(finding: Finding) -> bool:
    return finding.rule not in REPORTED_AT_SOURCE and finding.rule not in _REPORTED_ELSEWHERE


def _locate_sections(
    queue: deque[Place], staging: StagingArea, name: str, head: int
) -> Iterator[sections.CheckedSection]:
    """Yield the sections of the document `name`, with the lines before each; every byte is read once."""
    lines, position = 0, head
    while queue:
        findings, entries, offset, shorter = queue.popleft()
        lines, position = lines + staging.lines(name, position, offset), offset
        yield sections.CheckedSection(findings=findings, entries=entries, lines=lines + shorter)

"""What the checks found in sections, told of the whole documents."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from exporters.build.context import TOLD_BEFORE
from exporters.build.section import BuiltSection
from exporters.checks import section as sections
from exporters.checks.finding import Finding
from exporters.publishing.stage import StagingArea
from exporters.store.outputs import DocumentDiagnostic

Place = tuple[list[Finding], int, int, int]  # what was found in a section, entries before it, its begin, its frame
Trace = Callable[[DocumentDiagnostic, str], DocumentDiagnostic]  # with the element of the entry that it is about
_TOLD_OF_ALL: Final = "atom-id-repeated"  # `write` tells it of the whole feed, in whatever sections they stand


class SectionFindings:
    """Collects what was found in the sections of the documents of a feed, in order."""

    def __init__(self, names: Sequence[str], kinds: Sequence[str]) -> None:
        """`names` and media types of the documents."""
        self._names = names
        self._kinds = kinds
        self._is_empty = True
        self._is_clean = True
        self._found: list[deque[Place]] = [deque() for _ in names]
        self._differing: list[Finding] = []
        self._heads: list[int] = []  # lines before the first entries

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found in the entries: then they can be used again without looking."""
        return self._is_clean

    def add(self, section: BuiltSection, entries: int, offsets: Sequence[int]) -> None:
        """Add what was found in a section behind so many entries, which begins at those offsets in the documents."""
        is_first, self._is_empty = self._is_empty, False
        if is_first:
            self._heads = _lines(section)
        for document, kind in enumerate(self._kinds):
            findings = [each for each in section.examined.findings[kind] if _is_told(each)]
            are_of_frame = all(map(sections.of_frame, findings))
            if findings and (is_first or not are_of_frame):
                shorter = self._heads[document] - _lines(section)[document]  # it may show less than the whole
                self._found[document].append((findings, entries, offsets[document], shorter))
            self._is_clean = self._is_clean and are_of_frame
        self._differing += section.examined.disagreements
        self._is_clean = self._is_clean and not self._differing

    def diagnostics(self, stage: StagingArea, heads: Sequence[int], trace: Trace) -> list[DocumentDiagnostic]:
        """Everything that was found; `heads` are the bytes before the first entries, `trace` finds articles.

        It is taken away by that: there may be something to tell of every entry.
        """
        told = []
        for name, head, found in zip(self._names, heads, self._found, strict=True):
            for each in sections.joined(_placed(found, stage, name, head)):
                entry, element = sections.entry_and_element(each) or (None, "")
                told.append(trace(DocumentDiagnostic(name, each.of(""), entry), element))
        folder = self._names[0].rpartition("/")[0] if self._names else ""
        differing = sections.CheckedSection(findings=self._differing, entries=0, lines=0)
        return [*told, *(DocumentDiagnostic(folder, each.of("")) for each in sections.joined([differing]))]


def _lines(section: BuiltSection) -> list[int]:
    return [frame.before.count(b"\n") for frame in section.frames]


def _is_told(finding: Finding) -> bool:
    return finding.rule not in TOLD_BEFORE and finding.rule != _TOLD_OF_ALL


def _placed(found: deque[Place], stage: StagingArea, name: str, head: int) -> Iterator[sections.CheckedSection]:
    """What was found in sections of the document `name`, with the lines before each: every byte is read once."""
    lines, at = 0, head
    while found:
        findings, entries, offset, shorter = found.popleft()
        lines, at = lines + stage.lines(name, at, offset), offset
        yield sections.CheckedSection(findings=findings, entries=entries, lines=lines + shorter)

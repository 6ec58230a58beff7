"""What the checks found in sections, told of the whole documents."""

from collections.abc import Sequence

from exporters.checks import section as sections
from exporters.checks.finding import Finding
from exporters.diagnostics import Diagnostic
from exporters.publishing.stage import Stage
from exporters.writing.section import Section

TOLD_BEFORE = frozenset(
    {
        "feed-date-early",  # told as date-old, with the article's file and line
        "text-escaped-twice",  # the article says so: text repairs have read its entities, and what is left is meant
    }
)


class Found:
    """Collects what was found in the sections of the documents of a feed, in order."""

    def __init__(self, names: Sequence[str], kinds: Sequence[str]) -> None:
        """`names` and media types of the documents."""
        self._names = names
        self._kinds = kinds
        self._first: Section | None = None
        self._found: list[list[tuple[list[Finding], int, int]]] = [[] for _ in names]
        self._differing: list[Finding] = []

    @property
    def is_empty(self) -> bool:
        """Whether no section was looked into yet."""
        return self._first is None

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found in the entries: then they can be used again without looking."""
        found = (finding for document in self._found for findings, *_ in document for finding in findings)
        return not self._differing and all(map(sections.of_frame, found))

    def take(self, section: Section, entries: int, offsets: Sequence[int]) -> None:
        """Take what was found in a section behind so many entries, which begins at those offsets in the documents."""
        is_first, self._first = self._first is None, self._first or section
        for document, kind in enumerate(self._kinds):
            findings = section.examined.findings[kind]
            if findings and (is_first or not all(map(sections.of_frame, findings))):
                self._found[document].append((findings, entries, offsets[document]))
        self._differing += section.examined.disagreements

    def told(self, stage: Stage, heads: Sequence[int]) -> list[tuple[str, Diagnostic]]:
        """Everything that was found, with the name of the file; `heads` are the bytes before the first entries."""
        told = []
        for name, head, found in zip(self._names, heads, self._found, strict=True):
            moved = (
                sections.Section(findings=findings, entries=entries, lines=stage.lines(name, head, offset))
                for findings, entries, offset in found
            )
            told += [(name, each) for each in sections.joined(moved)]
        folder = self._names[0].rpartition("/")[0] if self._names else ""
        told += [
            (folder, each) for each in sections.joined([sections.Section(findings=self._differing, entries=0, lines=0)])
        ]
        return [(name, each.of("")) for name, each in told if each.slug not in TOLD_BEFORE]

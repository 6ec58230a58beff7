"""Report: what was repaired and what could not be, in one article, each at its place."""

import re
from collections.abc import Iterable
from datetime import tzinfo
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, Level, clipped, difference
from exporters.repair.change import Changed
from exporters.repair.hints import likely
from exporters.yamldoc.document import field_name
from exporters.yamldoc.positions import KeyPath, YamlDocument

_MOST_HINTS: Final = 50  # for one article: each compares with every field
_INDEX: Final = re.compile(r"\[[0-9]+\]")
_WORDS: Final = {
    "text-scalar": "taken as text, as it is written",
    "flag-text": "taken as true or false",
    "number-text": "taken as a number",
    "list-single": "taken as a list of one",
    "date-quoted": "taken as a date",
}


class Report:
    """Collects the diagnostics of one article; knows what repairs need to know of the site."""

    def __init__(self, document: YamlDocument, base: str, zone: tzinfo | None) -> None:
        """`base` is the site's address, `zone` that of dates which name none."""
        self.document = document
        self.base = base
        self.zone = zone
        self.notes: list[Diagnostic] = []
        self.problems: list[Diagnostic] = []
        self._unknown = 0
        self._kept: dict[KeyPath, list[int]] = {}  # of lists that entries were left out of: where the others stood

    def kept(self, path: KeyPath, indices: list[int]) -> None:
        """Remember which entries of the list at `path` were kept."""
        if indices != list(range(len(indices))):
            self._kept[path] = indices

    def original(self, path: KeyPath) -> KeyPath:
        """Where in the document the repaired value at `path` stands."""
        found: KeyPath = ()
        for part in path:
            kept = self._kept.get(found)
            found = (*found, kept[part] if kept and isinstance(part, int) else part)
        return found

    def changed(self, result: Changed, path: KeyPath) -> str:
        """Note each change, and pass the repaired value on."""
        value, changes = result
        for change in changes:
            self.note(change.slug, path, change.before, change.after)
        return value

    def note(self, slug: str, path: KeyPath, before: str, after: str) -> None:
        """A repair: what stood there, and what it became."""
        was, now = difference(before, after)
        line, column = self.document.place(path)
        self.notes.append(
            Diagnostic(
                slug=slug,
                level=Level.NOTE,
                seen=was,
                right=_WORDS.get(slug) or (f"now {now}" if after else "left out"),
                line=line,
                column=column,
                field=field_name(path),
                before=before,
                after=after,
            )
        )

    def unknown(self, path: KeyPath, known: Iterable[str]) -> None:
        """A key that no format carries, in case it is a slip of the pen."""
        line, column = self.document.place(path)
        self._unknown += 1
        near = likely(str(path[-1]), known) if self._unknown <= _MOST_HINTS else ""
        self.notes.append(
            Diagnostic(
                slug="key-extra",
                level=Level.NOTE,
                seen="no field that feeds carry",
                right=f"did you mean {near}?" if near else "kept as extra" if len(path) == 1 else "left out",
                line=line,
                column=column,
                field=clipped(_INDEX.sub("[]", field_name(path))),
            )
        )

    def problem(self, slug: str, path: KeyPath, seen: str, right: str) -> None:
        """What can't be repaired: the article is rejected."""
        line, column = self.document.place(path)
        self.problems.append(
            Diagnostic(
                slug=slug, level=Level.ERROR, seen=seen, right=right, line=line, column=column, field=field_name(path)
            )
        )

"""BuildProblems: the errors and warnings of one build, with the paths that authors know."""

from collections import Counter
from pathlib import Path
from typing import Final

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.run import RunObserver
from exporters.support.paths import shown_path

_MOST: Final = 500  # problems of each level that are kept; the others are counted


class BuildProblems(RunObserver):
    """Collects the diagnostics of a build."""

    def __init__(self, built_in: Path, out: Path | None) -> None:
        """`built_in`: the folder that the feeds are built in, which messages call `out`."""
        self.counts = Counter[str]()
        self._found: dict[Level, list[Diagnostic]] = {Level.ERROR: [], Level.WARNING: []}
        self._built_in = shown_path(built_in)
        self._out = shown_path(out) if out else "out"

    def add(self, diagnostic: Diagnostic) -> None:
        """Count a diagnostic, and keep it unless it is a note."""
        self.counts[diagnostic.level] += 1
        kept = self._found.get(diagnostic.level)
        if kept is not None and len(kept) < _MOST:
            kept.append(diagnostic.at(self._as_published(diagnostic.path)))

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """The errors, then the warnings."""
        return (*self._found[Level.ERROR], *self._found[Level.WARNING])

    def _as_published(self, path: str) -> str:
        if path != self._built_in and not path.startswith(f"{self._built_in}/"):
            return path
        return f"{self._out}{path.removeprefix(self._built_in)}"

"""The mutants that are known to do the same as the program: `equivalents.txt` holds each, and why."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tests.mutants.sample import Mutant

FILE: Final = Path(__file__).with_name("equivalents.txt")


class Equivalent(NamedTuple):
    """A change that no test can see. The place is that of the lines, not their number."""

    path: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    reason: str


class Equivalents:
    """Those that are known; `unmatched` are the ones whose lines are nowhere in the modules any more."""

    def __init__(self, root: Path) -> None:
        """`root` is the repository."""
        self._root = root
        self._all = list(read(FILE.read_text(encoding="utf-8")))

    def __iter__(self) -> Iterator[Equivalent]:
        """Yield each."""
        return iter(self._all)

    def has(self, mutant: Mutant) -> bool:
        """Whether `mutant` is one of them. Where a module has another name now, its lines say so."""
        return any(
            (each.removed, each.added) == (mutant.removed, mutant.added)
            and (each.path == mutant.path or not (self._root / each.path).exists())
            for each in self._all
        )

    def unmatched(self, folder: str) -> list[Equivalent]:
        """Those of modules in `folder` whose lines have changed since."""
        lines = {path: set(_lines(self._root / path)) for path in {each.path for each in self._all}}
        return [
            each
            for each in self._all
            if each.path.startswith(f"{folder}/") and not lines[each.path].issuperset(each.removed)
        ]


def read(text: str) -> Iterator[Equivalent]:
    """Yield the entries: a path, lines with `-`, lines with `+`, and the reason; an empty line stands between two."""
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            removed = tuple(line[2:] for line in lines if line.startswith("- "))
            added = tuple(line[2:] for line in lines if line[:1] == "+" and line[:2] in ("+", "+ "))
            reason = " ".join(line for line in lines[1:] if line[:1] not in ("-", "+"))
            yield Equivalent(lines[0], removed, added, reason)


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []

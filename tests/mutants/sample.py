"""Which mutants are tried: of each room as many, of each line one before any line has two."""

import ast
import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.mutants.edits import Edit, ModuleText
from tests.mutants.operators import edits


class Mutant(NamedTuple):
    """A module with one small change: it lies at `path` below the repository."""

    room: str
    path: str
    line: int
    removed: tuple[str, ...]  # the lines of the module that change, without the white space around them
    added: tuple[str, ...]  # what they become
    data: bytes  # the text of the module after the change

    @property
    def diff(self) -> list[str]:
        """The change as a diff shows it."""
        return [
            f"{self.path}:{self.line}",
            *(f"- {each}" for each in self.removed),
            *(f"+ {each}" for each in self.added),
        ]


def sample(root: Path, room: str, count: int, seed: int) -> Iterator[Mutant]:
    """Yield `count` mutants of the modules in the folder `room` below `root`, or all there are."""
    chance = random.Random(f"{seed}:{room}")  # noqa: S311 — no secret
    found = [(path, edit) for path in sorted((root / room).rglob("*.py")) for edit in sorted(set(edits(_module(path))))]
    chance.shuffle(found)
    lines = Counter[tuple[Path, int]]()
    ranks = []
    for path, edit in found:
        line = path, _module(path).line(edit.start)
        lines[line] += 1
        ranks.append(lines[line])
    for _, (path, edit) in sorted(zip(ranks, found, strict=True), key=lambda each: each[0]):
        if not count:
            return
        if (mutant := _mutant(root, room, path, edit)) is not None:
            count -= 1
            yield mutant


@cache
def _module(path: Path) -> ModuleText:
    return ModuleText(path.read_bytes())


def _mutant(root: Path, room: str, path: Path, edit: Edit) -> Mutant | None:
    """The mutant that `edit` makes; None where it is no Python, or means the same."""
    module = _module(path)
    data = module.edited(edit)
    try:
        if ast.dump(ast.parse(data)) == ast.dump(module.tree):
            return None
    except SyntaxError:
        return None
    line = module.line(edit.start)
    last = module.line(edit.end)
    before, after = module.data.decode().splitlines(), data.decode().splitlines()
    removed = before[line - 1 : last]
    added = after[line - 1 : last + len(after) - len(before)]
    name = path.relative_to(root).as_posix()
    return Mutant(room, name, line, tuple(map(str.strip, removed)), tuple(map(str.strip, added)), data)

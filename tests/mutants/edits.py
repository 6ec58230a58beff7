"""Edit: one small change of meaning in the text of a module. Offsets are those of its UTF-8 bytes."""

import ast
from typing import NamedTuple


class Edit(NamedTuple):
    """Bytes `start` to `end` of a module become `text`."""

    start: int
    end: int
    text: str


class ModuleText:
    """The text of a module, and where the nodes of its syntax tree stand in it."""

    def __init__(self, data: bytes) -> None:
        """Read `data`, UTF-8."""
        self.data = data
        self.tree = ast.parse(data)
        self._starts = [0]
        for line in data.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def start(self, node: ast.AST) -> int:
        """Return the offset of the first byte of `node`."""
        line: int = getattr(node, "lineno", 0)
        column: int = getattr(node, "col_offset", 0)
        return self._starts[line - 1] + column

    def end(self, node: ast.AST) -> int:
        """Return the offset after the last byte of `node`."""
        line: int = getattr(node, "end_lineno", 0)
        column: int = getattr(node, "end_col_offset", 0)
        return self._starts[line - 1] + column

    def line(self, offset: int) -> int:
        """Return the number of the line that holds the byte at `offset`, from 1."""
        return self.data.count(b"\n", 0, offset) + 1

    def text(self, start: int, end: int) -> str:
        """Return the text between two offsets."""
        return self.data[start:end].decode()

    def of(self, node: ast.AST) -> str:
        """Return the text of `node`."""
        return self.text(self.start(node), self.end(node))

    def with_parentheses(self, node: ast.AST) -> tuple[int, int]:
        """Return where `node` stands, with the parentheses that hold nothing else."""
        start, end = self.start(node), self.end(node)
        while True:
            before, after = self.data[:start].rstrip(), self.data[end:]
            behind = after.lstrip()
            if not before.endswith(b"(") or not behind.startswith(b")"):
                return start, end
            start, end = len(before) - 1, end + len(after) - len(behind) + 1

    def replace(self, node: ast.AST, text: str) -> Edit:
        """Return the edit that writes `text` in the place of `node`."""
        return Edit(self.start(node), self.end(node), text)

    def edited(self, edit: Edit) -> bytes:
        """Return the text of the module after `edit`."""
        return self.data[: edit.start] + edit.text.encode() + self.data[edit.end :]

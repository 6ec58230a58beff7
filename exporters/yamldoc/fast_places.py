"""Find the line and column of a value that the fast scanner read; they are computed when a caller asks."""

from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from exporters.yamldoc.fast_scalars import scalar_text
from exporters.yamldoc.fast_scan import Row, ScanResult, unescape_rows
from exporters.yamldoc.positions import TextPosition

if TYPE_CHECKING:
    from exporters.yamldoc.positions import KeyPath, YamlDocument

_MOST_WALKS: Final = 8  # walks through the rows; a file may have 100,000 keys, and a caller may ask for each


class FastDocument:
    """A YamlDocument that the fast scanner read. It answers as PyYAML's document would.

    Keys at the top level are searched in the rows themselves, since every article is asked for its date there.
    """

    def __init__(self, scan: ScanResult, first_line: int, reference: "Callable[[], YamlDocument]") -> None:
        """Hold the rows of `scan`. `reference` reads the same text with PyYAML, for positions that rows do not have."""
        self._rows = scan.rows
        self._first_line = first_line
        self._reference = reference
        self._top_lookups = 0  # how often a caller asked for a key at the top level
        self.value: Any = scan.value
        self.is_fast = True

    def place(self, path: "KeyPath" = ()) -> TextPosition:
        """Return where the field at `path` begins: its key or its entry in a list; without it, the nearest parent."""
        if not self._is_at_top(path):
            return self._index.place(path)
        line = self._first_line
        for lead, key, text, _ in self._rows:
            line += 1
            if key == path[0] and key and not lead:
                return TextPosition(line, 1)
            if text:
                line += text.count("\n")
        return TextPosition(self._first_line, 1)

    def source_text(self, path: "KeyPath") -> str | None:
        """Return the scalar at `path` as the file has it (`yes`, `010`); None if there is no scalar."""
        return self._index.source_text(path)

    def is_quoted(self, path: "KeyPath") -> bool:
        """Return whether the scalar at `path` is in quotes, which makes it text."""
        if not self._is_at_top(path):
            return self._index.is_quoted(path)
        for row in self._rows:
            if row[1] == path[0] and row[1] and not row[0]:
                return _is_quoted(row)
        return False

    def _is_at_top(self, path: "KeyPath") -> bool:
        """Return whether to walk through the rows: for a key at the top level, the first few times."""
        self._top_lookups += len(path) == 1
        return len(path) == 1 and self._top_lookups <= _MOST_WALKS

    @cached_property
    def _index(self) -> "_RowIndex | YamlDocument":
        return _RowIndex(self._rows, self._first_line, self._reference)


class _Node(NamedTuple):
    """A list or a mapping: its rows from `begin` up to `end`, and the column of its dashes or keys."""

    begin: int
    end: int
    column: int
    is_list: bool


class _RowIndex:
    """Finds the row where a path begins, from the top level down. Each node is indexed once."""

    def __init__(self, rows: list[Row], first_line: int, reference: "Callable[[], YamlDocument]") -> None:
        self._rows = rows
        self._first_line = first_line
        self._read_reference = reference
        self._children_by_node: dict[_Node, Mapping[str | int, tuple[int, int]]] = {}

    def place(self, path: "KeyPath" = ()) -> TextPosition:
        try:
            at, _ = self._find(path)
        except _OnOneLineError:
            return self._reference.place(path)
        return (
            TextPosition(self._lines[at], len(self._rows[at][0]) + 1) if at >= 0 else TextPosition(self._first_line, 1)
        )

    def source_text(self, path: "KeyPath") -> str | None:
        try:
            at, node = self._find(path)
        except _OnOneLineError:
            return self._reference.source_text(path)
        if node is not None:
            return None
        _, _, text, scalar = self._rows[at]
        return unescape_rows([self._rows[at]])[0][2] if text else scalar_text(scalar)

    def is_quoted(self, path: "KeyPath") -> bool:
        try:
            at, node = self._find(path)
        except _OnOneLineError:
            return self._reference.is_quoted(path)
        return node is None and _is_quoted(self._rows[at])

    @cached_property
    def _reference(self) -> "YamlDocument":
        return self._read_reference()

    @cached_property
    def _lines(self) -> list[int]:
        """The line of each row, and the line after the last row; a text in quotes may span several lines."""
        return list(accumulate((1 + row[2].count("\n") for row in self._rows), initial=self._first_line + 1))

    def _find(self, path: "KeyPath") -> tuple[int, "_Node | _MissingNode | None"]:
        """Return the row where `path` begins, or its nearest parent (-1: none), and the node there; None: a scalar.

        Raises _OnOneLineError if it leads into a list on one line: a row does not hold where its entries begin.
        """
        at = -1
        node: _Node | _MissingNode | None = self._top
        for part in path:
            if node is None and self._rows[at][3].startswith("["):
                raise _OnOneLineError
            rows = self._children(node).get(part) if isinstance(node, _Node) else None
            if rows is None:
                return at, _MISSING_NODE
            at, end = rows
            node = self._node(at, end, is_entry=isinstance(part, int))
        return at, node

    @cached_property
    def _top(self) -> "_Node":
        return _Node(0, len(self._rows), 0, is_list=False)

    def _node(self, at: int, end: int, *, is_entry: bool) -> "_Node | None":
        """Return the list or mapping after the key or the dash of the row `at`, in rows up to `end`; None: a scalar."""
        lead, key, text, scalar = self._rows[at]
        if is_entry and key:
            return _Node(at, end, len(lead), is_list=False)
        if not (text or scalar or is_entry):
            for row in range(at + 1, end):
                lead, key, _, _ = self._rows[row]
                if key or "-" in lead:
                    return _Node(row, end, lead.find("-") if "-" in lead else len(lead), is_list="-" in lead)
        return None

    def _children(self, node: "_Node") -> Mapping[str | int, tuple[int, int]]:
        """Return the first row of each child of `node` and the row after its last, by key or index."""
        children = self._children_by_node.get(node)
        if children is None:
            column = node.column
            rows = enumerate(self._rows[node.begin : node.end], node.begin)
            if node.is_list:
                starts: list[tuple[str | int, int]] = list(
                    enumerate(at for at, row in rows if row[0].find("-") == column)
                )
            else:
                starts = [(row[1], at) for at, row in rows if row[1] and len(row[0]) == column]
            ends = [at for _, at in starts[1:]] + [node.end]
            children = self._children_by_node[node] = {
                part: (at, end) for (part, at), end in zip(starts, ends, strict=False)
            }
        return children


class _MissingNode:
    """The node of a path that the document does not have."""


_MISSING_NODE: Final = _MissingNode()


class _OnOneLineError(Exception):
    """The path leads into a list on one line."""


def _is_quoted(row: Row) -> bool:
    return bool(row[2]) or row[3].startswith(("'", '"'))

"""The places of a document that took the fast way, found out only when somebody asks."""

from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from exporters.yamldoc.fast_scalars import as_written
from exporters.yamldoc.fast_scan import Row, ScanResult, cleaned
from exporters.yamldoc.positions import TextPosition

if TYPE_CHECKING:
    from exporters.yamldoc.positions import KeyPath, YamlDocument

_NO_ROW: Row = ("", "", "", "")
_FEW: Final = 8  # walks; a file may have 100,000 keys, each of which is told


class FastDocument:
    """A document that took the fast way: a `yaml.Document` with the answers of the reference.

    What is at the top is found in the rows at once, since every article is asked for its date there.
    """

    def __init__(self, scan: ScanResult, first_line: int, reference: "Callable[[], YamlDocument]") -> None:
        """`reference` reads the same text the slow way, for what the scan can't place."""
        self._rows = scan.rows
        self._first_line = first_line
        self._reference = reference
        self._asked = 0  # how often for what is at the top
        self.value: Any = scan.value
        self.plain = True

    def place(self, path: "KeyPath" = ()) -> TextPosition:
        """Where the field at `path` begins: its key in a mapping, its value in a list; else the nearest around it."""
        if not self._is_found_at_once(path):
            return self._marks.place(path)
        line = self._first_line
        for lead, key, text, _ in self._rows:
            line += 1
            if key and key == path[0] and not lead:
                return TextPosition(line, 1)
            line += text.count("\n")
        return TextPosition(self._first_line, 1)

    def written(self, path: "KeyPath") -> str | None:
        """The scalar at `path` as the file has it (`yes`, `010`); None where there is no scalar."""
        return self._marks.written(path)

    def quoted(self, path: "KeyPath") -> bool:
        """Whether the scalar at `path` stands in quotes, which makes it text."""
        if not self._is_found_at_once(path):
            return self._marks.quoted(path)
        return _is_quoted(next((row for row in self._rows if row[1] and row[1] == path[0] and not row[0]), _NO_ROW))

    def _is_found_at_once(self, path: "KeyPath") -> bool:
        """Whether a walk through the rows is the shorter way: a few times, to something at the top."""
        self._asked += len(path) == 1
        return len(path) == 1 and self._asked <= _FEW

    @cached_property
    def _marks(self) -> "_Marks | YamlDocument":
        return _Marks(self._rows, self._first_line, self._reference)


class _Node(NamedTuple):
    """Rows that make a list or a mapping, from which up to which, and the column of its dashes or keys."""

    begin: int
    end: int
    column: int
    is_list: bool


class _Marks:
    """Finds the row where a path begins, going down from the top; what a node holds is looked up once."""

    def __init__(self, rows: list[Row], first_line: int, reference: "Callable[[], YamlDocument]") -> None:
        self._rows = rows
        self._first_line = first_line
        self._read = reference
        self._known: dict[_Node, Mapping[str | int, tuple[int, int]]] = {}

    def place(self, path: "KeyPath" = ()) -> TextPosition:
        try:
            at, _ = self._find(path)
        except _OnOneLineError:
            return self._reference.place(path)
        return (
            TextPosition(self._lines[at], len(self._rows[at][0]) + 1) if at >= 0 else TextPosition(self._first_line, 1)
        )

    def written(self, path: "KeyPath") -> str | None:
        try:
            at, what = self._find(path)
        except _OnOneLineError:
            return self._reference.written(path)
        if what is not None:
            return None
        _, _, text, rest = self._rows[at]
        return cleaned([self._rows[at]])[0][2] if text else as_written(rest)

    def quoted(self, path: "KeyPath") -> bool:
        try:
            at, what = self._find(path)
        except _OnOneLineError:
            return self._reference.quoted(path)
        return what is None and _is_quoted(self._rows[at])

    @cached_property
    def _reference(self) -> "YamlDocument":
        return self._read()

    @cached_property
    def _lines(self) -> list[int]:
        """Where each row begins, and the line behind the last; a text in quotes may go on over several lines."""
        return list(accumulate((1 + row[2].count("\n") for row in self._rows), initial=self._first_line + 1))

    def _find(self, path: "KeyPath") -> tuple[int, "_Node | _Nothing | None"]:
        """The row where `path` begins, or the nearest around it (-1: none), and what is there; None is a scalar.

        Raises _OnOneLineError where it leads into a list on one line: a row does not tell where its entries begin.
        """
        at = -1
        what: _Node | _Nothing | None = self._top
        for part in path:
            if what is None and self._rows[at][3].startswith("["):
                raise _OnOneLineError
            found = self._children(what).get(part) if isinstance(what, _Node) else None
            if found is None:
                return at, _NOTHING
            at, end = found
            what = self._node(at, end, is_entry=isinstance(part, int))
        return at, what

    @cached_property
    def _top(self) -> "_Node":
        return _Node(0, len(self._rows), 0, is_list=False)

    def _node(self, at: int, end: int, *, is_entry: bool) -> "_Node | None":
        """What stands behind the key or the dash of the row `at`, in rows up to `end`."""
        lead, key, text, rest = self._rows[at]
        if is_entry and key:
            return _Node(at, end, len(lead), is_list=False)
        if not (text or rest or is_entry):
            for below in range(at + 1, end):
                lead, key, _, _ = self._rows[below]
                if key or "-" in lead:
                    return _Node(below, end, lead.find("-") if "-" in lead else len(lead), is_list="-" in lead)
        return None

    def _children(self, node: "_Node") -> Mapping[str | int, tuple[int, int]]:
        """Key or index of each child of `node`: its row, and the one behind its last."""
        known = self._known.get(node)
        if known is None:
            column = node.column
            rows = enumerate(self._rows[node.begin : node.end], node.begin)
            if node.is_list:
                found: list[tuple[str | int, int]] = list(
                    enumerate(at for at, row in rows if row[0].find("-") == column)
                )
            else:
                found = [(row[1], at) for at, row in rows if row[1] and len(row[0]) == column]
            ends = [at for _, at in found[1:]] + [node.end]
            known = self._known[node] = {part: (at, end) for (part, at), end in zip(found, ends, strict=False)}
        return known


class _Nothing:
    """What is at a path that leads nowhere."""


_NOTHING: Final = _Nothing()


class _OnOneLineError(Exception):
    """The path leads into a list on one line."""


def _is_quoted(row: Row) -> bool:
    return bool(row[2]) or row[3].startswith(("'", '"'))

"""The places of a document that took the fast way, found out only when somebody asks."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from exporters.documents.places import Place
from exporters.documents.plain import Row, Scan, cleaned, tree
from exporters.documents.scalars import Scalars, as_written

if TYPE_CHECKING:
    from exporters.documents.yaml import Document, Path


class PlainDocument:
    """A document that took the fast way: a `yaml.Document` with the answers of the reference."""

    def __init__(self, scan: Scan, first_line: int, reference: "Callable[[], Document]") -> None:
        """`reference` reads the same text the slow way, for what the scan can't place."""
        self._rows = scan.rows
        self._first_line = first_line
        self._reference = reference
        self.value: Any = scan.value
        self.plain = True

    def place(self, path: "Path" = ()) -> Place:
        """Where the field at `path` begins. One at the top is found at once, since every article is asked for one."""
        if len(path) == 1:
            for (lead, key, _, _), line in self._numbered():
                if key and key == path[0] and not lead:
                    return Place(line, 1)
            return Place(self._first_line, 1)
        return self._marks.place(path)

    def written(self, path: "Path") -> str | None:
        """The scalar at `path` as the file has it (`yes`, `010`); None where there is no scalar."""
        return self._marks.written(path)

    def quoted(self, path: "Path") -> bool:
        """Whether the scalar at `path` stands in quotes, which makes it text."""
        return self._marks.quoted(path)

    def _numbered(self) -> Iterator[tuple[Row, int]]:
        """Each row with its line in the file."""
        line = self._first_line
        for row in self._rows:
            line += 1
            yield row, line
            line += row[2].count("\n")

    @cached_property
    def _marks(self) -> "_Marks | Document":
        if any(rest.startswith("[") and rest.rstrip(" ") != "[]" for _, _, _, rest in self._rows):
            return self._reference()  # a row does not tell where the entries of a list on one line begin
        marked, _ = tree([_marked(row, line) for row, line in self._numbered()], Scalars())
        return _Marks(self._first_line, marked)


class _Mark(NamedTuple):
    """Stands for the scalar of a row, or its empty list or mapping."""

    row: Row
    line: int

    def written(self) -> str | None:
        return cleaned([self.row])[0][2] if self.row[2] else as_written(self.row[3])

    def quoted(self) -> bool:
        return bool(self.row[2]) or self.row[3].startswith(("'", '"'))


class _Marks:
    """A document with marks as its values. Each key of it is a mark as well, which carries its place."""

    def __init__(self, first_line: int, root: dict[_Mark, Any]) -> None:
        self._first_line = first_line
        self._root = root
        self._known: dict[int, dict[str | int, tuple[_Mark, Any]]] = {}

    def place(self, path: "Path" = ()) -> Place:
        found = self._find(path)[0]
        return Place(found.line, len(found.row[0]) + 1) if found else Place(self._first_line, 1)

    def written(self, path: "Path") -> str | None:
        found = self._find(path)[1]
        return found.written() if isinstance(found, _Mark) else None

    def quoted(self, path: "Path") -> bool:
        found = self._find(path)[1]
        return isinstance(found, _Mark) and found.quoted()

    def _find(self, path: "Path") -> tuple[_Mark | None, Any]:
        """The mark where `path` begins, or the nearest around it, and what stands there: a mark, its children, None."""
        mark, node = None, self._root
        for part in path:
            found = self._children(node).get(part)
            if found is None:
                return mark, None
            mark, node = found
        return mark, node

    def _children(self, node: Any) -> dict[str | int, tuple[_Mark, Any]]:
        """The children of `node` by key or index, looked up once: long lists are asked for each entry."""
        known = self._known.get(id(node))
        if known is None:
            known = self._known[id(node)] = dict(_steps(node))
        return known


def _marked(row: Row, line: int) -> tuple[str, Any, Any, str]:
    """`row` with a mark as its key and as its value."""
    lead, key, text, rest = row
    if not key and "-" not in lead:  # blank, or a comment
        return row
    mark = _Mark(row, line)
    return lead, key and mark, mark if text or rest else "", ""


def _steps(node: Any) -> Iterator[tuple[str | int, tuple[_Mark, Any]]]:
    """Each child of `node`: key or index, the mark where it begins, the child."""
    if isinstance(node, dict):
        for mark, child in node.items():
            yield mark.row[1], (mark, mark if child is None else child)
    elif isinstance(node, list):
        for index, child in enumerate(node):  # an entry that is a mapping begins with its first key
            yield index, (child if isinstance(child, _Mark) else next(iter(child)), child)

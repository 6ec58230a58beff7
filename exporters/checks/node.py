"""Node: one element of an XML document as rules see it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Self

from msgspec import Struct

from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Level

CHILDLESS: Final[list[Any]] = []  # the children of all elements without elements
NO_FIRSTS: Final[dict[str, Any]] = {}


class Node(Struct, eq=False, gc=False):  # it knows nothing above it, so there is no circle to collect
    """One element. Its name has a well-known prefix, or none in the namespace of the format: `guid`, `dc:creator`."""

    name: str
    text: str  # before the first child, white space kept
    attributes: Mapping[str, str]
    line: int
    above: str  # path of the parent, "" where there is none
    count: int  # which of its name it is in the document, from 1; 0 where that is not told
    children: list[Self]
    firsts: dict[str, Self]  # the first child of each name

    @property
    def path(self) -> str:
        """Where it stands: `channel/title`, `item[3]/guid`. Written on demand, since few elements are told of."""
        if self.count:
            return f"{self.name}[{self.count}]"
        return f"{self.above}/{self.name}" if self.above else self.name

    def all(self, name: str) -> list[Self]:
        """The children of that name."""
        return [child for child in self.children if child.name == name] if name in self.firsts else []

    def first(self, name: str) -> Self | None:
        """The first child of that name."""
        return self.firsts.get(name)

    def value(self, name: str) -> str:
        """The stripped text of the first child of that name, "" where there is none."""
        child = self.firsts.get(name)
        return child.text.strip() if child else ""

    def walk(self) -> Iterator[Self]:
        """This element and all below, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def finding(self, slug: str, seen: str, right: str, level: Level = Level.ERROR) -> Finding:
        """A finding at this element."""
        return Finding(slug=slug, seen=seen, right=right, level=level, line=self.line, field=self.path)

    def told(self, judged: Finding, attribute: str = "") -> Finding:
        """What was found in the text of this element, or in one of its attributes, told at its place."""
        return judged.at(f"{self.path}@{attribute}" if attribute else self.path, self.line)
